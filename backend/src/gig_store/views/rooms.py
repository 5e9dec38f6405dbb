"""`/v1/rooms`: what is usual in a room of one's own."""

from typing import Any

from flask import Response, jsonify

from gig_chassis import acting, api, database, etags
from gig_store.models import db
from gig_store.rooms import keeping
from gig_store.rooms.schemas import RoomMoneyAnswer, RoomMoneyBody
from gig_store.views import requests

bp = api.Blueprint("rooms", __name__, url_prefix="/v1/rooms", description="What is usual in a room")


@bp.at("/<venue_id>/money", role="booker")
@bp.answers(200, RoomMoneyAnswer)
def show_money(venue_id: str) -> Response:
    """Give what is usual in the planner and in this room, with the room's ETag."""
    known = requests.known_id(venue_id)
    with database.reading(db):
        return _answer(keeping.of(known))


@bp.at("/<venue_id>/money", "PUT")
@bp.takes(RoomMoneyBody)
@bp.answers(200, RoomMoneyAnswer)
@bp.asks_rev()
def put_money(body: dict[str, Any], venue_id: str) -> Response:
    """Keep what is usual there from now on; what is left out is as in the settings."""
    known = requests.known_id(venue_id)
    return _answer(keeping.put(known, body, etags.require_rev(), acting.current().person))


def _answer(said: dict[str, Any]) -> Response:
    """Answer without 304: what is usual in the planner may change while the room does not."""
    response = jsonify(said)
    response.set_etag(str(said["room"]["rev"]))
    return response
