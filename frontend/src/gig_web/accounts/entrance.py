"""Nobody passes unseen: who is not signed in gets the sign-in page, which carries on what they had sent."""

from urllib.parse import urlsplit

from flask import Flask, g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from gig_chassis import problems
from gig_web import errors
from gig_web.accounts import access, carrying, check, signing_in, visitor
from gig_web.accounts.signing_in import Refusal
from gig_web.upstream import SIGNED_OUT, SignedOut, UpstreamError

READS = {"GET", "HEAD", "OPTIONS"}
LONGEST_WAY_BACK = 2000  # characters; within the line of a request, where each may take three
NO_WAY_BACK = {"accounts.sign_in", "accounts.go_on", "accounts.sign_out"}  # none of them is where anybody wants to go
_SIGN_IN_FIRST = "Sign in to go on. What you sent is kept and goes on with you."
_TYPE_AGAIN = "Sign in to go on. Passwords are not kept, so type them anew afterwards."


def init_app(app: Flask) -> None:
    """Stand at every page of `app`."""
    app.before_request(_enter)
    app.after_request(_leave)
    app.register_error_handler(SignedOut, _turn_away)


def destination(given: str) -> str:
    """Give a path of this planner to go on to; anything else becomes the first page."""
    parts = urlsplit(given) if given.isprintable() and "\\" not in given else None
    is_own = parts and given.startswith("/") and not given.startswith("//") and not (parts.scheme or parts.netloc)
    return given if is_own else url_for("suggest.show_card")


def page(refusal: Refusal | None = None) -> Response:
    """Show where to sign in, or to make the first account; what was sent goes on with the form."""
    html = render_template(
        "accounts/sign_in.html",
        first=bool(g.get("newcomer")),
        errors=refusal.errors if refusal else {},
        name=request.form.get(signing_in.NAME, ""),
        carried=carrying.carried(),
        action=_action(),
    )
    answer = Response(html, refusal.status if refusal else 200, mimetype="text/html")
    if refusal and refusal.wait:
        answer.headers["Retry-After"] = refusal.wait
    return answer


def _enter() -> Response | None:
    """Find out who is here and whether they may; a form of the sign-in page signs in first."""
    wanted = access.here()
    if wanted.least is None and not signing_in.is_asked():
        return None
    if visitor.current() is None and signing_in.is_asked():
        if refused := signing_in.attempt():
            return page(refused)
    elif not (wanted.carries_check and visitor.current()):
        try:
            check.ask()
        except UpstreamError:
            if request.method in READS or carrying.has_password():
                raise
            return _offer_again()
    check.require()
    return None


def _leave(response: Response) -> Response:
    """See to it that no page leaves unchecked, or made for a role that is another now."""
    wanted = access.here()
    if wanted.carries_check and visitor.current() and response.status_code < 500:  # noqa: PLR2004  # an error tells nothing
        try:
            check.settle()
        except SignedOut as error:
            return _turn_away(error)
        except UpstreamError as error:
            return make_response(errors.show_missing_service(error))
    if "heard" in g:
        check.remember()
        if request.method in READS and check.is_outdated():
            return redirect(carrying.address(), 303)
    return response


def _offer_again() -> Response:
    """Keep a form that cannot be taken now, to be sent again."""
    html = render_template("accounts/again.html", carried=carrying.carried(), action=carrying.address())
    return Response(html, 503, mimetype="text/html")


def _action() -> str:
    """Give where the sign-in page sends its form: on to the page that was asked for."""
    if request.method == "POST" and not carrying.has_password():
        return carrying.address()
    above = request.path.rpartition("/")[0] or None  # the page with the form that holds a password
    return url_for("accounts.sign_in", next=above if request.method == "POST" else request.args.get("next"))


def _turn_away(error: SignedOut) -> Response:
    """Forget a session that has ended, and ask to sign in; a form that was sent is carried on."""
    del error
    if visitor.current():
        visitor.end()
    accepted = request.accept_mimetypes
    if accepted["application/json"] > accepted["text/html"]:
        return problems.render(problems.Problem(401, "Sign in first.", code=SIGNED_OUT))
    if request.method in READS or request.endpoint in NO_WAY_BACK:
        return redirect(url_for("accounts.sign_in", next=_way_back()), 303)
    words = "" if g.get("newcomer") else _TYPE_AGAIN if carrying.has_password() else _SIGN_IN_FIRST
    return page(Refusal({"": words} if words else {}, 401))


def _way_back() -> str | None:
    """Give where to go on after signing in: nothing for the first page, nor for what is no page to come back to."""
    way = carrying.address()
    return way if way != "/" and len(way) <= LONGEST_WAY_BACK and request.endpoint not in NO_WAY_BACK else None
