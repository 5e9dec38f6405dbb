"""Pages on which two bands or venues are made one: choose the other, compare, confirm."""

from typing import Any
from uuid import UUID

from flask import redirect, request, url_for

from gig_web.accounts import access
from gig_web.catalogue import merging, notices, rendering
from gig_web.catalogue.form_views import CLASHING, INVALID, Answer, to_item
from gig_web.catalogue.notices import Notice
from gig_web.catalogue.nouns import Item, Noun
from gig_web.upstream import Refused

MOST_FOUND = 20


@access.allow("booker", newcomer=True)
def choose_other(noun: Noun, item_id: UUID) -> Answer:
    """Show what may be the same, or both side by side once one is chosen."""
    item, into = noun.client().get(str(item_id)), _into()
    if into is None:
        return _choice(noun, item)
    kept = noun.client().get(into)
    try:
        merging.check(noun, item, kept)
        return rendering.merging(noun, item, kept=kept, gigs=merging.followers(noun, item, kept))
    except Refused as refused:
        return _refused(noun, item, refused, kept)


def merge_item(noun: Noun, item_id: UUID) -> Answer:
    """Merge the item into the chosen one."""
    gone, into = str(item_id), _into()
    if into is None:
        return redirect(url_for(f"{noun.plural}.choose_other", item_id=gone))
    try:
        gigs = merging.merge(noun, gone, into)
    except Refused as refused:
        return _refused(noun, noun.client().get(gone), refused, noun.client().get(into))
    notices.leave(Notice("merged", into, other=gone, gigs=gigs))
    return redirect(to_item(noun, into))


def part_item(noun: Noun, item_id: UUID) -> Answer:
    """Take a merge back."""
    gone = str(item_id)
    try:
        moved = merging.part(noun, gone)
    except Refused as refused:
        return _refused(noun, noun.client().get(gone), refused)
    notices.leave(Notice("parted", gone, gigs=len(moved.moved), note=_left_behind(moved.left or [])))
    return redirect(to_item(noun, gone))


def _into() -> str | None:
    try:
        return str(UUID(request.values.get("into", "")))
    except ValueError:
        return None


def _choice(noun: Noun, item: Item) -> Answer:
    asked = request.args.get("q", "").strip()[:200]
    found = noun.client().page([("q", asked or item.name), ("limit", MOST_FOUND)])
    others = [other for other in found.items if other.id != item.id]
    return rendering.merging(noun, item, others=others, q=asked)


def _refused(noun: Noun, item: Item, refused: Refused, kept: Item | None = None) -> Answer:
    """Say why nothing was merged, with links to the gigs that clash."""
    if refused.status not in {CLASHING, INVALID}:
        raise refused
    said: dict[str, Any] = {"trouble": str(refused), "clashes": refused.problem.get("clashes", [])}
    return rendering.merging(noun, item, kept=kept, **said), refused.status


def _left_behind(left: list[str]) -> str:
    """Say that line-ups in which both played and that were changed since stay as they are."""
    if not left:
        return ""
    gigs = "One gig was" if len(left) == 1 else f"{len(left)} gigs were"
    return f"{gigs} changed since and stayed as before: both played there."
