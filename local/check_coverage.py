"""Fail when the tests reach too few lines or branches; each has its own floor, where coverage knows only their mix."""

import json
import sys
from pathlib import Path

FLOORS = {"lines": ("percent_statements_covered", 95.0), "branches": ("percent_branches_covered", 90.0)}


def find_shortfalls(totals: dict[str, float]) -> list[str]:
    """Say which floors `totals` of a coverage report miss."""
    return [
        f"{totals[key]:.1f} % of the {what} are tested, at least {floor:g} % must be"
        for what, (key, floor) in FLOORS.items()
        if totals[key] < floor
    ]


if __name__ == "__main__":
    sys.exit("\n".join(find_shortfalls(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))["totals"])) or 0)
