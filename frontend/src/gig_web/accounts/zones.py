"""Time zones as people name them."""

import zoneinfo
from functools import cache

from gig_chassis.folding import fold

_REGIONS = {"Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"}


@cache
def offered() -> tuple[str, ...]:
    """Give the zones to choose from, by region and city; other names of theirs are known all the same."""
    return tuple(sorted(name for name in _known() if name.partition("/")[0] in _REGIONS))


def find(typed: str) -> str | None:
    """Give the zone for what was typed: its name, or its city where only one is called so; None for any other."""
    asked = _folded(typed)
    if typed.strip() in _known():
        return typed.strip()
    cities = [name for name in offered() if asked in {_folded(name), _folded(name.rpartition("/")[2])}]
    return cities[0] if len(cities) == 1 else None


@cache
def _known() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones())


def _folded(name: str) -> str:
    return fold(name.replace("_", " "))
