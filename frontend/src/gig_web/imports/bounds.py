"""How large a list may be: an admin's, as long as anybody else's form could fill the disk of the service."""

from flask import Flask, redirect, request, url_for
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from gig_web import errors
from gig_web.accounts import visitor

MIB = 1024 * 1024
MOST_BYTES = 32 * MIB  # of a file, as the services take it
MOST_TEXT_BYTES = 5 * MIB  # of what is pasted
MOST_BODY_BYTES = 40 * MIB  # proxy/pages.conf has the same; a little more than may be, so that the form can say so
MOST_FORM_BYTES = 8 * MIB  # of its fields together, which are kept in memory
UPLOAD = "upload_import"


def init_app(app: Flask) -> None:
    """Let the forms of `app` that send a list be as large as one; to be called before bodies are bound."""
    app.before_request(_let)
    app.register_error_handler(RequestEntityTooLarge, _refuse)


def is_upload() -> bool:
    """Say whether the request under way sends a list."""
    return request.method == "POST" and (request.endpoint or "").endswith(f".{UPLOAD}")


def _let() -> None:
    here = visitor.current() if is_upload() else None
    if here and here.role == "admin":  # as the cookie says; the backend is asked once the form has been read
        request.max_content_length, request.max_form_memory_size = MOST_BODY_BYTES, MOST_FORM_BYTES


def _refuse(error: RequestEntityTooLarge) -> Response | errors.Answer:
    """Say on the form that a list is too large; whoever may not send one is asked to sign in there."""
    if not is_upload():
        return errors.show_http_error(error)
    return redirect(url_for(f"{request.blueprint}.choose_list", too_large="1"), 303)
