"""Who is behind a request: the session decides, not what the caller says; the answer tells who it was (`X-Person`)."""

import json
from uuid import UUID

from flask import Flask, Response, g

from gig_chassis import access, acting
from gig_chassis.acting import Acting, Role
from gig_chassis.problems import Problem
from gig_store.people import first, sessions
from gig_store.people.models import Person

HEADER = "X-Person"


def init_app(app: Flask) -> None:
    """Tell with each answer to a session who it belongs to."""
    app.after_request(_tell)


def verify(signed: Acting) -> Acting:
    """Look the session up; without one it is a newcomer while there is no account, else a guest."""
    if signed.session is None:
        return Acting(signed.person, "newcomer") if first.newcomers_may_look() else Acting()
    holder = sessions.holder(signed.session)
    if holder is None:
        return Acting()
    _remember(*holder)
    role: Role = holder.role
    return Acting(holder.id, role, signed.session)


def person_id() -> UUID:
    """Give the id of the signed-in person; raises Problem 401."""
    who = acting.current()
    if who.session is None or who.person is None:
        raise signed_out()
    return who.person


def signed_out() -> Problem:
    """Make the 401 for a request that no account stands behind."""
    return Problem(401, "Sign in first.", code=access.SIGNED_OUT)


def note(person: Person) -> None:
    """Tell of somebody as they are now, if it is they who act."""
    if person.id == acting.current().person and "signed_in" in g:
        _remember(person.id, person.name, person.role, person.rev)


def forget() -> None:
    """Tell of nobody: the session has ended."""
    g.pop("signed_in", None)


def _remember(person: UUID, name: str, role: str, rev: int) -> None:
    g.signed_in = {"id": str(person), "name": name, "role": role, "rev": rev}


def _tell(response: Response) -> Response:
    if "signed_in" in g:
        response.headers[HEADER] = json.dumps(g.signed_in, separators=(",", ":"))  # ASCII, whatever the name
    return response
