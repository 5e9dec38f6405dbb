"""What the person is after: read from the address, written back to it in one canonical way."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal, Self

from gig_web.suggest import localities
from gig_web.suggest.fields import WEEKDAYS, Args, Fields
from gig_web.suggest.localities import Around, UnknownPlaceError

Own = Literal["", "rooms", "bands", "any"]
OWN: tuple[Own, ...] = ("", "rooms", "bands", "any")
StarterOut = Literal["", "0", "1", "all"]
STARTER_OUT: tuple[StarterOut, ...] = ("", "0", "1", "all")
LARGEST_ROOM = 500_000
LONGEST_RANGE = timedelta(days=732)


@dataclass(frozen=True, slots=True)
class Constraints:
    """A saved search: ids of bands and venues, days of the week with Monday as 0, fees in the planner's currency.

    `starter_out` says whether the starter list is left out: "1" and "0" by this search's own wish, "all" because the
    planner's settings leave it out for everybody, "" neither.
    """

    bands: tuple[str, ...] = ()
    venues: tuple[str, ...] = ()
    genres: tuple[str, ...] = ()
    around: Around | None = None
    country: str = ""
    capacity_min: int | None = None
    capacity_max: int | None = None
    first: date | None = None
    last: date | None = None
    weekdays: frozenset[int] = frozenset()
    fee_max: Decimal | None = None
    fee_known: bool = False
    own: Own = ""
    starter_out: StarterOut = ""
    with_ideas: bool = False
    surprise: bool = False

    @classmethod
    def parse(cls, args: Args, today: date) -> tuple[Self, dict[str, str]]:
        """Read the query; a field that cannot be read is left out and has its sentence among the errors."""
        fields = Fields(args)
        found = cls(
            bands=fields.ids("bands"),
            venues=fields.ids("venues"),
            genres=fields.genres("genre"),
            around=_around(fields),
            country=_country(fields),
            capacity_min=fields.number("capacity_min", 1, LARGEST_ROOM),
            capacity_max=fields.number("capacity_max", 1, LARGEST_ROOM),
            first=fields.day("from"),
            last=fields.day("to"),
            weekdays=frozenset(WEEKDAYS.index(name) for name in fields.choices("weekday", WEEKDAYS)),
            fee_max=fields.money("fee_max"),
            fee_known=fields.flag("fee_known"),
            own=_own(fields),
            starter_out=_starter_out(fields),
            with_ideas=fields.flag("with_ideas"),
            surprise=fields.flag("surprise"),
        )
        return found, {**_contradictions(found, today), **fields.errors}

    @property
    def is_about_money(self) -> bool:
        """Whether it limits fees, which not everybody may see."""
        return self.fee_max is not None or self.fee_known

    @property
    def leaves_starter_out(self) -> bool:
        """Whether it does without the starter list."""
        return self.starter_out in {"1", "all"}

    def query(self) -> list[tuple[str, str]]:
        """Give the canonical parameters: fixed order, nothing that is empty."""
        return [(name, value) for name, value in self._parameters() if value]

    def _parameters(self) -> Iterator[tuple[str, str]]:
        yield "bands", ",".join(self.bands)
        yield "venues", ",".join(self.venues)
        yield "genre", ",".join(self.genres)
        yield "place", self.around.name if self.around else ""
        yield "km", str(self.around.km) if self.around else ""
        yield "country", self.country
        yield "capacity_min", _text(self.capacity_min)
        yield "capacity_max", _text(self.capacity_max)
        yield "from", _text(self.first)
        yield "to", _text(self.last)
        yield "weekday", ",".join(WEEKDAYS[day] for day in sorted(self.weekdays))
        yield "fee_max", _text(self.fee_max)
        yield "fee_known", "1" * self.fee_known
        yield "own", self.own
        yield "no_starter", self.starter_out
        yield "with_ideas", "1" * self.with_ideas
        yield "surprise", "1" * self.surprise


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _own(fields: Fields) -> Own:
    chosen = fields.choice("own", OWN)
    return next((own for own in OWN if own == chosen), "")


def _starter_out(fields: Fields) -> StarterOut:
    if fields.flag("no_starter"):
        return "1"
    chosen = fields.choice("no_starter", STARTER_OUT)
    return next((choice for choice in STARTER_OUT if choice == chosen), "")


def _country(fields: Fields) -> str:
    text = fields.text("country")
    code = localities.country_code(text) if text else ""
    if code is None:
        fields.errors["country"] = f"No country called “{text}” is known. Write its English name or its two letters."
    return code or ""


def _around(fields: Fields) -> Around | None:
    text, km = fields.text("place"), fields.number("km", 1, localities.MOST_KM)
    if not text:
        if km is not None and "place" not in fields.errors:
            fields.errors["place"] = f"Say which place the {km} km are around."
        return None
    try:
        return localities.around(text, km)
    except UnknownPlaceError as error:
        fields.errors["place"] = str(error)
        return None


def _contradictions(found: Constraints, today: date) -> dict[str, str]:
    """Say which two fields cannot both be meant."""
    errors = {}
    low, high = found.capacity_min, found.capacity_max
    if low is not None and high is not None and low > high:
        errors["capacity_max"] = "The largest room is smaller than the smallest one."
    if found.last is not None and found.last <= today:
        errors["to"] = "That day is not to come. Choose a later one."
    elif found.first is not None and found.last is not None and found.last < found.first:
        errors["to"] = "This is before the first day."
    elif found.last is not None and found.last - max(found.first or today, today) > LONGEST_RANGE:
        errors["to"] = "That is a long time. Choose at most two years at once."
    return errors
