"""The same again on another date: a new idea with all of a gig but where it stands and what became of it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from gig_chassis.problems import Problem
from gig_store import kept, wire
from gig_store.models import Gig

LEFT_BEHIND = frozenset(
    {"status", "hold_level", "hold_expires", "challenged_until", "offer_expires", "booking", "asked_on", "attendance"}
)


def of(gig: Gig, day: date | None) -> Mapping[str, Any]:
    """Give the fields of the copy, as a body would say them; raises Problem 409 for a gig in the trash."""
    if gig.trashed_at:
        raise Problem(409, "This gig is in the trash. Restore it first.")
    fields = {name: value for name, value in wire.fields(gig).items() if name not in LEFT_BEHIND}
    return kept.read(fields) | {"gig_day": day}
