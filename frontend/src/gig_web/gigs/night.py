"""What stands against the night of a gig as things are now: nothing of it is kept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus

from gig_web import clients
from gig_web.clients.gigs import Conflict
from gig_web.clients.nouns import Gig
from gig_web.gigs.holding import WAITING
from gig_web.upstream import Refused, UpstreamError

INFO = "info"
IDEA = "idea"
DISCARDED = "discarded"  # a matter of suggestions alone
_HELD = "venue_held"  # says which hold a gig would be: one that waits has its place, and the hold box says it
_PLANNED = {"idea", "hold", "offered", "confirmed"}


@dataclass(frozen=True, slots=True)
class Night:
    """What blocks or warns, hardest first, and what is only good to know; `is_checked` is False without an answer.

    `is_clear` where nothing was found at all.
    """

    against: tuple[Conflict, ...] = ()
    good_to_know: tuple[Conflict, ...] = ()
    is_checked: bool = True
    is_clear: bool = False

    @classmethod
    def of(cls, found: Sequence[Conflict], status: str) -> "Night":
        """Part what was found of a gig in that status by level."""
        hard = tuple(conflict for conflict in found if conflict.level != INFO)
        known = good_to_know(found)
        told = tuple(conflict for conflict in known if status not in WAITING or conflict.rule != _HELD)
        return cls(hard, told, is_clear=not found)


def good_to_know(found: Iterable[Conflict]) -> tuple[Conflict, ...]:
    """Give what excludes nothing; an idea with room and bands in common is told once."""
    told: dict[str, Conflict] = {}
    for conflict in found:
        if conflict.level == INFO and conflict.rule != DISCARDED:
            key = conflict.gig["id"] if conflict.rule == IDEA and conflict.gig else conflict.text
            told.setdefault(key, conflict)
    return tuple(told.values())


def look(gig: Gig, today: date) -> Night | None:
    """Ask about the night of a gig; None where it has none to come, or the backend is of the version before."""
    if gig.trashed_at or gig.status not in _PLANNED or not gig.gig_day or gig.gig_day < today.isoformat():
        return None
    try:
        return Night.of(clients.current().gigs.against(gig.id), gig.status)
    except Refused as refusal:
        return None if refusal.status == HTTPStatus.NOT_FOUND else Night(is_checked=False)
    except UpstreamError:
        return Night(is_checked=False)
