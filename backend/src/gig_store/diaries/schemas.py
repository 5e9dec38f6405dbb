"""What is sent and answered about diaries."""

from marshmallow import Schema, ValidationError, fields, validate, validates

from gig_chassis.fields import OPTIONAL, DayRanges, Text
from gig_store import limits
from gig_store.answers import Who
from gig_store.diaries import days
from gig_store.fields import Day, Id, Instant, one_of
from gig_store.schemas import OwnSchema

_SCHEMES = ("https://", "http://")


class DiaryBody(OwnSchema):
    """A diary as it was read; `busy` is null where it could not be read: the days known before stay."""

    set_by_service = frozenset({"kind", "id", "has_source", "read_at", "tried_at", "by", "rev"})
    source = Text(limits.DIARY_SOURCE, **OPTIONAL)
    busy = DayRanges(limits.DIARY_RANGES, **OPTIONAL)
    known_until = Day(**OPTIONAL)
    error = Text(limits.DIARY_ERROR, **OPTIONAL)

    @validates("source")
    def check_address(self, source: str | None, **_: object) -> None:
        """Refuse what no diary can be read from."""
        if source is not None and not source.startswith(_SCHEMES):
            raise ValidationError("Must be an address that begins with https:// or http://.")

    @validates("busy")
    def check_days(self, busy: list[str] | None, **_: object) -> None:
        """Refuse more days than are kept, before they are spread out."""
        if sum(map(days.length, busy or ())) > limits.DIARY_DAYS:
            raise ValidationError(f"Must hold at most {limits.DIARY_DAYS} days.")


class DiaryAnswer(Schema):
    """A diary; its address is told to those who may read it again, as it may hold a secret."""

    kind = one_of(limits.DIARY_KINDS)
    id = Id()
    has_source = fields.Boolean()
    source = fields.String(allow_none=True)
    busy = fields.List(fields.String())
    read_at = Instant(allow_none=True)
    known_until = Day(allow_none=True)
    tried_at = Instant()
    by = fields.Nested(Who, allow_none=True)
    error = fields.String(allow_none=True)
    rev = fields.Integer()


class DiaryList(Schema):
    """The diaries that there are of those asked for."""

    items = fields.List(fields.Nested(DiaryAnswer), validate=validate.Length(max=limits.DIARIES_AT_ONCE))
    next = fields.String(allow_none=True)
