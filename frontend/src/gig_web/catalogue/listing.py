"""What a list shows: search, filters, sort and page, read from the address and written back to it in one way."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Self
from urllib.parse import urlencode

from gig_web.catalogue.nouns import Noun

PAGE = 40
LONGEST = {"q": 200, "genre": 50, "city": 120, "cursor": 4000}
MINE = "mine"
STARTER = ("with", "without", "only")

Query = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Listing:
    """One view of a list; `choose` is "mine" while marking what is mine.

    `starter` is "with", "without", "only", or empty: as the planner is set, which `without_starter` says.
    """

    q: str = ""
    genre: str = ""
    city: str = ""
    own: bool = False
    starter: str = ""
    archived: bool = False
    sort: str = "name"
    cursor: str = ""
    choose: str = ""
    without_starter: bool = False

    @classmethod
    def parse(cls, noun: Noun, query: Query, *, without_starter: bool = False) -> Self:
        """Read the query; what no form of ours makes is left out."""
        given = {name: _clean(query.get(name, ""), longest) for name, longest in LONGEST.items()}
        starter, sort = query.get("starter", ""), query.get("sort", "name")
        return cls(
            **given,
            own=query.get("own") == "1",
            starter=starter if starter in STARTER else "",
            archived=query.get("archived") == "1",
            sort=sort if sort in dict(sorts(noun)) else "name",
            choose=MINE if query.get("choose") == MINE else "",
            without_starter=without_starter,
        )

    @property
    def is_narrowed(self) -> bool:
        """Whether anything leaves rows out."""
        return bool(self.q or list(self.filters()))

    def filters(self) -> Iterator[tuple[str, str]]:
        """Give the filters that are set, by name, in words."""
        yield from ((name, getattr(self, name)) for name in ("genre", "city") if getattr(self, name))
        if self.own:
            yield "own", "mine"
        if self.starter in {"only", "without"}:
            yield "starter", f"starter list: {self.starter}"
        if self.archived:
            yield "archived", "archived"

    def query(self) -> list[tuple[str, str]]:
        """Give the canonical parameters: fixed order, nothing that goes without saying."""
        given = [(name, _word(getattr(self, name))) for name in _IN_THE_ADDRESS]
        return [(name, value) for name, value in given if value and (name, value) != ("sort", "name")]

    def query_string(self) -> str:
        """Give the canonical query string."""
        return urlencode(self.query())

    def params(self) -> list[tuple[str, object]]:
        """Give what to ask the picker."""
        starter = {"only": "1", "without": "0", "": "0" * self.without_starter}.get(self.starter, "")
        given = {**dict(self.query()), "sort": self.sort, "starter": starter, "choose": ""}
        return [("limit", PAGE), *((name, value) for name, value in given.items() if value)]

    def filter_params(self) -> list[tuple[str, object]]:
        """Give what to ask the picker for all that fits, whichever page is looked at."""
        return [(name, value) for name, value in self.params() if name not in {"limit", "cursor", "sort"}]

    def without(self, name: str) -> Self:
        """Give the list without one filter, from its first page."""
        return replace(self, cursor="", **{name: type(getattr(self, name))()})

    def cleared(self) -> Self:
        """Give the whole list."""
        return type(self)(sort=self.sort, choose=self.choose, without_starter=self.without_starter)

    def with_starter(self) -> Self:
        """Give the same list with the starter list."""
        return replace(self, cursor="", starter="with")

    def first(self) -> Self:
        """Give its first page."""
        return replace(self, cursor="")

    def after(self, cursor: str) -> Self:
        """Give the page that follows."""
        return replace(self, cursor=cursor)


_IN_THE_ADDRESS = tuple(field.name for field in fields(Listing) if field.name != "without_starter")


def sorts(noun: Noun) -> tuple[tuple[str, str], ...]:
    """Give the ways to sort, in words."""
    return (
        ("name", "Name"),
        ("city", "City"),
        (f"-{noun.size}", f"Largest {noun.size} first"),
        (noun.size, f"Smallest {noun.size} first"),
        ("-updated", "Changed last"),
    )


def _clean(text: str, longest: int) -> str:
    kept = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(kept.split())[:longest].strip()


def _word(value: str | bool) -> str:  # noqa: FBT001  # what a field of the list holds
    return value if isinstance(value, str) else "1" * value
