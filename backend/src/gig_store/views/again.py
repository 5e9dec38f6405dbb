"""`/v1/gigs/{id}/undo` and `…/duplicate`: have something as it was, or once more; and who gigs were held for."""

from typing import Any

from flask import Response, jsonify, url_for
from marshmallow import Schema, fields

from gig_chassis import acting, api, database, etags
from gig_store import again, held_for
from gig_store.answers import GigAnswer
from gig_store.fields import Day, Id
from gig_store.gigs import Wish
from gig_store.models import db
from gig_store.schemas import NULL
from gig_store.views import one_gig, requests
from gig_store.views.queries import UndoQuery

bp = api.Blueprint("again", __name__, url_prefix="/v1/gigs", description="Undo, and the same again")


class DuplicateBody(Schema):
    """The id of the new gig, and its date where there is one yet."""

    id = Id(required=True)
    gig_day = Day(load_default=None, **NULL)


class HeldFor(Schema):
    """Promoters and agents."""

    items = fields.List(fields.String())


@bp.at("/held-for")
@bp.answers(200, HeldFor)
def list_held_for() -> Response:
    """Give those that gigs were held for lately, the last first."""
    with database.reading(db):
        return jsonify(items=held_for.lately())


@bp.at("/<gig_id>/undo", "POST")
@bp.takes(UndoQuery, "query")
@bp.answers(200, GigAnswer)
@bp.asks_rev()
@bp.refuses(409, 410)
def undo_change(asked: dict[str, Any], gig_id: str) -> Response:
    """Take the last change back; undone once more, it is there again."""
    known, rev = requests.known_id(gig_id), etags.require_rev()
    wish = Wish({}, acting.current().person, accepted=asked["accept_warnings"])
    if asked["field"]:
        return one_gig.answer(again.put_back(known, rev, wish, asked["field"], asked["of"]))
    return one_gig.answer(again.undo(known, rev, wish))


@bp.at("/<gig_id>/duplicate", "POST")
@bp.takes(DuplicateBody)
@bp.answers(200, GigAnswer)
@bp.or_answers(201, GigAnswer)
@bp.refuses(409, 410)
def duplicate_gig(body: dict[str, Any], gig_id: str) -> Response:
    """Make the same again as an idea, under an id the client chose."""
    known, by = requests.known_id(gig_id), acting.current().person
    copy, new = again.duplicate(known, body["id"], body["gig_day"], by, requests.body_hash())
    response = one_gig.answer(copy)
    if new:
        response.status_code = 201
        response.location = url_for("gigs.get_gig", gig_id=copy.id)
    return response
