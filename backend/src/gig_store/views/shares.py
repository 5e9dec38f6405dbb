"""`/v1/shares`: links to the day sheet of one gig."""

from typing import Any

from flask import Response, jsonify

from gig_chassis import api, database
from gig_store import clock, wire
from gig_store.models import Gig, db
from gig_store.people import presence
from gig_store.people.schemas import Secret
from gig_store.shares import keeping, schemas
from gig_store.shares.keeping import Shared
from gig_store.shares.schemas import NewShare, ShareBody, SharedSheet, ShareList, ShareQuery
from gig_store.views import requests

bp = api.Blueprint("shares", __name__, url_prefix="/v1/shares", description="Links to day sheets")

_GIG = ("title", "status", "load_in", "soundcheck", "doors", "start", "end", "staff_notes")
_VENUE = ("id", "name", "city", "lat", "lon", "timezone")
_ACT = ("band_id", "name", "billing", "set_time")


@bp.at("", role="booker")
@bp.takes(ShareQuery, "query")
@bp.answers(200, ShareList)
def list_shares(asked: dict[str, Any]) -> Response:
    """Give the links to a gig's sheet, newest first."""
    with database.reading(db):
        return jsonify(items=[_written(each) for each in keeping.of(asked["gig"])], next=None)


@bp.at("", "POST", role="booker")
@bp.takes(ShareBody)
@bp.answers(201, NewShare)
@bp.refuses(404, 409, 410)
def share_sheet(body: dict[str, Any]) -> tuple[Response, int]:
    """Make a link; this answer alone holds its secret."""
    contacts = schemas.dumped(body["contacts"])
    share, secret = keeping.make(body["gig"], presence.person_id(), contacts)
    return jsonify(**_written(share), secret=secret), 201


@bp.at("/<share_id>", "DELETE", role="booker")
@bp.answers(204)
def revoke_share(share_id: str) -> Response:
    """End a link."""
    keeping.revoke(requests.known_id(share_id))
    return Response(status=204)


@bp.at("/look", "POST", role="guest")
@bp.takes(Secret)
@bp.answers(200, SharedSheet)
@bp.refuses(404)
def look_at_sheet(body: dict[str, Any]) -> Response:
    """Give the sheet a link leads to; its secret stays out of addresses."""
    with database.reading(db):
        gig, share = keeping.look(body["secret"])
        times = {"shared_at": clock.wire(share.created_at), "ends_at": clock.wire(keeping.ends_at(gig))}
        return jsonify(gig=_sheet(gig), contacts=share.contacts, **times)


def _written(found: Shared) -> wire.JsonObject:
    share, gig, name = found
    return {
        "id": str(share.id),
        "created_at": clock.wire(share.created_at),
        "created_by": wire.by(share.created_by, name),
        "ends_at": clock.wire(keeping.ends_at(gig)),
    }


def _sheet(gig: Gig) -> wire.JsonObject:
    return {
        **{name: getattr(gig, name) for name in _GIG},
        "gig_day": wire.iso(gig.gig_day),
        "venue": wire.venue(wire.columns_of(gig), _VENUE),
        "lineup": [{name: act[name] for name in _ACT} for act in wire.whole_lineup(gig)],
    }
