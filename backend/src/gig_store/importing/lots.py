"""Plans read lot by lot, in the order of their days, so that a lot looks at few days."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select

from gig_chassis import database
from gig_store.importing.jobs import PLANS
from gig_store.models import db

FIRST = (date.min, UUID(int=0))


def read(import_id: UUID, *these: ColumnElement[bool], size: int) -> Iterator[list[dict[str, Any]]]:
    """Yield plans, `size` at a time, each lot read by itself."""
    plan, (day, last) = PLANS.c, FIRST
    while True:
        beyond = (plan.sort_day >= day, or_(plan.sort_day > day, and_(plan.sort_day == day, plan.gig_id > last)))
        query = select(PLANS).where(plan.import_id == import_id, *beyond, *these)
        with database.reading(db):
            ordered = query.order_by(plan.sort_day, plan.gig_id).limit(size)
            found = [dict(row) for row in db.session.execute(ordered).mappings()]
        if not found:
            return
        yield found
        day, last = found[-1]["sort_day"], found[-1]["gig_id"]
