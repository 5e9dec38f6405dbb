"""What a route may answer beside its good answers, for the OpenAPI document: worked out once, for all routes alike."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, TypeVar, cast

from gig_chassis.access import Least

View = TypeVar("View", bound=Callable[..., Any])
Notes = dict[str, Any]  # what flask-smorest's decorators note at a view

OF_EVERY_ROUTE = {401, 503}  # no token or nobody acting; overload, or a database that does not answer
OF_BODIES = {400, 413, 415, 422}
OF_QUERIES = {414, 422}
OF_REVISIONS = {400, 412, 428}

BY_THE_SERVER = {414: {"description": "URI Too Long", "content": {"text/plain": {"schema": {"type": "string"}}}}}

_OWN, _REV = "refusals", "revision"


def note(view: View, *statuses: int) -> View:
    """Note what one view refuses of its own."""
    _notes(view).setdefault(_OWN, set()).update(statuses)
    return view


def note_revision(view: View, *, required: bool) -> View:
    """Note that a view reads `If-Match`."""
    _notes(view)[_REV] = required
    return note(view, *OF_REVISIONS)


def complete(view: View, rule: str, least: Least) -> View:
    """Note all that the route may refuse, once its view is decorated."""
    return note(view, *_statuses(rule, least, _notes(view)))


def describe(doc: Notes, noted: Mapping[str, Any], **_: object) -> Notes:
    """Add what was noted to the description of an operation; flask-smorest calls it for each."""
    responses = doc.setdefault("responses", {})
    responses.pop("default", None)  # it would allow everything
    for status in sorted(noted.get(_OWN, ())):
        responses.setdefault(status, BY_THE_SERVER.get(status, HTTPStatus(status).name))
    if _REV in noted:
        doc.setdefault("parameters", []).append(_if_match(required=noted[_REV]))
    return doc


def _statuses(rule: str, least: Least, noted: Notes) -> set[int]:
    found = set(OF_EVERY_ROUTE)
    if least.role not in {"guest", "viewer"}:
        found.add(403)
    if "<" in rule:
        found.add(404)
    for argument in noted.get("arguments", {}).get("parameters", ()):
        found |= OF_BODIES if argument["in"] == "json" else OF_QUERIES
    return found


def _if_match(*, required: bool) -> Notes:
    return {
        "in": "header",
        "name": "If-Match",
        "required": required,
        "description": "The revision the change was made from, as it was sent in ETag.",
        "schema": {"type": "string", "pattern": '^"[0-9]{1,17}"$'},
    }


def _notes(view: Callable[..., Any]) -> Notes:
    if not hasattr(view, "_apidoc"):
        view._apidoc = {}  # type: ignore[attr-defined]  # noqa: SLF001  # where flask-smorest's decorators note
    return cast("Notes", view._apidoc)  # type: ignore[attr-defined]  # noqa: SLF001  # the same
