"""What bodies may hold; unknown fields are refused, what the service sets is taken and ignored."""

from collections.abc import Collection
from decimal import Decimal
from typing import Any, ClassVar

from marshmallow import Schema, ValidationError, fields, post_load, pre_load, validate, validates

from gig_chassis.fields import OPTIONAL, ClockTime, DayRanges, Degrees, Flag, Genres, Money, Text, Timezone, Whole
from gig_chassis.folding import fold
from gig_store import limits
from gig_store.fields import Day, Id, Instant, one_of
from gig_store.rules import WARNINGS

LAT, LON = 90, 180
NULL: dict[str, Any] = {"allow_none": True}
CURRENCY = validate.Regexp(r"[A-Z]{3}\Z", error='Must be like "GBP".')


class OwnSchema(Schema):
    """A body of which the service sets some fields itself: these may be sent back and are left out."""

    set_by_service: ClassVar[Collection[str]] = ()

    @pre_load
    def leave_out_what_the_service_sets(self, body: object, **_: object) -> object:
        """Take the fields the service sets out of what was sent."""
        if not isinstance(body, dict):
            return body
        return {name: value for name, value in body.items() if name not in self.set_by_service}


class Facts(Schema):
    """What the rules need to know of a band or a venue; a list that is not given is empty."""

    lists: ClassVar[tuple[str, ...]] = ("genres",)
    name = Text(limits.NAME, required=True)
    lat = Degrees(LAT, **OPTIONAL)
    lon = Degrees(LON, **OPTIONAL)
    genres = Genres(**OPTIONAL)

    @post_load
    def fill_lists(self, facts: dict[str, Any], **_: object) -> dict[str, Any]:
        """Put an empty list where none was given."""
        return facts | {name: facts[name] or [] for name in self.lists}


class VenueFacts(Facts):
    """The room as it was."""

    lists = ("genres", "dark_days")
    id = Id(required=True)
    city = Text(limits.NAME, **OPTIONAL)
    capacity = Whole(0, limits.PEOPLE, **OPTIONAL)
    timezone = Timezone(**OPTIONAL)
    dark_days = DayRanges(**OPTIONAL)
    own = Flag(**OPTIONAL)


class BandFacts(Facts):
    """A band as it was."""

    lists = ("genres", "unavailable")
    draw = Whole(0, limits.PEOPLE, **OPTIONAL)
    unavailable = DayRanges(**OPTIONAL)
    radius_km = Whole(0, limits.RADIUS_KM, **OPTIONAL)
    days_before = Whole(0, limits.CLAUSE_DAYS, **OPTIONAL)
    days_after = Whole(0, limits.CLAUSE_DAYS, **OPTIONAL)


class ActBody(BandFacts):
    """One act of a line-up; a band no catalogue knows has no id."""

    band_id = Id(**OPTIONAL)
    billing = one_of(limits.BILLINGS, required=True)
    set_time = ClockTime(**OPTIONAL)
    fee = Money(**OPTIONAL)


class Percentage(Money):
    """A share of the whole, with at most two decimals."""

    def _deserialize(self, value: object, attr: str | None, data: Any, **options: Any) -> Decimal | None:  # type: ignore[override]  # noqa: ANN401  # as Money
        share = super()._deserialize(value, attr, data, **options)
        if share is not None and share > limits.PERCENT:
            raise ValidationError(f"Must be at most {limits.PERCENT}.")
        return share


class DealBody(Schema):
    """What was agreed about money, in the deal's own currency."""

    type = one_of(limits.DEALS, required=True)
    currency = fields.String(required=True, validate=CURRENCY)
    ticket_price = Money(**OPTIONAL)
    tax_pct = Percentage(**OPTIONAL)
    gross_pct = Percentage(**OPTIONAL)
    comps = Whole(0, limits.PEOPLE, **OPTIONAL)
    guarantee = Money(**OPTIONAL)
    split_pct = Percentage(**OPTIONAL)
    costs = Money(**OPTIONAL)


class ReadGig(Schema):
    """Another gig that is to change in the same step, as it was read."""

    id = Id(required=True)
    rev = Whole(1, limits.REVS, required=True)


class GigBody(OwnSchema):
    """A gig as it is sent; which fields were sent matters, so nothing is filled in."""

    set_by_service = frozenset(
        {"id", "rev", "archived", "merged_into", "hold_lapsed", "offer_ended", "played", "previous_gig_day"}
        | {"challenged_by", "date_no", "dates"}
        | {"created_at", "created_by", "updated_at", "updated_by", "trashed_at"}
    )
    title = Text(limits.NAME, **NULL)
    held_for = Text(limits.NAME, **NULL)
    status = one_of(limits.STATUSES)
    hold_level = Whole(1, limits.HOLD_LEVEL, **NULL)
    hold_expires = Day(**NULL)
    challenged_until = Instant(**NULL)
    offer_expires = Day(**NULL)
    booking = Id(**NULL)
    asked_on = Day(**NULL)
    gig_day = Day(**NULL)
    load_in = ClockTime(**NULL)
    soundcheck = ClockTime(**NULL)
    doors = ClockTime(**NULL)
    start = ClockTime(**NULL)
    end = ClockTime(**NULL)
    slot = one_of(limits.SLOTS)
    venue = fields.Nested(VenueFacts, **NULL)
    lineup = fields.List(fields.Nested(ActBody), validate=validate.Length(max=limits.LINEUP))
    deal = fields.Nested(DealBody, **NULL)
    attendance = Whole(0, limits.PEOPLE, **NULL)
    notes = Text(limits.NOTE, lines=True, **NULL)
    staff_notes = Text(limits.NOTE, lines=True, **NULL)
    description = Text(limits.NOTE, lines=True, **NULL)
    published = Flag()
    from_suggestion = Flag(load_default=False, load_only=True)
    accept_warnings = fields.List(
        one_of(WARNINGS), load_default=list, load_only=True, validate=validate.Length(max=len(WARNINGS))
    )

    release = fields.List(
        fields.Nested(ReadGig), load_default=list, load_only=True, validate=validate.Length(max=limits.OTHERS)
    )
    bring_back = fields.List(
        fields.Nested(ReadGig), load_default=list, load_only=True, validate=validate.Length(max=limits.OTHERS)
    )

    @validates("lineup")
    def check_each_band_is_there_once(self, lineup: list[dict[str, Any]], **_: object) -> None:
        """Refuse a band that is in the line-up twice; acts that are wrong themselves come as far as they were read."""
        seen = set()
        for act in lineup:
            if "name" not in act or "band_id" not in act:
                continue
            band = act["band_id"] or fold(act["name"])
            if band in seen:
                raise ValidationError(f"{act['name']} is in the line-up twice.")
            seen.add(band)
