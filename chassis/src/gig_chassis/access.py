"""The least role each route asks for, declared where the route is and checked before its view runs."""

from collections.abc import Callable
from typing import NamedTuple

from flask import Flask, g, request

from gig_chassis import acting
from gig_chassis.acting import Acting, Role
from gig_chassis.problems import Problem

Verify = Callable[[Acting], Acting]

SIGNED_OUT = "signed_out"
_RANK = {"guest": 0, "viewer": 1, "booker": 2, "admin": 3}


class Least(NamedTuple):
    """The least role of a route, and whether a newcomer may use it too; what viewers may, newcomers may."""

    role: Role
    newcomer: bool = False


def init_app(app: Flask, tokens: tuple[str, ...], verify: Verify | None = None) -> None:
    """Refuse who may not use a route: 401 for those without an account, 403 for those whose role is too low."""
    app.extensions["access"] = {}

    @app.before_request
    def check() -> None:
        least = app.extensions["access"].get(request.endpoint)
        if least is None:  # no route of the API: nothing there, or described by the token alone
            return
        signed = acting.read(tokens)
        g.acting = verify(signed) if verify else signed
        _require(least, g.acting.role)


def declare(app: Flask, endpoint: str, least: Least) -> None:
    """Note what the route `endpoint` asks for."""
    app.extensions["access"][endpoint] = least


def declared(app: Flask) -> dict[str, Least]:
    """Give what each route of the API asks for; raises RuntimeError when one is silent about it."""
    found: dict[str, Least] = app.extensions["access"]
    silent = {rule.endpoint for rule in app.url_map.iter_rules() if rule.rule.startswith("/v1/")} - set(found)
    if silent:
        raise RuntimeError(f"These routes say no role: {sorted(silent)}. Declare them with Blueprint.at.")
    return found


def _require(least: Least, role: Role) -> None:
    if role == "newcomer" and (least.newcomer or least.role == "viewer"):
        return
    if _RANK.get(role, 0) >= _RANK[least.role]:
        return
    if role in {"guest", "newcomer"}:
        raise Problem(401, "Sign in first.", code=SIGNED_OUT)
    raise Problem(403, f"This needs the role {least.role}; ask an admin for it.", code="role")
