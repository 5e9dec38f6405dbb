"""`/v1/feeds`: secret addresses for calendars, and what is read by them."""

from typing import Any

from flask import Response, jsonify

from gig_chassis import api, database
from gig_store import clock
from gig_store.feeds import keeping, reading
from gig_store.feeds.models import Feed
from gig_store.feeds.reading import Wanted
from gig_store.feeds.schemas import Entries, FeedBody, FeedList, FeedQuery, NewFeed
from gig_store.models import db
from gig_store.people import presence
from gig_store.views import requests
from gig_store.wire import JsonObject

bp = api.Blueprint("feeds", __name__, url_prefix="/v1/feeds", description="Calendar feeds, each of a person")


@bp.at("")
@bp.answers(200, FeedList)
def list_feeds() -> Response:
    """Give one's own feeds, newest first."""
    with database.reading(db):
        return jsonify(items=[_written(feed) for feed in keeping.of(presence.person_id())], next=None)


@bp.at("", "POST", role="viewer")
@bp.takes(FeedBody)
@bp.answers(201, NewFeed)
@bp.refuses(409)
def make_feed(body: dict[str, Any]) -> tuple[Response, int]:
    """Make a feed; this answer alone holds its secret."""
    feed, secret = keeping.make(presence.person_id(), body["name"])
    return jsonify(**_written(feed), secret=secret), 201


@bp.at("/<feed_id>", "DELETE", role="viewer")
@bp.answers(204)
def revoke_feed(feed_id: str) -> Response:
    """End one of one's own feeds."""
    keeping.revoke(presence.person_id(), requests.known_id(feed_id))
    return Response(status=204)


@bp.at("/look", "POST", role="guest")
@bp.takes(FeedQuery)
@bp.answers(200, Entries)
@bp.refuses(404)
def read_feed(body: dict[str, Any]) -> Response:
    """Give what a feed tells; its secret stays out of addresses."""
    wanted = Wanted(body["band"], body["venue"], frozenset(body["status"]))
    with database.reading(db):
        keeping.check(body["secret"])
        items, following = reading.page(wanted, body["cursor"])
    return jsonify(items=items, next=following)


def _written(feed: Feed) -> JsonObject:
    return {"id": str(feed.id), "name": feed.name, "created_at": clock.wire(feed.created_at)}
