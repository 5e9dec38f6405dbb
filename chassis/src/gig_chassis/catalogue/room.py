"""Which entries are there: those below the number of entries. An import puts its own behind them, unseen till it ends.

Positions stay dense: whoever adds moves what is unseen out of the way, whoever deletes fills the gaps from the end.
"""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, RowMapping, bindparam, literal, select, update

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
    unseen, held_by = catalogue.session.execute(select(size.unseen, size.held_by)).one()
    return [] if held_by is None and not unseen else [there(catalogue)]


def take(catalogue: Catalogue, count: int) -> int:
    """Make room for `count` entries and give the first position; others who add wait for the commit.

    Raises MiscountedError.
    """
    size = locked(catalogue)
    first, unseen = size["entries"], size["unseen"]
    catalogue.session.execute(update(catalogue.sizes).values(entries=first + count))
    if unseen:
        position = catalogue.entries.c.position
        in_the_way = position.between(first, first + count - 1)
        move = update(catalogue.entries).where(in_the_way).values(position=position + max(count, unseen))
        catalogue.session.execute(move)
    return int(first)


def locked(catalogue: Catalogue) -> RowMapping:
    """Give the row of the sizes, which nobody else changes until the commit; raises MiscountedError."""
    size, session = catalogue.sizes, catalogue.session
    session.execute(update(size).values(entries=size.c.entries))
    found = session.execute(select(size)).mappings().one()
    if found["held_by"] is None and (found["unseen"] or _is_any_from(catalogue, found["entries"])):
        raise MiscountedError(f"there are more than {found['entries']} entries, and no import is at work")
    return found


def _is_any_from(catalogue: Catalogue, position: int) -> bool:
    entry = catalogue.entries.c
    return catalogue.session.execute(select(entry.id).where(entry.position >= position).limit(1)).first() is not None


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
