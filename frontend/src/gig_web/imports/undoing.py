"""An import taken back; bands and venues that gigs name are kept, archived."""

from collections.abc import Iterator
from itertools import islice

from gig_web import clients
from gig_web.imports.kinds import Kind
from gig_web.upstream import Refused

AT_ONCE = 1_000
MOST_KEPT = 10_000
CONFLICT = 409
_TOO_MANY = "Gigs name more than {most:,} of these {plural}. Undo the import of those gigs first."


def undo(kind: Kind, import_id: str) -> None:
    """Begin to take an import back; raises Refused."""
    kind.client().undo(import_id, [] if kind.is_gigs else _named_by_gigs(kind, import_id))


def _named_by_gigs(kind: Kind, import_id: str) -> list[str]:
    found, made = list[str](), _made(kind, import_id)
    while ids := list(islice(made, AT_ONCE)):
        found += clients.current().gigs.used(kind.singular, ids)
        if len(found) > MOST_KEPT:
            raise Refused(CONFLICT, {"detail": _TOO_MANY.format(most=MOST_KEPT, plural=kind.plural)})
    return found


def _made(kind: Kind, import_id: str) -> Iterator[str]:
    """Give what it made, each once: several rows may tell of one, and they need not follow each other."""
    params: dict[str, object] = {"action": "create", "limit": AT_ONCE}
    seen: set[str] = set()
    while True:
        page = kind.client().rows(import_id, params)
        new = {row.entry_id: None for row in page.items if row.entry_id and row.entry_id not in seen}
        seen.update(new)
        yield from new
        if page.next is None:
            return
        params["cursor"] = page.next
