"""Make one of two bands or venues: its gigs follow first, then it goes; each step may be repeated."""

from gig_web import clients
from gig_web.catalogue.nouns import Item, Noun
from gig_web.clients.merges import Moved
from gig_web.gigs import snapshots
from gig_web.upstream import Refused

STALE = 412
INVALID = 422


def followers(noun: Noun, gone: Item, kept: Item) -> int:
    """Say how many gigs would follow. Raises Refused 409 with `clashes`."""
    return len(_repoint(noun, gone, kept, dry_run=True).moved)


def merge(noun: Noun, gone_id: str, kept_id: str) -> int:
    """Merge the one into the other and say how many gigs followed. Raises Refused: 409 with `clashes`, 422."""
    client = noun.client()
    gone, kept = client.get(gone_id), client.get(kept_id)
    check(noun, gone, kept)
    moved = _repoint(noun, gone, kept, dry_run=False)
    try:
        client.merge(gone_id, kept_id, gone.rev)
    except Refused as refused:
        if refused.status != STALE:
            raise
        client.merge(gone_id, kept_id, client.get(gone_id).rev)  # only its facts were changed meanwhile
    return len(moved.moved)


def part(noun: Noun, gone_id: str) -> Moved:
    """Give the gigs that followed back and bring the item back; raises Refused 409 with `clashes`."""
    client = noun.client()
    gone = client.get(gone_id)
    if not gone.merged_into:
        raise Refused(INVALID, {"detail": f"This {noun.singular} stands for itself already."})
    store = clients.current().gigs
    moved = store.part({"kind": noun.singular, "from": gone_id, "to": gone.merged_into})
    client.restore(gone_id, gone.rev)
    return moved


def check(noun: Noun, gone: Item, kept: Item) -> None:
    """Raise Refused 422 where no merge can be, before any gig moves."""
    if gone.id == kept.id:
        raise Refused(INVALID, {"detail": f"Choose another {noun.singular}: this is the same."})
    if kept.archived:
        raise Refused(INVALID, {"detail": f"{kept.name} is archived. Bring it back first."})
    if gone.merged_into and gone.merged_into != kept.id:
        raise Refused(INVALID, {"detail": f"{gone.name} was merged into another already."})


def _repoint(noun: Noun, gone: Item, kept: Item, *, dry_run: bool) -> Moved:
    facts = snapshots.facts(kept)
    body = {"kind": noun.singular, "from": gone.id, "to": kept.id, "facts": facts, "dry_run": dry_run}
    return clients.current().gigs.repoint(body)
