"""What each page asks of who opens it, declared beside its view."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask, current_app, request

from gig_chassis.acting import Role

View = TypeVar("View", bound=Callable[..., Any])

_MARK = "access"


@dataclass(frozen=True, slots=True)
class Access:
    """The least role (None: anybody), and whether a newcomer may too.

    `unchecked`: it may be seen while the backend is silent. `carries_check`: its own first call to the backend carries
    the check of the session, so that none is made before it.
    """

    least: Role | None
    newcomer: bool = False
    unchecked: bool = False
    carries_check: bool = False


READ = Access("viewer", newcomer=True)
CHANGE = Access("booker")
PUBLIC = Access(None, newcomer=True)
CARRIED = {"carries_check": True, "unchecked": True}  # the backend checks, and says itself when it is silent


def allow(least: Role | None, *, newcomer: bool = False, **given: bool) -> Callable[[View], View]:
    """Declare a view's access where it differs from the usual: viewers read, bookers change."""

    def decorate(view: View) -> View:
        setattr(view, _MARK, Access(least, newcomer, **given))
        return view

    return decorate


def of(app: Flask, endpoint: str, method: str) -> Access:
    """Give what `endpoint` asks for."""
    if endpoint in {"static", "metrics"} or endpoint.startswith("health."):  # metrics ask for the service token
        return PUBLIC
    usual = READ if method in {"GET", "HEAD", "OPTIONS"} else CHANGE
    found: Access = getattr(app.view_functions[endpoint], _MARK, usual)
    return found


def here() -> Access:
    """Give what the request under way asks for; what leads nowhere is open to all, as there is nothing."""
    return of(current_app, request.endpoint, request.method) if request.endpoint else PUBLIC
