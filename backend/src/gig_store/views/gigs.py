"""`/v1/gigs`: make, list, read, replace, change, trash and restore gigs."""

from typing import Any

from flask import Response, jsonify, url_for

from gig_chassis import acting, api, cursors, database, etags
from gig_store import challenges, gigs, guard, history, listing, money, paging, queue, rivals, wire
from gig_store.answers import Conflicts, GigAnswer, GigPage, HistoryPage
from gig_store.csvs import export
from gig_store.gigs import Wish
from gig_store.models import db
from gig_store.paging import PageQuery
from gig_store.schemas import GigBody
from gig_store.views import one_gig, requests
from gig_store.views.queries import ExportQuery, GigQuery, RestoreQuery

HISTORY = "history"

bp = api.Blueprint("gigs", __name__, url_prefix="/v1/gigs", description="Gigs from idea to played")


@bp.at("")
@bp.takes(GigQuery, "query")
@bp.answers(200, GigPage)
def list_gigs(asked: dict[str, Any]) -> Response:
    """Give a page of gigs."""
    with database.reading(db):
        items, following = listing.page(asked)
    return jsonify(items=money.shown(items), next=following)


@bp.at("/export")
@bp.takes(ExportQuery, "query")
@bp.answers_csv()
def export_gigs(asked: dict[str, Any]) -> Response:
    """Give all gigs that the filters leave as CSV; viewers get no columns of money and private notes."""
    return export.response(asked)


@bp.at("/<gig_id>")
@bp.answers(200, GigAnswer)
@bp.refuses(304, 410)
def get_gig(gig_id: str) -> Response:
    """Give one gig with its ETag."""
    with database.reading(db):
        return one_gig.answer(queue.show_level(gigs.find(requests.known_id(gig_id))))


@bp.at("/<gig_id>/conflicts")
@bp.answers(200, Conflicts)
@bp.refuses(410)
def list_conflicts(gig_id: str) -> Response:
    """Give what stands against a gig on its night as things are now, hardest first, and what is good to know."""
    with database.reading(db):
        found = guard.now(gigs.find(requests.known_id(gig_id)))
    return jsonify(items=[wire.conflict(conflict) for conflict in found])


@bp.at("/<gig_id>", "PUT")
@bp.takes(GigBody)
@bp.answers(200, GigAnswer)
@bp.or_answers(201, GigAnswer)
@bp.asks_rev(always=False)
@bp.refuses(409, 410)
def put_gig(body: dict[str, Any], gig_id: str) -> Response:
    """Make a gig under the client's id, or replace it (`If-Match`)."""
    gig, new = gigs.put(requests.chosen_id(gig_id), _wish(body), requests.body_hash(), etags.expected_rev())
    response = one_gig.answer(gig)
    if new:
        response.status_code = 201
        response.location = url_for("gigs.get_gig", gig_id=gig.id)
    return response


@bp.at("/<gig_id>", "PATCH")
@bp.takes(GigBody)
@bp.answers(200, GigAnswer)
@bp.asks_rev()
@bp.refuses(409, 410)
def change_gig(body: dict[str, Any], gig_id: str) -> Response:
    """Change the fields that are sent; null clears one."""
    known = requests.known_id(gig_id)
    requests.same_id(known)
    return one_gig.answer(rivals.patch(known, _wish(body), etags.require_rev()))


@bp.at("/<gig_id>", "DELETE")
@bp.answers(204)
@bp.asks_rev()
@bp.refuses(410)
def trash_gig(gig_id: str) -> Response:
    """Put a gig into the trash; the answer's ETag is what `restore` needs."""
    gig = gigs.trash(requests.known_id(gig_id), etags.require_rev(), acting.current().person)
    return etags.tag(Response(status=204), gig.rev)


@bp.at("/<gig_id>/restore", "POST")
@bp.takes(RestoreQuery, "query")
@bp.answers(200, GigAnswer)
@bp.asks_rev()
@bp.refuses(409, 410)
def restore_gig(asked: dict[str, Any], gig_id: str) -> Response:
    """Take a gig out of the trash, with `as_idea=1` as an idea."""
    known, rev = requests.known_id(gig_id), etags.require_rev()
    wish = Wish({}, acting.current().person, accepted=asked["accept_warnings"])
    return one_gig.answer(gigs.restore(known, rev, wish, as_idea=asked["as_idea"]))


@bp.at("/<gig_id>/challenge", "POST")
@bp.answers(200, GigAnswer)
@bp.asks_rev()
@bp.refuses(409, 410, 422)
def challenge_holder(gig_id: str) -> Response:
    """Ask the one before this hold in the queue to confirm or release within 48 hours; answers with that one."""
    known, rev = requests.known_id(gig_id), etags.require_rev()
    return one_gig.answer(challenges.begin(known, rev, acting.current().person))


@bp.at("/<gig_id>/challenge", "DELETE")
@bp.answers(200, GigAnswer)
@bp.asks_rev()
@bp.refuses(409, 410, 422)
def take_challenge_back(gig_id: str) -> Response:
    """Ask no longer; answers with the one that was asked."""
    known, rev = requests.known_id(gig_id), etags.require_rev()
    return one_gig.answer(challenges.take_back(known, rev, acting.current().person))


@bp.at("/<gig_id>/history")
@bp.takes(PageQuery, "query")
@bp.answers(200, HistoryPage)
@bp.refuses(410)
def list_history(asked: dict[str, Any], gig_id: str) -> Response:
    """Give what was done to a gig, newest first."""
    cursor, limit = asked["cursor"], asked["limit"]
    before = history.after(paging.keys(cursor, HISTORY, int, int)) if cursor else None
    with database.reading(db):
        gig = gigs.find(requests.known_id(gig_id))
        found = history.page(gig.id, before, limit + 1)
    rows, following = paging.cut(found, limit, lambda row: cursors.encode(HISTORY, list(history.mark(row))))
    return jsonify(items=money.shown_changes([wire.history(*row) for row in rows]), next=following)


def _wish(body: dict[str, Any]) -> Wish:
    other = {name: body.pop(name) for name in ("release", "bring_back")}
    return Wish(body, acting.current().person, body.pop("from_suggestion"), body.pop("accept_warnings"), **other)
