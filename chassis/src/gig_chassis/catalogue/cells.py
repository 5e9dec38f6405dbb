"""The cells of a CSV file: values as text and back, and the guard against formulas."""

import re
from typing import Any

from marshmallow import fields

from gig_chassis.fields import Several

LIST_SIGN = ";"
_FORMULA = re.compile(r"'*[=+\-@\t\r]")  # what a spreadsheet would run, guarded or not
_NUMBERS: dict[type[fields.Field[Any]], type[int] | type[float]] = {fields.Integer: int, fields.Float: float}
_TRUTHS = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}


def written(value: object) -> str:
    """Give the cell of a value; texts a spreadsheet would take for a formula get a leading `'`."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return guarded(LIST_SIGN.join(value))
    return guarded(value) if isinstance(value, str) else str(value)


def read(field: fields.Field[Any], cell: str) -> object:
    """Give what `field` checks; a cell of another type is left as text for it to refuse, an empty one is absent."""
    if isinstance(field, Several):
        return unguarded(cell).split(LIST_SIGN) if cell.strip() else []
    if not cell.strip():
        return None
    if isinstance(field, fields.Boolean):
        return _TRUTHS.get(cell.strip().lower(), cell)
    number = next((number for kind, number in _NUMBERS.items() if isinstance(field, kind)), None)
    return unguarded(cell) if number is None else _number(number, cell)


def guarded(text: str) -> str:
    """Put `'` before a text that begins like a formula, or like one that was guarded already."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """Take the guard off again."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def _number(kind: type[int] | type[float], cell: str) -> object:
    try:
        return kind(cell)
    except ValueError:
        return cell
