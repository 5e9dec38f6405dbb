"""What the tables of every picker share: the entry, its genres, and how many entries there are."""

import uuid
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, Computed, Double, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from gig_chassis import fields
from gig_chassis.catalogue import sizes
from gig_chassis.columns import MYSQL_TABLE, Timestamp
from gig_chassis.database import Uuid


class EntryColumns:
    """A band or a venue: who and where it is, whose, and how to reach it.

    `position` counts all entries from 0 without a gap, archived ones too: random picks are drawn over it.
    (x, y, z) is the place on the unit sphere: distances compare without trigonometry in the database.
    """

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    position: Mapped[int] = mapped_column(unique=True)
    external_id: Mapped[str | None] = mapped_column(String(sizes.EXTERNAL_ID), unique=True)
    name: Mapped[str] = mapped_column(String(sizes.NAME))
    name_folded: Mapped[str] = mapped_column(String(sizes.FOLDED))
    city: Mapped[str | None] = mapped_column(String(sizes.CITY))
    city_folded: Mapped[str | None] = mapped_column(String(sizes.FOLDED))
    country: Mapped[str | None] = mapped_column(String(fields.COUNTRY))
    lat: Mapped[float | None] = mapped_column(Double)
    lon: Mapped[float | None] = mapped_column(Double)
    x: Mapped[float | None] = mapped_column(Double)
    y: Mapped[float | None] = mapped_column(Double)
    z: Mapped[float | None] = mapped_column(Double)
    own: Mapped[bool]
    starter: Mapped[bool]
    contact: Mapped[str | None] = mapped_column(String(sizes.CONTACT))
    email: Mapped[str | None] = mapped_column(String(sizes.EMAIL))
    phone: Mapped[str | None] = mapped_column(String(sizes.PHONE))
    notes: Mapped[str | None] = mapped_column(Text)
    rev: Mapped[int]
    archived_at: Mapped[datetime | None] = mapped_column(Timestamp)
    archived: Mapped[bool] = mapped_column(  # MariaDB takes no NOT NULL here; the expression never is NULL
        Computed("archived_at IS NOT NULL", persisted=True), nullable=True
    )
    created_at: Mapped[datetime] = mapped_column(Timestamp)
    updated_at: Mapped[datetime] = mapped_column(Timestamp)

    @declared_attr
    def merged_into(cls) -> Mapped[uuid.UUID | None]:  # noqa: N805  # SQLAlchemy hands the class
        """Refer to the entry that a merged one, archived since, went into."""
        return mapped_column(Uuid, ForeignKey(f"{cls.__tablename__}.id"))  # type: ignore[attr-defined]  # every table has it


def entry_arguments(number: str, highest: int) -> tuple[Any, ...]:
    """Indexes and checks of an entry whose size is the column `number`: each sort and filter of a page has an index."""
    return (
        Index(None, "archived", "name_folded", "id", "city_folded"),  # the city for searches, which look in both
        Index(None, "archived", "city_folded", "name_folded", "id"),
        Index(None, "archived", "city_folded", "country", "city"),  # all that the facets read
        Index(None, "archived", number, "id"),
        Index(None, "archived", "updated_at", "id"),
        Index(None, "archived", "own", "name_folded", "id"),
        Index(None, "archived", "starter", "name_folded", "id"),
        Index(None, "archived", "country"),
        Index(None, "archived", "lat", "lon"),
        Index(None, "merged_into"),
        CheckConstraint(f"{number} BETWEEN 1 AND {highest}", name=number),
        CheckConstraint("(lat IS NULL) = (lon IS NULL)", name="lat_with_lon"),
        MYSQL_TABLE,
    )


class GenreColumns:
    """One genre of an entry; `place` is its rank in the entry's list."""

    owner: ClassVar[str]  # the table of the entries
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(fields.MAX_GENRE))
    folded: Mapped[str] = mapped_column(String(sizes.FOLDED))

    @declared_attr
    def entry_id(cls) -> Mapped[uuid.UUID]:  # noqa: N805  # SQLAlchemy hands the class
        """Refer to the entry that has this genre."""
        return mapped_column(Uuid, ForeignKey(f"{cls.owner}.id"), primary_key=True, sort_order=-1)

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:  # noqa: N805  # SQLAlchemy hands the class
        return (UniqueConstraint("entry_id", "folded"), Index(None, "folded", "name", "entry_id"), MYSQL_TABLE)


class SizeColumns:
    """The one row that says how many entries there are; whoever adds some holds it until the commit.

    The `unseen` rows behind them are not there yet: an import puts them in. Which one may, says `held_by`; `hold`
    tells its runs apart. A version that knows no imports counts `entries` alone, which is right while none is unseen.
    """

    __table_args__ = (MYSQL_TABLE,)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    entries: Mapped[int]
    unseen: Mapped[int] = mapped_column(server_default="0")
    held_by: Mapped[uuid.UUID | None] = mapped_column(Uuid)
    hold: Mapped[uuid.UUID | None] = mapped_column(Uuid)
