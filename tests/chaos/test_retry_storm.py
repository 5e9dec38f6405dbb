"""A service that refuses everything is not stormed: at most one retry a page, and hardly a call once it is known."""

import socket
from collections.abc import Callable, Iterator

import pytest
from testkit.figures import Figures
from testkit.pressing import press
from testkit.sites import site_on
from testkit.wires import Wire

from launcher.stack import Stack

RATE, FIRST_SECONDS, SECONDS = 50, 1, 60
MOST_CALLS_A_PAGE, MOST_ONCE_KNOWN = 2, 0.1
BODY = b'{"title": "Service Unavailable", "status": 503}'
REFUSAL = b"HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/problem+json\r\n"
WORDS = {"without a word": b"", "with Retry-After": b"Retry-After: 1\r\n"}


@pytest.fixture(params=WORDS)
def refusing(request: pytest.FixtureRequest) -> Iterator[Wire]:
    """Give a band picker that answers every request with 503, and counts them."""
    answer = REFUSAL + WORDS[request.param] + b"Content-Length: %d\r\n\r\n%s" % (len(BODY), BODY)
    wire = Wire()

    def refuse(connection: socket.socket, _number: int) -> None:
        while wire.hear(connection):
            connection.sendall(answer)

    wire.script = refuse
    yield wire
    wire.close()


@pytest.fixture
def planner(refusing: Wire, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Give a planner with this picker, which has no account yet: Suggest is open to whoever comes."""
    with Stack(site_on("sqlite", tmp_path_factory.mktemp("stormed") / "var", BAND_PICKER_URL=refusing.url)) as stack:
        yield stack


def test_a_service_that_refuses_everything_is_left_alone(
    planner: Stack, refusing: Wire, share: Callable[..., int], figures: Figures
) -> None:
    first = press(planner.url, "/?seed=7", FIRST_SECONDS, rate=RATE)
    seen_first = refusing.requests
    after = press(planner.url, "/?seed=7", share(SECONDS), rate=RATE)
    seen_after = refusing.requests - seen_first

    figures(
        "no retry storm",
        pages=len(first.replies) + len(after.replies),
        calls_until_known=seen_first,
        calls_a_page_after=seen_after / len(after.replies),
    )
    assert first.counts().keys() | after.counts().keys() <= {200, 503}
    assert after.goodput > 0
    assert 0 < seen_first <= MOST_CALLS_A_PAGE * len(first.replies)
    assert seen_after <= MOST_ONCE_KNOWN * len(after.replies)
