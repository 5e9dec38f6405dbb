"""The records of a CSV file with the lines they begin on, within bounds whatever comes."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TextIO

from gig_chassis.imports.unreadable import Unreadable

LONGEST = 100_000  # characters of a record


@dataclass(slots=True)
class _Lines:
    """The lines of a file as the parser asks for them; what it has of the record under way."""

    file: TextIO
    number: int = 0
    record: list[str] = field(default_factory=list)
    size: int = 0

    def __iter__(self) -> Iterator[str]:
        while line := self.file.readline(LONGEST + 1):
            self.number += 1
            self.record.append(line)
            self.size += len(line)
            if self.size > LONGEST:
                raise self.fault()
            yield line

    def begin(self) -> None:
        self.record.clear()
        self.size = 0

    def fault(self) -> Unreadable:
        """Say what is wrong with the record under way, and where."""
        first, opened = self.number - len(self.record) + 1, self._open_quote()
        if opened is not None:
            return Unreadable("A quotation mark is opened here and never closed.", first + opened)
        if self.size > LONGEST:
            return Unreadable(f"This record is longer than {LONGEST:,} characters.", first)
        return Unreadable("A quotation mark is followed by something else than the end of the cell.", first)

    def _open_quote(self) -> int | None:
        opened: int | None = None
        for place, line in enumerate(self.record):
            if line.count('"') % 2:
                opened = place if opened is None else None
        return opened


def records(file: TextIO, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the line each record begins on and its cells, empty lines left out; raises Unreadable."""
    lines = _Lines(file)
    parsed = csv.reader(iter(lines), delimiter=delimiter, strict=True)
    while True:
        lines.begin()
        first = lines.number + 1
        try:
            cells = next(parsed, None)
        except csv.Error as error:
            raise lines.fault() from error
        except UnicodeDecodeError as error:
            raise Unreadable("From here on this is no text of the encoding it says it is.", first) from error
        if cells is None:
            return
        if cells:
            yield first, cells
