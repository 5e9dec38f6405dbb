"""The settings page: who you are, how it looks, what is remembered, what is left out."""

from uuid import UUID

from flask import Blueprint, abort, redirect, request, session, url_for
from werkzeug.wrappers import Response

from gig_web import clients, memory
from gig_web.accounts import access, own, visitor, zones
from gig_web.preferences import for_all, left_out, showing, starter_list, telling, travel
from gig_web.preferences.showing import Trouble
from gig_web.upstream import Refused

bp = Blueprint("settings", __name__, url_prefix="/settings")

_NO_ZONE = "No time zone is called that. Choose one of the list, or leave it empty."


@bp.get("")
def show_settings() -> Response:
    """Show the settings."""
    return showing.page()


@bp.post("")
@access.allow("viewer", newcomer=True)
def save_settings() -> Response:
    """Save theme and keys."""
    chosen = next((theme for theme in memory.THEMES if theme == request.form.get("theme")), None)
    if chosen is None:
        abort(400)
    keys = request.form.get("keys") == "1"
    own.change({"theme": chosen, "keys": keys})
    memory.set_theme(chosen)
    memory.set_keys(on=keys)
    return _told("Saved.")


@bp.post("/you")
@access.allow("viewer")
def save_you() -> Response:
    """Save one's own name and time zone, as far as they changed."""
    name, typed = request.form.get("name", "").strip(), request.form.get("time_zone", "")
    zone = zones.find(typed)
    if typed.strip() and zone is None:
        return showing.page(Trouble({"time_zone": _NO_ZONE}, 422))
    kept = {"name": session[visitor.ACCOUNT]["name"], "time_zone": memory.time_zone() or None}
    changed = {key: value for key, value in {"name": name, "time_zone": zone}.items() if value != kept[key]}
    try:
        if changed:
            own.change(changed)
    except Refused as refused:
        return showing.page(Trouble.of(refused))
    return _told("Saved.")


@bp.post("/password")
@access.allow("viewer", carries_check=True)
def change_password() -> Response:
    """Change one's own password, which ends the sessions everywhere else."""
    current, new = (request.form.get(name, "") for name in ("current", "new"))
    try:
        signed_in = clients.current().people.change_password(current, new)
    except Refused as refused:
        return showing.page(Trouble.of(refused))
    visitor.begin(signed_in)
    return _told("Changed. You are signed out everywhere else.")


@bp.post("/search/forget")
@access.allow("viewer", newcomer=True)
def forget_search() -> Response:
    """Forget the remembered search."""
    own.change({"constraints": ""})
    memory.forget_constraints()
    return _told("Forgotten. Suggest starts afresh.")


@bp.post("/starter-list")
@access.allow("admin")
def set_starter_list() -> Response:
    """Leave the starter list out for everybody, or bring it back."""
    out = request.form.get("leave_out") == "1"
    starter_list.leave_out(out=out)
    return starter_list.back(out=out)


@bp.post("/travel")
@access.allow("admin")
def set_travel() -> Response:
    """Set how far a band may travel from one day to the next before it is warned about."""
    km = travel.read(request.form.get("travel_km", ""))
    if km is None:
        return showing.page(Trouble({"travel_km": travel.WRONG}, 422))
    for_all.put({"travel_km": km})
    return _told("Saved. Bands that come from farther away are warned about.")


@bp.post("/left-out/<uuid:discard_id>/undo")
@access.allow("booker", newcomer=True)
def let_in(discard_id: UUID) -> Response:
    """Let a band or venue be suggested again."""
    left_out.let_in(str(discard_id))
    name = telling.short(request.form.get("name", "")) or "It"
    return _told(f"{name} may be suggested again.")


def _told(text: str) -> Response:
    telling.tell(text)
    return redirect(url_for("settings.show_settings"), 303)
