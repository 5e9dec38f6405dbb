"""Two calls at once, within one deadline."""

import threading
import time
from collections.abc import Iterator

import pytest

from gig_web import deadline, parallel
from gig_web.upstream import Refused, UpstreamError

WAIT = 10


@pytest.fixture(autouse=True)
def page_time() -> None:
    deadline.start(WAIT)


@pytest.fixture
def hanging() -> Iterator[threading.Event]:
    """Give an event to hang on; it is set at the end."""
    event = threading.Event()
    yield event
    event.set()


def fail() -> str:
    raise UpstreamError("the venue list", "ReadTimeout")


def test_both_run_at_the_same_time() -> None:
    barrier = threading.Barrier(2, timeout=WAIT)

    assert parallel.both(barrier.wait, barrier.wait, "the venue list") in {(0, 1), (1, 0)}


@pytest.mark.parametrize("failing", [0, 1], ids=["first", "second"])
def test_one_failure_leaves_the_other_answer(failing: int) -> None:
    calls = [lambda: "fine", lambda: "fine"]
    calls[failing] = fail

    answers = parallel.both(calls[0], calls[1], "the venue list")

    assert answers[1 - failing] == "fine"
    assert isinstance(answers[failing], UpstreamError)


def test_the_second_call_has_the_deadline_of_the_page() -> None:
    deadline.start(3)

    left, left_there = parallel.both(deadline.left, deadline.left, "the venue list")

    assert 2 < left_there <= 3
    assert abs(left - left_there) < 1  # type: ignore[operator]  # neither failed


def test_a_second_call_that_hangs_ends_with_the_page(hanging: threading.Event) -> None:
    deadline.start(0.2)
    began = time.monotonic()

    answers = parallel.both(lambda: "fine", hanging.wait, "the venue list")

    assert answers[0] == "fine"
    assert str(answers[1]) == "the venue list: no time left"
    assert time.monotonic() - began < 1


@pytest.mark.parametrize("refusing", [0, 1], ids=["first", "second"])
def test_a_refusal_is_raised_and_not_taken_for_a_failure(refusing: int) -> None:
    def refuse() -> str:
        raise Refused(404, {})

    calls = [lambda: "fine", lambda: "fine"]
    calls[refusing] = refuse

    with pytest.raises(Refused):
        parallel.both(calls[0], calls[1], "the venue list")


def test_where_no_page_is_under_way_a_call_gets_the_time_of_one() -> None:
    found: list[float] = []
    thread = threading.Thread(target=lambda: found.append(deadline.left()))  # a new thread has no context
    thread.start()
    thread.join()

    assert found == [deadline.PAGE_SECONDS]
