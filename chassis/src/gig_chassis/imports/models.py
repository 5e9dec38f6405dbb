"""What the tables of every service's imports share: the imports, and what was found for each row of their files."""

import uuid
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import Double, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from gig_chassis.columns import MYSQL_TABLE, Json, Timestamp
from gig_chassis.database import Uuid

FILENAME, NAME, FIELD, REASON, DETAIL = 200, 200, 40, 500, 2_000


class ImportColumns:
    """One import: the file, how far it has come, and what was counted. `heartbeat_at` tells whether it still runs."""

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    filename: Mapped[str] = mapped_column(String(FILENAME))
    state: Mapped[str] = mapped_column(String(12))
    progress: Mapped[float] = mapped_column(Double)
    heartbeat_at: Mapped[datetime] = mapped_column(Timestamp)
    encoding: Mapped[str | None] = mapped_column(String(20))
    delimiter: Mapped[str | None] = mapped_column(String(12))
    columns_left_out: Mapped[list[str]] = mapped_column(Json)
    problem_line: Mapped[int | None]
    problem_detail: Mapped[str | None] = mapped_column(String(DETAIL))
    questions: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    created: Mapped[int]
    updated: Mapped[int]
    duplicates: Mapped[int]
    errors: Mapped[int]
    skipped: Mapped[int]
    kept: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(Timestamp)
    created_by: Mapped[uuid.UUID | None] = mapped_column(Uuid)
    committed_at: Mapped[datetime | None] = mapped_column(Timestamp)

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:  # noqa: N805  # SQLAlchemy hands the class
        return (Index(None, "created_at"), MYSQL_TABLE)


class ImportRowColumns:
    """One row of an import's file: the line it begins on, what becomes of it, and why."""

    owner: ClassVar[str]  # the table of the imports
    line: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    action: Mapped[str] = mapped_column(String(12))
    entry_id: Mapped[uuid.UUID | None] = mapped_column(Uuid)
    name: Mapped[str | None] = mapped_column(String(NAME))
    field: Mapped[str | None] = mapped_column(String(FIELD))
    reason: Mapped[str | None] = mapped_column(String(REASON))

    @declared_attr
    def import_id(cls) -> Mapped[uuid.UUID]:  # noqa: N805  # SQLAlchemy hands the class
        """Refer to the import."""
        return mapped_column(Uuid, ForeignKey(f"{cls.owner}.id"), primary_key=True, sort_order=-1)

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:  # noqa: N805  # SQLAlchemy hands the class
        return (Index(None, "import_id", "action", "line"), MYSQL_TABLE)
