"""`/v1/settings`: what holds for the whole planner."""

from typing import Any

from flask import Response, jsonify
from marshmallow import fields

from gig_chassis import api, database, etags
from gig_store import clock, planner_settings, wire
from gig_store.answers import Planner, Who
from gig_store.fields import Instant
from gig_store.models import db
from gig_store.people import presence
from gig_store.planner_settings import Said
from gig_store.schemas import OwnSchema

bp = api.Blueprint("settings", __name__, url_prefix="/v1/settings", description="What holds for the whole planner")


class SettingsBody(OwnSchema, Planner):
    """All settings at once."""

    set_by_service = frozenset({"rev", "updated_at", "updated_by"})


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
def replace_settings(body: dict[str, Any]) -> Response:
    """Set all of them."""
    return _answer(planner_settings.replace(body, etags.require_rev(), presence.person_id()))


def _answer(said: Said) -> Response:
    row, name = said
    changed = {"updated_at": clock.wire(row.updated_at), "updated_by": wire.by(row.updated_by, name)}
    return etags.tag(jsonify({**planner_settings.values(row), "rev": row.rev, **changed}), row.rev)
