"""What the backend knows of money and of past nights: usual amounts of the planner and its rooms, whom bands drew."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from gig_web.clients import records
from gig_web.clients.kinds import Day, Id, Money, Whole
from gig_web.money import usual
from gig_web.money.usual import Usual
from gig_web.upstream import UpstreamError


@dataclass(frozen=True, slots=True)
class Amounts:
    """Usual amounts, None where nobody has said."""

    ticket_price: Money | None = None
    costs: Money | None = None
    tax_pct: Money | None = None
    gross_pct: Money | None = None


@dataclass(frozen=True, slots=True)
class PlannerAmounts(Amounts):
    """Those of the whole planner, with their currency."""

    currency: str = ""


@dataclass(frozen=True, slots=True)
class Attended:
    """A past night of a band: where, and how many came."""

    venue_id: Id | None
    venue: str | None
    city: str | None
    own: bool | None
    attendance: Whole
    gig_day: Day


@dataclass(frozen=True, slots=True)
class Takings:
    """What is usual, in the planner and by room."""

    usual: PlannerAmounts
    rooms: dict[str, Amounts]

    def of(self, venue_id: str | None) -> Usual:
        """Give what is usual in this room, else in the planner."""
        room = self.rooms.get(venue_id or "")
        return together(self.usual, room)


def together(planner: PlannerAmounts, room: Amounts | None) -> Usual:
    """Put a room's own amounts before those of the planner."""
    return usual.of(planner.currency, asdict(planner), asdict(room) if room else None)


def read_takings(answer: Mapping[str, Any], service: str) -> Takings | None:
    """Read `money` of an answer; None for those who may not see it, and from a backend of the version before."""
    found = answer.get("money")
    if found is None:
        return None
    if not isinstance(found, dict) or not isinstance(found.get("rooms"), dict):
        raise UpstreamError(service, "sent unexpected amounts")
    rooms = {venue: records.read(Amounts, each, service) for venue, each in found["rooms"].items()}
    return Takings(records.read(PlannerAmounts, found.get("usual"), service), rooms)


def read_attended(answer: Mapping[str, Any], service: str) -> dict[str, list[Attended]]:
    """Read `attended` of an answer, by band; a backend of the version before knew of none."""
    found = answer.get("attended") or {}
    if not isinstance(found, dict) or not all(isinstance(nights, list) for nights in found.values()):
        raise UpstreamError(service, "sent unexpected nights")
    return {band: [records.read(Attended, each, service) for each in nights] for band, nights in found.items()}
