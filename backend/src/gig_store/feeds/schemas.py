"""What is sent and answered about calendar feeds."""

from marshmallow import Schema, fields, validate

from gig_chassis.fields import OPTIONAL, Several, Text
from gig_store import limits, paging
from gig_store.feeds.reading import TOLD
from gig_store.fields import Day, Id, Instant, one_of
from gig_store.people.schemas import Secret


class FeedBody(Schema):
    """What the person calls it, such as the calendar that reads it."""

    name = Text(limits.NAME, **OPTIONAL)


class FeedAnswer(Schema):
    """A feed; its secret is not known any more."""

    id = Id()
    name = fields.String(allow_none=True)
    created_at = Instant()


class NewFeed(FeedAnswer):
    """A new feed with its secret, which is said this once."""

    secret = fields.String()


class FeedList(Schema):
    """The feeds of a person."""

    items = fields.List(fields.Nested(FeedAnswer))
    next = fields.String(allow_none=True)


class FeedQuery(Secret):
    """Whose feed it is, and which of its entries."""

    band = Id(**OPTIONAL)
    venue = Id(**OPTIONAL)
    status = Several(one_of(TOLD), len(TOLD), load_default=list)
    cursor = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=paging.LONGEST_CURSOR))


class EntryAnswer(Schema):
    """A night as calendars are told of it; `is_off`: it does not take place then. No money, no notes, no contacts."""

    id = Id()
    rev = fields.Integer()
    updated_at = Instant()
    status = one_of(limits.STATUSES)
    hold_level = fields.Integer(allow_none=True)
    is_off = fields.Boolean()
    gig_day = Day()
    doors = fields.String(allow_none=True)
    start = fields.String(allow_none=True)
    end = fields.String(allow_none=True)
    band = fields.String(allow_none=True)
    title = fields.String(allow_none=True)
    held_for = fields.String(allow_none=True)
    venue_name = fields.String(allow_none=True)
    venue_city = fields.String(allow_none=True)
    venue_lat = fields.Float(allow_none=True)
    venue_lon = fields.Float(allow_none=True)
    venue_timezone = fields.String(allow_none=True)
    description = fields.String(allow_none=True)


class Entries(Schema):
    """A page of them."""

    items = fields.List(fields.Nested(EntryAnswer))
    next = fields.String(allow_none=True)
