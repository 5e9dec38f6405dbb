"""Line up the holds and offers there are: by the level they were given, then by age."""

from collections import defaultdict

import sqlalchemy as sa
from alembic import op

from gig_chassis.columns import Timestamp
from gig_chassis.database import Uuid

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_GIG = sa.table(
    "gig",
    sa.column("id", Uuid),
    sa.column("venue_id", Uuid),
    sa.column("slot", sa.String),
    sa.column("queued_day", sa.Date),
    sa.column("hold_level", sa.Integer),
    sa.column("hold_position", sa.Integer),
    sa.column("created_at", Timestamp),
)
_LAST = 10  # behind every level
_NONE = 2**31 - 1  # behind every place


def upgrade() -> None:
    """Give each that has none its number within its night, behind those that have one."""
    columns = _GIG.c
    waiting = sa.select(columns.id, columns.hold_position, columns.venue_id, columns.slot, columns.queued_day).where(
        columns.queued_day.is_not(None), columns.venue_id.is_not(None)
    )
    first = sa.func.coalesce(columns.hold_position, _NONE)
    order = (first, sa.func.coalesce(columns.hold_level, _LAST), columns.created_at, columns.id)
    places: dict[object, int] = defaultdict(int)
    found = []
    for gig_id, place, *night in op.get_bind().execute(waiting.order_by(*order)).all():
        places[tuple(night)] = place or places[tuple(night)] + 1
        if place is None:
            found.append({"which": gig_id, "place": places[tuple(night)]})
    if found:
        change = sa.update(_GIG).where(columns.id == sa.bindparam("which"))
        op.get_bind().execute(change.values(hold_position=sa.bindparam("place")), found)


def downgrade() -> None:
    """Leave it: the column goes with the revision before."""
