"""Accounts made in the backend's database, each signed in, and the headers to act as them."""

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from unittest import mock

from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import update
from testkit import signing

from gig_chassis import database
from gig_chassis.acting import Role
from gig_store.models import db
from gig_store.people import accounts, passwords
from gig_store.people.models import Session

PASSWORD = "a quiet walk to the harbour"
LEAST_EFFORT = PasswordHasher(1, 8, 1)  # a hash says what it takes to check it, so checking is as cheap
FOR_GOOD = datetime(2199, 1, 1)  # noqa: DTZ001  # as the database keeps it: a session outlives what tests do to the clock


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody with an account and a session."""

    id: uuid.UUID
    name: str
    role: Role
    token: str = field(repr=False)
    password: str = field(default=PASSWORD, repr=False)


def headers(
    role: Role = "booker",
    *,
    person: uuid.UUID | None = None,
    session: str | None = None,
    tokens: Sequence[str] = (signing.TOKEN,),
) -> dict[str, str]:
    """Give the headers for any service: the first of its tokens, and who acts."""
    return signing.headers(role, person=person, session=session, token=" ".join(tokens))


def acting_as(account: Account, tokens: Sequence[str] = (signing.TOKEN,)) -> dict[str, str]:
    """Give the headers to act as an account."""
    return headers(account.role, person=account.id, session=account.token, tokens=tokens)


def give_account(app: Flask, role: Role = "booker", name: str = "", password: str = PASSWORD) -> Account:
    """Make an account in the database of the backend `app`; its session does not end by time."""
    person_id, called = uuid.uuid4(), name or f"{role} {uuid.uuid4().hex[:8]}"
    password_hash = LEAST_EFFORT.hash(passwords.prepare(password))

    def work() -> Account:
        made = accounts.add(person_id, password_hash, role, {"name": called})
        lasting = update(Session).where(Session.person_id == person_id).values(expires_at=FOR_GOOD)
        db.session.execute(lasting)
        return Account(person_id, called, role, made.token, password)

    with app.app_context():
        return database.write(db, work)


@contextmanager
def cheap_hashes() -> Iterator[None]:
    """Let the backend in this process compute argon2id with its least effort; for one fixture at a time."""
    with mock.patch.multiple(passwords, MEMORY_KIB=LEAST_EFFORT.memory_cost, ROUNDS=LEAST_EFFORT.time_cost):
        yield
