"""Whether the session still stands: asked once a page, with the page's own first call to the backend if it has one."""

import time

from flask import g, session
from werkzeug.exceptions import Forbidden

from gig_web import clients, planner
from gig_web.accounts import access, visitor
from gig_web.upstream import Refused, SignedOut, UpstreamError

UNCHECKED_SECONDS = 12 * 3600  # so long a cookie is good for looking while the backend is silent


def ask() -> None:
    """Ask the backend who is here; raises SignedOut, or UpstreamError where this page cannot be seen unchecked."""
    try:
        present = clients.current().people.present()
    except UpstreamError:
        if not _may_look():
            raise
        g.unchecked = True
        return
    planner.hear(present.planner)
    if present.newcomer:
        g.newcomer = True
    if person := present.person:
        g.heard = {"id": person.id, "name": person.name, "role": person.role, "rev": person.rev}
        if person.rev != session.get(visitor.ACCOUNT, {}).get("rev"):
            visitor.keep(person)


def settle() -> None:
    """Make sure it was asked, for a page whose own calls should have carried it."""
    if not {"heard", "unchecked", "newcomer"} & set(g):
        ask()


def require() -> None:
    """Refuse who is here but may not: raises SignedOut or Forbidden."""
    wanted = access.here()
    if wanted.least is None or (wanted.newcomer and visitor.role() == "newcomer"):
        return
    if visitor.current() is None:
        raise SignedOut("nobody is signed in")
    if not visitor.may(wanted.least):
        raise Forbidden


def remember() -> None:
    """Keep when the session was last checked, and what has changed of the account since."""
    heard, here = g.get("heard"), visitor.current()
    if not heard or here is None:
        return
    if heard.get("rev", here.rev) != session[visitor.ACCOUNT]["rev"]:
        _read_again()
    elif abs(time.time() - session.get(visitor.CHECKED, 0)) > visitor.KEPT_SECONDS:  # the clock may have been set back
        session[visitor.CHECKED] = int(time.time())


def is_outdated() -> bool:
    """Say whether the page was begun for another role than the one that was kept meanwhile."""
    here = visitor.current()
    return here is not None and here.role != session[visitor.ACCOUNT]["role"]


def _read_again() -> None:
    try:
        visitor.keep(clients.current().people.me())
    except (UpstreamError, Refused, SignedOut):
        return  # the next page tries again, as the cookie still has the old revision


def _may_look() -> bool:
    here = visitor.current()
    return here is not None and access.here().unchecked and abs(time.time() - here.checked) < UNCHECKED_SECONDS
