"""A picker that hangs never takes the page down: the rest of the card comes in time, and at once when it is known."""

import time
from collections.abc import Callable, Iterator
from math import ceil

import pytest
from testkit.crowding import crowding
from testkit.figures import SCALE, Figures
from testkit.forms import Client
from testkit.liars import Liar
from testkit.patience import await_that
from testkit.planners import Planner
from testkit.sites import site_on

PAGES = 200
PAGE_SECONDS, RECOVERY_SECONDS = 1.5, 15
RESTING_SECONDS = 0.05 if SCALE == 1 else 0.2  # the short run shares the machine with other tests
FAILURES_TO_OPEN = 5
SETTINGS = {"band": "BAND_PICKER_URL", "venue": "VENUE_PICKER_URL"}
OTHER = {"band": "venue", "venue": "band"}


@pytest.fixture(params=["band", "venue"])
def part(request: pytest.FixtureRequest) -> str:
    """Name what the picker that hangs deals."""
    return str(request.param)


@pytest.fixture
def liar() -> Iterator[Liar]:
    """Give what stands before that picker."""
    with Liar() as liar:
        yield liar


@pytest.fixture
def client(liar: Liar, part: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """Give a booker at a planner whose picker will hang."""
    site = site_on("sqlite", tmp_path_factory.mktemp("slow") / "var", **{SETTINGS[part]: liar.url})
    with Planner(site) as planner:
        liar.target = planner.url_of(f"{part}_picker")
        client = planner.client()
        assert missing(part) not in client.get("/?seed=1").text
        yield client


def test_a_picker_that_hangs_costs_the_page_a_part_and_never_its_time(
    client: Client, liar: Liar, part: str, share: Callable[..., int], figures: Figures
) -> None:
    others = crowding()
    liar.mood = "hanging"
    first = [seconds_of(client, part) for _ in range(FAILURES_TO_OPEN)]
    following = [seconds_of(client, part) for _ in range(share(PAGES))]
    liar.mood = "honest"
    began = time.monotonic()
    await_that(lambda: missing(part) not in client.get("/?seed=7").text, RECOVERY_SECONDS)
    recovery = time.monotonic() - began

    p99, resting = percentile(first + following, 0.99), percentile(following, 0.5)
    others = max(others, crowding())
    figures(
        "a slow picker never takes the page down",
        pages=len(first + following),
        p99_s=p99,
        resting_median_s=resting,
        recovery_s=recovery,
        machine_shared_by=others,
    )
    assert max(first) > RESTING_SECONDS, "the picker did not hang"
    assert p99 <= PAGE_SECONDS * others
    assert resting <= RESTING_SECONDS * others


def seconds_of(client: Client, part: str) -> float:
    """Deal a card; it has all but what the picker deals. Give the seconds it took."""
    answer = client.get("/?seed=7")
    assert answer.status_code == 200
    assert missing(part) in answer.text
    assert f'<h2 class="{OTHER[part]}">' in answer.text
    return max(each.elapsed.total_seconds() for each in (*answer.history, answer))


def missing(part: str) -> str:
    """Give what the page says of a picker that is silent."""
    return f"Not known just now: the {part} list does not answer."


def percentile(values: list[float], part: float) -> float:
    """Give the value that so large a part of them does not exceed."""
    return sorted(values)[ceil(part * len(values)) - 1]
