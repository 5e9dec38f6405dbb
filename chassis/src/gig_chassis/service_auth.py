"""The service token: every call between services carries `Authorization: Bearer <token>`."""

import hmac
from collections.abc import Sequence

from flask import Flask, request

from gig_chassis.problems import Problem

OPEN = {"/healthz", "/readyz"}
MIN_LENGTH = 32

Tokens = Sequence[str]


def tokens(text: str) -> tuple[str, ...]:
    """Read the tokens of a setting, parted by white space: the first is sent, each is accepted. Raises ValueError."""
    found = tuple(text.split())
    if not found or any(len(token) < MIN_LENGTH for token in found):
        raise ValueError(f"SERVICE_TOKEN must have at least {MIN_LENGTH} characters")
    return found


def init_app(app: Flask, accepted: Tokens) -> None:
    """Refuse with 401 every request without one of the tokens, on all paths but the health checks."""

    @app.before_request
    def require_token() -> None:
        if request.path not in OPEN and not is_shown(accepted):
            raise Problem(
                401,
                "Send the service token as Authorization: Bearer <token>.",
                headers={"WWW-Authenticate": "Bearer"},
            )


def is_shown(accepted: Tokens) -> bool:
    """Say whether the request under way carries one of the tokens; the time taken does not tell which came close."""
    given = request.authorization
    shown = (given.token or "").encode() if given and given.type == "bearer" else b""
    return sum(hmac.compare_digest(shown, token.encode()) for token in accepted) > 0
