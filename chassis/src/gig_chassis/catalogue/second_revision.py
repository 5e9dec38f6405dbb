"""What revision 0002 of a picker adds, frozen as 0001 is: where merged entries went, an index of the starter list."""

import sqlalchemy as sa
from alembic import op

from gig_chassis.catalogue.first_revision import UUID

_STARTER = ["archived", "starter", "name_folded", "id"]


def upgrade(noun: str) -> None:
    """Add the column with its foreign key, and the indexes."""
    if op.get_bind().dialect.name == "sqlite":  # which would copy the whole table for a key that comes later
        key = f"CONSTRAINT {_key(noun)} REFERENCES {noun} (id)"
        op.execute(f"ALTER TABLE {noun} ADD COLUMN merged_into BLOB {key}")
    else:
        op.add_column(noun, sa.Column("merged_into", UUID))
    op.create_index(op.f(f"ix_{noun}_merged_into"), noun, ["merged_into"])
    if op.get_bind().dialect.name != "sqlite":
        op.create_foreign_key(op.f(_key(noun)), noun, noun, ["merged_into"], ["id"])
    op.create_index(op.f(f"ix_{noun}_{'_'.join(_STARTER)}"), noun, _STARTER)


def downgrade(noun: str) -> None:
    """Drop them; what was merged stays archived."""
    op.drop_index(op.f(f"ix_{noun}_{'_'.join(_STARTER)}"), noun)
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint(op.f(_key(noun)), noun, type_="foreignkey")
    op.drop_index(op.f(f"ix_{noun}_merged_into"), noun)
    op.drop_column(noun, "merged_into")


def _key(noun: str) -> str:
    return f"fk_{noun}_merged_into_{noun}"
