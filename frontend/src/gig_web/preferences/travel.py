"""How far a band may travel from one day to the next before it is warned about: for everybody."""

MOST_KM = 20_040  # half of the equator
WRONG = "Write a whole number of kilometres from 1 to 20,040."


def read(typed: str) -> int | None:
    """Read what was typed, "1,000 km" too; None where it is no such distance."""
    digits = typed.strip().lower().removesuffix("km").replace(",", "").replace(" ", "")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= len(str(MOST_KM))):
        return None
    return int(digits) if 1 <= int(digits) <= MOST_KM else None
