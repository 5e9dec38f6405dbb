"""Fields of JSON bodies and queries that every service checks alike; "absent" is null in JSON and None here."""

from gig_chassis.fields.lists import MAX_GENRE, MAX_GENRES, MAX_RANGES, DayRanges, Genres, Several
from gig_chassis.fields.numbers import MAX_MONEY, Degrees, Flag, Money, Switch, Whole
from gig_chassis.fields.texts import (
    CLOCK_TIME,
    COUNTRY,
    MAX_TIMEZONE,
    OPTIONAL,
    ClockTime,
    Country,
    Email,
    Text,
    Timezone,
)

__all__ = [
    "CLOCK_TIME",
    "COUNTRY",
    "MAX_GENRE",
    "MAX_GENRES",
    "MAX_MONEY",
    "MAX_RANGES",
    "MAX_TIMEZONE",
    "OPTIONAL",
    "ClockTime",
    "Country",
    "DayRanges",
    "Degrees",
    "Email",
    "Flag",
    "Genres",
    "Money",
    "Several",
    "Switch",
    "Text",
    "Timezone",
    "Whole",
]
