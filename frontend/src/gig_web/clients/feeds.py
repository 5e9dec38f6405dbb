"""Calendar feeds as the backend keeps them, and what it tells by one."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from http import HTTPStatus
from operator import itemgetter
from typing import Any

from gig_web.clients import records
from gig_web.clients.catalogue import Page
from gig_web.clients.kinds import Clock, Day, Degrees, Id, Instant, Whole
from gig_web.upstream import Refused, Upstream, UpstreamError

GONE = "feed_gone"
KEPT = 4096  # entries: calendars ask every hour for the same ones


@dataclass(frozen=True, slots=True)
class Feed:
    """A person's feed; `secret` is there only when it has just been made."""

    id: Id
    name: str | None
    created_at: Instant
    secret: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A night as calendars are told of it; `is_off`: it does not take place then."""

    id: Id
    rev: Whole
    updated_at: Instant
    status: str
    hold_level: Whole | None
    is_off: bool
    gig_day: Day
    doors: Clock | None
    start: Clock | None
    end: Clock | None
    band: str | None
    title: str | None
    held_for: str | None
    venue_name: str | None
    venue_city: str | None
    venue_lat: Degrees | None
    venue_lon: Degrees | None
    venue_timezone: str | None
    description: str | None


_NAMES = tuple(field.name for field in fields(Entry))
_values = itemgetter(*_NAMES)


class Feeds:
    """The client of the backend's feeds."""

    def __init__(self, upstream: Upstream) -> None:
        self._upstream = upstream
        self.name = upstream.name

    def of_mine(self) -> list[Feed]:
        """Give one's own feeds, newest first; UpstreamError also from a backend of the version before."""
        try:
            return records.read_page(Feed, self._upstream.get("/v1/feeds").body, self.name)[0]
        except Refused as refused:
            raise self._unknown(refused) from refused

    def make(self, name: str | None) -> Feed:
        """Make a feed; Refused 409 for one too many, 422 for a name it cannot have."""
        return records.read(Feed, self._upstream.send("POST", "/v1/feeds", {"name": name}).body, self.name)

    def revoke(self, feed_id: str) -> None:
        """End one of one's own; one that is over already stays so."""
        self._upstream.send("DELETE", f"/v1/feeds/{feed_id}")

    def look(self, asked: Mapping[str, object]) -> Page[Entry]:
        """Give a page of what a feed tells; Refused 404 for a wrong or revoked secret, 422 for odd filters."""
        try:
            body = self._upstream.send("POST", "/v1/feeds/look", asked).body
        except Refused as refused:
            raise self._unknown(refused) from refused
        return self._page(body)

    def _page(self, body: Any) -> Page[Entry]:  # noqa: ANN401  # JSON, checked here
        if not isinstance(body, dict) or not isinstance(body.get("items"), list):
            raise UpstreamError(self.name, "sent an unexpected list")
        cursor = body.get("next")
        if not isinstance(cursor, str | None):
            raise UpstreamError(self.name, "sent an unexpected cursor")
        try:
            return Page([_entry(self.name, _values(item)) for item in body["items"]], cursor)
        except (KeyError, TypeError) as error:  # a value that is none of an entry's
            raise UpstreamError(self.name, f"sent an unexpected Entry: {error}") from error

    def _unknown(self, refused: Refused) -> Exception:
        """Tell a feed that is gone from a backend that knows no feeds: calendars would drop all they had."""
        is_gone = refused.status == HTTPStatus.NOT_FOUND and refused.problem.get("code") == GONE
        if is_gone or refused.status != HTTPStatus.NOT_FOUND:
            return refused
        return UpstreamError(self.name, "knows no feeds yet")


@lru_cache(KEPT)
def _entry(service: str, values: tuple[object, ...]) -> Entry:
    """Check an entry, once."""
    return records.read(Entry, dict(zip(_NAMES, values, strict=True)), service)
