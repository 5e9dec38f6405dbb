"""Fields of the backend alone: ids, days, instants, words. Each takes one spelling and refuses all others."""

import re
import uuid
from datetime import date, datetime
from typing import Any

from marshmallow import ValidationError, fields, validate

from gig_store import limits

_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_VERSIONS = range(1, 9)


def parse_uuid(value: object) -> uuid.UUID | None:
    """Read a UUID of RFC 9562 as 8-4-4-4-12 hexadecimal digits; None if it is none."""
    if not isinstance(value, str) or not _UUID.fullmatch(value):
        return None
    parsed = uuid.UUID(value)
    return parsed if parsed.variant == uuid.RFC_4122 and parsed.version in _VERSIONS else None


class Id(fields.UUID):
    """A UUID of any version of RFC 9562."""

    def _deserialize(self, value: object, attr: str | None, data: Any, **options: Any) -> uuid.UUID:  # noqa: ANN401  # marshmallow's
        del attr, data, options
        if parsed := parse_uuid(value):
            return parsed
        raise ValidationError('Must be a UUID, such as "0192f3a0-7c1e-7abc-8def-0123456789ab".')


class Day(fields.Date):
    """A day as YYYY-MM-DD."""

    def _deserialize(self, value: object, attr: str | None, data: Any, **options: Any) -> date:  # noqa: ANN401  # marshmallow's
        del attr, data, options
        if not isinstance(value, str) or not _DAY.fullmatch(value):
            raise ValidationError('Must be a day, such as "2027-03-12".')
        try:
            day = date.fromisoformat(value)
        except ValueError:
            raise ValidationError(f"There is no day {value}.") from None
        if not limits.YEARS[0] <= day.year <= limits.YEARS[1]:
            raise ValidationError(f"Must lie between {limits.YEARS[0]} and {limits.YEARS[1]}.")
        return day


class Instant(fields.DateTime):
    """A time in UTC as YYYY-MM-DDTHH:MM:SSZ."""

    def _deserialize(self, value: object, attr: str | None, data: Any, **options: Any) -> datetime:  # noqa: ANN401  # marshmallow's
        del attr, data, options
        if not isinstance(value, str) or not _INSTANT.fullmatch(value):
            raise ValidationError('Must be a time in UTC, such as "2027-03-12T18:00:00Z".')
        try:
            instant = datetime.fromisoformat(value).replace(tzinfo=None)
        except ValueError:
            raise ValidationError(f"There is no time {value}.") from None
        if not limits.YEARS[0] <= instant.year <= limits.YEARS[1]:
            raise ValidationError(f"Must lie between {limits.YEARS[0]} and {limits.YEARS[1]}.")
        return instant


def one_of(words: tuple[str, ...], **options: Any) -> fields.String:  # noqa: ANN401  # marshmallow's
    """Make a field for one of some words."""
    return fields.String(validate=validate.OneOf(words, error=f"Must be one of: {', '.join(words)}."), **options)
