"""The backend's rooms as the front end sees them: what is usual there, in money."""

from collections.abc import Mapping
from dataclasses import dataclass

from gig_web.clients import records
from gig_web.clients.history import By
from gig_web.clients.kinds import Instant, Whole
from gig_web.clients.takings import Amounts, PlannerAmounts, together
from gig_web.money.usual import Usual
from gig_web.upstream import Refused, Upstream

MISSING = 404


@dataclass(frozen=True, slots=True)
class RoomAmounts(Amounts):
    """What is usual in one room; revision 0 where nobody has said so yet."""

    rev: Whole = 0
    updated_at: Instant | None = None
    updated_by: By | None = None


@dataclass(frozen=True, slots=True)
class RoomMoney:
    """What is usual in the planner and in one room."""

    usual: PlannerAmounts
    room: RoomAmounts

    @property
    def together(self) -> Usual:
        """The room's own before the planner's."""
        return together(self.usual, self.room)


class Rooms:
    """The client of what is usual in rooms."""

    def __init__(self, upstream: Upstream) -> None:
        self.upstream = upstream
        self.name = upstream.name

    def money(self, venue_id: str) -> RoomMoney | None:
        """Give what is usual in a room; a backend of the version before does not know."""
        try:
            body = self.upstream.get(f"/v1/rooms/{venue_id}/money").body
        except Refused as refused:
            if refused.status != MISSING:
                raise
            return None
        return records.read(RoomMoney, body, self.name)

    def put_money(self, venue_id: str, amounts: Mapping[str, str | None], rev: int) -> None:
        """Keep what is usual there from now on; Refused 412 or 422."""
        self.upstream.send("PUT", f"/v1/rooms/{venue_id}/money", amounts, rev=rev)
