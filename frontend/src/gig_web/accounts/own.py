"""One's own account, changed from the pages; the cookie keeps a copy."""

from collections.abc import Mapping
from typing import Any

from gig_web import clients, deadline, memory
from gig_web.accounts import visitor
from gig_web.clients.people import Person
from gig_web.upstream import Refused, SignedOut, UpstreamError

STALE = 412
SEARCH_SECONDS = 0.5  # remembering a search is a convenience; what was asked for is done already


def change(chosen: Mapping[str, Any]) -> None:
    """Change the account of who is here, over what another browser of theirs changed meanwhile.

    Raises Refused for what cannot be. A newcomer has no account: there is nothing to change.
    """
    if visitor.current() is not None:
        visitor.keep(_changed(chosen, visitor.kept_rev()))


def keep_search() -> None:
    """Give the account the remembered search where it is new; when that fails, the cookie keeps it until next time."""
    search = memory.unsent_constraints()
    if search is None or visitor.current() is None:
        return
    try:
        with deadline.at_most(SEARCH_SECONDS):
            change({"constraints": search})
    except (UpstreamError, Refused, SignedOut):
        return
    memory.constraints_sent()


def _changed(chosen: Mapping[str, Any], rev: int) -> Person:
    people = clients.current().people
    try:
        return people.change_me(chosen, rev)
    except Refused as error:
        if error.status != STALE:
            raise
    return people.change_me(chosen, people.me().rev)
