"""The names of the rules a night can break, and how hard each is."""

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
VENUE_HELD = "venue_held"
IDEA = "idea"
DISCARDED = "discarded"
CANNOT_CHECK = "cannot_check"

WARNINGS = (HOLD_OVER_CONFIRMED, BAND_BUSY, DARK_DAY, UNAVAILABLE, RADIUS, TRAVEL, DIARY)
