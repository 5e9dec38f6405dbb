"""The addresses calendars read: a feed behind a secret, and the file of one gig."""

import hashlib
import uuid
from http import HTTPStatus

from flask import Blueprint, Response, abort, request, url_for

from gig_chassis import downloads
from gig_web import clients, deadline, errors
from gig_web.accounts import access
from gig_web.clients.feeds import Entry
from gig_web.feeds import calendars, events
from gig_web.upstream import Refused

bp = Blueprint("feeds", __name__)

MOST_PAGES = 5  # of a thousand gigs
CUT = "Only the soonest 5,000 gigs, from a year ago on. Narrow the feed to a band or a venue to see the others."
NO_NIGHT = "An idea is not in calendars yet. Place a hold, send an offer or confirm it, then take the file again."


@bp.get("/feeds/<secret>.ics")
@access.allow(None)
@deadline.for_lists
def read_feed(secret: str) -> Response:
    """Give the calendar of a feed; 404 for a wrong or revoked secret."""
    try:
        entries, is_whole = _read(secret)
    except Refused as refused:
        if refused.status == HTTPStatus.UNPROCESSABLE_ENTITY:
            return _refused(refused)
        raise
    answer = _calendar(calendars.feed(entries, _gigs_url(), "" if is_whole else CUT))
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


@bp.get("/gigs/<uuid:gig_id>.ics")
@access.allow("viewer", newcomer=True, carries_check=True)
def take_gig(gig_id: uuid.UUID) -> Response:
    """Give the calendar file of one gig."""
    entry = events.of(clients.current().gigs.get(str(gig_id)))
    if entry is None:
        return Response(*errors.page(404, "Not in calendars yet", NO_NIGHT), mimetype="text/html")
    answer = _calendar(calendars.file(entry, _gigs_url()))
    downloads.name_file(answer, f"gig-{entry.gig_day}.ics")
    return answer


def _read(secret: str) -> tuple[list[Entry], bool]:
    """Read a feed page by page; say whether that was all of it."""
    found: list[Entry] = []
    asked: dict[str, object] = {"secret": secret, **_narrowed()}
    for _ in range(MOST_PAGES):
        page = clients.current().feeds.look(asked)
        found += page.items
        if page.next is None:
            return found, True
        asked["cursor"] = page.next
    return found, False


def _narrowed() -> dict[str, object]:
    """Read what the address narrows the feed to; statuses may be parted by commas."""
    statuses = [word for value in request.args.getlist("status") for word in value.split(",") if word]
    return {"band": request.args.get("band") or None, "venue": request.args.get("venue") or None, "status": statuses}


def _refused(refused: Refused) -> Response:
    """Say in plain text what the address asks that there is not; calendars show it, if anything."""
    if "secret" in refused.fields():
        abort(404)
    said = "".join(f"{name.partition('/')[0]}: {text}\n" for name, text in refused.fields().items())
    return Response(said, refused.status, mimetype="text/plain")


def _calendar(text: str) -> Response:
    """Answer with a calendar, or with 304 where the reader has it."""
    content = text.encode()
    answer = Response(content, content_type=f"{calendars.MEDIA_TYPE}; charset=utf-8")
    answer.headers["Cache-Control"] = "private, no-cache"  # may be kept, if it is asked for again each time
    answer.set_etag(hashlib.sha256(content).hexdigest()[:32])
    answer.make_conditional(request)
    return answer


def _gigs_url() -> str:
    return url_for("gigs.list_gigs", _external=True)
