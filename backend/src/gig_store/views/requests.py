"""What views read from a request beside its body: ids in the path, who asks, the body's hash."""

import hashlib
import json
from typing import Any
from uuid import UUID

from flask import request

from gig_chassis import acting, problems
from gig_chassis.problems import Problem
from gig_store.fields import parse_uuid


def known_id(text: str) -> UUID:
    """Read the id of something that is to be there; raises Problem 404 for what cannot be one."""
    if parsed := parse_uuid(text):
        return parsed
    raise Problem(404, "There is nothing with this id: it is no UUID.")


def chosen_id(text: str) -> UUID:
    """Read an id the client chose, the same in path and body; raises Problem 422."""
    parsed = parse_uuid(text)
    if parsed is None:
        raise problems.invalid("/id", "The address must end in a UUID of RFC 9562.")
    same_id(parsed)
    return parsed


def same_id(gig_id: UUID) -> None:
    """Raise Problem 422 when the body names another id than the path."""
    body = request.get_json()
    if "id" in body and parse_uuid(body["id"]) != gig_id:
        raise problems.invalid("/id", "The body has another id than the address.")


def somebody() -> UUID:
    """Give who acts, also a newcomer; raises Problem 422 for one without an id."""
    if person := acting.current().person:
        return person
    raise problems.invalid("", f"Say who acts: {acting.HEADER} names no person.")


def body_hash() -> bytes:
    """Hash the body, whatever the order of its members."""
    body: Any = request.get_json()
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).digest()
