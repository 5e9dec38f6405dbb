"""`/v1/discards`: what is not to be suggested."""

from typing import Any

from flask import Response, jsonify
from marshmallow import ValidationError, validates_schema

from gig_chassis import acting, api, database
from gig_chassis.fields import OPTIONAL, Text
from gig_store import discards, limits, wire
from gig_store.answers import DiscardAnswer, DiscardPage
from gig_store.fields import Day, Id, Instant
from gig_store.models import db
from gig_store.paging import PageQuery
from gig_store.schemas import OwnSchema
from gig_store.views import requests

bp = api.Blueprint("discards", __name__, url_prefix="/v1/discards", description="What is not to be suggested")


class DiscardBody(OwnSchema):
    """Both ids: the pair rests for one person. One id: everybody leaves it out."""

    set_by_service = frozenset({"id", "by"})
    band_id = Id(**OPTIONAL)
    band_name = Text(limits.NAME, **OPTIONAL)
    venue_id = Id(**OPTIONAL)
    venue_name = Text(limits.NAME, **OPTIONAL)
    gig_day = Day(**OPTIONAL)
    until = Instant(**OPTIONAL)

    @validates_schema
    def check_it_names_something(self, body: dict[str, Any], **_: object) -> None:
        """Refuse a discard of nothing."""
        if body["band_id"] is None and body["venue_id"] is None:
            raise ValidationError("A discard needs a band, a venue or both.")


@bp.at("")
@bp.takes(PageQuery, "query")
@bp.answers(200, DiscardPage)
def list_discards(asked: dict[str, Any]) -> Response:
    """Give everybody's and this person's that stand, newest first."""
    with database.reading(db):
        rows, following = discards.page(acting.current().person, asked["cursor"], asked["limit"])
    return jsonify(items=[wire.discard(*row) for row in rows], next=following)


@bp.at("/<discard_id>", "PUT", newcomer=True)
@bp.takes(DiscardBody)
@bp.answers(200, DiscardAnswer)
@bp.or_answers(201, DiscardAnswer)
@bp.refuses(409)
def put_discard(body: dict[str, Any], discard_id: str) -> tuple[Response, int]:
    """Note a discard under the client's id."""
    discard, new = discards.put(requests.chosen_id(discard_id), body, requests.somebody())
    return jsonify(wire.discard(*discard)), 201 if new else 200


@bp.at("/<discard_id>", "DELETE", newcomer=True)
@bp.answers(204)
@bp.refuses(422)
def undo_discard(discard_id: str) -> Response:
    """Take it back."""
    discards.undo(requests.known_id(discard_id), requests.somebody())
    return Response(status=204)
