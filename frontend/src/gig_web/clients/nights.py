"""Nights as the backend sees them: what waits for somebody, what is on, what stands on the nights of rooms."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Any

from gig_web.clients import records
from gig_web.clients.kinds import MOST, Day, Id, Whole
from gig_web.clients.nouns import Gig
from gig_web.upstream import Query, Refused, Upstream, UpstreamError


@dataclass(frozen=True, slots=True)
class Need:
    """What a gig needs of somebody: tonight, challenged, lapsed, ending, no_deal or no_attendance."""

    why: str
    gig: Gig


def check_counts(counts: dict[str, Any]) -> None:
    """Raise ValueError for what does not name a number each."""
    if not all(type(count) is int and 0 <= count < MOST for count in counts.values()):
        raise ValueError("no count")


@dataclass(frozen=True, slots=True)
class Needs:
    """What waits, the most pressing first, and how many more there are of each kind."""

    items: list[Need]
    more: Annotated[dict[str, Any], check_counts]


@dataclass(frozen=True, slots=True)
class DayOfGigs:
    """A day with gigs: how many, and the first of them."""

    gig_day: Day
    total: Whole
    gigs: list[Gig]


@dataclass(frozen=True, slots=True)
class NightCount:
    """How much stands on a night of a room, in the slot that was asked for."""

    venue_id: Id
    gig_day: Day
    confirmed: Whole
    holds: Whole
    ideas: Whole


class Nights:
    """The client of the backend's views on nights; a backend of the version before counts as silent."""

    def __init__(self, upstream: Upstream) -> None:
        self._upstream = upstream
        self.name = upstream.name

    def needs(self) -> Needs:
        """Give what waits for somebody."""
        return records.read(Needs, self._get("needs"), self.name)

    def month(self, params: Query) -> list[DayOfGigs]:
        """Give the days that have gigs."""
        return records.read_page(DayOfGigs, self._get("month", params), self.name)[0]

    def counts(self, params: Query) -> list[NightCount]:
        """Count what stands on the nights of rooms; a night that is not named has nothing on it."""
        return records.read_page(NightCount, self._get("nights", params), self.name)[0]

    def _get(self, what: str, params: Query = ()) -> Any:  # noqa: ANN401  # JSON, which the caller checks
        try:
            return self._upstream.get(f"/v1/gigs/{what}", params).body
        except Refused as refused:
            if refused.status != HTTPStatus.NOT_FOUND:
                raise
            raise UpstreamError(self.name, f"knows no {what} yet") from refused
