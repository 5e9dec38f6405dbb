"""Change a band or venue without losing what somebody else changed meanwhile."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from gig_web.catalogue import forms
from gig_web.catalogue.forms import Texts
from gig_web.catalogue.nouns import Item, Noun
from gig_web.merge import Merged, merge
from gig_web.upstream import Refused

STALE = 412


@dataclass(frozen=True, slots=True)
class Edit:
    """What was typed, the texts the form was made from, and their revision."""

    mine: Texts
    base: Texts
    rev: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """The item as it is now and what the merge came to; clashes mean that nothing was saved."""

    item: Item
    merged: Merged


def save(noun: Noun, item_id: str, edit: Edit) -> Outcome:
    """Save an edit, merged with what was saved since; asks back where both changed a field. Raises Refused."""
    outcome = _merged(noun, item_id, edit)
    try:
        return outcome if outcome.merged.clashes else _replace(noun, outcome)
    except Refused as refused:
        if refused.status != STALE:
            raise
    outcome = _merged(noun, item_id, edit)  # saved by somebody between our read and our write
    return outcome if outcome.merged.clashes else _replace(noun, outcome)


def mark(noun: Noun, item_id: str, *, own: bool) -> None:
    """Mark an item as mine or not; only this flag changes, so a newer revision is no obstacle."""

    def work(item: Item) -> None:
        if item.own != own:
            noun.client().replace(item_id, forms.whole(item, {"own": own}), item.rev)

    _with_latest(noun, item_id, work)


def set_archived(noun: Noun, item_id: str, *, archived: bool) -> None:
    """Archive an item or bring it back, whatever else was changed."""
    client = noun.client()

    def work(item: Item) -> None:
        if item.archived != archived:
            (client.archive if archived else client.restore)(item_id, item.rev)

    _with_latest(noun, item_id, work)


def _with_latest(noun: Noun, item_id: str, work: Callable[[Item], None]) -> None:
    """Run `work` on the item as it is now, once more if somebody was quicker."""
    client = noun.client()
    try:
        work(client.get(item_id))
    except Refused as refused:
        if refused.status != STALE:
            raise
        work(client.get(item_id))


def _merged(noun: Noun, item_id: str, edit: Edit) -> Outcome:
    item = noun.client().get(item_id)
    if item.rev == edit.rev:
        return Outcome(item, Merged(dict(edit.mine), (), ()))
    return Outcome(item, merge(edit.base, edit.mine, forms.texts(noun, item)))


def _replace(noun: Noun, outcome: Outcome) -> Outcome:
    values: Mapping[str, Any] = forms.values(noun, outcome.merged.values)[0]
    item = outcome.item
    return Outcome(noun.client().replace(item.id, forms.whole(item, values), item.rev), outcome.merged)
