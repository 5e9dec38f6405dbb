"""The gazetteer's file, and its reader under threads."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import islice, product
from pathlib import Path
from string import ascii_lowercase
from zoneinfo import available_timezones

from gig_chassis import places
from gig_chassis.places import Place, countries, country_name, find, place_key, starting_with

FOLDER = Path(places.__file__).parent


def test_the_window_is_wider_than_any_prefix_needs() -> None:
    widest = max(sum(1 for _ in places._rows(a + b)) for a, b in product(ascii_lowercase, repeat=2))  # noqa: SLF001

    assert widest < places.WINDOW


def test_the_first_and_the_last_line_are_found() -> None:
    lines = [line.split("\t") for line in (FOLDER / "places.tsv").read_text("utf-8").splitlines()]

    assert lines[1][-1] in [place.name for place in find(lines[1][0])]
    assert lines[-1][-1] in [place.name for place in find(lines[-1][0])]


def test_every_line_is_where_the_search_looks_for_it() -> None:
    text = (FOLDER / "places.tsv").read_bytes()
    lines = text.splitlines()

    assert lines == sorted(lines)
    assert b"GeoNames" in lines[0]
    assert b"CC BY 4.0" in lines[0]
    assert len(text) < 5_000_000
    for line in islice(lines, 1, None, 997):
        key, *fields = line.decode().split("\t")
        assert place_key(key) == key
        assert fields[-1] in [place.name for place in find(key, fields[1])]


def test_every_place_has_a_country_a_zone_and_a_spot_on_the_earth() -> None:
    known, zones = countries(), available_timezones()
    everywhere = [place for a, b in product(ascii_lowercase, repeat=2) for place in starting_with(a + b, 10_000)]

    wrong = [place for place in everywhere if place.country not in known or place.timezone not in zones]

    assert wrong == []
    assert len(set(everywhere)) > 69_000
    assert all(abs(place.lat) <= 90 and abs(place.lon) <= 180 and place.population >= 0 for place in everywhere)


def test_a_place_is_a_plain_value() -> None:
    assert find("Tórshavn") == [Place("Tórshavn", "FO", 62.010, -6.772, "Atlantic/Faroe", 13200)]


def test_countries_have_names_by_code() -> None:
    assert (country_name("GB"), country_name("de"), country_name("XX"), country_name("")) == (
        "United Kingdom",
        "Germany",
        None,
        None,
    )
    assert len(countries()) == 250
    assert list(countries()) == sorted(countries())
    assert countries()["IE"] == "Ireland"


def test_changing_the_answer_changes_no_country() -> None:
    countries().clear()

    assert country_name("IE") == "Ireland"


def test_an_import_opens_nothing_and_many_threads_open_the_file_once() -> None:
    program = """if True:
        import builtins, mmap
        from concurrent.futures import ThreadPoolExecutor
        maps, real = [], mmap.mmap
        mmap.mmap = lambda *args, **named: maps.append(args) or real(*args, **named)
        from gig_chassis import places
        assert maps == [], "the import opened the file"
        with ThreadPoolExecutor(16) as pool:
            found = list(pool.map(places.find, ["London"] * 200))
        assert len(maps) == 1, maps
        assert all(towns == found[0] for towns in found)
    """

    done = subprocess.run([sys.executable, "-c", program], env={"PYTHONPATH": str(FOLDER.parents[1])}, check=False)  # noqa: S603  our own words

    assert done.returncode == 0


def test_threads_do_not_disturb_each_other() -> None:
    names = ["London", "Dublin", "München", "Łódź", "Córdoba", "Newport, GB", "Nowhere at all"] * 40

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(find, names))

    assert found == [find(name) for name in names]
