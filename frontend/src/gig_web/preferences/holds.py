"""How long holds stand before they are looked at again: set by an admin for everybody."""

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from gig_web.accounts import access
from gig_web.preferences import for_all, showing, telling
from gig_web.preferences.showing import Trouble
from gig_web.upstream import Refused

bp = Blueprint("hold_settings", __name__, url_prefix="/settings")

ANCHOR = "holds"
_FIELDS = ("first_hold_days", "other_hold_days")
_WHOLE = "Give a whole number, or leave it empty for no review date."


@bp.post("/holds")
@access.allow("admin")
def save_holds() -> Response:
    """Save the review dates; an empty one is none."""
    typed = {name: request.form.get(name, "").strip() for name in _FIELDS}
    wrong = {name: _WHOLE for name, text in typed.items() if text and not _is_number(text)}
    if wrong:
        return showing.page(Trouble(wrong, 422))
    wanted = {name: int(text) if text else None for name, text in typed.items()}
    try:
        for_all.put(wanted)
    except Refused as refused:
        return showing.page(Trouble.of(refused))
    telling.tell("Saved for everybody.")
    return redirect(url_for("settings.show_settings", _anchor=ANCHOR), 303)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= len("365")
