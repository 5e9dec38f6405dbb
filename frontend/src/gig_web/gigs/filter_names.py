"""The band and the venue a list is narrowed to: given by id in links, by name in the form."""

from collections.abc import Callable
from dataclasses import dataclass, field

from gig_chassis.folding import fold
from gig_web import clients
from gig_web.clients.catalogue import Catalogue
from gig_web.clients.nouns import Band, Venue
from gig_web.gigs.filters import is_id
from gig_web.gigs.picking import MOST_OFFERED, MOST_SEARCHED, Option
from gig_web.upstream import Refused, UpstreamError

UNNAMED = "(name not known just now)"


@dataclass(slots=True)
class Resolved:
    """Ids and names by field; where a name has no one meaning: a sentence, and what it may mean."""

    ids: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    options: dict[str, tuple[Option, ...]] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)


def resolve(texts: dict[str, str]) -> Resolved:
    """Look up the band and the venue in `texts`."""
    resolved = Resolved()
    every = clients.current()
    for name, catalogue in (("band", every.bands), ("venue", every.venues)):
        if text := texts[name]:
            look: Callable[..., None] = _by_id if is_id(text) else _by_name
            _try(look, name, text, catalogue, resolved)
    return resolved


def _try(
    look: Callable[..., None], name: str, text: str, catalogue: Catalogue[Band] | Catalogue[Venue], resolved: Resolved
) -> None:
    try:
        look(name, text, catalogue, resolved)
    except UpstreamError:
        resolved.missing.append(catalogue.name)
        if name not in resolved.ids:
            resolved.errors[name] = f"“{text}” could not be looked up just now, so it is left out."


def _by_id(name: str, item_id: str, catalogue: Catalogue[Band] | Catalogue[Venue], resolved: Resolved) -> None:
    resolved.ids[name], resolved.names[name] = item_id, UNNAMED
    try:
        resolved.names[name] = catalogue.get(item_id).name
    except Refused:
        resolved.errors[name] = f"This {name} is not in your list."


def _by_name(name: str, text: str, catalogue: Catalogue[Band] | Catalogue[Venue], resolved: Resolved) -> None:
    found = catalogue.page({"q": text, "limit": MOST_SEARCHED}).items
    same = [row for row in found if fold(row.name) == fold(text)]
    if len(same) == 1:
        resolved.ids[name], resolved.names[name] = same[0].id, same[0].name
        return
    options = [Option(row.id, f"{row.name}, {row.city}" if row.city else row.name) for row in same or found]
    resolved.options[name] = tuple(options[:MOST_OFFERED])
    resolved.errors[name] = "Which one?" if options else f"No {name} of this name in your list."
