"""A draft as one flat mapping, so that two can be compared: an act that all sides have part by part, others whole."""

from collections.abc import Mapping
from typing import Any

from gig_web.gigs.draft import FIELDS, ActDraft, Draft

Flat = dict[str, Any]

ACT = "act:"  # then the key of the act
PART = "act."  # then the part, a colon and the key
PARTS = {"band": "Name", "billing": "Billing", "set_time": "Set time", "fee": "Fee", "clause": "Radius clause"}


def flatten(*drafts: Draft) -> tuple[Flat, ...]:
    """Write each draft as one mapping: an act that all have part by part, another as a whole, or None."""
    sides = [{act.key: act for act in draft.acts} for draft in drafts]
    keys = dict.fromkeys(key for side in sides for key in side)
    return tuple(
        {**draft.fields, "venue": draft.venue}
        | {
            name: value
            for key in keys
            for name, value in _of_act(key, side.get(key), in_all=all(key in other for other in sides)).items()
        }
        for draft, side in zip(drafts, sides, strict=True)
    )


def _of_act(key: str, act: ActDraft | None, *, in_all: bool) -> Flat:
    return {f"{PART}{part}:{key}": getattr(act, part) for part in PARTS} if act and in_all else {ACT + key: act}


def unflatten(flat: Mapping[str, Any]) -> Draft:
    """Bring such a mapping back into a draft; the acts stand in no order."""
    acts = [act for name, act in flat.items() if name.startswith(ACT) and act is not None]
    keys = dict.fromkeys(name.partition(":")[2] for name in flat if name.startswith(PART))
    acts += [ActDraft(**{part: flat[f"{PART}{part}:{key}"] for part in PARTS}) for key in keys]
    return Draft({name: flat[name] for name in FIELDS}, flat["venue"], tuple(acts))


def whole(name: str) -> str:
    """Name the whole of an act by one of its parts; pages of the version before ask for no parts."""
    return ACT + name.partition(":")[2] if name.startswith(PART) else name


def part(name: str) -> str:
    """Give the part of an act that a name stands for; any other name as it is."""
    return name.removeprefix(PART).partition(":")[0]
