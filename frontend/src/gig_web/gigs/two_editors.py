"""Two people edit one gig: what only one changed is kept, what both changed is asked for; act by act, part by part."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from gig_web import merge as flat_merge
from gig_web.gigs import differences, flat_draft
from gig_web.gigs.differences import ORDER, Difference
from gig_web.gigs.draft import FIELDS, Draft


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged draft (mine where both changed a field), what only they changed, and what both did."""

    draft: Draft
    taken: tuple[Difference, ...]
    clashes: tuple[Difference, ...]


def merge(base: Draft, mine: Draft, theirs: Draft) -> Merged:
    """Merge what I made of `base` with what is saved by now."""
    flats = flat_draft.flatten(base, mine, theirs)
    found = flat_merge.merge(*flats)
    order, changed_by = _order(base, mine, theirs)
    taken, clashes = (
        [differences.of(name, flats[1], flats[2]) for name in names] for names in (found.taken, found.clashes)
    )
    if "theirs" in changed_by:
        (clashes if "mine" in changed_by else taken).append(differences.of_order(mine, theirs))
    return Merged(_sorted(flat_draft.unflatten(found.values), order), tuple(taken), tuple(clashes))


def resolve(mine: Draft, saved: Draft, choices: Mapping[str, str]) -> Draft:
    """Take the saved value of each field whose choice is "theirs"."""
    own, theirs = flat_draft.flatten(mine, saved)
    chosen = [name for name in own if "theirs" in {choices.get(name), choices.get(flat_draft.whole(name))}]
    draft = flat_draft.unflatten(own | {name: theirs[name] for name in chosen})
    lead, rest = (saved, mine) if choices.get(ORDER) == "theirs" else (mine, saved)
    return _sorted(draft, list(dict.fromkeys(act.key for act in (*lead.acts, *rest.acts))))


def changed(before: Draft, after: Draft) -> set[str]:
    """Name the fields that differ: plain ones, deal fields, `venue` and `lineup`."""
    fields = {name for name in FIELDS if before.fields[name] != after.fields[name]}
    if before.venue != after.venue:
        fields.add("venue")
    if before.acts != after.acts:
        fields.add("lineup")
    return fields


def _sorted(draft: Draft, order: list[str]) -> Draft:
    return replace(draft, acts=tuple(sorted(draft.acts, key=lambda act: order.index(act.key))))


def _order(base: Draft, mine: Draft, theirs: Draft) -> tuple[list[str], set[str]]:
    """Give the order of all acts, of the side that changed it, mine if both did; and which sides did, differently."""
    keys = [[act.key for act in draft.acts] for draft in (base, mine, theirs)]
    was, my, their = ([key for key in side if all(key in other for other in keys)] for side in keys)
    lead, rest = (keys[2], keys[1]) if my == was else (keys[1], keys[2])
    order = [*lead, *(key for key in rest if key not in lead)]
    order += [key for key in keys[0] if key not in order]
    sides = {name for name, side in (("mine", my), ("theirs", their)) if side != was}
    return order, sides if my != their else set()
