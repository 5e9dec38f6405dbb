"""The shapes of what is answered, for the OpenAPI document; `wire` writes them."""

from marshmallow import Schema, fields

from gig_chassis.fields import Flag
from gig_store import limits, rules
from gig_store.fields import Day, Id, Instant, one_of
from gig_store.schemas import GigBody


class GigAnswer(GigBody):
    """A gig as it is now."""

    class Meta:
        """Marshmallow's options."""

        exclude = ("from_suggestion", "accept_warnings", "release", "bring_back")

    id = Id()
    rev = fields.Integer()
    hold_lapsed = fields.Boolean()
    offer_ended = fields.Boolean()
    challenged_by = Id(allow_none=True)
    date_no = fields.Integer(allow_none=True)
    dates = fields.Integer(allow_none=True)
    played = fields.Boolean()
    previous_gig_day = Day(allow_none=True)
    created_at = Instant()
    created_by = Id(allow_none=True)
    updated_at = Instant()
    updated_by = Id(allow_none=True)
    trashed_at = Instant(allow_none=True)


class GigPage(Schema):
    """A page of gigs."""

    items = fields.List(fields.Nested(GigAnswer))
    next = fields.String(allow_none=True)


class FieldChange(Schema):
    """One field, before and after."""

    field = fields.String()
    old = fields.Raw(allow_none=True)
    new = fields.Raw(allow_none=True)


class Who(Schema):
    """Somebody with an account, in short."""

    id = Id()
    name = fields.String()


class Planner(Schema):
    """What every page needs to know of the planner."""

    leave_starter_out = Flag(required=True)
    currency = fields.String()


class Because(Schema):
    """The gig another one changed for, as it was called then."""

    id = Id()
    title = fields.String(allow_none=True)


class Revision(Schema):
    """What one revision of a gig changed."""

    rev = fields.Integer()
    at = Instant()
    by = fields.Nested(Who, allow_none=True)
    action = fields.String()
    changes = fields.List(fields.Nested(FieldChange))
    accepted_warnings = fields.List(one_of(rules.WARNINGS))
    because = fields.Nested(Because, allow_none=True)


class HistoryPage(Schema):
    """A page of a gig's history."""

    items = fields.List(fields.Nested(Revision))
    next = fields.String(allow_none=True)


class OtherGig(Schema):
    """The gig a night conflicts with; its title is what it is called, its band's name where it has none."""

    id = Id()
    title = fields.String()
    gig_day = Day()
    status = one_of(limits.STATUSES)


class ConflictAnswer(Schema):
    """Something that stands against a night."""

    level = one_of(rules.LEVELS)
    rule = fields.String()
    gig = fields.Nested(OtherGig, allow_none=True)
    text = fields.String()


class Conflicts(Schema):
    """All that stands against one gig."""

    items = fields.List(fields.Nested(ConflictAnswer))


class AgainstAnswer(Schema):
    """The conflicts of one combination; a side that is null stands for all of that side."""

    gig_day = Day()
    band_id = Id(allow_none=True)
    venue_id = Id(allow_none=True)
    conflicts = fields.List(fields.Nested(ConflictAnswer))


class ReadingAnswer(Schema):
    """When a diary was read, and up to which day all that is busy in it is known; null where not all was understood."""

    read_at = Instant()
    until = Day(allow_none=True)


class Matrix(Schema):
    """All combinations that something stands against, and whose diary of those asked about was read lately, by id."""

    items = fields.List(fields.Nested(AgainstAnswer))
    diaries = fields.Dict(keys=fields.String(), values=fields.Nested(ReadingAnswer))


class DiscardAnswer(Schema):
    """A discard that stands."""

    id = Id()
    band_id = Id(allow_none=True)
    band_name = fields.String(allow_none=True)
    venue_id = Id(allow_none=True)
    venue_name = fields.String(allow_none=True)
    gig_day = Day(allow_none=True)
    until = Instant(allow_none=True)
    by = fields.Nested(Who, allow_none=True)


class DiscardPage(Schema):
    """A page of discards."""

    items = fields.List(fields.Nested(DiscardAnswer))
    next = fields.String(allow_none=True)
