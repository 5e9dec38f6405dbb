"""Invites: a secret that makes one account, within a week, while the one who invited may invite."""

from datetime import datetime, timedelta
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, delete, false, select

from gig_chassis import columns, database
from gig_chassis.ids import uuid7
from gig_chassis.problems import Problem
from gig_store import limits, paging
from gig_store.models import db
from gig_store.people import accounts, passwords, secret_words
from gig_store.people.accounts import SignedIn
from gig_store.people.models import Invite, Person

SORT = "invites"
SWEPT = 20  # invites over their time that go with each new one

Invited: TypeAlias = Row[Invite, str]  # with the name of the one who invites


def page(cursor: str | None, limit: int) -> tuple[list[Invited], str | None]:
    """Give the open invites, newest first."""
    query = _open().where(*paging.older(cursor, SORT, Invite.created_at, Invite.id))
    query = query.order_by(Invite.created_at.desc(), Invite.id.desc()).limit(limit + 1)
    rows, following = paging.cut(db.session.execute(query).all(), limit, _cursor)
    return list(rows), following


def invite(by: UUID, role: str, note: str | None) -> tuple[Invited, str]:
    """Make an invite; the secret is said this once."""
    secret, now = secret_words.make(), columns.now()
    made = Invite(
        id=uuid7(),
        secret_hash=secret_words.hashed(secret),
        role=role,
        note=note,
        invited_by=by,
        created_at=now,
        expires_at=now + timedelta(limits.INVITE_DAYS),
    )

    def work() -> Invited:
        _sweep(now)
        db.session.add(made)
        return _find(secret)

    return database.write(db, work), secret


def revoke(invite_id: UUID) -> None:
    """Take an invite back; one that is gone stays gone."""
    database.write(db, lambda: _remove(Invite.id == invite_id))


def look(secret: str) -> Invited:
    """Give an open invite; raises Problem 404."""
    with database.reading(db):
        return _find(secret)


def accept(secret: str, password: str, facts: dict[str, Any]) -> SignedIn:
    """Make the account that was offered; raises Problem 404 or 422, after which the invite still stands."""
    look(secret)
    accounts.check_password(password, facts["name"])
    password_hash = passwords.digest(password)

    def work() -> SignedIn:
        offered = _find(secret)[0]
        if not _remove(Invite.id == offered.id):  # somebody else had it at the same moment
            raise _gone()
        return accounts.add(uuid7(), password_hash, offered.role, facts)

    return accounts.writing_names(work)


def _find(secret: str) -> Invited:
    found = db.session.execute(_open().where(Invite.secret_hash == secret_words.hashed(secret))).one_or_none()
    if found is None:
        raise _gone()
    return found


def _open() -> Select[Invite, str]:
    """Select what can still be accepted: an admin who is none any more invites nobody."""
    inviting = (Person.role == "admin", Person.disabled == false())
    joined = select(Invite, Person.name).join(Person, Person.id == Invite.invited_by)
    return joined.where(Invite.expires_at > columns.now(), *inviting)


def _cursor(row: Invited) -> str:
    return paging.mark(SORT, row[0].created_at, row[0].id)


def _gone() -> Problem:
    return Problem(404, "This invite was used, taken back, or is over a week old. Ask for a new one.")


def _sweep(now: datetime) -> None:
    old = db.session.scalars(select(Invite.id).where(Invite.expires_at <= now).limit(SWEPT)).all()
    if old:
        _remove(Invite.id.in_(old))


def _remove(which: ColumnElement[bool]) -> int:
    return db.session.connection().execute(delete(Invite).where(which)).rowcount
