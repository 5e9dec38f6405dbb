"""Routes compiled once a session: each test makes its own app, and most of that time went into the same routes."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from werkzeug.routing import Rule

Builder = Callable[..., tuple[str, str]]

COMPILE = Rule._compile_builder  # noqa: SLF001  # werkzeug offers no cache of its own


@pytest.fixture(scope="session", autouse=True)
def routes_compiled_once() -> Iterator[None]:
    """Keep what builds the addresses of a route; it depends on the route's text alone, unless it has defaults."""
    kept: dict[tuple[Any, ...], Builder] = {}

    def compiled(rule: Rule, append_unknown: bool = True) -> Builder:  # noqa: FBT001, FBT002  # werkzeug's signature
        if rule.defaults:
            return COMPILE(rule, append_unknown)
        key = (rule.rule, tuple(rule._trace), append_unknown)  # noqa: SLF001  # as above
        if key not in kept:
            kept[key] = COMPILE(rule, append_unknown)
        return kept[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Rule, "_compile_builder", compiled)
        yield
