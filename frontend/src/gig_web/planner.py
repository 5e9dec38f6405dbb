"""What holds for the whole planner, as the backend said it with the check of the session: no page asks for it alone."""

from flask import g

from gig_web.clients.kinds import CURRENCY
from gig_web.clients.people import Planner


def hear(planner: Planner | None) -> None:
    """Take note of it; a backend of the version before says nothing."""
    if planner:
        g.planner = planner


def leaves_starter_out() -> bool:
    """Say whether the starter list is left out for everybody; not where the backend is silent, as the page says."""
    planner: Planner | None = g.get("planner")
    return planner is not None and planner.leave_starter_out


def currency() -> str:
    """Give the currency of amounts that name none, such as a band's fee; "" where the backend has not said."""
    planner: Planner | None = g.get("planner")
    if planner is None:
        return CURRENCY if g.get("newcomer") else ""  # a newcomer's planner is as it came
    return planner.currency
