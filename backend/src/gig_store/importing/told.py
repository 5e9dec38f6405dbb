"""What a row says of a gig: its cells read and checked by the rules of the gigs' own bodies."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from marshmallow import ValidationError, fields

from gig_chassis.catalogue import cells, sizes
from gig_chassis.fields import Text
from gig_chassis.folding import fold
from gig_chassis.imports import models as shared
from gig_store import limits
from gig_store.csvs import sheet
from gig_store.fields import Day, Id
from gig_store.importing import dates
from gig_store.importing.jobs import ACT, ACT_ID, VENUE_ID
from gig_store.schemas import DealBody, GigBody, VenueFacts

BAND, VENUE = "band", "venue"
KEPT_WHEN_EMPTY = {"status", "slot", "published"}
FACTS = ("capacity", "timezone")
REMEMBERED = 2_000  # values of each column: most come again and again
_WORDS = {"status", "slot", "deal"}
_DEAL = {name: "type" if name == "deal" else name for name in sheet.DEAL}

JsonObject = dict[str, Any]
Read = Callable[[str], tuple[Any, str | None]]  # a cell → its value as in JSON, or what is wrong with it


class Wrong(Exception):  # noqa: N818  # said of a row, not of the program
    """What is wrong with a row: the column, and a sentence that says what to do."""

    def __init__(self, column: str | None, reason: str) -> None:
        super().__init__(reason)
        self.column = column
        self.reason = reason[: shared.REASON]


class Ref(NamedTuple):
    """A band or a venue as a file names it."""

    kind: str
    external_id: str | None
    name: str | None
    city: str | None = None

    @property
    def key(self) -> str:
        """Give what two that are named alike have in common; it begins with the kind's letter."""
        told = (self.external_id or "", fold(self.name or ""), fold(self.city or ""))
        return self.kind[0] + hashlib.sha256("\0".join(told).encode()).hexdigest()[:40]


@dataclass(slots=True)
class Told:
    """A row: plain fields as in JSON, members of the deal, facts of the room, the names in it, or a `fault`."""

    line: int
    name: str | None
    gig_id: UUID | None = None
    said: JsonObject = field(default_factory=dict)
    deal: JsonObject = field(default_factory=dict)
    facts: JsonObject = field(default_factory=dict)
    venue: Ref | None = None
    has_no_venue: bool = False  # the cell of a gig that has one is empty
    billed: dict[str, list[Ref]] = field(default_factory=dict)
    act: Ref | None = None
    fault: tuple[str | None, str] | None = None

    @property
    def says_nothing(self) -> bool:
        """Say whether all its cells are as the planner has them."""
        return not (self.said or self.deal or self.facts or self.venue or self.has_no_venue or self.billed or self.act)

    def refs(self, known: Sequence[JsonObject] = ()) -> Iterator[Ref]:
        """Give the names to be looked up: all but those of acts the gig has."""
        names = {act["name"] for act in known}
        yield from filter(None, (self.venue, self.act))
        for refs in self.billed.values():
            yield from (ref for ref in refs if ref.name not in names)


class Reader:
    """Reads the rows of one file, which has these columns."""

    def __init__(self, columns: Sequence[str]) -> None:
        self._columns = [name for name in columns if name != "id"]

    def gig_id(self, row: Mapping[str, str]) -> UUID | None:
        """Give the id in a row, None for one that is none."""
        found, _ = _READ["id"](row["id"]) if row.get("id", "").strip() else (None, None)
        return UUID(found) if found else None

    def told(self, line: int, row: Mapping[str, str], now: JsonObject | None = None) -> Told:
        """Give what a row says; of a gig that is there, `now` its JSON, only what differs from its export."""
        told = Told(line, shown(row))
        try:
            told.gig_id = UUID(_value("id", row["id"])) if row.get("id", "").strip() else None
            changed = self._changed(row, now)
            for column, cell in changed.items():
                _take(told, column, cell, now)
            _take_venue(told, row, changed, now)
            _take_act(told, row)
        except Wrong as wrong:
            told.fault = wrong.column, wrong.reason
        return told

    def _changed(self, row: Mapping[str, str], now: JsonObject | None) -> dict[str, str]:
        """Give the cells that say something: the filled ones, for a gig that is there those that differ."""
        if now is None:
            return {name: row[name] for name in self._columns if name in row}
        texts = sheet.texts(now)
        found = {name: row.get(name, "") for name in self._columns}
        return {name: cell for name, cell in found.items() if _same(cell) != _same(texts.get(name, ""))}


def shown(row: Mapping[str, str]) -> str | None:
    """Give what a row is called in a report."""
    first = next((row[name] for name in ("title", ACT, "headliner", "venue", VENUE_ID) if row.get(name)), "")
    return cells.unguarded(first).strip()[: shared.NAME] or None


def _same(cell: str) -> str:
    return cell.replace("\r\n", "\n").strip()


def _take(told: Told, column: str, cell: str, now: JsonObject | None) -> None:
    """Note what one cell says."""
    if column in sheet.BILLINGS:
        told.billed[sheet.BILLINGS[column]] = list(_billed(column, cell, now["lineup"] if now else ()))
        return
    home, name, before = _home(told, column, now)
    if home is None or (not cell.strip() and column in KEPT_WHEN_EMPTY):
        return
    value = _value(column, cell) if cell.strip() else None
    if now is None or value != before:
        home[name] = value


def _home(told: Told, column: str, now: JsonObject | None) -> tuple[JsonObject | None, str, Any]:
    """Give where the value of a column belongs, its name there, and what the gig has."""
    there = now or {}
    if column in sheet.OWN:
        return told.said, column, there.get(column)
    if column in _DEAL:
        return told.deal, _DEAL[column], (there.get("deal") or {}).get(_DEAL[column])
    if column in FACTS:
        return told.facts, column, (there.get("venue") or {}).get(column)
    return None, column, None


def _billed(column: str, cell: str, lineup: Sequence[JsonObject]) -> Iterator[Ref]:
    """Give the acts of a cell; a name that the gig has is whole, also where it holds the sign that parts them."""
    known = {act["name"] for act in lineup}
    parts = cells.unguarded(cell).split(cells.LIST_SIGN)
    while parts:
        size = next((n for n in range(len(parts), 1, -1) if cells.LIST_SIGN.join(parts[:n]) in known), 1)
        name, parts = cells.LIST_SIGN.join(parts[:size]), parts[size:]
        if name.strip():
            yield Ref(BAND, None, name if name in known else _value(column, cells.guarded(name)))


def _take_venue(told: Told, row: Mapping[str, str], changed: Mapping[str, str], now: JsonObject | None) -> None:
    if now is not None and not {"venue", "city"} & changed.keys() and ("venue" in row or not row.get(VENUE_ID)):
        return
    external_id, city = (_value(name, row[name]) if row.get(name) else None for name in (VENUE_ID, "city"))
    name = _value("venue", row["venue"]) if row.get("venue") else None
    if name is None and now and now["venue"] and "venue" not in changed:
        name = now["venue"]["name"]
    if name or external_id:
        told.venue = Ref(VENUE, external_id, name, city)
    elif "venue" in changed:
        told.has_no_venue = True


def _take_act(told: Told, row: Mapping[str, str]) -> None:
    external_id, name = (_value(column, row[column]) if row.get(column) else None for column in (ACT_ID, ACT))
    if name or external_id:
        told.act = Ref(BAND, external_id, name)


def _value(column: str, cell: str) -> Any:  # noqa: ANN401  # any JSON
    value, wrong = _READ[column](cell)
    if wrong:
        raise Wrong(column, wrong)
    return value


def _reader(asked: fields.Field[Any], column: str) -> Read:
    @lru_cache(REMEMBERED)
    def read(cell: str) -> tuple[Any, str | None]:
        text = cell.strip().lower() if column in _WORDS else cell
        try:
            given = dates.plain(cell) if isinstance(asked, Day) else cells.read(asked, text)
            return _json(asked.deserialize(given)), None
        except ValidationError as error:
            return None, first(error.messages)
        except dates.Unclear as unclear:
            return None, str(unclear)

    return read


def _json(value: object) -> object:
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def first(messages: object) -> str:
    """Give the first sentence of marshmallow's messages, which lists keep by index."""
    while isinstance(messages, dict | list):
        messages = next(iter(messages.values() if isinstance(messages, dict) else messages))
    return str(messages)


_NAME, _NUMBER = Text(limits.NAME, allow_none=True), Text(sizes.EXTERNAL_ID, allow_none=True)
_ASKED: dict[str, fields.Field[Any]] = {
    "id": Id(),
    **{name: GigBody().fields[name] for name in sheet.OWN},
    **{column: DealBody().fields[name] for column, name in _DEAL.items()},
    **{name: VenueFacts().fields[name] for name in FACTS},
    **dict.fromkeys(("venue", "city", ACT, *sheet.BILLINGS), _NAME),
    **dict.fromkeys((ACT_ID, VENUE_ID), _NUMBER),
}
_READ: dict[str, Read] = {column: _reader(asked, column) for column, asked in _ASKED.items()}
