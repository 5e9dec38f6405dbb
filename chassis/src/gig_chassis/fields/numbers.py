"""Amounts, whole numbers, degrees, yes and no."""

import re
from decimal import Decimal
from typing import Any

from marshmallow import ValidationError, fields, validate

MAX_MONEY = Decimal("9999999.99")  # in pence inside a 32-bit integer

_MONEY = re.compile(r"[0-9]{1,7}(\.[0-9]{1,2})?")


class Money(fields.String):
    """An amount as a decimal string with at most two decimals, as Decimal inside."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401  # marshmallow's
        super().__init__(metadata={"format": "amount"}, **options)

    def _deserialize(self, value: object, attr: str | None, data: Any, **options: Any) -> Decimal | None:  # type: ignore[override]  # noqa: ANN401  # text on the wire, Decimal inside
        text = super()._deserialize(value, attr, data, **options).strip()
        if not text and not self.required:
            return None
        if not _MONEY.fullmatch(text):
            raise ValidationError(f'Must be an amount up to {MAX_MONEY} as text, such as "120.00".')
        return Decimal(text).quantize(Decimal("0.01"))


class Whole(fields.Integer):
    """A whole number within limits; in a body never as text or with a fraction."""

    def __init__(self, low: int, high: int, *, strict: bool = True, **options: Any) -> None:  # noqa: ANN401  # marshmallow's
        super().__init__(strict=strict, validate=validate.Range(low, high), **options)


class Degrees(fields.Float):
    """Degrees from -limit to limit."""

    def __init__(self, limit: int, **options: Any) -> None:  # noqa: ANN401  # marshmallow's
        super().__init__(allow_nan=False, validate=validate.Range(-limit, limit), **options)

    def _deserialize(self, value: object, attr: str | None, data: Any, **options: Any) -> float:  # noqa: ANN401  # marshmallow's
        if isinstance(value, str):
            raise self.make_error("invalid", input=value)
        return super()._deserialize(value, attr, data, **options)


class Switch(fields.Boolean):
    """Yes or no of a query: 1 or 0, true or false."""

    truthy = {"1", "true"}  # noqa: RUF012  # marshmallow declares it so
    falsy = {"0", "false"}  # noqa: RUF012  # marshmallow declares it so


class Flag(fields.Boolean):
    """Yes or no of a body: true or false and nothing else."""

    def _deserialize(self, value: object, attr: str | None, data: Any, **options: Any) -> bool:  # noqa: ANN401  # marshmallow's
        del attr, data, options
        if not isinstance(value, bool):  # 0 and 1 are equal to them
            raise self.make_error("invalid", input=value)
        return value
