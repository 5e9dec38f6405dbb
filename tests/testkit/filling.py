"""Bands by the thousand, put into the tables directly: dense positions, folded names, genres and the row of the sizes.

Which bands have what follows from their number alone, so the same number of bands is the same catalogue anywhere.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Engine, delete, insert, text, update

from band_picker.catalogue import BANDS
from gig_chassis.catalogue import rows

BATCH = 5_000
MADE = datetime(2030, 1, 1)  # noqa: DTZ001  # stored without an offset
BODY = BANDS.body().load({"name": "?"})
CITIES = 4_000
HOME = (53.8, -1.55)


def empty(engine: Engine) -> None:
    """Take the starter list out."""
    with engine.begin() as connection:
        for table in (BANDS.genres, BANDS.entries):
            connection.execute(delete(table))


def fill(engine: Engine, first: int, end: int) -> None:
    """Add the bands of the numbers from `first` to before `end` behind those that are there."""
    for start in range(first, end, BATCH):
        numbers = range(start, min(end, start + BATCH))
        with engine.begin() as connection:
            connection.execute(insert(BANDS.entries), [_entry(number) for number in numbers])
            connection.execute(insert(BANDS.genres), [row for number in numbers for row in _genre_rows(number)])
    with engine.begin() as connection:
        connection.execute(update(BANDS.sizes).values(entries=end, unseen=0))
        if engine.dialect.name == "sqlite":  # as `setup.prepare` does at each start
            connection.execute(text("ANALYZE"))
        else:
            connection.execute(text(f"ANALYZE TABLE {BANDS.entries.name}, {BANDS.genres.name}"))


def id_of(number: int) -> UUID:
    """Give the id of a band; they grow with the numbers, as ids made one after the other do."""
    return UUID(int=(0x0190_0000_0000 + number) << 80 | 0x7 << 76 | 0x2 << 62 | _scattered(number))


def _entry(number: int) -> dict[str, Any]:
    chance = _scattered(number)
    lat, lon = (None, None) if number % 20 == 19 else _place(number)  # one in twenty lies nowhere
    said = {
        "name": f"Band {chance:08x}",
        "city": _city(number),
        "country": "GB" if number % 4 else "IE",
        "lat": lat,
        "lon": lon,
        "draw": None if number % 10 == 7 else 50 + chance % 1_950,  # a tenth knows none
    }
    kept = {"position": number, "rev": 1, "created_at": MADE, "updated_at": MADE}
    return {**rows.stored({**BODY, **said}), "id": id_of(number), **kept}


def _place(number: int) -> tuple[float, float]:
    """Scatter them over 8 degrees of latitude and 6 of longitude around HOME; five of the first thousand are there."""
    if number < 1_000 and number % 200 == 5:  # the first thousand
        return HOME
    chance = _scattered(number + 1)
    return HOME[0] + (chance % 65_521) / 65_521 * 8 - 4, HOME[1] + (chance // 65_536) / 65_536 * 6 - 3


def _city(number: int) -> str:
    """Put 10 of the first thousand into Leeds and 809 of a million; a fifth of a percent into Bath."""
    if number % (100 if number < 1_000 else 1_250) == 0:  # the first thousand
        return "Leeds"
    return "Bath" if number % 500 == 1 else f"Town {_scattered(number) % CITIES}"  # 0.2 %


def _genre_rows(number: int) -> Iterator[dict[str, Any]]:
    every = {"rock": 10, "ska": 100, "drone": 700, "polka": 300}
    named = [name for place, (name, step) in enumerate(every.items()) if (number // 4) % step == place]
    return iter(rows.genre_rows(id_of(number), [*named, f"kind {_scattered(number) % 50}"]))


def _scattered(number: int) -> int:
    """Mix the bits of a number, the same everywhere (Knuth's multiplicative hash, then a shift)."""
    mixed = number * 2_654_435_761 % 2**32
    return (mixed ^ mixed >> 15) * 2_246_822_519 % 2**32
