"""Nobody passes unseen: who is not signed in gets the sign-in page, which carries on what they had sent."""

from urllib.parse import urlsplit

from flask import Flask, g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from gig_chassis import problems
from gig_web import errors
from gig_web.accounts import access, check, signing_in, visitor
from gig_web.upstream import SignedOut, UpstreamError

READS = {"GET", "HEAD", "OPTIONS"}
NOT_CARRIED = {"csrf_token", *signing_in.FIELDS}


def init_app(app: Flask) -> None:
    """Stand at every page of `app`."""
    app.before_request(_enter)
    app.after_request(_leave)
    app.register_error_handler(SignedOut, _turn_away)


def destination(given: str) -> str:
    """Give a path of this planner to go on to; anything else becomes the first page."""
    parts = urlsplit(given)
    is_own = given.startswith("/") and not given.startswith(("//", "/\\")) and not (parts.scheme or parts.netloc)
    return given if is_own and given.isprintable() else url_for("suggest.show_card")


def page(error: str = "", status: int = 200, name: str = "") -> Response:
    """Show where to sign in, or to make the first account; what was sent goes on with the form."""
    html = render_template(
        "accounts/sign_in.html",
        first=bool(g.get("newcomer")),
        error=error,
        name=name,
        carried=_carried(),
        action=_action(),
    )
    return Response(html, status, mimetype="text/html")


def _enter() -> Response | None:
    """Find out who is here and whether they may; a form of the sign-in page signs in first."""
    wanted = access.here()
    if wanted.least is None and not signing_in.is_asked():
        return None
    if visitor.current() is None and signing_in.is_asked():
        refused = signing_in.attempt()
        if refused:
            return page(refused.text, refused.status, request.form.get(signing_in.NAME, ""))
    elif not (wanted.carries_check and visitor.current()):
        try:
            check.ask()
        except UpstreamError:
            if request.method in READS:
                raise
            return _offer_again()
    check.require()
    return None


def _leave(response: Response) -> Response:
    """See to it that no page leaves unchecked."""
    wanted = access.here()
    if wanted.carries_check and visitor.current() and response.status_code < 500:  # noqa: PLR2004  # an error tells nothing
        try:
            check.settle()
        except SignedOut as error:
            return _turn_away(error)
        except UpstreamError as error:
            return make_response(errors.show_missing_service(error))
    check.remember()
    return response


def _offer_again() -> Response:
    """Keep a form that cannot be taken now, to be sent again."""
    return Response(
        render_template("accounts/again.html", carried=_carried(), action=_action()), 503, mimetype="text/html"
    )


def _carried() -> list[tuple[str, str]]:
    return [(key, value) for key, value in request.form.items(multi=True) if key not in NOT_CARRIED]


def _action() -> str:
    if request.method == "POST":
        return request.full_path.rstrip("?")
    return url_for("accounts.sign_in", next=request.args.get("next"))


def _turn_away(error: SignedOut) -> Response:
    """Forget a session that has ended, and ask to sign in; a form that was sent is carried on."""
    del error
    if visitor.current():
        visitor.end()
    if request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json":
        return problems.render(problems.Problem(401, "Sign in first."))
    if request.method in READS:
        return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")), 303)
    words = "" if g.get("newcomer") else "Sign in to go on. What you sent is kept and goes on with you."
    return page(words, 401)
