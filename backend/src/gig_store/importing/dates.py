"""Days as they are found in lists, brought to YYYY-MM-DD."""

import re

WRITE_IT_SO = "It is not clear which is the day and which the month. Write it as YYYY-MM-DD."
_DAY_FIRST = re.compile(r"([0-9]{1,2})([-./])([0-9]{1,2})\2([0-9]{4})")
_MOST_MONTHS = 12


class Unclear(Exception):  # noqa: N818  # said of a cell, not of the program
    """Day and month may be either."""


def plain(cell: str) -> str:
    """Give the day of a cell as YYYY-MM-DD, anything else as it is; raises Unclear.

    With slashes both orders are in use, so that only what reads the same either way is taken.
    """
    found = _DAY_FIRST.fullmatch(cell.strip())
    if found is None:
        return cell.strip()
    day, sign, month, year = found.groups()
    if sign == "/" and int(day) <= _MOST_MONTHS and int(day) != int(month):
        raise Unclear(WRITE_IT_SO)
    return f"{year}-{int(month):02}-{int(day):02}"
