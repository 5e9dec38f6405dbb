"""Which entry a row means: one of the catalogue, or one that an earlier row of the same file makes."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from sqlalchemy import ColumnElement, select

from gig_chassis.catalogue import room, rows
from gig_chassis.catalogue.declaration import Catalogue
from gig_chassis.catalogue.importing import plans
from gig_chassis.catalogue.importing.plans import BY_EXTERNAL_ID, BY_ID, BY_NAME, Plan
from gig_chassis.catalogue.importing.told import Told
from gig_chassis.catalogue.rows import folded

Entry = Mapping[str, Any]


class Ambiguous(Exception):  # noqa: N818  # said of a row, not of the program
    """Several entries fit a row."""


class Pool:
    """All that some rows of a file may mean, looked up at once."""

    def __init__(self, catalogue: Catalogue, import_id: uuid.UUID, told: Sequence[Told]) -> None:
        self._catalogue = catalogue
        self.plans: dict[uuid.UUID, Plan] = {}
        self.entries: dict[uuid.UUID, dict[str, Any]] = {}
        self._by_external: dict[str, uuid.UUID] = {}
        self._by_name: dict[str, dict[str | None, dict[uuid.UUID, None]]] = {}  # folded name → folded city → ids
        self._cities: dict[uuid.UUID, dict[str, str | None]] = {}  # id → each of its names → where it is listed
        self._load(import_id, told)

    def find(self, told: Told) -> tuple[uuid.UUID | None, str | None]:
        """Give the id of the entry a row means and how that was found; (None, None) for a new one."""
        if told.entry_id in self.entries or told.entry_id in self.plans:
            return told.entry_id, BY_ID
        external_id = told.values.get("external_id")
        if external_id in self._by_external:
            return self._by_external[external_id], BY_EXTERNAL_ID
        found = self._in_city(told, self._by_name.get(folded(told.values["name"]), {}))
        return (found, BY_NAME) if found else (None, None)

    def owner(self, external_id: str | None) -> uuid.UUID | None:
        """Give the entry that has an external_id."""
        return self._by_external.get(external_id) if external_id else None

    def add(self, plan: Plan) -> None:
        """Let later rows find what a plan makes."""
        self.plans[plan.entry_id] = plan
        self._index(plan.entry_id, plan.name, plan.external_id)

    def _may_be(self, entry_id: uuid.UUID, external_id: str | None) -> bool:
        """Say whether the entry may be meant: one with another external_id is not."""
        return external_id is None or self._fact(entry_id, "external_id") in {None, external_id}

    def _in_city(self, told: Told, named: Mapping[str | None, Iterable[uuid.UUID]]) -> uuid.UUID | None:
        city, external_id = told.values.get("city"), told.values.get("external_id")
        found = self._fit(named.get(folded(city) if city else None, ()), external_id)
        if not found and not city:
            found = self._fit(chain.from_iterable(named.values()), external_id)
        if len(found) > 1:
            where, add = (f" in {city}", "external_id or the id") if city else ("", "city")
            raise Ambiguous(f"{len(found)} {self._catalogue.plural} have this name{where}: add the {add}.")
        return found[0] if found else None

    def _fit(self, ids: Iterable[uuid.UUID], external_id: str | None) -> list[uuid.UUID]:
        return [each for each in ids if self._may_be(each, external_id)]

    def _city(self, entry_id: uuid.UUID) -> str | None:
        city = self._fact(entry_id, "city")
        return folded(city) if city else None

    def _fact(self, entry_id: uuid.UUID, name: str) -> Any:  # noqa: ANN401  # any JSON
        plan, entry = self.plans.get(entry_id), self.entries.get(entry_id, {})
        return plan.changes.get(name, entry.get(name)) if plan else entry.get(name)

    def _load(self, import_id: uuid.UUID, told: Sequence[Told]) -> None:
        ids = {row.entry_id for row in told if row.entry_id}
        external = {row.values["external_id"] for row in told if row.values.get("external_id")}
        names = {folded(row.values["name"]) for row in told if not row.fault}
        planned = self._planned(import_id, ids, external, names)
        self._load_entries(ids | {row["entry_id"] for row in planned}, external, names)
        for row in planned:
            self.add(plans.restored(row, self.entries.get(row["entry_id"])))

    def _load_entries(self, ids: Iterable[uuid.UUID], external: Iterable[str], names: Iterable[str]) -> None:
        entry = self._catalogue.entries.c
        named = entry.name_folded.in_(names) & entry.archived.in_([False, True])  # the index begins with `archived`
        for condition in _given((entry.id, ids), (entry.external_id, external)):
            self._read(condition)
        if names:
            self._read(named)

    def _read(self, condition: ColumnElement[bool]) -> None:
        catalogue = self._catalogue
        query = rows.selection(catalogue).where(condition, room.there(catalogue))
        for entry in rows.shapes(catalogue, catalogue.session.execute(query).all()):
            entry_id = uuid.UUID(entry["id"])
            self.entries[entry_id] = entry
            self._index(entry_id, entry["name"], entry["external_id"])

    def _planned(
        self, import_id: uuid.UUID, ids: Iterable[uuid.UUID], external: Iterable[str], names: Iterable[str]
    ) -> list[Entry]:
        plan = self._catalogue.plans
        found: dict[uuid.UUID, Entry] = {}
        keys = (plan.c.entry_id, ids), (plan.c.external_id, external), (plan.c.name_folded, names)
        for condition in _given(*keys):
            query = select(plan).where(plan.c.import_id == import_id, condition)
            found |= {row["entry_id"]: row for row in self._catalogue.session.execute(query).mappings()}
        return list(found.values())

    def _index(self, entry_id: uuid.UUID, name: str, external_id: str | None) -> None:
        """Let an entry be found by this name and those it had, where it is now."""
        city, cities = self._city(entry_id), self._cities.setdefault(entry_id, {})
        cities.setdefault(folded(name), city)
        for each, before in cities.items():
            named = self._by_name.setdefault(each, {})
            named.get(before, {}).pop(entry_id, None)
            named.setdefault(city, {})[entry_id] = None
            cities[each] = city
        if external_id:
            self._by_external[external_id] = entry_id


def _given(*keys: tuple[Any, Iterable[Any]]) -> list[ColumnElement[bool]]:
    return [column.in_(list(values)) for column, values in keys if values]
