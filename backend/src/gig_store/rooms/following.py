"""What is usual in a room follows it when it is merged into another, and goes back when it is parted again."""

from uuid import UUID

from gig_store.models import db
from gig_store.rooms.models import RoomMoney

_KIND = "venue"


def follow(kind: str, gone: UUID, kept: UUID) -> None:
    """Give the kept room what is usual in the gone one, unless it has its own."""
    there = db.session.get(RoomMoney, gone) if kind == _KIND else None
    if there and db.session.get(RoomMoney, kept) is None:
        there.venue_id, there.followed_from = kept, gone


def go_back(kind: str, gone: UUID, kept: UUID) -> None:
    """Give the gone room back what followed, unless it has its own by now."""
    there = db.session.get(RoomMoney, kept) if kind == _KIND else None
    if there and there.followed_from == gone and db.session.get(RoomMoney, gone) is None:
        there.venue_id, there.followed_from = gone, None
