"""JSON that can be shown: what a service sends is read here, and nothing that no page could be written with."""

import json
import re
from contextlib import suppress
from datetime import date
from typing import Any

from gig_chassis import problems

_MEMBERS: dict[str, type] = {
    "detail": str,
    "code": str,
    "level": str,
    "rev": int,
    "errors": list,
    "conflicts": list,
    "alternative": dict,
}
_ESCAPED_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")


def read(content: bytes) -> Any:  # noqa: ANN401  # any JSON
    """Parse `content`, None without any; raises ValueError or RecursionError, also for half of a surrogate pair."""
    if not content:
        return None
    value = json.loads(content)
    if _ESCAPED_SURROGATE.search(content):
        json.dumps(value, ensure_ascii=False).encode()  # a UnicodeEncodeError is a ValueError
    return value


def problem(body: object) -> dict[str, Any]:
    """Give the members of a problem (RFC 9457) that are what they should be; a refusal stays one without them."""
    given: dict[str, Any] = body if isinstance(body, dict) else {}
    found: dict[str, Any] = {name: one for name, one in given.items() if isinstance(one, _MEMBERS.get(name, object))}
    if "errors" in found:
        found["errors"] = [each for each in found["errors"] if isinstance(each, dict)]
    if "alternative" in found and not _is_day(found["alternative"].get("gig_day")):
        del found["alternative"]
    return found


def says_why(content: bytes) -> bool:
    """Say whether a service that asks to come back later sheds load, or has lost its database."""
    try:
        given = json.loads(content)
    except (ValueError, RecursionError):
        return False
    return isinstance(given, dict) and given.get("code") in {problems.OVERLOADED, problems.DATABASE_AWAY}


def _is_day(text: object) -> bool:
    with suppress(TypeError, ValueError):
        return date.fromisoformat(text).isoformat() == text  # type: ignore[arg-type]  # what is no text is a TypeError
    return False
