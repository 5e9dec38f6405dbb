"""CSV files as they are found in the wild: encodings, separators, spellings of the header, entities; memory flat."""

import html
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from gig_chassis.imports import encodings
from gig_chassis.imports.columns import Columns, Header
from gig_chassis.imports.records import LONGEST, records
from gig_chassis.imports.unreadable import Unreadable

MOST_COLUMNS = 200
MOST_ROWS = 1_000_000
DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab"}
OWN = "id"  # a row that has it comes from an export of ours: nothing in it is written for a web page
_ENTITY = re.compile(r"&#?\w{1,31};")
_QUOTED = re.compile(r'"[^"]*"')


@dataclass(frozen=True, slots=True)
class Row:
    """A row: the line it begins on, its cells by our names, and what is wrong with its form."""

    line: int
    cells: dict[str, str]
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A file being read: what was found out about it, and its rows, to be read once."""

    encoding: str
    delimiter: str
    header: Header
    rows: Iterator[Row]


@contextmanager
def opened(file: BinaryIO, columns: Columns) -> Iterator[Table]:
    """Read the seekable `file`; raises Unreadable at once or while the rows are read."""
    encoding = encodings.detect(file)
    text = io.TextIOWrapper(file, encoding.codec, newline="")
    try:
        delimiter = _delimiter(text)
        text.seek(0)
        found = records(text, delimiter)
        header = _header(found, columns)
        yield Table(encoding.name, DELIMITERS[delimiter], header, _rows(found, header))
    finally:
        text.detach()


def _header(found: Iterator[tuple[int, list[str]]], columns: Columns) -> Header:
    line, first = next(((line, cells) for line, cells in found if any(map(str.strip, cells))), (0, None))
    if first is None:
        raise Unreadable("The file is empty.")
    if len(first) > MOST_COLUMNS:
        raise Unreadable(f"The first line names {len(first):,} columns; at most {MOST_COLUMNS} are read.", line)
    return columns.understood(first, line)


def _delimiter(text: io.TextIOWrapper) -> str:
    """Give the sign that parts the cells of the first line that is not empty."""
    try:
        line = next((line for line in iter(lambda: text.readline(LONGEST), "") if line.strip()), "")
    except UnicodeDecodeError as error:
        raise Unreadable("This is no text of the encoding it says it is.", 1) from error
    bare = _QUOTED.sub("", line)
    return max(DELIMITERS, key=bare.count)


def _rows(found: Iterator[tuple[int, list[str]]], header: Header) -> Iterator[Row]:
    names = [(place, name) for place, name in enumerate(header.names) if name is not None]
    width, number = len(header.names), 0
    for line, cells in found:
        if not any(map(str.strip, cells)):
            continue
        number += 1
        if number > MOST_ROWS:
            raise Unreadable(f"The file has more than {MOST_ROWS:,} rows. Part it.", line)
        have = len(cells)
        fault = _too_wide(cells, width) if have > width else None
        yield _plain(Row(line, {name: cells[place] if place < have else "" for place, name in names}, fault))


def _too_wide(cells: list[str], width: int) -> str | None:
    if not any(map(str.strip, cells[width:])):
        return None  # spreadsheets end lines with empty cells
    return f"This row has {len(cells)} cells, the first line {width} columns."


def _plain(row: Row) -> Row:
    """Turn entities such as `&amp;` into what they stand for."""
    if not row.cells.get(OWN, "").strip():
        for name, cell in row.cells.items():
            if "&" in cell:
                row.cells[name] = _ENTITY.sub(lambda entity: html.unescape(entity.group()), cell)
    return row
