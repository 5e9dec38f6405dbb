"""Line-ups as JSON: acts found, added, billed anew."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from gig_chassis.folding import fold
from gig_store import limits, wire
from gig_store.importing.told import Wrong

HEADLINE, SUPPORT = limits.BILLINGS
TOO_MANY = f"A line-up holds at most {limits.LINEUP} acts."

Act = Mapping[str, Any]


def act(band_id: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Make an act of a band's facts."""
    return {**dict.fromkeys(wire.ACT), **facts, "band_id": band_id, "billing": HEADLINE}


def plays(lineup: Iterable[Act], one: Act) -> bool:
    """Say whether it is in the line-up; an act that is only a name is known by that."""
    return any(_is_same(each, one) for each in lineup)


def with_more(lineup: Sequence[Act], acts: Iterable[Act]) -> list[Act]:
    """Add acts that are not in it as supports, the first one of an empty line-up as it is billed; raises Wrong."""
    found = list(lineup)
    for one in acts:
        if not plays(found, one):
            found.append({**one, "billing": SUPPORT} if lineup else one)
    if len(found) > limits.LINEUP:
        raise Wrong("act", TOO_MANY)
    return found


def billed(now: Sequence[Act], said: Mapping[str, Sequence[Act]]) -> list[Act]:
    """Give the line-up in which those billings that were said have these acts instead."""
    found: list[Act] = []
    for billing in limits.BILLINGS:
        acts = said.get(billing, [each for each in now if each["billing"] == billing])
        found += [{**one, "billing": billing} for one in acts if not plays(found, one)]
    if len(found) > limits.LINEUP:
        raise Wrong("support", TOO_MANY)
    return found


def _is_same(one: Act, other: Act) -> bool:
    if one["band_id"] and other["band_id"]:
        return bool(one["band_id"] == other["band_id"])
    return fold(one["name"]) == fold(other["name"])
