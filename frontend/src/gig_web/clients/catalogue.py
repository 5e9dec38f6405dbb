"""A picker as the front end sees it: bands and venues alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Generic, TypeVar

from gig_web.clients import records
from gig_web.clients.kinds import Counted, Id, Whole, check_count
from gig_web.streams import Download
from gig_web.upstream import Query, Upstream, UpstreamError

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """Part of a list, and the cursor of the next part."""

    items: list[Item]
    next: str | None


@dataclass(frozen=True, slots=True)
class Picks(Generic[Item]):
    """Random picks; the counts only when they were asked for or nothing was eligible."""

    items: list[Item]
    eligible: int | None
    eliminated: dict[str, Any]
    alone: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Totals:
    """How many rows there are, mine and those of the starter list among them; and how many are archived."""

    all: Whole
    own: Whole
    starter: Whole
    archived: Whole


@dataclass(frozen=True, slots=True)
class Facets:
    """Genres and cities of the catalogue with how many rows have them: `{"name", "count"}`."""

    genres: list[Counted]
    cities: list[Counted]
    totals: Totals | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """The row an item of another list means, by its id or its name; without an id, how many rows it may mean."""

    id: Id | None
    candidates: Whole
    name: str | None
    city: str | None
    by: str | None
    entry: dict[str, Any] | None = None


class Catalogue(Generic[Item]):
    """The client of one picker: `noun` is the plural in its paths."""

    def __init__(self, upstream: Upstream, noun: str, item: type[Item]) -> None:
        self.upstream = upstream
        self.name = upstream.name
        self._path = f"/v1/{noun}"
        self._item = item

    def page(self, params: Query) -> Page[Item]:
        """One page of the list."""
        body = self.upstream.get(self._path, params).body
        return Page(*records.read_page(self._item, body, self.name))

    def get(self, item_id: str) -> Item:
        """One row, archived or not; Refused 404 when there is none."""
        return self._read(self.upstream.get(f"{self._path}/{item_id}").body)

    def random(self, params: Query) -> Picks[Item]:
        """Uniform picks over what fits `params`."""
        body = self.upstream.get(f"{self._path}/random", params).body
        items, _ = records.read_page(self._item, body, self.name)
        return Picks(items, body.get("eligible"), self._counts(body, "eliminated"), self._counts(body, "alone"))

    def facets(self) -> Facets:
        """Genres and cities with counts."""
        return records.read(Facets, self.upstream.get(f"{self._path}/facets").body, self.name)

    def match(self, items: Sequence[Mapping[str, str | None]]) -> list[Match]:
        """Find up to 1,000 rows by `{external_id, name, city}`, in their order; only `name` must be there."""
        body = self.upstream.send("POST", f"{self._path}/match", {"items": items}).body
        return records.read_page(Match, body, self.name)[0]

    def look_up(self, items: Sequence[Mapping[str, str | None]]) -> list[tuple[Match, Item | None]]:
        """Find rows as `match` does, each with all that is known of it."""
        body = self.upstream.send("POST", f"{self._path}/match", {"items": items, "entries": True}).body
        found = records.read_page(Match, body, self.name)[0]
        return [(match, self._read(match.entry) if match.id else None) for match in found]

    def export(self, params: Query) -> Download:
        """Give all rows that fit `params`, as CSV."""
        return self.upstream.open(f"{self._path}/export", params)

    def create(self, body: Mapping[str, object]) -> tuple[Item, bool]:
        """Add a row under the id in `body`, or give the one that has it; say whether it is new. Refused 422 or 409."""
        answer = self.upstream.send("POST", self._path, body)
        return self._read(answer.body), answer.status == HTTPStatus.CREATED

    def replace(self, item_id: str, body: Mapping[str, object], rev: int) -> Item:
        """Replace a row; Refused 412 when it was changed meanwhile."""
        return self._read(self.upstream.send("PUT", f"{self._path}/{item_id}", body, rev=rev).body)

    def archive(self, item_id: str, rev: int) -> None:
        """Take a row out of lists and picks."""
        self.upstream.send("DELETE", f"{self._path}/{item_id}", rev=rev)

    def restore(self, item_id: str, rev: int) -> Item:
        """Bring an archived row back."""
        return self._read(self.upstream.send("POST", f"{self._path}/{item_id}/restore", rev=rev).body)

    def merge(self, item_id: str, into: str, rev: int) -> Item:
        """Archive a row as merged into another; Refused 409, 412 or 422."""
        return self._read(self.upstream.send("POST", f"{self._path}/{item_id}/merge", {"into": into}, rev=rev).body)

    def _counts(self, body: Mapping[str, Any], name: str) -> dict[str, Any]:
        """Read how many rows each rule excludes."""
        found = body.get(name) or {}
        try:
            for count in [body.get("eligible") or 0, *found.values()]:
                check_count(count)
        except (AttributeError, ValueError) as error:
            raise UpstreamError(self.name, f"sent unexpected counts: {name}") from error
        return dict(found)

    def _read(self, body: object) -> Item:
        if body is None:
            raise UpstreamError(self.name, "answered without a body")
        return records.read(self._item, body, self.name)
