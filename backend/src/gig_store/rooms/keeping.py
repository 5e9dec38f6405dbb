"""Keep what is usual in a room, and give it beside what is usual in the whole planner."""

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from gig_chassis import columns, database, etags
from gig_store import clock, money, planner_settings, wire
from gig_store.models import db
from gig_store.people.models import Person
from gig_store.rooms.models import RoomMoney

UNSAID = 0  # the revision of a room nobody has said anything of
_AMOUNTS = tuple(getattr(RoomMoney, name) for name in money.SETTINGS)
_OF_ROOMS = select(RoomMoney.venue_id, *_AMOUNTS).where(RoomMoney.venue_id.in_(bindparam("venues", expanding=True)))
_SAID = select(RoomMoney, Person.name).outerjoin(Person, Person.id == RoomMoney.updated_by)


def of(venue_id: UUID) -> dict[str, Any]:
    """Write what is usual in the planner and in this room."""
    found = db.session.execute(_SAID.where(RoomMoney.venue_id == venue_id)).one_or_none()
    room, name = found or (None, None)
    amounts = {field: wire.money(getattr(room, field, None)) for field in money.SETTINGS}
    said = {"updated_at": clock.wire(room.updated_at), "updated_by": wire.by(room.updated_by, name)} if room else {}
    return {"usual": usual(), "room": {**amounts, "rev": rev_of(room), "updated_at": None, "updated_by": None, **said}}


def takings(venues: Collection[UUID]) -> dict[str, Any]:
    """Write what is usual in the planner and in those of these rooms of which something is known."""
    rows = db.session.execute(_OF_ROOMS, {"venues": list(venues)}).all() if venues else ()
    return {
        "usual": usual(),
        "rooms": {str(row.venue_id): {name: wire.money(getattr(row, name)) for name in money.SETTINGS} for row in rows},
    }


def usual() -> dict[str, Any]:
    """Write what is usual in the whole planner."""
    settings = planner_settings.current()
    return {name: settings[name] for name in ("currency", *money.SETTINGS)}


def put(venue_id: UUID, amounts: Mapping[str, Decimal | None], rev: int, person: UUID | None) -> dict[str, Any]:
    """Keep what is usual there from now on; the same again changes nothing. Raises Problem 412."""

    def work() -> dict[str, Any]:
        room = db.session.get(RoomMoney, venue_id, with_for_update=True, populate_existing=True)
        etags.check(rev_of(room), rev)
        if room is None or amounts != {name: getattr(room, name) for name in amounts}:
            _note(room or _new(venue_id), amounts, person)
        return of(venue_id)

    try:
        return database.write(db, work)
    except (IntegrityError, StaleDataError):  # somebody was quicker, which the second try sees
        return database.write(db, work)


def rev_of(room: RoomMoney | None) -> int:
    """Give the revision."""
    return room.rev if room else UNSAID


def _new(venue_id: UUID) -> RoomMoney:
    room = RoomMoney(venue_id=venue_id)
    db.session.add(room)
    return room


def _note(room: RoomMoney, amounts: Mapping[str, Decimal | None], person: UUID | None) -> None:
    for name, amount in amounts.items():
        setattr(room, name, amount)
    room.updated_at, room.updated_by = columns.now(), person
    db.session.flush()
