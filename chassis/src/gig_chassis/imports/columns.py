"""The columns a list may have, and the names under which they are found in files."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from gig_chassis.folding import fold
from gig_chassis.imports.unreadable import Unreadable

SHOWN = 60  # characters of a name that is not known
_BETWEEN_WORDS = re.compile(r"[\s_\-]+")


@dataclass(frozen=True, slots=True)
class Columns:
    """What is understood: our names, other spellings of them, and which of them (any one of each group) is needed."""

    names: Sequence[str]
    aliases: Mapping[str, str]  # another spelling → our name
    needed: Sequence[Sequence[str]] = field(default=(("name",),))

    def understood(self, header: Sequence[str], line: int = 1) -> "Header":
        """Say what each cell of `header`, found on `line`, stands for; raises Unreadable when a needed one lacks."""
        known = {_key(name): name for name in self.names} | {_key(name): ours for name, ours in self.aliases.items()}
        own = {known[_key(cell)] for cell in header if _key(cell) in map(_key, self.names)}
        found: list[str | None] = []
        for cell in header:
            name = known.get(_key(cell))
            is_double = name in found or (name in own and _key(cell) != _key(str(name)))
            found.append(None if is_double else name)
        self._require(found, line)
        return Header(tuple(found), tuple(_shown(header, place) for place, name in enumerate(found) if name is None))

    def _require(self, found: Sequence[str | None], line: int) -> None:
        for group in self.needed:
            if not set(group) & set(found):
                asked = " or ".join(f"“{name}”" for name in group)
                known = ", ".join(self.names)
                raise Unreadable(f"The first line has no column {asked}. These columns are understood: {known}.", line)


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of one file: our name for each cell of a row, None where it is left out; and what is left out."""

    names: tuple[str | None, ...]
    left_out: tuple[str, ...]


def _key(cell: str) -> str:
    return _BETWEEN_WORDS.sub(" ", fold(cell)).strip()


def _shown(header: Sequence[str], place: int) -> str:
    return header[place].strip()[:SHOWN] or f"column {place + 1}, which has no name"
