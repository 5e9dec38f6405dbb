"""The form of usual amounts, for the whole planner and for one room: read, checked, merged with what others set."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from gig_web.catalogue import written
from gig_web.money.usual import FIELDS

CURRENCY = "currency"
_SHARES = {"tax_pct", "gross_pct"}
_ALL = 100


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, as amounts where it can be read; `was` is what the form was made from, `errors` by field."""

    amounts: Mapping[str, str | None]
    was: Mapping[str, str | None]
    errors: Mapping[str, str]

    def changes(self) -> dict[str, str | None]:
        """Give what this person changed."""
        return {name: amount for name, amount in self.amounts.items() if amount != self.was.get(name)}

    def clashes(self, there: Mapping[str, str | None]) -> dict[str, str]:
        """Say of each field that both changed, differently, how it is now."""
        found = {name: there.get(name) for name in self.changes()}
        return {
            name: f"Somebody set this to {now or 'nothing'} meanwhile. Save again to put yours in its place."
            for name, now in found.items()
            if now not in (self.was.get(name), self.amounts[name])
        }


def read(form: Mapping[str, str]) -> Typed:
    """Read the fields that the form has."""
    amounts: dict[str, str | None] = {}
    errors: dict[str, str] = {}
    for name in (CURRENCY, *FIELDS):
        if name in form:
            try:
                amounts[name] = _amount(name, form[name].strip())
            except ValueError as error:
                errors[name] = str(error)
    return Typed(amounts, {name: form.get(f"was-{name}") or None for name in amounts}, errors)


def _amount(name: str, text: str) -> str | None:
    if name == CURRENCY:
        return _currency(text.upper())
    if not text:
        return None
    amount = str(written.MONEY.read(text))
    if name in _SHARES and Decimal(amount) > _ALL:
        raise ValueError("Write a share of at most 100.")
    return amount


def _currency(text: str) -> str:
    if not (len(text) == len("GBP") and text.isascii() and text.isalpha()):
        raise ValueError("Write the currency as three letters, such as GBP.")
    return text
