"""The names in a list of gigs, looked up in the catalogue batch by batch, as long as one answer may take."""

import time
from collections.abc import Sequence
from typing import Any

from gig_web import clients
from gig_web.clients.catalogue import Catalogue, Match
from gig_web.clients.imports import NAMING, GigImports, NameAsked
from gig_web.clients.nouns import Band, Venue
from gig_web.gigs import snapshots
from gig_web.imports import kinds
from gig_web.upstream import Refused, UpstreamError

SECONDS = 20.0
AT_ONCE = 250  # names; each may bring an entry with long notes
CONFLICT = 409

Known = Catalogue[Band] | Catalogue[Venue]


def look_up(import_id: str) -> None:
    """Look up names until all are, or the time is over; raises UpstreamError where a service does not answer."""
    ends, every = time.monotonic() + SECONDS, clients.current()
    try:
        for kind, catalogue in (("band", every.bands), ("venue", every.venues)):
            if not _look_up_all(import_id, kind, catalogue, ends):
                return
        _begin_planning(kinds.gig_imports(), import_id)
    except Refused as refused:
        if refused.status != CONFLICT:  # somebody else has looked up the rest meanwhile
            raise


def _look_up_all(import_id: str, kind: str, catalogue: Known, ends: float) -> bool:
    """Look up the open names of one kind; say whether none is left."""
    gigs, before = kinds.gig_imports(), ""
    while names := gigs.names(import_id, {"kind": kind, "what": "open", "limit": AT_ONCE}).items:
        if names[0].key == before:
            raise UpstreamError(gigs.name, "asks for the same names again")
        if time.monotonic() >= ends:
            return False
        gigs.found(import_id, kind, _looked_up(catalogue, names))
        before = names[0].key
    return True


def _begin_planning(gigs: GigImports, import_id: str) -> None:
    """Let the planning begin where it was cut off, or where no name had to be looked up."""
    if gigs.get(import_id).state == NAMING:
        gigs.found(import_id, "band", [])


def _looked_up(catalogue: Known, names: Sequence[NameAsked]) -> list[dict[str, Any]]:
    found = catalogue.look_up([_wanted(name) for name in names])
    if len(found) != len(names):
        raise UpstreamError(catalogue.name, "did not answer for each name")
    return [_noted(name, match, entry) for name, (match, entry) in zip(names, found, strict=True)]


def _wanted(asked: NameAsked) -> dict[str, str | None]:
    return {"external_id": asked.external_id, "name": asked.name or asked.external_id, "city": asked.city}


def _noted(asked: NameAsked, match: Match, entry: Band | Venue | None) -> dict[str, Any]:
    """Give what is noted; a row that tells only a number means nobody who merely has it as a name."""
    if entry is None or not (asked.name or match.by == "external_id"):
        candidates = match.candidates if asked.name and entry is None else 0
        return {"key": asked.key, "id": None, "candidates": candidates, "facts": None}
    return {"key": asked.key, "id": entry.id, "candidates": match.candidates, "facts": snapshots.facts(entry)}
