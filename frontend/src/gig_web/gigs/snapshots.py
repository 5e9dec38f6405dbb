"""What a gig keeps of its bands and venue: their names and facts as they are now, or as they were."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from gig_web.clients.nouns import Act, Band, Gig, GigVenue, Venue
from gig_web.gigs.draft import PLAIN_NAME, ActDraft

_ACT = {field.name for field in fields(Act)} - {"band_id", "name", "billing", "set_time", "fee"}
_VENUE = {field.name for field in fields(GigVenue)}


def lineup(acts: tuple[ActDraft, ...], bands: Mapping[str, Band], known: Gig | None) -> list[dict[str, Any]]:
    """Write the line-up with each band's facts: as the gig has them, else as its row in `bands` says."""
    kept = {act.band_id: asdict(act) for act in known.lineup if act.band_id} if known else {}
    return [_act(act, kept.get(act.band.id) or _facts(bands.get(act.band.id), _ACT)) for act in acts]


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


def _facts(row: Band | Venue | None, names: set[str]) -> dict[str, Any]:
    return {} if row is None else {name: getattr(row, name) for name in sorted(names)}
