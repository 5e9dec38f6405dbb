"""The first account: made from the settings, or by the newcomer who saves first; nobody can be the first twice."""

import hmac
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from flask import Flask, current_app
from marshmallow import ValidationError
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from gig_chassis import addresses, database, settings
from gig_chassis.ids import uuid7
from gig_chassis.problems import Problem
from gig_store import change
from gig_store.models import db
from gig_store.people import accounts, attempts, passwords
from gig_store.people.accounts import SignedIn
from gig_store.people.attempts import Tries
from gig_store.people.fields import PersonName
from gig_store.people.models import Person

EXTENSION = "first_account"


@dataclass(slots=True)
class Opening:
    """The admin the settings name, and whether any account was seen: once there is one, there always is."""

    admin: tuple[str, str] | None = field(repr=False)
    over: bool = False


def init_app(app: Flask, name: str | None, password: str | None, host: str) -> None:
    """Take name and password of the first admin from the settings; raises SettingsError for what cannot be."""
    if wrong := list(_faults(name, password, host)):
        settings.refuse(wrong)
    admin = (PersonName().deserialize(name), passwords.Password().deserialize(password)) if name and password else None
    app.extensions[EXTENSION] = Opening(admin)


def newcomers_may_look() -> bool:
    """Say whether there is no account, and none to be made from the settings."""
    return _opening().admin is None and not _is_over()


def is_configured(name: str, password: str) -> bool:
    """Say whether this is the admin of the settings, while there is no account."""
    admin = _opening().admin
    if admin is None or _is_over():
        return False
    same_name = change.key(name) == change.key(admin[0])
    return hmac.compare_digest(password.encode(), admin[1].encode()) and same_name


def make_configured(tries: Tries) -> SignedIn | None:
    """Make the admin of the settings; None when another request was first."""
    admin = _opening().admin
    assert admin, "is_configured comes first"  # noqa: S101  # a slip in this program, not in use
    password_hash = passwords.digest(admin[1])

    def work() -> SignedIn:
        attempts.give_back(tries)
        return accounts.add(uuid7(), password_hash, "admin", {"name": admin[0]}, first=True)

    return _make(work)


def make(person_id: UUID, password: str, facts: Mapping[str, Any]) -> SignedIn:
    """Make the newcomer an admin under the id they had so far; raises Problem 409 when there is an account."""
    _require_none()
    accounts.check_password(password, facts["name"])
    password_hash = passwords.digest(password)
    made = _make(lambda: accounts.add(person_id, password_hash, "admin", facts, first=True))
    if made is None:
        raise _too_late()
    return made


def _make(work: Callable[[], SignedIn]) -> SignedIn | None:
    try:
        made = database.write(db, work)
    except IntegrityError:  # the database takes one first account
        return None
    _opening().over = True
    return made


def _require_none() -> None:
    if not newcomers_may_look():
        raise _too_late()


def _too_late() -> Problem:
    return Problem(409, "There is an account already. Sign in, or ask an admin for an invite.")


def _is_over() -> bool:
    opening = _opening()
    if not opening.over:
        with database.reading(db):
            opening.over = db.session.scalar(select(Person.id).limit(1)) is not None
    return opening.over


def _opening() -> Opening:
    found: Opening = current_app.extensions[EXTENSION]
    return found


def _faults(name: str | None, password: str | None, host: str) -> Iterator[str]:
    if name and password:
        yield from _faults_of_account(name, password)
    elif name or password:
        yield "ADMIN_USERNAME and ADMIN_PASSWORD: set both or none"
    elif not addresses.is_loopback(host):
        yield f"ADMIN_USERNAME and ADMIN_PASSWORD, as HOST={host} lets others in before there is an account"


def _faults_of_account(name: str, password: str) -> Iterator[str]:
    for setting, kind, text in (
        ("ADMIN_USERNAME", PersonName(), name),
        ("ADMIN_PASSWORD", passwords.Password(), password),
    ):
        try:
            kind.deserialize(text)
        except ValidationError as error:
            yield f"{setting}: {' '.join(error.messages)}"
    if why := passwords.weakness(passwords.prepare(password), name):
        yield f"ADMIN_PASSWORD: {why}"
