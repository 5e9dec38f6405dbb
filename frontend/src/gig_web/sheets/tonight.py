"""The day sheet behind a link: no account, and readable without a connection once it was opened."""

from datetime import datetime
from http import HTTPStatus

from flask import Blueprint, Response, render_template

from gig_web import clients, static_files
from gig_web.accounts import access
from gig_web.sheets import showing
from gig_web.upstream import Refused

bp = Blueprint("tonight", __name__, url_prefix="/tonight")

GONE = {HTTPStatus.NOT_FOUND, HTTPStatus.UNPROCESSABLE_ENTITY}


@bp.get("/<secret>")
@access.allow(None)
def show_tonight(secret: str) -> Response:
    """Show the sheet a link leads to; 404 for one that is wrong, revoked or over."""
    try:
        shared = clients.current().shares.look(secret)
    except Refused as refused:
        if refused.status not in GONE:
            raise
        return _private(Response(render_template("sheets/gone.html"), HTTPStatus.NOT_FOUND, mimetype="text/html"))
    html = render_template(
        "sheets/tonight.html",
        sheet=showing.of(shared.gig, shared.contacts),
        shared=showing.moment(datetime.fromisoformat(shared.shared_at), shared.gig),
    )
    return _private(Response(html, mimetype="text/html"))


@bp.get("/sw.js")
@access.allow(None)
def send_worker() -> Response:
    """Give the worker that keeps opened sheets, from where it may do so: a worker works below its own address."""
    script = (static_files.FOLDER / "tonight-worker.js").read_bytes()
    return Response(script, mimetype="text/javascript", headers={"Cache-Control": "no-cache"})


def _private(answer: Response) -> Response:
    """Keep a secret address out of search engines, and its page out of every cache but the reader's own copy."""
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    answer.headers["Cache-Control"] = "no-store"
    return answer
