"""What bands drew on past nights of this planner: as headliners, newest first, of the last years."""

from collections import defaultdict
from collections.abc import Collection
from datetime import timedelta
from typing import Any
from uuid import UUID

from marshmallow import Schema, fields
from sqlalchemy import bindparam, false, select

from gig_store import clock, wire
from gig_store.fields import Day, Id
from gig_store.models import Act, Gig, db
from gig_store.seen import SEEN

YEARS = timedelta(3 * 365)  # what is older says little of whom they draw now
MOST, MOST_OF_ONE = 400, 20

_NIGHTS = (
    select(Act.band_id, Gig.venue_id, Gig.venue_name, Gig.venue_city, Gig.venue_own, Gig.attendance, Gig.gig_day)
    .join(Gig, Gig.id == Act.gig_id)
    .where(Act.band_id.in_(bindparam("bands", expanding=True)), Act.billing == "headline")
    .where(Act.sort_day.between(bindparam("first"), bindparam("last")))
    .where(Gig.attendance.is_not(None), Gig.status == "confirmed", Gig.in_trash == false(), SEEN)
    .order_by(Act.sort_day.desc(), Gig.id)
    .limit(MOST)
)


class AttendedAnswer(Schema):
    """One past night of a band: where, how many came."""

    venue_id = Id(allow_none=True)
    venue = fields.String(allow_none=True)
    city = fields.String(allow_none=True)
    own = fields.Boolean(allow_none=True)
    attendance = fields.Integer()
    gig_day = Day()


def nights(bands: Collection[UUID]) -> dict[str, list[dict[str, Any]]]:
    """Write the past nights of these bands, by band."""
    found: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    if not bands:
        return found
    today = clock.gig_day_in(None)
    asked = {"bands": list(bands), "first": today - YEARS, "last": today + timedelta(1)}
    for row in db.session.execute(_NIGHTS, asked):
        of_band = found[str(row.band_id)]
        if len(of_band) < MOST_OF_ONE:
            of_band.append(_night(row))
    return found


def _night(row: Any) -> dict[str, Any]:  # noqa: ANN401  # a row of the query above
    return {
        "venue_id": wire.text(row.venue_id),
        "venue": row.venue_name,
        "city": row.venue_city,
        "own": row.venue_own,
        "attendance": row.attendance,
        "gig_day": wire.iso(row.gig_day),
    }
