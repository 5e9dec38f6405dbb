"""A gazetteer of the places with 5,000 people or more, and the smaller seats of government, all over the world.

The data come from GeoNames (https://www.geonames.org), licensed under CC BY 4.0, by way of `make_gazetteer.py`.
They stay on disk: `places.tsv` is sorted by key and searched through a shared map of the file, so that neither an
import nor a lookup loads it.
"""

import mmap
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from heapq import nlargest
from itertools import islice
from pathlib import Path

from gig_chassis.folding import fold

LONGEST_NAME = 120
SHORTEST_PREFIX = 2
WINDOW = 10_000
_FOLDER = Path(__file__).parent
_SHORT_WORDS = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
_DROPPED = str.maketrans({"-": " ", "'": None, ".": None})
_opening = threading.Lock()


@dataclass(frozen=True, slots=True)
class Place:
    """A town: ISO 3166 alpha-2 country, degrees to three decimals, IANA zone."""

    name: str
    country: str
    lat: float
    lon: float
    timezone: str
    population: int


@dataclass(frozen=True, slots=True)
class _Country:
    name: str
    timezone: str
    other_names: tuple[str, ...]


def find(name: str, country: str | None = None) -> list[Place]:
    """Places of that name or alias, largest first; `country` is a code or a name and may follow a comma in `name`."""
    code = _country_code(country) if country else None
    if len(name) > LONGEST_NAME or (country and code is None):
        return []
    town, comma, last = name.rpartition(",")
    said = _country_code(last) if comma else None
    found = [place for place in _named(name) if code in (None, place.country)]
    return find(town, said) if said and code in (None, said) and not found else found


def starting_with(prefix: str, limit: int = 10) -> list[Place]:
    """Places whose name or alias starts so, largest first; none for a prefix shorter than two letters."""
    key = place_key(prefix)
    if len(key) < SHORTEST_PREFIX or limit < 1:
        return []
    # A place has a row for each of its aliases, the same but for the key.
    distinct = dict.fromkeys(islice(_rows(key), WINDOW))
    return [_place(row) for row in nlargest(limit, distinct, key=_population)]


def place_key(name: str) -> str:
    """Fold a name as `places.tsv` is sorted: hyphens as spaces, no apostrophes or dots, "st" as "saint"."""
    words = fold(name[: LONGEST_NAME + 1]).translate(_DROPPED).split()
    return " ".join([_SHORT_WORDS.get(word, word) for word in words[:-1]] + words[-1:])


def country_name(code: str) -> str | None:
    """English name of an ISO 3166 alpha-2 code in either case; None if there is none."""
    country = _countries().get(code.upper())
    return country.name if country else None


def countries() -> dict[str, str]:
    """English names by ISO 3166 alpha-2 code, sorted by code."""
    return {code: country.name for code, country in _countries().items()}


def _named(name: str) -> list[Place]:
    key = place_key(name)
    rows = _rows(key + "\t") if key else []
    return sorted(map(_place, rows), key=lambda place: -place.population)


def _country_code(text: str) -> str | None:
    return _codes().get(place_key(text))


@cache
def _codes() -> dict[str, str]:
    codes = {place_key(name): code for code, country in _countries().items() for name in country.other_names}
    for code, country in _countries().items():
        codes |= {place_key(country.name): code, code.lower(): code}
    return codes


@cache
def _countries() -> dict[str, _Country]:
    lines = (_FOLDER / "countries.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {code: _Country(name, zone, tuple(others.split("|"))) for code, name, zone, others in rows}


def _rows(prefix: str) -> Iterator[bytes]:
    """Yield what follows the key in every line that starts so."""
    text, start = _text(), prefix.encode("utf-8", "surrogatepass")
    at = _first_line(text, start)
    while text[at : at + len(start)] == start:
        end = text.find(b"\n", at)
        yield text[at:end].partition(b"\t")[2]
        at = end + 1


def _first_line(text: mmap.mmap, start: bytes) -> int:
    low, high = 0, len(text)
    while low < high:
        line = max(low, text.rfind(b"\n", low, (low + high) // 2) + 1)
        if text[line : line + len(start)] < start:
            low = text.find(b"\n", line) + 1
        else:
            high = line
    return low


def _text() -> mmap.mmap:
    with _opening:
        return _mapped()


@cache
def _mapped() -> mmap.mmap:
    with (_FOLDER / "places.tsv").open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _population(row: bytes) -> int:
    return int(row.partition(b"\t")[0])


def _place(row: bytes) -> Place:
    population, country, lat, lon, zone, name = row.decode().split("\t")
    timezone = zone or _countries()[country].timezone
    return Place(name, country, float(lat), float(lon), timezone, int(population))
