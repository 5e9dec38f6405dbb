"""Leave the starter list out for everybody, or bring it back: told where it was asked for, with Undo."""

from urllib.parse import parse_qs

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from gig_web.gigs import clock
from gig_web.preferences import for_all, telling
from gig_web.suggest import answers
from gig_web.suggest.address import Address
from gig_web.suggest.notices import Notice

ANCHOR = "starter-list"
OUT, IN = "The starter list is left out for everybody.", "The starter list is back for everybody."


def leave_out(*, out: bool) -> None:
    """Set it."""
    for_all.put({"leave_starter_out": out})


def back(*, out: bool) -> Response:
    """Go back to where the button was: to a new card of the same search, or to the settings."""
    if request.form.get("back") == "suggest":
        address = Address.parse(parse_qs(request.form.get("query", "")), clock.today())[0]
        notice = Notice.of_planner("starter_out" if out else "starter_in")
        return answers.go_to(address.begun_again(), notice.seal(answers.secret()))
    telling.tell(OUT if out else IN, undo=ANCHOR)
    return redirect(url_for("settings.show_settings", _anchor=ANCHOR), 303)
