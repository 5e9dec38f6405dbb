"""Let a gig onto its night, or refuse with what stands against it and the nearest night that is better."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from gig_chassis import metrics
from gig_chassis.problems import Problem
from gig_store import clock, conflicts, counts, neighbours, nights, wire
from gig_store.conflicts import Candidate
from gig_store.models import Gig, db
from gig_store.nights import Player, Spot
from gig_store.rules import BLOCK, DISCARDED, WARN, Conflict

LOOK_AROUND = timedelta(days=28)


def check(gig: Gig, status: str, accepted: Collection[str], hint: str = "") -> list[str]:
    """Give the accepted warnings that stand; raises Problem 409 for a block or any other warning."""
    if gig.gig_day is None:
        return []
    asked = candidate(gig, gig.gig_day, status)
    with db.session.no_autoflush:  # what is being checked is not in the database yet
        found = _against(gig, asked)
        if any(_refuses(conflict, accepted) for conflict in found):
            raise _refusal(gig, asked, found, hint)
    return sorted({conflict.rule for conflict in found if conflict.level == WARN})


def now(gig: Gig) -> list[Conflict]:
    """Give what stands against a gig on its night as things are, hardest first; an idea as if it were confirmed."""
    if gig.gig_day is None or gig.trashed_at or gig.status == "cancelled":
        return []
    asked = candidate(gig, gig.gig_day, "confirmed" if gig.status == "idea" else gig.status)
    return [conflict for conflict in _against(gig, asked) if conflict.rule != DISCARDED]


def _against(gig: Gig, asked: Candidate) -> list[Conflict]:
    around = neighbours.around([asked.day], asked.acts, _venues(asked), leaving_out=gig.id, closely=True)
    return conflicts.against(asked, around)


def _refuses(conflict: Conflict, accepted: Collection[str]) -> bool:
    return conflict.level == BLOCK or (conflict.level == WARN and conflict.rule not in accepted)


def _refusal(gig: Gig, asked: Candidate, found: list[Conflict], hint: str) -> Problem:
    worst = found[0]
    metrics.count(counts.CONFLICTS, rule=worst.rule, level=worst.level)
    return Problem(
        409,
        f"{worst.text} {hint}".strip(),
        level=worst.level,
        conflicts=[wire.conflict(conflict) for conflict in found],
        alternative=_alternative(gig, asked),
    )


def _alternative(gig: Gig, asked: Candidate) -> dict[str, Any] | None:
    """Look for the nearest day within four weeks, today or later, for the same venue and line-up."""
    today = clock.gig_day_in(gig.venue_timezone)
    reach = range(-LOOK_AROUND.days, LOOK_AROUND.days + 1)
    days = [day for apart in reach if (day := asked.day + timedelta(apart)) >= today]
    if asked.venue is None or not days:
        return None
    around = neighbours.around(days, asked.acts, _venues(asked), leaving_out=gig.id)
    free = conflicts.nearest_free_day(asked, days, around)
    return {"gig_day": free.isoformat(), "venue_id": str(asked.venue.id)} if free else None


def candidate(gig: Gig, day: date, status: str) -> Candidate:
    """Give what the rules look at of a gig that comes onto a day with a status."""
    venue = _spot(gig) if gig.venue_id else None
    acts = tuple(
        Player(
            act.band_id,
            act.name,
            tuple(act.unavailable),
            nights.clause(act.radius_km, act.days_before, act.days_after),
            nights.genres(act.genres),
            act.draw,
        )
        for act in gig.lineup
    )
    return Candidate(day, gig.slot, venue, acts, status)


def _spot(gig: Gig) -> Spot:
    place, dark_days = (gig.venue_lat, gig.venue_lon), tuple(gig.venue_dark_days)
    return Spot(gig.venue_id, gig.venue_name, *place, dark_days, nights.city(gig.venue_city), gig.venue_capacity)


def _venues(asked: Candidate) -> list[Spot]:
    return [asked.venue] if asked.venue else []
