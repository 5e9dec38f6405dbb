"""What revision 0004 of a picker changes, frozen as 0001 is: the index that serves a radius knows the longitude too."""

from alembic import op


def upgrade(noun: str) -> None:
    """Put the longer index in place of the shorter."""
    _exchange(noun, ["archived", "lat", "lon"], ["archived", "lat"])


def downgrade(noun: str) -> None:
    """Put the shorter one back."""
    _exchange(noun, ["archived", "lat"], ["archived", "lat", "lon"])


def _exchange(noun: str, new: list[str], old: list[str]) -> None:
    op.create_index(op.f(f"ix_{noun}_{'_'.join(new)}"), noun, new)
    op.drop_index(op.f(f"ix_{noun}_{'_'.join(old)}"), noun)
