"""Accounts: make, find and change them; each change keeps the last admin who can sign in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Row, false, select
from sqlalchemy.exc import IntegrityError

from gig_chassis import columns, cursors, database, etags, problems
from gig_chassis.problems import Problem
from gig_store import change, paging
from gig_store.models import db
from gig_store.people import passwords, sessions
from gig_store.people.models import Person

Result = TypeVar("Result")

SORT = "people"
BLANK: dict[str, Any] = {"time_zone": None, "theme": "auto", "keys": True, "constraints": ""}


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A person and the token of the session that was made for them."""

    person: Person
    token: str


def named(name: str) -> Row[UUID, str] | None:
    """Give id and password hash of who may sign in by that name."""
    found = select(Person.id, Person.password_hash)
    with database.reading(db):
        return db.session.execute(
            found.where(Person.name_key == change.key(name), Person.disabled == false())
        ).one_or_none()


def find(person_id: UUID, *, lock: bool = False) -> Person:
    """Give a person, with `lock` as nobody else can change them until the end; raises Problem 404."""
    query = select(Person).where(Person.id == person_id).execution_options(populate_existing=True)
    person = db.session.scalar(query.with_for_update() if lock else query)
    if person is None:
        raise Problem(404, "There is no person with this id.")
    return person


def page(cursor: str | None, limit: int) -> tuple[list[Person], str | None]:
    """Give people by name."""
    query = select(Person).order_by(Person.name_key).limit(limit + 1)
    if cursor:
        query = query.where(Person.name_key > paging.keys(cursor, SORT, str)[0])
    found = list(db.session.scalars(query))
    rows, following = paging.cut(found, limit, lambda person: cursors.encode(SORT, [person.name_key]))
    return list(rows), following


def check_password(password: str, name: str, pointer: str = "/password") -> None:
    """Raise Problem 422 when this cannot be the password of `name`."""
    if why := passwords.weakness(password, name):
        raise problems.invalid(pointer, why)


def add(person_id: UUID, password_hash: str, role: str, facts: Mapping[str, Any], *, first: bool = False) -> SignedIn:
    """Make an account and sign it in; part of the caller's transaction."""
    person = Person(
        id=person_id,
        name_key=change.key(facts["name"]),
        password_hash=password_hash,
        role=role,
        disabled=False,
        created_at=columns.now(),
        first=first or None,
        **{**BLANK, **facts},
    )
    db.session.add(person)
    db.session.flush()  # sessions refer to it
    return SignedIn(person, sessions.start(person_id))


def change_own(person_id: UUID, sent: Mapping[str, Any], rev: int) -> Person:
    """Change one's own name and preferences; raises Problem 412 or 422."""

    def work() -> Person:
        person = find(person_id, lock=True)
        etags.check(person.rev, rev)
        _assign(person, sent)
        return person

    return writing_names(work)


def change_standing(person_id: UUID, sent: Mapping[str, Any], rev: int) -> Person:
    """Change a person's role, disable or enable them; raises Problem 409 for the last admin who can sign in."""

    def work() -> Person:
        admins = _lock_working_admins()
        person = find(person_id, lock=True)
        etags.check(person.rev, rev)
        _assign(person, sent)
        if admins == {person_id} and (person.disabled or person.role != "admin"):
            raise Problem(409, "This is the last admin who can sign in. Make somebody else an admin first.")
        if person.disabled:
            sessions.end_all(person_id)
        return person

    return database.write(db, work)


def set_password(person: Person, password_hash: str) -> None:
    """Set it and end all sessions; part of the caller's transaction, which holds the person's row."""
    person.password_hash = password_hash
    sessions.end_all(person.id)


def writing_names(work: Callable[[], Result]) -> Result:
    """Run a transaction that may give somebody a name; raises Problem 422 when another has it."""
    try:
        return database.write(db, work)
    except IntegrityError as error:
        raise problems.invalid("/name", "Somebody here has this name already. Choose another one.") from error


def _lock_working_admins() -> set[UUID]:
    """Give the admins who can sign in; two who demote each other come here one after the other."""
    working = select(Person.id).where(Person.role == "admin", Person.disabled == false()).order_by(Person.id)
    return set(db.session.scalars(working.with_for_update()))


def _assign(person: Person, sent: Mapping[str, Any]) -> None:
    for name, value in sent.items():
        setattr(person, name, value)
    person.name_key = change.key(person.name) or ""
