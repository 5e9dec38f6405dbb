"""What holds for the whole planner; the migration made the one row it is kept in."""

from collections.abc import Mapping
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import Row, select

from gig_chassis import columns, database, etags
from gig_store.models import Setting, db
from gig_store.people.models import Person

PLANNER = "planner"
DEFAULTS: Mapping[str, Any] = {"leave_starter_out": False}

Said: TypeAlias = Row[Setting, str | None]  # with the name of who changed it last
_SAID = select(Setting, Person.name).outerjoin(Person, Person.id == Setting.updated_by).where(Setting.name == PLANNER)


def values(setting: Setting) -> dict[str, Any]:
    """Give each setting, as it is where nobody has set it."""
    return {**DEFAULTS, **setting.value}


def read() -> Said:
    """Give the settings as they are."""
    return db.session.execute(_SAID).one()


def replace(wanted: Mapping[str, Any], rev: int, person: UUID) -> Said:
    """Set all of them, the same again changing nothing; raises Problem 412 when one was changed since `rev`."""

    def work() -> Said:
        there = db.session.get_one(Setting, PLANNER, with_for_update=True, populate_existing=True)
        etags.check(there.rev, rev)
        if values(there) != wanted:
            there.value, there.updated_at, there.updated_by = dict(wanted), columns.now(), person
            db.session.flush()
        return read()

    return database.write(db, work)
