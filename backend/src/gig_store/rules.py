"""The rules a night can break, how hard each is, and what it is to break one."""

from dataclasses import dataclass

from gig_store.nights import Night

BLOCK, WARN, INFO = "block", "warn", "info"
LEVELS = (BLOCK, WARN, INFO)

VENUE_TAKEN = "venue_taken"
HOLD_OVER_CONFIRMED = "hold_over_confirmed"
BAND_BUSY = "band_busy"
DARK_DAY = "dark_day"
UNAVAILABLE = "unavailable"
RADIUS = "radius"
TRAVEL = "travel"
DIARY = "diary"
DRAW_OVER = "draw_over"
VENUE_HELD = "venue_held"
IDEA = "idea"
DISCARDED = "discarded"
CANNOT_CHECK = "cannot_check"
DRAW_ABOVE = "draw_above"
SAME_GENRE = "same_genre"
SAME_CITY = "same_city"

WARNINGS = (HOLD_OVER_CONFIRMED, BAND_BUSY, DARK_DAY, UNAVAILABLE, RADIUS, TRAVEL, DIARY, DRAW_OVER)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something that stands against a night: level block, warn or info."""

    level: str
    rule: str
    text: str
    night: Night | None = None
