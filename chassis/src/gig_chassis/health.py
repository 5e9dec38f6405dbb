"""`/healthz`: the process answers (no I/O). `/readyz`: what it needs answers too. One word each."""

from collections.abc import Callable

from flask import Blueprint, Flask, Response


def init_app(app: Flask, is_ready: Callable[[], bool]) -> None:
    """Add both routes; `is_ready` must answer within a second."""
    bp = Blueprint("health", __name__)

    @bp.get("/healthz")
    def say_alive() -> Response:
        return Response("ok", mimetype="text/plain")

    @bp.get("/readyz")
    def say_ready() -> Response:
        ready = is_ready()
        return Response("ready" if ready else "waiting", status=200 if ready else 503, mimetype="text/plain")

    app.register_blueprint(bp)
