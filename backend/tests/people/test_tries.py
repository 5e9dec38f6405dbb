"""Guessing passwords: ten tries a minute by name and by address, counted before any work is done."""

import uuid
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import insert, select
from testkit.accounts import PASSWORD, give_account
from werkzeug.test import TestResponse

from gig_chassis import columns, migrate
from gig_store.migrate import MIGRATIONS
from gig_store.models import db
from gig_store.people import attempts
from gig_store.people.models import Attempt

Desk = Any
Make = Callable[..., Any]
Signed = Callable[..., Any]
AtOnce = Callable[..., list[TestResponse]]

MOST, CROWD = 10, 100
NOON = datetime(2027, 1, 1, 12, tzinfo=UTC)
SPREAD = {"name": lambda number: ("Sam", f"198.51.100.{number}"), "address": lambda number: (f"Name {number}", "::1")}


def test_the_eleventh_try_of_a_name_waits_whatever_address_it_comes_from(
    app: Flask, guest: Desk, sign_in: Signed, hashes: list[str]
) -> None:
    give_account(app, name="Sam")
    hashes.clear()

    with time_machine.travel(NOON, tick=False) as clock:
        statuses = [sign_in(guest, "SAM", "wrong", f"198.51.100.{number}").status_code for number in range(MOST)]
        clock.shift(20)
        late = sign_in(guest, "Sam", client="198.51.100.99")
        clock.shift(39.5)
        still = sign_in(guest, "Sam")
        clock.shift(0.5)
        again = sign_in(guest, "Sam")

    assert (statuses, len(hashes)) == ([422] * MOST, MOST + 1)
    assert (late.status_code, late.headers["Retry-After"], late.json["code"]) == (429, "40", "too_many_tries")
    assert late.json["detail"] == "Too many tries. Wait 40 seconds, then try again."
    assert (still.status_code, still.headers["Retry-After"], again.status_code) == (429, "1", 201)


@pytest.mark.parametrize(
    "addresses",
    [["192.0.2.7"], ["2001:db8:1:2::1", "2001:db8:1:2:ffff::9"], ["192.0.2.7", "::ffff:192.0.2.7"]],
    ids=["IPv4", "one network of IPv6", "IPv4 within IPv6"],
)
def test_the_eleventh_try_from_an_address_waits_whatever_name_it_is(
    app: Flask, guest: Desk, sign_in: Signed, addresses: list[str]
) -> None:
    give_account(app, name="Sam")
    for number in range(MOST):
        sign_in(guest, f"Name {number}", "wrong", addresses[number % len(addresses)])

    assert sign_in(guest, "Sam", client=addresses[-1]).status_code == 429
    assert sign_in(guest, "Sam", client="192.0.2.8").status_code == 201
    assert sign_in(guest, "Sam", client="2001:db8:1:3::1").status_code == 201


def test_right_passwords_are_not_counted(app: Flask, guest: Desk, sign_in: Signed) -> None:
    give_account(app, name="Sam")

    statuses = [sign_in(guest, "Sam").status_code for _ in range(MOST + 5)]
    wrong = [sign_in(guest, "Sam", "wrong").status_code for _ in range(MOST + 1)]

    assert statuses == [201] * (MOST + 5)
    assert wrong == [422] * MOST + [429]


@pytest.mark.parametrize("same", SPREAD)
def test_of_a_hundred_tries_at_once_ten_reach_the_hash(
    database_guest: Desk, sign_in: Signed, hashes: list[str], at_once: AtOnce, same: str
) -> None:
    def guess(number: int) -> TestResponse:
        name, client = SPREAD[same](number)
        answer: TestResponse = sign_in(database_guest, name, "wrong", client)
        return answer

    answers = at_once(guess, CROWD)

    assert Counter(answer.status_code for answer in answers) == {422: MOST, 429: CROWD - MOST}
    assert len(hashes) == MOST


def test_what_a_refused_try_would_have_used_up_stays(app: Flask, guest: Desk, sign_in: Signed) -> None:
    give_account(app, name="Sam")
    for _ in range(MOST):
        sign_in(guest, "Nobody", "wrong", "198.51.100.1")

    for _ in range(MOST):
        assert sign_in(guest, "Sam", client="198.51.100.1").status_code == 429

    assert sign_in(guest, "Sam", client="198.51.100.2").status_code == 201


def test_a_wrong_current_password_counts_as_a_try(app: Flask, guest: Desk, seat: Make, sign_in: Signed) -> None:
    sam = seat(app, give_account(app, name="Sam"))
    wrong = {"current": "not this one", "new": "a new one, by night"}

    statuses = [sam.send("PUT", "/v1/people/me/password", wrong).status_code for _ in range(MOST + 1)]

    assert statuses == [422] * MOST + [429]
    assert sign_in(guest, "Sam", PASSWORD).status_code == 429


def test_tries_of_another_minute_are_swept(database_app: Flask, database_guest: Desk, sign_in: Signed) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        for number in range(5):
            sign_in(database_guest, f"Name {number}", "wrong", f"198.51.100.{number}")
        clock.shift(61)

        sign_in(database_guest, "Sam", "wrong")

    with database_app.app_context():
        assert len(db.session.scalars(select(Attempt.key)).all()) == 2


@pytest.mark.parametrize(
    ("earlier", "status"),
    [(timedelta(days=1), 201), (timedelta(seconds=1), 429)],
    ids=["a clock that went back locks nobody out", "one that waited for others starts no minute of its own"],
)
def test_a_try_from_before_the_window(
    app: Flask, guest: Desk, sign_in: Signed, earlier: timedelta, status: int
) -> None:
    give_account(app, name="Sam")
    with time_machine.travel(NOON, tick=False):
        for _ in range(MOST):
            sign_in(guest, "Sam", "wrong")

    with time_machine.travel(NOON - earlier, tick=False):
        assert sign_in(guest, "Sam").status_code == status


def test_a_try_is_given_back_to_its_own_minute_only(database_app: Flask) -> None:
    key = attempts.by_name(uuid.uuid4().hex)
    with database_app.app_context(), time_machine.travel(NOON, tick=False) as clock:
        tries = attempts.count(key)
        clock.shift(61)
        attempts.count(key)

        attempts.give_back(tries)
        db.session.commit()

        assert db.session.scalar(select(Attempt.count).where(Attempt.key == key)) == 1
        db.session.close()


@pytest.mark.parametrize("client", ["", "here", "192.0.2.256", "1" * 65, None, 7])
def test_an_address_must_be_one(guest: Desk, sign_in: Signed, client: Any) -> None:  # noqa: ANN401  # any JSON
    answer = sign_in(guest, "Sam", client=client)

    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/client")


@pytest.mark.database
def test_two_first_tries_at_the_same_moment_are_two(
    make_app: Callable[[str], Flask], mysql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, key = make_app(mysql_url), attempts.by_name("Sam")
    migrate.upgrade(app, db, MIGRATIONS)

    def insert_after_another(table: type[Attempt]) -> Any:  # noqa: ANN401  # a statement
        monkeypatch.undo()
        with db.engine.begin() as other:
            other.execute(insert(table).values(key=key, since=columns.now(), count=1))
        return insert(table)

    monkeypatch.setattr(attempts, "insert", insert_after_another)
    with app.app_context():
        attempts.count(key)

        assert db.session.scalar(select(Attempt.count).where(Attempt.key == key)) == 2
        db.session.close()
