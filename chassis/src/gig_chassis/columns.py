"""Column types that hold the same on SQLite and MySQL."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import DateTime, Dialect, Integer, Text, TypeDecorator
from sqlalchemy.dialects.mysql import DATETIME, MEDIUMTEXT

PENCE = 100
_write = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode  # json.dumps would make one each time

# Accents, case and white space count in every comparison on MySQL, as they do on SQLite.
MYSQL_TABLE = {"mysql_charset": "utf8mb4", "mysql_collate": "utf8mb4_bin", "mysql_engine": "InnoDB"}
# UTC without an offset, to the microsecond; MySQL would cut it to the second.
Timestamp = DateTime().with_variant(DATETIME(fsp=6), "mysql", "mariadb")


def now() -> datetime:
    """Give the time as `Timestamp` stores it."""
    return datetime.now(UTC).replace(tzinfo=None)


class Money(TypeDecorator[Decimal]):
    """An amount with two decimals, stored in pence: SQLite has no decimal numbers."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        """Store the pence."""
        del dialect
        return None if value is None else int(value * PENCE)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        """Read them back."""
        del dialect
        return None if value is None else Decimal(value).scaleb(-2)


class Joined(TypeDecorator[list[str]]):
    """A short list of texts without `;`, stored as one text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: list[str] | None, dialect: Dialect) -> str:
        """Join them; no list is an empty one."""
        del dialect
        return ";".join(value or ())

    def process_result_value(self, value: str | None, dialect: Dialect) -> list[str]:
        """Part them again."""
        del dialect
        return value.split(";") if value else []


class Json(TypeDecorator[Any]):
    """Anything JSON can say, as compact text; nothing is NULL."""

    impl = Text().with_variant(MEDIUMTEXT(), "mysql", "mariadb")
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ANN401  # any JSON
        """Write it."""
        del dialect
        return None if value is None else _write(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ANN401  # any JSON
        """Read it back."""
        del dialect
        return None if value is None else json.loads(value)
