"""Fields of people's bodies: names, addresses, remembered words."""

import ipaddress
from typing import Any, NoReturn

from marshmallow import ValidationError, fields, validate

from gig_chassis.fields import Text
from gig_chassis.folding import fold
from gig_store import limits

LONGEST_ADDRESS = 64


class PersonName(Text):
    """The name of a person: never empty, and something to see."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401  # marshmallow's
        super().__init__(limits.PERSON, **options)

    def clean(self, text: str) -> str:
        """Refuse what looks like no name at all."""
        return text if fold(text) else self._nothing()

    def _nothing(self) -> NoReturn:
        raise ValidationError("Must not be empty.")


class Words(Text):
    """Text that is never null: nothing is an empty text."""

    def _nothing(self) -> str:
        return ""


class Address(fields.String):
    """The address a browser came from."""

    def _deserialize(self, value: object, attr: str | None, data: Any, **options: Any) -> str:  # noqa: ANN401  # marshmallow's
        text = super()._deserialize(value, attr, data, **options)
        try:
            ipaddress.ip_address(text[:LONGEST_ADDRESS])
        except ValueError:
            raise ValidationError('Must be an IP address, such as "192.0.2.1".') from None
        return text


def secret() -> fields.String:
    """Make the field for what somebody was given to prove who they are."""
    return fields.String(required=True, validate=validate.Length(max=limits.SECRET))
