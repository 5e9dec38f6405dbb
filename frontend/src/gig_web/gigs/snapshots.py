"""What a gig keeps of its bands and venue: their names and facts as they are now, or as they were."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any

from gig_web.clients.nouns import Act, Band, Gig, GigVenue, Venue
from gig_web.gigs.draft import PLAIN_NAME, ActDraft
from gig_web.gigs.words import CLAUSE

_ACT = {field.name for field in fields(Act)} - {"band_id", "name", "billing", "set_time", "fee"}
_VENUE = {field.name for field in fields(GigVenue)}


def lineup(acts: tuple[ActDraft, ...], bands: Mapping[str, Band], known: Gig | None) -> list[dict[str, Any]]:
    """Write the line-up with each band's facts: as the gig has them, else as its row in `bands` says."""
    kept = {act.band_id: asdict(act) for act in known.lineup if act.band_id} if known else {}
    leaving = [act for band_id, act in kept.items() if band_id not in {act.band.id for act in acts}]
    return [
        _act(act, there | _typed(act))
        if (there := kept.get(act.band.id))
        else _act(act, _facts(bands.get(act.band.id), _ACT) | _own_clause(act, leaving))
        for act in acts
    ]


def venue(found: Venue | None) -> dict[str, Any] | None:
    """Write the room with its facts."""
    return _facts(found, _VENUE) or None


def facts(row: Band | Venue) -> dict[str, Any]:
    """Give what a gig keeps of a band or venue, without its id."""
    return _facts(row, {*_ACT, "name"} if isinstance(row, Band) else _VENUE - {"id"})


def _act(act: ActDraft, facts: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **facts,
        "band_id": None if act.band.id == PLAIN_NAME else act.band.id,
        "name": act.band.name,
        "billing": act.billing,
        "set_time": act.set_time or None,
        "fee": act.fee or None,
    }


def _typed(act: ActDraft) -> dict[str, Any]:
    """Write the clause of an act for this gig; an empty one is none."""
    clause = asdict(act.clause) if act.clause else {}
    return {name: int(text) if text else None for name, text in clause.items()}


def _own_clause(act: ActDraft, leaving: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Give the clause typed for a new act, if any: not the one left in its row by the act before."""
    typed = _typed(act)
    is_left = any(typed == {name: gone[name] for name in CLAUSE} for gone in leaving)
    return {} if is_left or not any(value is not None for value in typed.values()) else typed


def _facts(row: Band | Venue | None, names: set[str]) -> dict[str, Any]:
    return {} if row is None else {name: getattr(row, name) for name in sorted(names)}
