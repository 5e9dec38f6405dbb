"""The dates of one booking: gigs on alternative nights that are held, offered or confirmed."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, false, select

from gig_store.models import Gig, db
from gig_store.seen import SEEN

_COUNTING = ("hold", "offered", "confirmed")


@dataclass(frozen=True, slots=True)
class Counted:
    """Which of how many dates a gig is, soonest first."""

    number: int
    of: int


def counted(gigs: Sequence[Gig | Row[Any]]) -> Mapping[UUID, Counted]:
    """Count the dates of each booking there is among `gigs`, where there are several: one query."""
    asked = {gig.booking for gig in gigs if gig.booking}
    if not asked:
        return {}
    these = (Gig.booking.in_(asked), Gig.status.in_(_COUNTING), Gig.in_trash == false(), SEEN)
    dates: dict[UUID | None, list[UUID]] = defaultdict(list)
    for gig_id, booking in db.session.execute(select(Gig.id, Gig.booking).where(*these).order_by(Gig.sort_day, Gig.id)):
        dates[booking].append(gig_id)
    several = [ids for ids in dates.values() if len(ids) > 1]
    return {gig_id: Counted(number, len(ids)) for ids in several for number, gig_id in enumerate(ids, 1)}


def written(found: Counted | None) -> dict[str, int | None]:
    """Write it as JSON; null for a gig that is the only date."""
    return {"date_no": found.number if found else None, "dates": found.of if found else None}
