"""`/v1/gigs/needs`, `/month`, `/nights`: what waits for somebody, the days of a calendar, the nights of rooms."""

from datetime import timedelta
from typing import Any, ClassVar

from flask import Response, jsonify
from marshmallow import Schema, ValidationError, fields, post_load, validate

from gig_chassis import api, database
from gig_store import clock, limits, money, months, needs, openings
from gig_store.fields import Day, Id, one_of
from gig_store.models import db
from gig_store.night_answers import DayPage, Needs, NightPage
from gig_store.views.queries import MOST_DAYS, Parted

USUAL = timedelta(30)

bp = api.Blueprint("nights", __name__, url_prefix="/v1/gigs", description="What waits, what is on, what is free")


class SpanQuery(Schema):
    """Which days: without a first one from today, without a last one 31 of them."""

    most: ClassVar[int]
    from_ = Day(data_key="from", load_default=None)
    to = Day(load_default=None)

    @post_load
    def fill_span(self, asked: dict[str, Any], **_: object) -> dict[str, Any]:
        """Say the days that were left open; refuse those out of order, and too many."""
        first = asked["from_"] or clock.gig_day_in(None)
        last = asked["to"] or first + USUAL
        if not 0 <= (last - first).days < self.most:
            raise ValidationError(f"Must be the same day or later, and at most {self.most} days in all.", "to")
        return asked | {"from_": first, "to": last}


class MonthQuery(SpanQuery):
    """The days of a calendar, at which venues; none means all of them."""

    most = months.MOST_DAYS
    venue = Parted(Id(), months.MOST_VENUES, load_default=list)
    each = fields.Integer(load_default=months.MOST_EACH, validate=validate.Range(1, months.MOST_EACH))


class NightQuery(SpanQuery):
    """Which nights of which rooms; days one by one go before a span."""

    most = openings.MOST_DAYS
    venue = Parted(Id(), openings.MOST_VENUES, load_default=list)
    days = Parted(Day(), MOST_DAYS, load_default=list)
    slot = one_of(limits.SLOTS, load_default="evening")


@bp.at("/needs")
@bp.answers(200, Needs)
def list_needs() -> Response:
    """Give what waits for somebody, the most pressing first; who may not see money is told of no missing deal."""
    with database.reading(db):
        found = needs.current()
    shown = money.shown([item["gig"] for item in found["items"]])
    items = [{**item, "gig": gig} for item, gig in zip(found["items"], shown, strict=True)]
    return jsonify(items=items, more=found["more"])


@bp.at("/month")
@bp.takes(MonthQuery, "query")
@bp.answers(200, DayPage)
def list_month(asked: dict[str, Any]) -> Response:
    """Give the days that have gigs, with the first few of each."""
    with database.reading(db):
        days = months.days(asked["from_"], asked["to"], asked["venue"], asked["each"])
    return jsonify(items=[{**day, "gigs": money.shown(day["gigs"])} for day in days])


@bp.at("/nights")
@bp.takes(NightQuery, "query")
@bp.answers(200, NightPage)
def list_nights(asked: dict[str, Any]) -> Response:
    """Count what stands on the nights of some rooms; a night that is not named has nothing on it."""
    venues, slot = asked["venue"], asked["slot"]
    with database.reading(db):
        if asked["days"]:
            return jsonify(items=openings.on(venues, asked["days"], slot))
        return jsonify(items=openings.between(venues, asked["from_"], asked["to"], slot))
