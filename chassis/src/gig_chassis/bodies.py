"""Bodies within bounds, also those that do not say how long they are: werkzeug would silently cut these short."""

from io import BytesIO

from flask import Flask, request
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge


def init_app(app: Flask, most: int) -> None:
    """Refuse with 413 what is larger than `most` bytes, with 400 what breaks off; checks made before come first.

    One of them may set another bound for its request: `request.max_content_length`.
    """
    app.config.update(MAX_CONTENT_LENGTH=most, MAX_FORM_MEMORY_SIZE=most)
    app.extensions["own_body_limits"] = {}

    @app.before_request
    def bound() -> None:
        own: int | None = app.extensions["own_body_limits"].get(request.endpoint)
        if own is not None:
            request.max_content_length = own  # its view reads the stream, chunks too
        most_here = request.max_content_length or most
        if (request.content_length or 0) > most_here:
            raise RequestEntityTooLarge
        if own is None and "chunked" in request.headers.get("Transfer-Encoding", "").lower():
            _read_chunks(most_here)


def let(app: Flask, endpoint: str, most: int) -> None:
    """Let the bodies of one endpoint, whose view reads `request.stream`, have up to `most` bytes."""
    app.extensions["own_body_limits"][endpoint] = most


def _read_chunks(most: int) -> None:
    try:
        content = request.environ["wsgi.input"].read(most + 1)
    except Exception as error:  # each server has its own for a body that breaks off
        raise BadRequest from error
    if len(content) > most:
        raise RequestEntityTooLarge
    request.environ.update({"wsgi.input": BytesIO(content), "CONTENT_LENGTH": str(len(content))})
    for told in ("HTTP_TRANSFER_ENCODING", "wsgi.input_terminated"):
        request.environ.pop(told, None)
