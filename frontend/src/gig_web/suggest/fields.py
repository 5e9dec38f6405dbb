"""Read the fields of a query string: what cannot be read becomes a sentence instead of a crash."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from re import fullmatch

from gig_web.gigs import written_days

MOST_IDS, MOST_GENRES = 20, 20
LONGEST_TEXT, LONGEST_GENRE = 120, 50
DAMAGED = "This address is damaged: it names something that cannot exist. Start again."
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


Args = Mapping[str, Sequence[str]]  # as `urllib.parse.parse_qs` gives them


class Fields:
    """Typed reading of `args`; `errors` gathers a sentence for each field that cannot be read."""

    def __init__(self, args: Args) -> None:
        self._args = args
        self.errors: dict[str, str] = {}

    def text(self, name: str) -> str:
        """Read one line of text, trimmed; empty where there is none."""
        text = next(iter(self._args.get(name, ())), "").strip()
        if len(text) > LONGEST_TEXT:
            self.errors[name] = f"This is longer than {LONGEST_TEXT} characters."
        elif not text.isprintable():
            self.errors[name] = "This holds characters that cannot be read. Type it again."
        else:
            return text
        return ""

    def flag(self, name: str) -> bool:
        """Say whether the box is ticked."""
        return self.text(name).lower() in {"1", "on", "yes", "true"}

    def number(self, name: str, low: int, high: int) -> int | None:
        """Read a whole number; "1,200" is 1200."""
        text = self.text(name).replace(",", "").replace(" ", "")
        if not text:
            return None
        if text.isascii() and text.isdigit() and len(text) <= len(str(high)) and low <= int(text) <= high:
            return int(text)
        self.errors[name] = f"Write a whole number from {low:,} to {high:,}."
        return None

    def money(self, name: str) -> Decimal | None:
        """Read an amount with at most two decimals."""
        text = self.text(name).replace(",", "")
        if not text:
            return None
        if fullmatch(r"[0-9]{1,8}(\.[0-9]{1,2})?", text):
            return Decimal(text).quantize(Decimal("0.01"))
        self.errors[name] = "Write an amount such as 250 or 250.00."
        return None

    def day(self, name: str) -> date | None:
        """Read a calendar day."""
        try:
            return written_days.one(self.text(name))
        except written_days.UnreadableDaysError as error:
            self.errors[name] = str(error)
            return None

    def choice(self, name: str, options: Iterable[str]) -> str:
        """Read one of `options`; empty where there is none."""
        text = self.text(name).lower()
        if not text or text in options:
            return text
        self.errors[name] = "Choose one of those offered."
        return ""

    def choices(self, name: str, options: Iterable[str]) -> frozenset[str]:
        """Read any of `options`."""
        chosen = {word.lower() for word in self.words(name)}
        if chosen <= set(options):
            return frozenset(chosen)
        self.errors[name] = "Choose from those offered."
        return frozenset()

    def id(self, name: str) -> str | None:
        """Read the id of a band or a venue."""
        ids = self.ids(name)
        return ids[0] if ids else None

    def ids(self, name: str, most: int = MOST_IDS) -> tuple[str, ...]:
        """Read ids of bands or venues."""
        try:
            found = tuple(dict.fromkeys(str(uuid.UUID(word)) for word in self.words(name)))
        except ValueError:
            self.errors[name] = DAMAGED
            return ()
        if len(found) > most:
            self.errors[name] = f"Choose at most {most}."
        return found[:most]

    def genres(self, name: str) -> tuple[str, ...]:
        """Read names of genres in lower case, separated by commas."""
        found = tuple(dict.fromkeys(" ".join(word.lower().split()) for word in self.words(name)))
        if len(found) > MOST_GENRES or any(len(genre) > LONGEST_GENRE or not genre.isprintable() for genre in found):
            self.errors[name] = (
                f"Give at most {MOST_GENRES} genres of up to {LONGEST_GENRE} letters, with commas between."
            )
            return ()
        return found

    def words(self, name: str) -> list[str]:
        """Read all values of a field that may be repeated or hold several, separated by commas."""
        words = ",".join(self._args.get(name, ())).split(",")
        return [word.strip() for word in words if word.strip()]
