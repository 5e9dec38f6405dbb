"""What differs between the pages of bands and those of venues: words and fields."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from gig_web import clients
from gig_web.catalogue import written
from gig_web.catalogue.written import Kind
from gig_web.clients.catalogue import Catalogue
from gig_web.clients.nouns import Band, Venue

Item = Band | Venue


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the form; `longest` as the picker has it."""

    name: str
    label: str
    kind: Kind = written.TEXT
    hint: str | None = None
    longest: int | None = None
    required: bool = False
    width: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Fields that belong together."""

    title: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Noun:
    """Band or venue: `size` is the field it is measured by, `days` the one of days it cannot be had."""

    singular: str
    plural: str
    yours: str
    size: str
    size_label: str
    days: str
    client: Callable[[], Catalogue[Any]]
    sections: tuple[Section, ...]

    @property
    def fields(self) -> tuple[Field, ...]:
        """All fields of the form in their order."""
        return tuple(field for section in self.sections for field in section.fields)

    @property
    def labels(self) -> dict[str, str]:
        """What each field is called."""
        return {field.name: field.label for field in self.fields}


_NAME = Field("name", "Name", longest=200, required=True, width="wide")
_OWN_HINT = "Suggest starts from what is yours."
_CITY = Field("city", "City", longest=120, hint="Fills in the coordinates when they are empty.")
_COUNTRY = Field("country", "Country", written.COUNTRY)
_LAT = Field("lat", "Latitude", written.DEGREES, hint="Degrees north, such as 53.801", longest=20)
_LON = Field("lon", "Longitude", written.DEGREES, hint="Degrees east, such as -1.549", longest=20)
_GENRES = Field("genres", "Genres", written.GENRES, hint="With commas between: post-punk, indie rock", width="wide")
_DAYS_HINT = "One a line: 2026-05-01 to 2026-05-14"
_STARTER = Field("starter", "From the starter list", written.TICK, hint="Untick it once you have checked the facts.")
_CONTACT = Section(
    "Contact",
    (
        Field("contact", "Name of the contact", longest=200),
        Field("email", "Email", longest=254),
        Field("phone", "Phone", longest=50),
    ),
)
_NOTES = Section(
    "For yourself",
    (
        Field("notes", "Notes", written.LINES, hint="Everybody who is signed in sees them.", longest=5000),
        Field("external_id", "Number in another list", longest=100, hint="To find the row again when you import."),
        _STARTER,
    ),
)

BANDS = Noun(
    singular="band",
    plural="bands",
    yours="your band",
    size="draw",
    size_label="Draw",
    days="unavailable",
    client=lambda: clients.current().bands,
    sections=(
        Section("The band", (_NAME, _GENRES, Field("own", "This band is mine", written.TICK, hint=_OWN_HINT))),
        Section("Where they are from", (_CITY, _COUNTRY, _LAT, _LON)),
        Section(
            "What they draw and ask",
            (
                Field("draw", "Draw", written.WHOLE, hint="People who come to see them", longest=12),
                Field("fee", "Fee", written.MONEY, hint="What they usually ask, in {currency}", longest=12),
            ),
        ),
        Section(
            "When and where not",
            (
                Field("unavailable", "Days they cannot play", written.DAYS, hint=_DAYS_HINT, longest=3000),
                Field("radius_km", "No other show within, km", written.WHOLE, hint="As the crow flies", longest=6),
                Field("days_before", "for so many days before", written.WHOLE, longest=3),
                Field("days_after", "and so many days after", written.WHOLE, longest=3),
            ),
        ),
        _CONTACT,
        _NOTES,
    ),
)

VENUES = Noun(
    singular="venue",
    plural="venues",
    yours="your room",
    size="capacity",
    size_label="Capacity",
    days="dark_days",
    client=lambda: clients.current().venues,
    sections=(
        Section("The room", (_NAME, _GENRES, Field("own", "This room is mine", written.TICK, hint=_OWN_HINT))),
        Section(
            "Where it is",
            (
                Field("address", "Address", longest=300, width="wide"),
                Field("postcode", "Postcode", longest=20),
                _CITY,
                _COUNTRY,
                _LAT,
                _LON,
                Field("timezone", "Time zone", hint="Europe/London; filled in with the coordinates", longest=64),
            ),
        ),
        Section(
            "What it holds and costs",
            (
                Field("capacity", "Capacity", written.WHOLE, hint="People", longest=12),
                Field("hire_cost", "Hire", written.MONEY, hint="For one night, in {currency}", longest=12),
                Field("curfew", "Curfew", written.CLOCK),
            ),
        ),
        Section("When not", (Field("dark_days", "Dark days", written.DAYS, hint=_DAYS_HINT, longest=3000),)),
        _CONTACT,
        _NOTES,
    ),
)
