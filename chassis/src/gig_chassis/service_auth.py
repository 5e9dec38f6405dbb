"""The service token: every call between services carries `Authorization: Bearer <token>`."""

import hmac

from flask import Flask, request

from gig_chassis.problems import Problem

OPEN = {"/healthz", "/readyz"}
MIN_LENGTH = 32


def init_app(app: Flask, token: str) -> None:
    """Refuse with 401 every request without `token`, on all paths but the health checks; raises ValueError if short."""
    if len(token) < MIN_LENGTH:
        raise ValueError(f"SERVICE_TOKEN must have at least {MIN_LENGTH} characters")
    expected = token.encode()

    @app.before_request
    def require_token() -> None:
        given = request.authorization
        if request.path in OPEN:
            return
        if not given or given.type != "bearer" or not hmac.compare_digest((given.token or "").encode(), expected):
            raise Problem(
                401,
                "Send the service token as Authorization: Bearer <token>.",
                headers={"WWW-Authenticate": "Bearer"},
            )
