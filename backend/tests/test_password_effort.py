"""What accounts cost: a hash its full effort, an unknown name as much as a known one, a session next to nothing."""

import statistics
import time
from collections.abc import Callable

import pytest
from flask import Flask
from testkit.accounts import PASSWORD, give_account

from gig_store.people import passwords, sessions

EFFORT = "$argon2id$v=19$m=19456,t=2,p=1$"
TURNS = 60
LOOKS, MOST_MS = 1000, 1.0


def test_a_hash_takes_the_effort_of_the_design_with_a_salt_of_its_own() -> None:
    kept = [passwords.digest(PASSWORD) for _ in range(2)]

    assert all(text.startswith(EFFORT) for text in kept)
    assert kept[0] != kept[1]
    assert [passwords.matches(kept[0], text) for text in (PASSWORD, PASSWORD.upper())] == [True, False]


def test_without_an_account_nothing_matches() -> None:
    assert not passwords.matches(None, PASSWORD)


@pytest.mark.clock
def test_an_unknown_name_takes_as_long_as_a_known_one(figures: Callable[..., None]) -> None:
    kept = passwords.digest(PASSWORD)
    took: dict[str, list[float]] = {"known": [], "unknown": []}

    for _ in range(TURNS):  # in turns, so that what else the machine does falls on both
        for name, there in (("known", kept), ("unknown", None)):
            began = time.process_time()
            passwords.matches(there, "not this one")
            took[name].append(time.process_time() - began)

    known, unknown = (statistics.median(took[name]) for name in ("known", "unknown"))
    figures("known and unknown name take the same time", known_ms=known * 1000, unknown_ms=unknown * 1000)
    assert unknown == pytest.approx(known, rel=0.1)


@pytest.mark.clock
def test_looking_a_session_up_takes_a_fraction_of_a_millisecond(
    database_app: Flask, figures: Callable[..., None]
) -> None:
    token = give_account(database_app).token
    rounds = []

    with database_app.app_context():
        for _ in range(5):
            began = time.process_time()
            for _ in range(LOOKS):
                assert sessions.holder(token)
            rounds.append((time.process_time() - began) / LOOKS * 1000)

    figures("the session check costs little", cpu_ms=min(rounds))
    assert min(rounds) <= MOST_MS
