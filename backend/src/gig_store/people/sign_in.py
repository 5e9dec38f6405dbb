"""Sign in, sign out, change the password. Whatever is wrong, it takes the same work and says the same."""

from uuid import UUID

from gig_chassis import database, problems
from gig_chassis.problems import Problem
from gig_store.models import db
from gig_store.people import accounts, attempts, first, passwords, sessions
from gig_store.people.accounts import SignedIn
from gig_store.people.attempts import Tries

WRONG = "wrong_sign_in"


def sign_in(name: str, password: str, client: str) -> SignedIn:
    """Sign in from the address `client`; raises Problem 422 or 429. The configured admin's first time makes them."""
    tries = attempts.count(attempts.by_name(name), attempts.by_address(client))
    if first.is_configured(name, password) and (made := first.make_configured(tries)):
        return made
    found = accounts.named(name)
    if not passwords.matches(found.password_hash if found else None, password) or found is None:
        raise _wrong()
    return database.write(db, lambda: _let_in(found.id, found.password_hash, tries))


def sign_out(person_id: UUID) -> None:
    """Sign a person out everywhere."""

    def work() -> None:
        accounts.find(person_id, lock=True)
        sessions.end_all(person_id)

    database.write(db, work)


def change_password(person_id: UUID, current: str, new: str) -> SignedIn:
    """Set one's own password; all sessions end and a new one starts. Raises Problem 422 or 429."""
    with database.reading(db):
        person = accounts.find(person_id)
    accounts.check_password(new, person.name, "/new")
    tries = attempts.count(attempts.by_name(person.name))
    if not passwords.matches(person.password_hash, current):
        raise _not_current()
    new_hash = passwords.digest(new)

    def work() -> SignedIn:
        locked = accounts.find(person_id, lock=True)
        if locked.password_hash != person.password_hash:  # changed elsewhere meanwhile
            raise _not_current()
        attempts.give_back(tries)
        accounts.set_password(locked, new_hash)
        return SignedIn(locked, sessions.start(person_id))

    return database.write(db, work)


def _let_in(person_id: UUID, checked_hash: str, tries: Tries) -> SignedIn:
    """Start the session, unless the account was disabled or got another password while this one was checked."""
    person = accounts.find(person_id, lock=True)
    if person.disabled or person.password_hash != checked_hash:
        raise _wrong()
    attempts.give_back(tries)
    return SignedIn(person, sessions.start(person_id))


def _wrong() -> Problem:
    return Problem(422, "Name and password do not belong together. Check both.", code=WRONG)


def _not_current() -> Problem:
    return problems.invalid("/current", "This is not your password now.")
