"""The shapes of what is answered about nights, for the OpenAPI document."""

from marshmallow import Schema, fields

from gig_store import needs
from gig_store.answers import GigAnswer
from gig_store.fields import Day, Id, one_of


class Need(Schema):
    """What a gig needs of somebody."""

    why = one_of(needs.WHY)
    gig = fields.Nested(GigAnswer)


class Needs(Schema):
    """What waits, the most pressing first, and how many more there are of each kind."""

    items = fields.List(fields.Nested(Need))
    more = fields.Dict(keys=one_of(needs.WHY), values=fields.Integer())


class DayAnswer(Schema):
    """A day with gigs: how many, and the first of them."""

    gig_day = Day()
    total = fields.Integer()
    gigs = fields.List(fields.Nested(GigAnswer))


class DayPage(Schema):
    """The days of a calendar that have gigs."""

    items = fields.List(fields.Nested(DayAnswer))


class NightAnswer(Schema):
    """What stands on a night of a room: confirmed gigs, holds and offers that have not lapsed, ideas."""

    venue_id = Id()
    gig_day = Day()
    confirmed = fields.Integer()
    holds = fields.Integer()
    ideas = fields.Integer()


class NightPage(Schema):
    """The nights that have something on them."""

    items = fields.List(fields.Nested(NightAnswer))
