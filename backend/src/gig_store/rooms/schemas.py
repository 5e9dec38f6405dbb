"""What bodies and answers about a room's usual amounts hold."""

from typing import ClassVar

from marshmallow import Schema, fields, validate

from gig_chassis.fields import OPTIONAL, Money
from gig_store.answers import Who
from gig_store.fields import Instant
from gig_store.schemas import OwnSchema, Percentage


class Amounts(Schema):
    """The four amounts; null is "not known here"."""

    ticket_price = Money(**OPTIONAL)
    costs = Money(**OPTIONAL)
    tax_pct = Percentage(**OPTIONAL)
    gross_pct = Percentage(**OPTIONAL)


class RoomMoneyBody(OwnSchema, Amounts):
    """What is usual in a room from now on."""

    set_by_service: ClassVar[frozenset[str]] = frozenset({"rev", "updated_at", "updated_by"})


class UsualAnswer(Amounts):
    """What is usual in the whole planner, with its currency."""

    currency = fields.String(validate=validate.Length(equal=3))


class RoomAnswer(Amounts):
    """What is usual in the room; revision 0 where nobody has said so yet."""

    rev = fields.Integer()
    updated_at = Instant(allow_none=True)
    updated_by = fields.Nested(Who, allow_none=True)


class RoomMoneyAnswer(Schema):
    """Both, so that whoever works a night out asks once."""

    usual = fields.Nested(UsualAnswer)
    room = fields.Nested(RoomAnswer)


class TakingsAnswer(Schema):
    """What is usual in the whole planner, and in those rooms of which something is known, by id."""

    usual = fields.Nested(UsualAnswer)
    rooms = fields.Dict(keys=fields.String(), values=fields.Nested(Amounts))
