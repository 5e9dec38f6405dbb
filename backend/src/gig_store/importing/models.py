"""The tables of the imports: with their rows, the names in them, and what becomes of each gig."""

import uuid
from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from gig_chassis.catalogue import sizes
from gig_chassis.columns import MYSQL_TABLE, Json
from gig_chassis.database import Uuid
from gig_chassis.imports import models as shared
from gig_store import limits
from gig_store.models import Base

KEY, NIGHT = 48, 64
_OWNER = "gig_import.id"


def no_names() -> dict[str, int]:
    """Give the counts of an import in which no name is."""
    return {"open": 0, "missing_bands": 0, "missing_venues": 0}


class GigImport(shared.ImportColumns, Base):
    """One import; `said` are the columns of its file, `names` counts those in it, `gigs` the gigs it makes."""

    __tablename__ = "gig_import"
    gigs: Mapped[int] = mapped_column(default=0)
    names: Mapped[dict[str, int]] = mapped_column(Json, default=no_names)
    said: Mapped[list[str]] = mapped_column(Json, default=list)


class GigImportRow(shared.ImportRowColumns, Base):
    """One row of its file, with the cells that are not empty."""

    __tablename__ = "gig_import_row"
    owner = "gig_import"
    cells: Mapped[dict[str, str]] = mapped_column(Json)


class GigImportName(Base):
    """A band or a venue as the file names it, `rows` times, and what was found for it in the catalogue."""

    __tablename__ = "gig_import_name"
    import_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey(_OWNER), primary_key=True)
    key: Mapped[str] = mapped_column(String(KEY), primary_key=True)  # begins with its kind
    external_id: Mapped[str | None] = mapped_column(String(sizes.EXTERNAL_ID))
    name: Mapped[str | None] = mapped_column(String(limits.NAME))
    city: Mapped[str | None] = mapped_column(String(limits.NAME))
    rows: Mapped[int]
    state: Mapped[str] = mapped_column(String(limits.LONGEST_WORD))
    found_id: Mapped[uuid.UUID | None] = mapped_column(Uuid)
    candidates: Mapped[int]
    facts: Mapped[dict[str, Any] | None] = mapped_column(Json)

    __table_args__ = (Index(None, "import_id", "state", "key"), MYSQL_TABLE)


class GigImportPlan(Base):
    """One gig an import makes, changes or recognises; rows of the file that mean the same gig are united in it.

    `said` are the fields that rows have said something about, `wanted` what they become; `before` is what was there,
    at the revision `rev`, `ready` what a commit is about to write. Once committed, `rev` is the one the import made.
    """

    __tablename__ = "gig_import_plan"
    import_id: Mapped[uuid.UUID] = mapped_column(Uuid, ForeignKey(_OWNER), primary_key=True)
    gig_id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    line: Mapped[int]
    kind: Mapped[str] = mapped_column(String(8))
    night: Mapped[str | None] = mapped_column(String(NIGHT))
    sort_day: Mapped[date]
    said: Mapped[list[str]] = mapped_column(Json)
    wanted: Mapped[dict[str, Any]] = mapped_column(Json)
    before: Mapped[dict[str, Any]] = mapped_column(Json)
    ready: Mapped[dict[str, Any] | None] = mapped_column(Json)
    rev: Mapped[int]
    done: Mapped[bool]

    __table_args__ = (
        Index(None, "import_id", "night"),
        Index(None, "import_id", "sort_day", "gig_id"),
        MYSQL_TABLE,
    )


class GigImportHold(Base):
    """The only row says which import is at work, and which one's gigs are arriving: they are there, and unseen."""

    __tablename__ = "gig_import_hold"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    held_by: Mapped[uuid.UUID | None] = mapped_column(Uuid)
    hold: Mapped[uuid.UUID | None] = mapped_column(Uuid)
    arriving: Mapped[uuid.UUID | None] = mapped_column(Uuid)

    __table_args__ = (MYSQL_TABLE,)
