"""What a row says of an entry: its cells read and checked by the rules of the catalogue's own bodies."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any

from marshmallow import ValidationError, fields

from gig_chassis.catalogue import cells
from gig_chassis.catalogue.declaration import Catalogue
from gig_chassis.imports.reading import Row

REMEMBERED = 2_000  # values of each column: most come again and again

Read = Callable[[str], tuple[object, str | None]]  # a cell → its value as in JSON, or what is wrong with it


@dataclass(frozen=True, slots=True)
class Told:
    """A row: `values` as in JSON by column, `emptied` the columns whose cell is empty, `fault` (column, reason)."""

    line: int
    name: str
    entry_id: uuid.UUID | None = None
    values: dict[str, Any] = field(default_factory=dict)
    emptied: tuple[str, ...] = ()
    fault: tuple[str | None, str] | None = None


class Rows:
    """Reads the rows of one file."""

    def __init__(self, catalogue: Catalogue) -> None:
        schema = catalogue.body()
        self._read: Mapping[str, Read] = {name: _reader(schema.fields[name]) for name in catalogue.columns}

    def told(self, row: Row) -> Told:
        """Give what `row` says, or the first thing that is wrong with it."""
        shown = cells.unguarded(row.cells["name"]).strip()[:200]
        if row.fault:
            return Told(row.line, shown, fault=(None, row.fault))
        values: dict[str, Any] = {}
        emptied = []
        for name, cell in row.cells.items():
            if not cell or cell.isspace():
                emptied.append(name)
                continue
            value, wrong = self._read[name](cell)
            if wrong:
                return Told(row.line, shown, fault=(name, wrong))
            values[name] = value
        if values.get("name") is None:
            return Told(row.line, shown, fault=("name", "Must not be empty."))
        return Told(row.line, shown, values.pop("id", None), values, tuple(emptied))


def _reader(asked: fields.Field[Any]) -> Read:
    @lru_cache(REMEMBERED)
    def read(cell: str) -> tuple[object, str | None]:
        try:
            value = asked.deserialize(cells.read(asked, cell))
        except ValidationError as error:
            return None, _first(error.messages)
        return f"{value:.2f}" if isinstance(value, Decimal) else value, None

    return read


def _first(messages: object) -> str:
    """Give the first sentence of marshmallow's messages, which lists keep by index."""
    while isinstance(messages, dict | list):
        messages = next(iter(messages.values() if isinstance(messages, dict) else messages))
    return str(messages)[:500]
