"""A list of venues as found in the wild, in any length: entities, quotes, doubles, lines that break, bad cells."""

import csv
import io
from collections.abc import Iterator

HEADER = ("Venue ID", "Venue Name", "City Name", "Latitude", "Longitude", "Capacity", "Genres", "Notes", "Wheels")
CITIES = ("Leeds", "Bristol", "Newport", "Cardiff", "Newcastle", "Glasgow", "Bath", "Hull", "", "Nowhere at all")
KINDS = (
    "Arms",
    "Hall",
    "Social Club",
    "&quot;Bliss&quot; Rooms",
    "Café",
    "R&amp;B Cellar",
    'The "Old" Barn',
    "O'Neill&#39;s",
)
GENRES = ("rock", "folk;trad", "", "Jazz; jazz", "drum'n'bass;dub;ska")


def venue_list(rows: int, *, first: int = 0) -> bytes:
    """Give a file with so many rows; one in fifty is a double, one in a hundred an error."""
    text = io.StringIO()
    write = csv.writer(text, lineterminator="\r\n").writerow
    write(HEADER)
    for row in _rows(rows, first):
        write(row)
    return text.getvalue().encode("utf-8-sig")


def _rows(rows: int, first: int) -> Iterator[tuple[object, ...]]:
    for number in range(first, first + rows):
        if number % 50 == 49:  # noqa: PLR2004  # one in fifty
            number -= 1  # noqa: PLW2901  # the row before, once more
        scattered = number * 2654435761 % 2**32
        lat, lon = 50 + scattered % 8000 / 1000, -5 + scattered % 6500 / 1000
        is_wrong, city = number % 100 == 7, CITIES[scattered % len(CITIES)]  # noqa: PLR2004  # one in a hundred
        place = ("95.5", lon) if is_wrong else ("", "") if number % 10 == 3 else (lat, lon)  # noqa: PLR2004  # a tenth
        notes = "two\nlines, quoted" if number % 25 == 0 else "=cmd|'/c calc'!A0" if number % 40 == 0 else ""
        named = f"{KINDS[scattered % len(KINDS)]} {number}"
        yield f"b{number:x}", named, city, *place, 1 + scattered % 3000, GENRES[scattered % len(GENRES)], notes, "4"
