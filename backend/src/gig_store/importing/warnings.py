"""What speaks against many gigs at once, by the rules that each is checked by when it is saved alone."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from gig_store import conflicts, guard, neighbours, transitions
from gig_store.conflicts import Candidate
from gig_store.models import Gig
from gig_store.nights import Surroundings
from gig_store.rules import WARN


def of(gigs: Sequence[Gig], import_id: UUID) -> dict[UUID, list[str]]:
    """Give the rules of the warnings by gig; the gigs of an import that is arriving count."""
    asked = {gig.id: guard.candidate(gig, gig.gig_day, gig.status) for gig in gigs if gig.gig_day and _binds(gig)}
    if not asked:
        return {}
    around = _around(list(asked.values()), import_id)
    return {gig_id: _warnings(gig_id, candidate, around) for gig_id, candidate in asked.items()}


def _binds(gig: Gig) -> bool:
    return gig.status in transitions.BINDING


def _around(asked: Sequence[Candidate], import_id: UUID) -> Surroundings:
    days = {candidate.day for candidate in asked}
    bands = {act.id: act for candidate in asked for act in candidate.acts if act.id}
    venues = {candidate.venue.id: candidate.venue for candidate in asked if candidate.venue}
    return neighbours.around(days, list(bands.values()), list(venues.values()), arriving=import_id)


def _warnings(gig_id: UUID, candidate: Candidate, around: Surroundings) -> list[str]:
    found = conflicts.against(candidate, _without(gig_id, candidate, around))
    return sorted({conflict.rule for conflict in found if conflict.level == WARN})


def _without(gig_id: UUID, candidate: Candidate, around: Surroundings) -> Surroundings:
    """Give what a gig looks at: all but itself."""
    key = (candidate.venue.id, candidate.day) if candidate.venue and candidate.venue.id else None
    there = [night for night in around.nights.get(key, ()) if night.id != gig_id] if key else []
    bookings = {
        act.id: [booking for booking in around.bookings.get(act.id, ()) if booking.night.id != gig_id]
        for act in candidate.acts
        if act.id
    }
    return replace(around, nights={key: there} if key else {}, bookings=bookings)
