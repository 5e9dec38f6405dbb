"""What people were told is saved, change by change, held against what the database keeps afterwards."""

import threading
from collections.abc import Iterable
from dataclasses import dataclass, field

# In words that SQLite and MySQL both know; ids as 32 hexadecimal digits.
QUESTION = (
    "SELECT lower(hex(id)), coalesce(notes, ''), trashed_at IS NOT NULL, "
    "(SELECT count(*) FROM history WHERE gig_id = gig.id) FROM gig"
)


@dataclass(slots=True)
class Told:
    """One gig as its last answer left it; `open` changes were sent and may or may not have been made."""

    notes: str = ""
    is_trashed: bool = False
    changes: int = 0
    open: int = 0


@dataclass(frozen=True, slots=True)
class Kept:
    """One gig in the database, with the number of its history entries: one for each change."""

    gig_id: str
    notes: str
    is_trashed: bool
    entries: int


@dataclass(frozen=True, slots=True)
class Ledger:
    """Every change that was sent, and what its answer said; each gig is changed by one person at a time."""

    gigs: dict[str, Told] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def send(self, gig_id: str) -> None:
        """Note a change before it is sent: it counts as open until an answer says more."""
        with self._lock:
            self.gigs.setdefault(_bare(gig_id), Told()).open += 1

    def keep(self, gig_id: str, *, notes: str | None = None, is_trashed: bool | None = None) -> None:
        """Note that the change was acknowledged, and what it made of the gig."""
        with self._lock:
            told = self.gigs[_bare(gig_id)]
            told.open -= 1
            told.changes += 1
            told.notes = told.notes if notes is None else notes
            told.is_trashed = told.is_trashed if is_trashed is None else is_trashed

    def refuse(self, gig_id: str) -> None:
        """Note that the change was refused, so it was not made."""
        with self._lock:
            self.gigs[_bare(gig_id)].open -= 1

    @property
    def acknowledged(self) -> int:
        """Count the changes that were acknowledged."""
        return sum(told.changes for told in self.gigs.values())

    def lost(self, rows: Iterable[Kept]) -> list[str]:
        """List the gigs that lack a change somebody was told is saved."""
        kept = {row.gig_id: row for row in rows}
        return [
            f"{gig_id}: {told}, {kept.get(gig_id)}"
            for gig_id, told in self.gigs.items()
            if _lacks(told, kept.get(gig_id))
        ]

    def doubled(self, rows: Iterable[Kept], before: Iterable[str] = ()) -> list[str]:
        """List the gigs nobody asked for, and those with a change more than was sent."""
        expected = {gig_id: told.changes + told.open for gig_id, told in self.gigs.items()}
        there = set(before)
        return [f"{row}" for row in rows if row.gig_id not in there and row.entries > expected.get(row.gig_id, 0)]


def _lacks(told: Told, row: Kept | None) -> bool:
    if not told.changes:
        return False
    if row is None or row.entries < told.changes:
        return True
    return not told.open and (row.notes, row.is_trashed) != (told.notes, told.is_trashed)


def _bare(gig_id: str) -> str:
    return gig_id.replace("-", "").lower()
