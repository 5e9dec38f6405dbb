"""What is sent and answered about links to day sheets."""

from typing import Any

from marshmallow import Schema, fields, validate

from gig_chassis.fields import OPTIONAL, ClockTime, Degrees, Text
from gig_store import limits
from gig_store.answers import Who
from gig_store.fields import Day, Id, Instant, one_of
from gig_store.schemas import LAT, LON


class Contact(Schema):
    """Whom to call; as the catalogue had it."""

    id = Id(required=True)
    contact = Text(limits.NAME, **OPTIONAL)
    email = Text(limits.CONTACT, **OPTIONAL)
    phone = Text(limits.NAME, **OPTIONAL)


class RoomContact(Contact):
    """Where it is, too."""

    address = Text(limits.NOTE, lines=True, **OPTIONAL)
    postcode = Text(limits.NAME, **OPTIONAL)
    lat = Degrees(LAT, **OPTIONAL)
    lon = Degrees(LON, **OPTIONAL)
    curfew = ClockTime(**OPTIONAL)


class Contacts(Schema):
    """What is copied when a sheet is shared: those who open the link may not ask the catalogue."""

    venue = fields.Nested(RoomContact, **OPTIONAL)
    bands = fields.List(fields.Nested(Contact), load_default=list, validate=validate.Length(max=limits.LINEUP))


class ShareBody(Schema):
    """Which gig's sheet, and the contacts on it."""

    gig = Id(required=True)
    contacts = fields.Nested(Contacts, required=True)


class ShareQuery(Schema):
    """Which gig's links."""

    gig = Id(required=True)


class ShareAnswer(Schema):
    """A link; `ends_at` is null while the gig has no night or lies in the trash: then it leads nowhere."""

    id = Id()
    created_at = Instant()
    created_by = fields.Nested(Who, allow_none=True)
    ends_at = Instant(allow_none=True)


class NewShare(ShareAnswer):
    """A new link with its secret, which is said this once."""

    secret = fields.String()


class ShareList(Schema):
    """The links to one sheet."""

    items = fields.List(fields.Nested(ShareAnswer))
    next = fields.String(allow_none=True)


class SheetVenue(Schema):
    """The room as the gig has it."""

    id = Id()
    name = fields.String()
    city = fields.String(allow_none=True)
    lat = fields.Float(allow_none=True)
    lon = fields.Float(allow_none=True)
    timezone = fields.String(allow_none=True)


class SheetAct(Schema):
    """Who plays when."""

    band_id = Id(allow_none=True)
    name = fields.String()
    billing = one_of(limits.BILLINGS)
    set_time = fields.String(allow_none=True)


class SheetGig(Schema):
    """What of a gig stands on its day sheet: no money, no private notes."""

    title = fields.String(allow_none=True)
    status = one_of(limits.STATUSES)
    gig_day = Day()
    load_in = fields.String(allow_none=True)
    soundcheck = fields.String(allow_none=True)
    doors = fields.String(allow_none=True)
    start = fields.String(allow_none=True)
    end = fields.String(allow_none=True)
    venue = fields.Nested(SheetVenue, allow_none=True)
    lineup = fields.List(fields.Nested(SheetAct))
    staff_notes = fields.String(allow_none=True)


class SharedSheet(Schema):
    """What a link leads to: the gig as it is now, address and contacts as they were when it was shared."""

    gig = fields.Nested(SheetGig)
    contacts = fields.Nested(Contacts)
    shared_at = Instant()
    ends_at = Instant()


def dumped(contacts: dict[str, Any]) -> dict[str, Any]:
    """Write contacts as JSON, to be kept."""
    written: dict[str, Any] = Contacts().dump(contacts)
    return written
