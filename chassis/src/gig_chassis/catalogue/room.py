"""Which entries are there: those below the number of entries. An import puts its own behind them, unseen till it ends.

Positions stay dense: whoever adds moves what is unseen out of the way, whoever deletes fills the gaps from the end.
"""

import uuid
from collections.abc import Iterable

from sqlalchemy import ColumnElement, bindparam, literal, select, update

from gig_chassis.catalogue.declaration import Catalogue


class MiscountedError(Exception):
    """Entries that are there would pass for ones that are not, and be lost: the row of the sizes is wrong."""


def there(catalogue: Catalogue) -> ColumnElement[bool]:
    """Entries that are there, in a form that leads no planner to the index over the positions."""
    number = select(catalogue.sizes.c.entries).scalar_subquery()
    return catalogue.entries.c.position + literal(0) < number


def unless_all_are(catalogue: Catalogue) -> list[ColumnElement[bool]]:
    """Give the condition only while some are not: what an index alone can answer should not read the rows.

    An import waits between saying that there will be some and putting them in (`commit.ANNOUNCED_SECONDS`).
    """
    size = catalogue.sizes.c
    entries, reserved, held_by = catalogue.session.execute(select(size.entries, size.reserved, size.held_by)).one()
    return [] if held_by is None and reserved == entries else [there(catalogue)]


def take(catalogue: Catalogue, count: int) -> int:
    """Make room for `count` entries and give the first position; others who add wait for the commit.

    Raises MiscountedError.
    """
    size, session = catalogue.sizes, catalogue.session
    session.execute(update(size).values(entries=size.c.entries + count, reserved=size.c.reserved + count))
    entries, unseen = session.execute(select(size.c.entries, size.c.reserved - size.c.entries)).one()
    first = entries - count
    holder(catalogue)
    if unseen:
        position = catalogue.entries.c.position
        in_the_way = position.between(first, entries - 1)
        session.execute(update(catalogue.entries).where(in_the_way).values(position=position + max(count, unseen)))
    return int(first)


def holder(catalogue: Catalogue) -> uuid.UUID | None:
    """Give the import that holds the room behind the last entry; raises MiscountedError."""
    size = catalogue.sizes.c
    entries, reserved, held_by = catalogue.session.execute(select(size.entries, size.reserved, size.held_by)).one()
    if held_by is None and reserved != entries:
        raise MiscountedError(f"{entries} entries are counted, {reserved} were made, and no import is at work")
    found: uuid.UUID | None = held_by
    return found


def close_gaps(catalogue: Catalogue, gaps: Iterable[int], end: int) -> int:
    """Move the last entries below `end` into the positions that were left, and give where they end now."""
    entry, session, empty = catalogue.entries, catalogue.session, set(gaps)
    new_end = end - len(empty)
    holes = sorted(position for position in empty if position < new_end)
    if holes:
        last = select(entry.c.id).where(entry.c.position >= new_end, entry.c.position < end)
        moved = [
            {"moved": entry_id, "to": hole}
            for entry_id, hole in zip(session.execute(last).scalars().all(), holes, strict=True)
        ]
        move = update(entry).where(entry.c.id == bindparam("moved")).values(position=bindparam("to"))
        session.connection().execute(move, moved)
    return new_end
