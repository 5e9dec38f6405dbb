"""Texts: trimmed, NFC, without control characters, within a length."""

import re
import unicodedata
import zoneinfo
from functools import cache
from typing import Any

from marshmallow import ValidationError, fields

from gig_chassis import places
from gig_chassis.folding import fold

OPTIONAL: dict[str, Any] = {"load_default": None, "allow_none": True}
MAX_TIMEZONE = 64
COUNTRY = 2
CLOCK_TIME = 5

_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_LINE_SIGNS = {"\n", "\t"}


class Text(fields.String):
    """Text in NFC without white space at its ends; control characters are refused, an empty one counts as absent."""

    format = ""  # the name of its form in the OpenAPI document, where it has one

    def __init__(self, max_length: int, *, lines: bool = False, **options: Any) -> None:  # noqa: ANN401  # marshmallow's
        super().__init__(**options)
        self.max_length = max_length
        self.allowed = _LINE_SIGNS if lines else set()
        self.metadata = {**self.metadata, **({"format": self.format} if self.format else {"maxLength": max_length})}

    def clean(self, text: str) -> str:
        """Bring `text` into its stored form; raises ValidationError."""
        return text

    def _deserialize(self, value: object, attr: str | None, data: Any, **options: Any) -> str | None:  # type: ignore[override]  # noqa: ANN401  # an empty text is None
        given = super()._deserialize(value, attr, data, **options)
        text = unicodedata.normalize("NFC", given.replace("\r\n", "\n")).strip()
        if not text.isprintable() and any(
            unicodedata.category(sign) in {"Cc", "Cs"} and sign not in self.allowed for sign in text
        ):
            raise ValidationError("Must not hold control characters.")
        if not text or (self.required and not fold(text)):
            return self._nothing()
        return self._within_limit(self.clean(text))

    def _nothing(self) -> str | None:
        if self.required:
            raise ValidationError("Must not be empty.")
        return None

    def _within_limit(self, text: str) -> str:
        if len(text) > self.max_length:
            raise ValidationError(f"Must have at most {self.max_length} characters.")
        return text


class Country(Text):
    """ISO 3166-1 alpha-2, upper case."""

    format = "country"

    def __init__(self, **options: Any) -> None:  # noqa: ANN401  # marshmallow's
        super().__init__(COUNTRY, **options)

    def clean(self, text: str) -> str:
        """Take either case; refuse what is no country."""
        if text.upper() not in _countries():
            raise ValidationError('Must be a country code of two letters, such as "GB".')
        return text.upper()


class Timezone(Text):
    """The name of an IANA zone."""

    format = "time-zone"

    def __init__(self, **options: Any) -> None:  # noqa: ANN401  # marshmallow's
        super().__init__(MAX_TIMEZONE, **options)

    def clean(self, text: str) -> str:
        """Refuse what is no zone."""
        if text not in _zones():
            raise ValidationError('Must be a time zone, such as "Europe/London".')
        return text


class Email(Text):
    """Something that can be an address: one `@` with something on both sides, no spaces."""

    def clean(self, text: str) -> str:
        """Check lightly; only a message proves an address."""
        if not re.fullmatch(r"[^@\s]+@[^@\s]+", text):
            raise ValidationError('Must be an email address, such as "sam@example.org".')
        return text


class ClockTime(Text):
    """A time of day, "HH:MM"."""

    format = "clock-time"

    def __init__(self, **options: Any) -> None:  # noqa: ANN401  # marshmallow's
        super().__init__(CLOCK_TIME, **options)

    def clean(self, text: str) -> str:
        """Refuse what no clock shows."""
        if not _CLOCK.fullmatch(text):
            raise ValidationError('Must be a time, such as "23:00".')
        return text


@cache
def _countries() -> frozenset[str]:
    return frozenset(places.countries())


@cache
def _zones() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones())
