"""`/v1/settings`: what holds for the whole planner."""

from typing import Any

from flask import Response, jsonify
from marshmallow import Schema, fields, post_load, validate

from gig_chassis import api, database, etags
from gig_chassis.fields import Flag, Money, Text, Whole
from gig_store import clock, limits, money, planner_settings, wire
from gig_store.answers import Who
from gig_store.fields import Instant
from gig_store.models import db
from gig_store.people import presence
from gig_store.planner_settings import Said
from gig_store.schemas import CURRENCY, NULL, OwnSchema, Percentage

bp = api.Blueprint("settings", __name__, url_prefix="/v1/settings", description="What holds for the whole planner")


class Template(Schema):
    """A mail's subject and text, with the names of what is filled in in braces."""

    subject = Text(limits.NAME, required=True)
    body = Text(limits.NOTE, lines=True, required=True)


class SettingsBody(OwnSchema):
    """The settings to change; what is not named stays as it is, null is "not known" or "none"."""

    set_by_service = frozenset({"rev", "updated_at", "updated_by"})
    leave_starter_out = Flag()
    first_hold_days = Whole(1, limits.CLAUSE_DAYS, **NULL)
    other_hold_days = Whole(1, limits.CLAUSE_DAYS, **NULL)
    travel_km = Whole(1, limits.RADIUS_KM)
    currency = fields.String(validate=CURRENCY)
    ticket_price = Money(**NULL)
    costs = Money(**NULL)
    tax_pct = Percentage(**NULL)
    gross_pct = Percentage(**NULL)
    templates = fields.Dict(keys=fields.String(validate=validate.OneOf(limits.MAILS)), values=fields.Nested(Template))

    @post_load
    def write_amounts(self, body: dict[str, Any], **_: object) -> dict[str, Any]:
        """Write amounts as text: JSON has no decimal numbers."""
        return body | {name: wire.money(body[name]) for name in money.SETTINGS if name in body}


class SettingsAnswer(SettingsBody):
    """The settings as they are, and who changed them last."""

    rev = fields.Integer()
    updated_at = Instant(allow_none=True)
    updated_by = fields.Nested(Who, allow_none=True)


@bp.at("")
@bp.answers(200, SettingsAnswer)
@bp.refuses(304)
def show_settings() -> Response:
    """Give all settings with their ETag."""
    with database.reading(db):
        return _answer(planner_settings.read())


@bp.at("", "PUT", role="admin")
@bp.takes(SettingsBody)
@bp.answers(200, SettingsAnswer)
@bp.asks_rev()
def change_settings(body: dict[str, Any]) -> Response:
    """Set those that are sent; the others stay."""
    return _answer(planner_settings.change(body, etags.require_rev(), presence.person_id()))


def _answer(said: Said) -> Response:
    row, name = said
    changed = {"updated_at": clock.wire(row.updated_at), "updated_by": wire.by(row.updated_by, name)}
    values = money.shown_settings(planner_settings.values(row))
    return etags.tag(jsonify({**values, "rev": row.rev, **changed}), row.rev)
