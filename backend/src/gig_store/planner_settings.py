"""What holds for the whole planner; the migration made the one row it is kept in."""

from collections.abc import Mapping
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import Row, select

from gig_chassis import columns, database, etags
from gig_store.models import Setting, db
from gig_store.people.models import Person

PLANNER = "planner"
DEFAULTS: Mapping[str, Any] = {
    "leave_starter_out": False,
    "first_hold_days": 14,
    "other_hold_days": 7,
    "travel_km": 400,
    "currency": "GBP",
    "ticket_price": None,
    "costs": None,
    "tax_pct": None,
    "gross_pct": None,
    "templates": {},
}

Said: TypeAlias = Row[Setting, str | None]  # with the name of who changed it last
_SAID = select(Setting, Person.name).outerjoin(Person, Person.id == Setting.updated_by).where(Setting.name == PLANNER)


def values(setting: Setting) -> dict[str, Any]:
    """Give each setting, as it is where nobody has set it."""
    return {**DEFAULTS, **setting.value}


def read() -> Said:
    """Give the settings as they are."""
    return db.session.execute(_SAID).one()


def current() -> dict[str, Any]:
    """Give the values of the settings as they are."""
    return values(read()[0])


def change(wanted: Mapping[str, Any], rev: int, person: UUID) -> Said:
    """Set those given, the same again changing nothing; raises Problem 412 when one was changed since `rev`."""

    def work() -> Said:
        there = db.session.get_one(Setting, PLANNER, with_for_update=True, populate_existing=True)
        etags.check(there.rev, rev)
        if values(there) != {**values(there), **wanted}:
            there.value, there.updated_at, there.updated_by = {**there.value, **wanted}, columns.now(), person
            db.session.flush()
        return read()

    return database.write(db, work)
