"""The last guards: what holds when two people pass every check at the same moment."""

import uuid
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from gig_store import guard
from gig_store.models import Gig, db

Desk = Any
Make = Callable[..., dict[str, Any]]

NIGHT = {"gig_day": "2027-03-12"}


@pytest.fixture
def all_checked_before_one_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let two requests finish their check before either goes on, as far as the database lets both come so far."""
    check, meeting = guard.check, Barrier(2)

    def check_and_wait(*args: Any, **kwargs: Any) -> list[str]:  # noqa: ANN401  # whatever the check takes
        accepted = check(*args, **kwargs)
        with suppress(BrokenBarrierError):
            meeting.wait(0.5)
        return accepted

    monkeypatch.setattr("gig_store.guard.check", check_and_wait)


@pytest.mark.usefixtures("all_checked_before_one_writes")
def test_two_who_both_found_the_night_free_cannot_both_have_it(
    database_app: Flask, at_desk: Callable[[Flask], Desk], venue: Make
) -> None:
    gigs = [at_desk(database_app).add(title=title, venue=venue(), **NIGHT) for title in ("First", "Second")]

    with ThreadPoolExecutor(2) as threads:
        answers = list(threads.map(lambda gig: at_desk(database_app).patch(gig, status="confirmed"), gigs))

    assert Counter(answer.status_code for answer in answers) == {200: 1, 409: 1}
    won, lost = sorted((answer.json for answer in answers), key=lambda body: "conflicts" in body)
    assert lost["conflicts"][0]["gig"]["title"] == won["title"]


@pytest.mark.usefixtures("all_checked_before_one_writes")
def test_two_equal_requests_that_both_found_nothing_make_one_gig(
    database_app: Flask, at_desk: Callable[[Flask], Desk], venue: Make
) -> None:
    gig_id, body = str(uuid.uuid4()), {"venue": venue(), **NIGHT, "from_suggestion": True}

    with ThreadPoolExecutor(2) as threads:
        answers = list(threads.map(lambda _: at_desk(database_app).put(gig_id, body), range(2)))

    assert Counter(answer.status_code for answer in answers) == {200: 1, 201: 1}
    assert answers[0].json == answers[1].json


def test_the_database_itself_refuses_a_second_confirmed_gig_on_one_night(
    database_app: Flask, at_desk: Callable[[Flask], Desk], venue: Make
) -> None:
    desk = at_desk(database_app)
    desk.add(title="First", venue=venue(), status="confirmed", **NIGHT)
    desk.add(title="Second", venue=venue(), **NIGHT)

    with database_app.app_context(), pytest.raises(IntegrityError, match=r"venue_id|uq_gig"):
        db.session.execute(update(Gig).where(Gig.title == "Second").values(status="confirmed"))


@pytest.mark.parametrize("spare", ["trashed", "other slot", "other night", "no venue"])
def test_the_database_lets_pass_what_is_no_double_booking(
    database_app: Flask, at_desk: Callable[[Flask], Desk], venue: Make, spare: str
) -> None:
    desk = at_desk(database_app)
    first = desk.add(title="First", venue=venue(), status="confirmed", **NIGHT)
    if spare == "trashed":
        desk.trash(first)
    changed = {"other slot": {"slot": "late"}, "other night": {"gig_day": "2027-03-13"}}.get(spare, {})

    second = desk.add(**{"title": "Second", "venue": None if spare == "no venue" else venue(), **NIGHT, **changed})

    with database_app.app_context():
        confirm = update(Gig).where(Gig.id == uuid.UUID(second["id"])).values(status="confirmed")
        assert db.session.connection().execute(confirm).rowcount == 1
        db.session.rollback()
