"""The settings page."""

from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from gig_web import memory
from gig_web.accounts import access
from gig_web.preferences import left_out
from gig_web.upstream import UpstreamError

bp = Blueprint("settings", __name__, url_prefix="/settings")

THEME_WORDS = {"auto": "As the system has it", "light": "Light", "dark": "Dark"}
LONGEST_NAME = 80  # of a name in a notice, which travels in the cookie


@bp.get("")
def show_settings() -> str:
    """Show the settings; without the backend all but what is left out."""
    try:
        found = left_out.read()
    except UpstreamError:
        found = None
    said = session.pop("settings", "")
    return render_template("preferences/settings.html", themes=THEME_WORDS, left_out=found, said=said)


@bp.post("")
@access.allow("viewer", newcomer=True)
def save_settings() -> Response:
    """Save theme and keys."""
    chosen = next((theme for theme in memory.THEMES if theme == request.form.get("theme")), None)
    if chosen is None:
        abort(400)
    memory.set_theme(chosen)
    memory.set_keys(on=request.form.get("keys") == "1")
    return _told("Saved.")


@bp.post("/left-out/<uuid:discard_id>/undo")
@access.allow("booker", newcomer=True)
def let_in(discard_id: UUID) -> Response:
    """Let a band or venue be suggested again."""
    left_out.let_in(str(discard_id))
    name = request.form.get("name", "")[:LONGEST_NAME] or "It"
    return _told(f"{name} may be suggested again.")


def _told(text: str) -> Response:
    session["settings"] = text
    return redirect(url_for("settings.show_settings"), 303)
