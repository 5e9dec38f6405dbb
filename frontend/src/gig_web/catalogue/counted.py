"""How many there are: beside each choice of a filter, and of the whole list where that is known exactly."""

from gig_web.catalogue.listing import Listing
from gig_web.catalogue.nouns import Noun
from gig_web.clients.catalogue import Facets, Page, Totals

Choices = list[tuple[str, str]]

_WITH, _WITHOUT, _ONLY = "With the rest", "Left out", "Nothing else"


def genres(view: Listing, facets: Facets | None) -> Choices:
    """Give the genres to choose from, with how many rows have them."""
    return _options("Any genre", view.genre, facets.genres if facets else [])


def cities(view: Listing, facets: Facets | None) -> Choices:
    """Give the cities to choose from; namesakes in two countries are one choice, as the picker takes them."""
    return _options("Any city", view.city, facets.cities if facets else [])


def starter(view: Listing, facets: Facets | None) -> Choices:
    """Give the ways to take the starter list, first what the planner is set to."""
    usual = [("", _WITHOUT), ("with", _WITH)] if view.without_starter else [("", _WITH), ("without", _WITHOUT)]
    return [*usual, ("only", labelled(_ONLY, _total("starter", facets)))]


def labelled(label: str, count: int | None) -> str:
    """Put a number behind a label, where it is known."""
    return label if count is None else f"{label} ({count:,})"


def own(facets: Facets | None) -> str:
    """Label the filter of what is mine."""
    return labelled("Only mine", _total("own", facets))


def archived(facets: Facets | None) -> str:
    """Label the filter of what is archived."""
    return labelled("Archived ones", _total("archived", facets))


def sentence(noun: Noun, view: Listing, page: Page[object] | None, facets: Facets | None) -> str:
    """Say how many fit; nothing where that would be a guess."""
    if page is None:
        return ""
    many = len(page.items)
    if not view.cursor and page.next is None:
        return f"{many:,} {noun.singular if many == 1 else noun.plural}"
    known = _whole(view, facets.totals if facets else None)
    if known is not None:
        return f"{known:,} {noun.plural}"
    return "" if view.cursor else f"More than {many:,} {noun.plural}"


def _whole(view: Listing, totals: Totals | None) -> int | None:
    """Give the number of rows where a total says it: of all, or by one filter alone."""
    filters = [name for name, _ in view.filters()]
    if totals is None or view.q or len(filters) > 1 or (view.without_starter and not view.starter):
        return None
    found: dict[str, int | None] = {"own": totals.own, "archived": totals.archived, "starter": None}
    if view.starter == "only":
        found["starter"] = totals.starter
    return found.get(filters[0]) if filters else totals.all


def _total(name: str, facets: Facets | None) -> int | None:
    return getattr(facets.totals, name) if facets and facets.totals else None


def _options(every: str, chosen: str, counted: list[dict[str, object]]) -> Choices:
    counts: dict[str, int] = {}
    for each in counted:
        name, count = str(each.get("name")), each.get("count")
        counts[name] = counts.get(name, 0) + (count if isinstance(count, int) else 0)
    if chosen and chosen not in counts:
        counts = {chosen: 0, **counts}
    return [("", every), *((name, labelled(name, count or None)) for name, count in counts.items())]
