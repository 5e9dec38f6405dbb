"""The pages of the mails' templates, for admins."""

from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from gig_web import clients
from gig_web.accounts import access
from gig_web.preferences import mails, telling
from gig_web.preferences.mails import Meanwhile
from gig_web.writing import templates, usual
from gig_web.writing.templates import Template

CONFLICT, INVALID = 409, 422
ANCHOR = "mails"

bp = Blueprint("mails", __name__, url_prefix="/settings/mails")

Answer = str | Response | tuple[str, int]


@bp.get("/<mail>")
@access.allow("admin")
def edit_mail(mail: str) -> str:
    """Show a mail's template."""
    kept = templates.of(_known(mail), clients.current().gigs.settings().templates)
    return _page(mail, kept, kept)


@bp.post("/<mail>")
@access.allow("admin")
def save_mail(mail: str) -> Answer:
    """Keep what was written, or only show what becomes of it."""
    written, base = _sent("subject", "body"), _sent("base_subject", "base_body")
    errors = templates.check(written)
    if errors or "preview" in request.form:
        return _page(_known(mail), written, base, errors=errors), INVALID if errors else 200
    return _kept(mail, base, written, written, f"Saved: the mail “{usual.NAMES[_known(mail)]}”.")


@bp.post("/<mail>/usual")
@access.allow("admin")
def use_usual(mail: str) -> Answer:
    """Go back to the usual text."""
    base = _sent("base_subject", "base_body")
    said = f"The mail “{usual.NAMES[_known(mail)]}” has its usual text again."
    return _kept(mail, base, None, templates.the_usual(mail), said)


def _kept(mail: str, base: Template, wanted: Template | None, shown: Template, said: str) -> Answer:
    try:
        mails.keep(_known(mail), base, wanted)
    except Meanwhile as found:
        return _page(mail, shown, found.theirs, theirs=found.theirs), CONFLICT
    telling.tell(said)
    return redirect(url_for("settings.show_settings", _anchor=ANCHOR), 303)


def _page(mail: str, written: Template, base: Template, **more: Any) -> str:  # noqa: ANN401  # errors, their text
    return render_template(
        "preferences/mail.html",
        mail=mail,
        usual=usual,
        written=written,
        base=base,
        example=templates.fill(written, usual.EXAMPLES),
        is_usual=base == templates.the_usual(mail),
        **{"errors": {}, "theirs": None, **more},
    )


def _sent(subject: str, body: str) -> Template:
    return Template(*(request.form.get(name, "").replace("\r\n", "\n").strip() for name in (subject, body)))


def _known(mail: str) -> str:
    return mail if mail in usual.NAMES else abort(404)
