"""What was seen of an API so far, and calls aimed at it: ids that are there, revisions, cursors, passwords."""

import random
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from schemathesis import Case, Response
from schemathesis.core.parameters import ParameterLocation as Location

AIMED = 0.8  # the part of the calls that is aimed
MOST_KNOWN = 50
OWN = "me"
ALONE = (f"/{OWN}", "/settings")  # one row, with no id in its address
KINDS = ("band", "venue")  # of what has a diary
MAIL = "sam+fuzz@example.org"


class Aim:
    """Learns from answers; what was made wrong on purpose stays wrong."""

    def __init__(self, world: dict[str, Any]) -> None:
        self._world = world
        self._chance = random.Random(world["seed"])
        self._rows: dict[str, dict[str, int | None]] = world["rows"]  # revisions by id, by the path of the list
        self._cursors: dict[str, str] = {}

    def learn(self, case: Case, response: Response) -> None:
        """Take note of what a good answer holds."""
        if response.status_code // 100 != 2 or "json" not in response.headers.get("content-type", [""])[0]:
            return
        answer, rows = response.json(), self._rows.setdefault(_list(case), {})
        for row in _listed(answer):
            if case.path.endswith(ALONE):
                rows[OWN] = row.get("rev")
            elif "id" in row and row["id"] != self._world["who"]["person"]:  # nobody is to demote themselves
                rows[row["id"]] = row.get("rev")
        while len(rows) > MOST_KNOWN:
            del rows[self._chance.choice(list(rows))]
        if answer.get("next"):
            self._cursors[case.path] = answer["next"]

    def at(self, case: Case) -> None:
        """Aim one call."""
        if case.meta is None or self._chance.random() > AIMED:
            return
        rows = self._rows.get(_list(case), {})
        ids = [row for row in rows if row != OWN]
        if case.method == "PUT":  # puts are how gigs and discards are made
            ids += [self._new_id() for _ in range(1 + len(ids) // 2)]
        if ids and case.path_parameters and not case.meta.is_negative_at(Location.PATH):
            case.path_parameters = self._one_of(ids, case.path_parameters)
        there = _named(case) or OWN
        if case.method == "PUT" and there not in rows:
            case.headers = {name: value for name, value in case.headers.items() if name != "If-Match"}
        if "If-Match" in case.headers and not case.meta.is_negative_at(Location.HEADER):
            rev = rows.get(there)
            case.headers = {**case.headers, "If-Match": f'"{1 if rev is None else rev}"'}
        if case.query.get("cursor") and case.path in self._cursors and not case.meta.is_negative_at(Location.QUERY):
            case.query = {**case.query, "cursor": self._cursors[case.path]}
        if isinstance(case.body, str) and case.path.endswith("/imports"):
            case.body = f"{'title' if 'gigs' in case.path else 'name'}\n{case.body}"
        if isinstance(case.body, dict) and not case.meta.is_negative_at(Location.BODY):
            case.body = {**_printable(case.body), **self._members(case)}

    def _members(self, case: Case) -> dict[str, Any]:
        """Give what no chance would find."""
        world, secrets = self._world, self._world["secrets"]
        if case.path == "/v1/sessions":
            return {"name": world["who"]["name"], "password": world["password"]}
        if case.path == "/v1/people/me/password":
            return {"current": world["password"]}
        if case.path.startswith("/v1/invites/") and secrets:
            return {"secret": secrets.pop() if case.path.endswith("accept") else secrets[0]}
        if case.path.endswith("/merge"):
            return {"into": self._chance.choice(list(self._rows.get(_list(case)) or [OWN]))}
        named = self._new_id() if case.path.endswith("/duplicate") else _named(case)
        return {"id": named} if "id" in case.body and named else {}

    def _new_id(self) -> str:
        return str(UUID(int=self._chance.getrandbits(128), version=4))

    def _one_of(self, ids: list[str], parameters: Iterable[str]) -> dict[str, str]:
        """Give parameters of a path that leads to one of these."""
        found = self._chance.choice(ids)
        return {name: self._chance.choice(KINDS) if name == "kind" else found for name in parameters}


def _printable(value: Any) -> Any:  # noqa: ANN401  # any JSON
    """Take out what no schema forbids and we do: control characters, half a place, what is no address of mail."""
    if isinstance(value, dict):
        half = {"lat", "lon"} - value.keys() or None in {value["lat"], value["lon"]}
        left = {key: member for key, member in value.items() if not (half and key in {"lat", "lon"})}
        return {key: MAIL if key == "email" and member else _printable(member) for key, member in left.items()}
    if isinstance(value, list):
        return [_printable(each) for each in value]
    return "".join(filter(str.isprintable, value)) or "-" if isinstance(value, str) and value else value


def _named(case: Case) -> str | None:
    """Give the id in the path."""
    return next((str(value) for name, value in case.path_parameters.items() if name != "kind"), None)


def _list(case: Case) -> str:
    return case.path.partition("/{")[0].removesuffix(f"/{OWN}").removesuffix("/random")


def _listed(answer: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401  # any JSON
    found = answer.get("items", [answer]) if isinstance(answer, dict) else []
    yield from (row for row in found if isinstance(row, dict))
