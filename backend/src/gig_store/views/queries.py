"""The parameters of the gig list and of restore."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from gig_chassis.fields import Several, Switch, Text
from gig_store import limits, undoing
from gig_store.fields import Day, Id, one_of
from gig_store.listing import SORTS
from gig_store.paging import PageQuery
from gig_store.rules import WARNINGS

MOST_DAYS = 31


class Parted(Several):
    """A parameter that may be repeated, or hold several values parted by commas."""

    def _deserialize(self, value: object, attr: str | None, data: Any, **options: Any) -> list[Any]:  # noqa: ANN401  # marshmallow's
        if not isinstance(value, list):
            raise ValidationError("Must be a list.")
        parts = [part for item in value for part in str(item).split(",")]
        return super()._deserialize(parts, attr, data, **options)


class ExportQuery(Schema):
    """Which gigs, and in which order."""

    from_ = Day(data_key="from", load_default=None)
    to = Day(load_default=None)
    days = Parted(Day(), MOST_DAYS, load_default=list)
    status = Parted(one_of(limits.STATUSES), len(limits.STATUSES), load_default=list)
    band = Id(load_default=None)
    venue = Id(load_default=None)
    booking = Id(load_default=None)
    cleared_by = Id(load_default=None)
    city = Text(limits.NAME, load_default=None)
    held_for = Text(limits.NAME, load_default=None)
    q = Text(limits.NAME, load_default=None)
    trashed = Switch(load_default=False)
    sort = one_of(tuple(SORTS), load_default="gig_day")


class GigQuery(ExportQuery, PageQuery):
    """A page of them."""


class RestoreQuery(Schema):
    """How a gig comes back."""

    as_idea = Switch(load_default=False)
    accept_warnings = Parted(one_of(WARNINGS), len(WARNINGS), load_default=list)


class UndoQuery(Schema):
    """The last change or, with both, what `field` was before revision `of`."""

    field = one_of(undoing.FIELDS, load_default=None)
    of = fields.Integer(load_default=None, validate=validate.Range(1, limits.REV))
    accept_warnings = Parted(one_of(WARNINGS), len(WARNINGS), load_default=list)

    @validates_schema
    def check_both(self, asked: dict[str, Any], **_: object) -> None:
        """Refuse a field without a revision, and the other way round."""
        if (asked["field"] is None) != (asked["of"] is None):
            raise ValidationError("Name the field and the revision, or neither.", "field")
