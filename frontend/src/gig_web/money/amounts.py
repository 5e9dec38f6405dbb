"""Amounts in whole pence and shares in hundredths of a per cent, read from and written as decimal texts."""

HUNDRED = 100
_MINUS = "\u2212"


def pence(text: str) -> int:
    """Read "12.00" as 1200; shares alike, "17.50" per cent as 1750. At most two decimals, as they are kept."""
    whole, _, rest = text.partition(".")
    return int(whole) * HUNDRED + int(f"{rest:0<2}")


def written(amount: int) -> str:
    """Write 123456 as "1,234.56", an amount below nothing with a minus."""
    sign = _MINUS if amount < 0 else ""
    return f"{sign}{abs(amount) // HUNDRED:,}.{abs(amount) % HUNDRED:02}"


def half_up(numerator: int, denominator: int) -> int:
    """Divide and round to the nearest whole, halves up; the one rounding there is (`denominator` above 0)."""
    return (2 * numerator + denominator) // (2 * denominator)


def percent_of(part: int, whole: int) -> int:
    """Give a part in whole per cent."""
    return half_up(HUNDRED * part, whole)
