"""Two people edit one gig: what only one changed is kept, what both changed is asked for; act by act."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from gig_web import merge as flat_merge
from gig_web.gigs import words
from gig_web.gigs.draft import FIELDS, NOTES, ActDraft, Draft, Named

Flat = dict[str, Any]

_ACT = "act:"


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in words: its name in the form, what it is called, and the value on each side."""

    field: str
    label: str
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged draft (mine where both changed a field), what only they changed, and what both did."""

    draft: Draft
    taken: tuple[Difference, ...]
    clashes: tuple[Difference, ...]


def merge(base: Draft, mine: Draft, theirs: Draft) -> Merged:
    """Merge what I made of `base` with what is saved by now."""
    flats = _flatten(base, mine, theirs)
    found = flat_merge.merge(*flats)
    draft = _unflatten(found.values)
    order, order_clash = _order(base, mine, theirs)
    draft = replace(draft, acts=tuple(sorted(draft.acts, key=lambda act: order.index(act.key))))
    clashes = [_difference(name, flats[1], flats[2]) for name in found.clashes]
    if order_clash:
        clashes.append(Difference("order", words.label("order"), _say_order(mine), _say_order(theirs)))
    return Merged(draft, tuple(_difference(name, flats[1], flats[2]) for name in found.taken), tuple(clashes))


def resolve(mine: Draft, saved: Draft, choices: Mapping[str, str]) -> Draft:
    """Take the saved value of each field whose choice is "theirs"."""
    flat, theirs = _flatten(mine, saved)
    chosen = [name for name in flat if choices.get(name) == "theirs"]
    draft = _unflatten(flat | {name: theirs[name] for name in chosen})
    if choices.get("order") != "theirs":
        return draft
    order = [act.key for act in saved.acts]
    order += [act.key for act in draft.acts if act.key not in order]
    return replace(draft, acts=tuple(sorted(draft.acts, key=lambda act: order.index(act.key))))


def changed(before: Draft, after: Draft) -> set[str]:
    """Name the fields that differ: plain ones, deal fields, `venue` and `lineup`."""
    fields = {name for name in FIELDS if before.fields[name] != after.fields[name]}
    if before.venue != after.venue:
        fields.add("venue")
    if before.acts != after.acts:
        fields.add("lineup")
    return fields


def _flatten(*drafts: Draft) -> tuple[Flat, ...]:
    """Write each draft as one mapping; an act it does not have is None."""
    keys = dict.fromkeys(_ACT + act.key for draft in drafts for act in draft.acts)
    flats = []
    for draft in drafts:
        acts = {_ACT + act.key: act for act in draft.acts}
        flats.append({**draft.fields, "venue": draft.venue, **{key: acts.get(key) for key in keys}})
    return tuple(flats)


def _unflatten(flat: Mapping[str, Any]) -> Draft:
    acts = tuple(act for name, act in flat.items() if name.startswith(_ACT) and act is not None)
    return Draft({name: flat[name] for name in FIELDS}, flat["venue"], acts)


def _order(base: Draft, mine: Draft, theirs: Draft) -> tuple[list[str], bool]:
    """Give the order of all acts: of the side that changed it, mine if both did; and whether they clash."""
    keys = [[act.key for act in draft.acts] for draft in (base, mine, theirs)]
    was, my, their = ([key for key in side if all(key in other for other in keys)] for side in keys)
    lead, rest = (keys[2], keys[1]) if my == was else (keys[1], keys[2])
    order = [*lead, *(key for key in rest if key not in lead)]
    order += [key for key in keys[0] if key not in order]
    return order, was not in (my, their) and my != their


def _difference(name: str, mine: Flat, theirs: Flat) -> Difference:
    act = mine[name] or theirs[name]
    label = act.band.name if isinstance(act, ActDraft) else words.label(name)
    return Difference(name, label, _say(name, mine[name]), _say(name, theirs[name]))


def _say(name: str, value: Any) -> str:  # noqa: ANN401  # a text, a name, an act or nothing
    if isinstance(value, ActDraft):
        said = {"name": value.band.name, "billing": value.billing, "set_time": value.set_time, "fee": value.fee}
        return words.say_act(said | (asdict(value.clause) if value.clause else {}))
    if name.startswith(_ACT):
        return "not in the line-up"
    if name in NOTES:
        return value or words.NOTHING
    return (value.name or words.NOTHING) if isinstance(value, Named) else words.say(name, value)


def _say_order(draft: Draft) -> str:
    return ", ".join(act.band.name for act in draft.acts)
