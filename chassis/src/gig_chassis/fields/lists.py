"""Lists: genres, ranges of days, and any other short list."""

import re
from datetime import date
from typing import Any

from marshmallow import ValidationError, fields, validate

from gig_chassis.fields.texts import Text
from gig_chassis.folding import fold

MAX_GENRES = 20
MAX_GENRE = 50
MAX_RANGES = 100

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Several(fields.List[Any]):
    """A list of at most `most` values, repeated ones once."""

    def __init__(self, inner: fields.Field[Any], most: int, **options: Any) -> None:  # noqa: ANN401  # marshmallow's
        super().__init__(inner, validate=validate.Length(max=most), **options)
        self.most = most

    def key(self, value: Any) -> object:  # noqa: ANN401  # whatever the list holds
        """Give what makes two values the same one."""
        return value

    def _deserialize(self, value: object, attr: str | None, data: Any, **options: Any) -> list[Any]:  # noqa: ANN401  # marshmallow's
        if not isinstance(value, list) or len(value) > self.most:
            raise ValidationError(f"Must be a list of at most {self.most} values.")
        found = super()._deserialize(value, attr, data, **options)
        return list({self.key(each): each for each in reversed(found) if each is not None}.values())[::-1]


class Genres(Several):
    """Names of genres in lower case, two spellings of one kept once, the order kept."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401  # marshmallow's
        super().__init__(_Genre(MAX_GENRE), MAX_GENRES, **options)

    def key(self, value: str) -> str:
        """Two spellings of one genre are the same."""
        return fold(value)


class DayRanges(Several):
    """Ranges of days with both ends, `2026-05-01/2026-05-14`; a single day becomes a range."""

    def __init__(self, most: int = MAX_RANGES, **options: Any) -> None:  # noqa: ANN401  # marshmallow's
        super().__init__(_DayRange(metadata={"format": "day-range"}), most, **options)


class _Genre(Text):
    def clean(self, text: str) -> str:
        if ";" in text or not fold(text):
            raise ValidationError("Must be one genre in words, without semicolons.")
        return text.lower()


class _DayRange(fields.String):
    def _deserialize(self, value: object, attr: str | None, data: Any, **options: Any) -> str:  # noqa: ANN401  # marshmallow's
        first, sign, second = super()._deserialize(value, attr, data, **options).strip().partition("/")
        last = second if sign else first
        if not (_is_day(first) and _is_day(last) and first <= last):
            raise ValidationError('Must be a day or a range of days, such as "2026-05-01/2026-05-14".')
        return f"{first}/{last}"


def _is_day(text: str) -> bool:
    if not _DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
