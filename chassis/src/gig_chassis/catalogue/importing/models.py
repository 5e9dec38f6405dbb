"""What an import is going to do, or has done, with each entry."""

import uuid
from typing import Any, ClassVar

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from gig_chassis.catalogue import sizes
from gig_chassis.columns import MYSQL_TABLE, Json
from gig_chassis.database import Uuid

QUESTION = 200


class PlanColumns:
    """One entry an import makes or changes; rows of the file that mean the same entry are united in it.

    `said` is what the file says of it, `filled` what the gazetteer adds, `changes` what that changes, `before` what
    was there; an entry is changed only from the revision `rev`, and taken back only while it still is what was made.
    """

    owner: ClassVar[str]  # the table of the imports
    entry_id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)
    line: Mapped[int]
    kind: Mapped[str] = mapped_column(String(8))
    matched: Mapped[str | None] = mapped_column(String(12))
    name_folded: Mapped[str] = mapped_column(String(sizes.FOLDED))
    external_id: Mapped[str | None] = mapped_column(String(sizes.EXTERNAL_ID))
    question: Mapped[str | None] = mapped_column(String(QUESTION))
    said: Mapped[dict[str, Any]] = mapped_column(Json)
    filled: Mapped[dict[str, Any]] = mapped_column(Json)
    changes: Mapped[dict[str, Any]] = mapped_column(Json)
    before: Mapped[dict[str, Any]] = mapped_column(Json)
    rev: Mapped[int]
    done: Mapped[bool]

    @declared_attr
    def import_id(cls) -> Mapped[uuid.UUID]:  # noqa: N805  # SQLAlchemy hands the class
        """Refer to the import."""
        return mapped_column(Uuid, ForeignKey(f"{cls.owner}.id"), primary_key=True, sort_order=-1)

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:  # noqa: N805  # SQLAlchemy hands the class
        looked_up = ("name_folded", "external_id", "question")
        return (*(Index(None, "import_id", name) for name in looked_up), MYSQL_TABLE)
