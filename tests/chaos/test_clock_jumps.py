"""A clock that jumps, simulated: who may enter, what lapses, and an order that does not hang on the time of day."""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import update
from testkit.accounts import Account, acting_as, give_account
from testkit.databases import DATABASE
from testkit.figures import Figures
from testkit.signing import TOKEN

import gig_store
from gig_chassis import columns, migrate
from gig_chassis.ids import uuid7
from gig_store import clock
from gig_store.migrate import MIGRATIONS
from gig_store.models import db
from gig_store.people.models import Session

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


on_both = pytest.mark.parametrize(
    "app", ["sqlite_url", pytest.param("mysql_url", marks=DATABASE)], indirect=True, ids=["sqlite", "mysql"]
)


@pytest.fixture
def now() -> Iterator[time_machine.Traveller]:
    """Set the clock of the tests; `shift` lets it jump."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def app(request: pytest.FixtureRequest) -> Iterator[Flask]:
    """Give the backend, on SQLite unless a test wants both databases."""
    url = request.getfixturevalue(getattr(request, "param", "sqlite_url"))
    app = gig_store.create_app(gig_store.Settings(url, TOKEN))
    migrate.upgrade(app, db, MIGRATIONS)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def booker(app: Flask, now: time_machine.Traveller) -> Account:
    """Give a booker whose session began now and ends as any other."""
    del now
    account = give_account(app)
    with app.app_context():
        db.session.execute(update(Session).values(expires_at=columns.now() + timedelta(days=30)))
        db.session.commit()
        db.session.remove()
    return account


@pytest.mark.parametrize(
    ("jump", "status"),
    [
        (timedelta(seconds=-120), 401),
        (timedelta(seconds=-59), 200),
        (timedelta(seconds=59), 200),
        (timedelta(seconds=120), 401),
    ],
    ids=str,
)
def test_a_signed_header_outlives_a_jump_of_a_minute_and_no_more(
    app: Flask, booker: Account, now: time_machine.Traveller, jump: timedelta, status: int
) -> None:
    signed = acting_as(booker)

    now.shift(jump)
    answer = app.test_client().get("/v1/gigs", headers=signed)

    assert answer.status_code == status


@pytest.mark.parametrize(
    ("jump", "status"),
    [(timedelta(days=30, seconds=-2), 200), (timedelta(days=30, seconds=2), 401), (timedelta(days=-1), 200)],
    ids=["almost thirty days on", "thirty days on", "a day back"],
)
def test_a_session_ends_by_its_date_and_not_by_a_jump_back(
    app: Flask, booker: Account, now: time_machine.Traveller, jump: timedelta, status: int
) -> None:
    now.shift(jump)

    assert app.test_client().get("/v1/gigs", headers=acting_as(booker)).status_code == status


@on_both
def test_a_day_set_back_mixes_up_neither_revisions_nor_history_nor_ids(
    app: Flask, booker: Account, now: time_machine.Traveller, figures: Figures
) -> None:
    client, ids = app.test_client(), [uuid7() for _ in range(500)]
    path = f"/v1/gigs/{uuid.uuid4()}"
    gig = client.put(path, json={"title": "rev 1"}, headers=acting_as(booker)).json

    for rev in range(1, 6):
        now.shift(timedelta(days=-1) if rev % 2 else timedelta(hours=5))
        changing = acting_as(booker) | {"If-Match": f'"{rev}"'}
        gig = client.patch(path, json={"title": f"rev {rev + 1}"}, headers=changing).json
        ids += [uuid7() for _ in range(500)]
    history = client.get(f"{path}/history", headers=acting_as(booker)).json["items"]

    assert (gig["rev"], gig["title"]) == (6, "rev 6")
    assert [entry["rev"] for entry in history] == [6, 5, 4, 3, 2, 1]
    assert [entry["at"] for entry in history] != sorted((entry["at"] for entry in history), reverse=True)
    assert len(set(ids)) == len(ids)
    figures("clock set back", jumps=5, ids=len(ids), same=0)


def test_a_gig_made_before_the_clock_went_back_is_saved_once_however_often_it_is_sent(
    app: Flask, booker: Account, now: time_machine.Traveller
) -> None:
    client, path, body = app.test_client(), f"/v1/gigs/{uuid.uuid4()}", {"title": "Once"}

    first = client.put(path, json=body, headers=acting_as(booker))
    now.shift(timedelta(days=-1))
    again = client.put(path, json=body, headers=acting_as(booker))

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.data == again.data


@pytest.mark.parametrize(
    ("days", "rests"), [(0, 1), (29, 1), (31, 0), (-1, 1)], ids=["at once", "day 29", "day 31", "a day back"]
)
def test_a_discard_rests_its_thirty_days_by_the_date(
    app: Flask, booker: Account, now: time_machine.Traveller, days: int, rests: int
) -> None:
    client, pair = app.test_client(), {"band_id": str(uuid.uuid4()), "venue_id": str(uuid.uuid4())}
    client.put(f"/v1/discards/{uuid.uuid4()}", json=pair, headers=acting_as(booker))
    lasting(app)

    now.shift(timedelta(days))

    assert len(client.get("/v1/discards", headers=acting_as(booker)).json["items"]) == rests


def test_a_hold_lapses_and_stands_again_as_the_clock_goes_on_and_back(
    app: Flask, booker: Account, now: time_machine.Traveller
) -> None:
    client, path = app.test_client(), f"/v1/gigs/{uuid.uuid4()}"
    room = {"id": str(uuid.uuid4()), "name": "The Wardrobe", "timezone": "Europe/London"}
    body = {"title": "Held", "venue": room, "gig_day": "2027-03-12", "status": "hold", "hold_expires": "2026-11-25"}
    client.put(path, json=body, headers=acting_as(booker))
    lasting(app)

    lapsed = []
    for days in (3, 2, -5):
        now.shift(timedelta(days))
        lapsed.append(client.get(path, headers=acting_as(booker)).json["hold_lapsed"])

    assert lapsed == [False, True, False]


@pytest.mark.parametrize(
    ("instant", "gig_day"),
    [
        ("2026-10-25T00:30:00Z", "2026-10-24"),  # 01:30 in summer time
        ("2026-10-25T01:30:00Z", "2026-10-24"),  # 01:30 again, in winter time
        ("2026-10-25T05:59:00Z", "2026-10-24"),
        ("2026-10-25T06:00:00Z", "2026-10-25"),
        ("2027-03-28T00:59:00Z", "2027-03-27"),
        ("2027-03-28T01:00:00Z", "2027-03-27"),  # 02:00, and it has just been 01:00
        ("2027-03-28T04:59:00Z", "2027-03-27"),
        ("2027-03-28T05:00:00Z", "2027-03-28"),
    ],
)
def test_a_night_on_which_the_clocks_change_is_one_night(instant: str, gig_day: str) -> None:
    with time_machine.travel(instant, tick=False):
        assert str(clock.gig_day_in("Europe/London")) == gig_day


def lasting(app: Flask) -> None:
    """Let sessions outlive the jumps of a test that is about something else."""
    with app.app_context():
        db.session.execute(update(Session).values(expires_at=datetime(2199, 1, 1)))  # noqa: DTZ001  # as it is kept
        db.session.commit()
        db.session.remove()
