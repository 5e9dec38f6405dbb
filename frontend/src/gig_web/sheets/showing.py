"""What every day sheet shows, made from a gig and the contacts that are known."""

from dataclasses import dataclass
from datetime import UTC, datetime

from gig_chassis import business_days
from gig_web import pages
from gig_web.clients.shares import Contacts, RoomContact, SheetGig
from gig_web.sheets import contacts, times
from gig_web.sheets.contacts import Person
from gig_web.sheets.times import Moment

_NOT_ON = {
    "idea": "Only an idea: nothing is agreed yet.",
    "hold": "Not confirmed: the night is only held.",
    "offered": "Not confirmed: an offer is out.",
    "cancelled": "Cancelled: it does not take place.",
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A day sheet, in words; `warning` says why it may not take place, `as_of` when it was made."""

    gig: SheetGig
    warning: str
    room: RoomContact | None
    map_url: str
    moments: list[Moment]
    people: list[Person]
    unreachable: list[str]
    as_of: str


def of(gig: SheetGig, known: Contacts, *, in_trash: bool = False) -> Sheet:
    """Make the sheet."""
    room = contacts.room(gig, known)
    return Sheet(
        gig,
        "In the trash: it does not take place." if in_trash else _NOT_ON.get(gig.status, ""),
        room,
        contacts.map_url(gig, room),
        times.of(gig, room.curfew if room else None),
        contacts.people(gig, known),
        contacts.unreachable(gig, known),
        moment(datetime.now(UTC), gig),
    )


def moment(at: datetime, gig: SheetGig) -> str:
    """Say when something was, where the gig takes place: "18:42, Fri 12 Mar"; in UTC where the zone is not known."""
    zone = business_days.zone(gig.venue.timezone if gig.venue else None)
    there = at.astimezone(zone or UTC)
    said = f"{there:%H:%M}, {pages.short_day(there.date().isoformat())}"
    return said if zone else f"{said}, UTC"
