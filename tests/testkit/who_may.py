"""The tables of who may do what (`contract/access/who_may*.txt`), and what it makes of each kind of caller."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from flask import Flask

TABLES = sorted((Path(__file__).parents[1] / "contract" / "access").glob("who_may*.txt"))
UNSAID = {"HEAD", "OPTIONS"}  # they follow from the others
RANKS = {"guest": 0, "viewer": 1, "booker": 2, "admin": 3}
CALLERS = ("nobody", "service", "guest", "newcomer", "viewer", "booker", "admin")


class Row(NamedTuple):
    """One method of one route: who may use it."""

    service: str
    method: str
    rule: str
    least: str
    newcomer: bool

    @property
    def name(self) -> str:
        """Name it in a test's id."""
        return f"{self.service} {self.method} {self.rule}"

    def refuses(self, caller: str) -> int | None:
        """Give the status `caller` is refused with: 401 where an account may do, 403 for a role too low; or None."""
        if self.least == "anybody":
            return None
        if self.least == "service":
            return None if caller in self._bearers else 401
        if caller in {"nobody", "service"}:
            return 401
        if caller == "newcomer":
            return None if self.newcomer else 401
        if RANKS[caller] >= RANKS[self.least]:
            return None
        return 401 if caller == "guest" else 403

    @property
    def _bearers(self) -> set[str]:
        """Give who carries the service token: at the JSON services all but nobody, at the pages only a program."""
        return {"service"} if self.service == "gig_web" else set(CALLERS) - {"nobody"}


def read(*services: str) -> list[Row]:
    """Give the rows of some services, in the tables' order."""
    lines = (line.split() for table in TABLES for line in table.read_text(encoding="utf-8").splitlines())
    rows = (Row(*words[:4], {"yes": True, "no": False}[words[4]]) for words in lines if words and words[0] != "#")
    return [row for row in rows if row.service in services]


def routes(app: Flask) -> Iterator[tuple[str, str]]:
    """Give the method and rule of all that `app` answers to."""
    for rule in app.url_map.iter_rules():
        yield from ((method, rule.rule) for method in (rule.methods or set()) - UNSAID)


def differences(service: str, app: Flask, rows: Iterable[Row]) -> dict[str, set[tuple[str, str]]]:
    """Say which routes have no row and which rows no route."""
    written, served = {(row.method, row.rule) for row in rows if row.service == service}, set(routes(app))
    return {"routes without a row": served - written, "rows without a route": written - served}
