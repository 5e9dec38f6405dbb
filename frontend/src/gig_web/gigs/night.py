"""What stands against the night of a gig as things are now: nothing of it is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus

from gig_web import clients
from gig_web.clients.gigs import Conflict
from gig_web.clients.nouns import Gig
from gig_web.upstream import Refused, UpstreamError

INFO = "info"
_PLANNED = {"idea", "hold", "offered", "confirmed"}


@dataclass(frozen=True, slots=True)
class Night:
    """What blocks or warns, hardest first, and what is only good to know; `is_checked` is False without an answer."""

    against: tuple[Conflict, ...] = ()
    good_to_know: tuple[Conflict, ...] = ()
    is_checked: bool = True

    @classmethod
    def of(cls, found: Sequence[Conflict]) -> "Night":
        """Part them by level."""
        hard = tuple(conflict for conflict in found if conflict.level != INFO)
        return cls(hard, tuple(conflict for conflict in found if conflict.level == INFO))


def look(gig: Gig, today: date) -> Night | None:
    """Ask about the night of a gig; None where it has none to come, or the backend is of the version before."""
    if gig.trashed_at or gig.status not in _PLANNED or not gig.gig_day or gig.gig_day < today.isoformat():
        return None
    try:
        return Night.of(clients.current().gigs.against(gig.id))
    except Refused as refusal:
        return None if refusal.status == HTTPStatus.NOT_FOUND else Night(is_checked=False)
    except UpstreamError:
        return Night(is_checked=False)
