"""JSON that can be shown: what a service sends is read here, and nothing that no page could be written with."""

import json
import re
from typing import Any

_ESCAPED_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")


def read(content: bytes) -> Any:  # noqa: ANN401  # any JSON
    """Parse `content`, None without any; raises ValueError or RecursionError, also for half of a surrogate pair."""
    if not content:
        return None
    value = json.loads(content)
    if _ESCAPED_SURROGATE.search(content):
        json.dumps(value, ensure_ascii=False).encode()  # a UnicodeEncodeError is a ValueError
    return value
