"""Give somebody a new password at the server (`python -m gig_store.new_password NAME`): the way back for an admin."""

import sys
from getpass import getpass

from marshmallow import ValidationError
from sqlalchemy import select

from gig_chassis import database
from gig_store import change, create_app
from gig_store.models import db
from gig_store.people import accounts, passwords
from gig_store.people.models import Person

USAGE = "usage: python -m gig_store.new_password NAME   (asks for the password, or reads one line of stdin)"


def main(arguments: list[str]) -> str:
    """Set the password, end all sessions and enable the account; raises SystemExit with what is wrong."""
    if len(arguments) != 1:
        raise SystemExit(USAGE)
    app = create_app()
    with app.app_context():
        with database.reading(db):
            person = _named(arguments[0])
        password_hash = passwords.digest(_accept(_ask(), person.name))
        database.write(db, lambda: _set(person, password_hash))
    return f"{person.name} ({person.role}) has a new password and is signed out everywhere."


def _named(name: str) -> Person:
    person = db.session.scalar(select(Person).where(Person.name_key == change.key(name)))
    if person is None:
        raise SystemExit(f"There is no account called {name}.")
    return person


def _ask() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    password = getpass("New password: ")
    if getpass("Once more: ") != password:
        raise SystemExit("These were two different passwords. Nothing was changed.")
    return password


def _accept(typed: str, name: str) -> str:
    try:
        password = str(passwords.Password().deserialize(typed))
    except ValidationError as error:
        raise SystemExit(f"The password: {' '.join(map(str, error.messages))}") from error
    if why := passwords.weakness(password, name):
        raise SystemExit(f"The password: {why}")
    return password


def _set(person: Person, password_hash: str) -> None:
    locked = accounts.find(person.id, lock=True)
    locked.disabled = False
    accounts.set_password(locked, password_hash)


if __name__ == "__main__":
    print(main(sys.argv[1:]))  # noqa: T201  # a program for the terminal
