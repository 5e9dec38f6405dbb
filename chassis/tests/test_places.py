"""Finding places by what people type."""

from itertools import pairwise
from pathlib import Path

import pytest

from gig_chassis import places
from gig_chassis.great_circle import distance_km
from gig_chassis.places import find, starting_with

FOLDER = Path(places.__file__).parent
CITIES = [  # coordinates from the cities' articles, to a hundredth of a degree
    ("London", "GB", 51.51, -0.13, "Europe/London"),
    ("Dublin", "IE", 53.35, -6.26, "Europe/Dublin"),
    ("Paris", "FR", 48.86, 2.35, "Europe/Paris"),
    ("Berlin", "DE", 52.52, 13.41, "Europe/Berlin"),
    ("München", "DE", 48.14, 11.58, "Europe/Berlin"),
    ("Wien", "AT", 48.21, 16.37, "Europe/Vienna"),
    ("Praha", "CZ", 50.09, 14.42, "Europe/Prague"),
    ("Łódź", "PL", 51.78, 19.45, "Europe/Warsaw"),
    ("Göteborg", "SE", 57.71, 11.97, "Europe/Stockholm"),
    ("Reykjavik", "IS", 64.15, -21.94, "Atlantic/Reykjavik"),
    ("Lisboa", "PT", 38.73, -9.15, "Europe/Lisbon"),
    ("Firenze", "IT", 43.77, 11.25, "Europe/Rome"),
    ("The Hague", "NL", 52.08, 4.31, "Europe/Amsterdam"),
    ("Kiev", "UA", 50.45, 30.52, "Europe/Kyiv"),
    ("Istanbul", "TR", 41.01, 28.96, "Europe/Istanbul"),
    ("New York", "US", 40.71, -74.01, "America/New_York"),
    ("Los Angeles", "US", 34.05, -118.24, "America/Los_Angeles"),
    ("Chicago", "US", 41.88, -87.63, "America/Chicago"),
    ("Montreal", "CA", 45.51, -73.55, "America/Toronto"),
    ("Mexico City", "MX", 19.43, -99.13, "America/Mexico_City"),
    ("Sao Paulo", "BR", -23.55, -46.63, "America/Sao_Paulo"),
    ("Buenos Aires", "AR", -34.60, -58.38, "America/Argentina/Buenos_Aires"),
    ("Cape Town", "ZA", -33.93, 18.42, "Africa/Johannesburg"),
    ("Lagos", "NG", 6.46, 3.38, "Africa/Lagos"),
    ("Tokyo", "JP", 35.69, 139.69, "Asia/Tokyo"),
    ("Mumbai", "IN", 19.08, 72.88, "Asia/Kolkata"),
    ("Sydney", "AU", -33.87, 151.21, "Australia/Sydney"),
    ("Auckland", "NZ", -36.85, 174.76, "Pacific/Auckland"),
]


@pytest.mark.parametrize(("name", "country", "lat", "lon", "timezone"), CITIES, ids=[city[0] for city in CITIES])
def test_a_great_city_is_first_of_its_name_and_where_it_is(
    name: str, country: str, lat: float, lon: float, timezone: str
) -> None:
    place = find(name)[0]

    assert (place.country, place.timezone) == (country, timezone)
    assert distance_km(place.lat, place.lon, lat, lon) < 10


@pytest.mark.parametrize(
    ("alias", "name", "country"),
    [
        ("Munich", "Munich", "DE"),
        ("Muenchen", "Munich", "DE"),
        ("Cologne", "Köln", "DE"),
        ("KOELN", "Köln", "DE"),
        ("Gothenburg", "Gothenburg", "SE"),
        ("Florence", "Florence", "IT"),
        ("Prague", "Prague", "CZ"),
        ("Vienna", "Vienna", "AT"),
        ("Den Haag", "The Hague", "NL"),
        ("'s-Gravenhage", "The Hague", "NL"),
        ("Bruges", "Brugge", "BE"),
        ("Ypres", "Ieper", "BE"),
        ("Bienne", "Biel/Bienne", "CH"),
        ("Hanover", "Hannover", "DE"),
        ("Hull", "Kingston upon Hull", "GB"),
        ("Frankfurt", "Frankfurt am Main", "DE"),
        ("Palma de Mallorca", "Palma", "ES"),
        ("Washington D.C.", "Washington", "US"),
        ("kings lynn", "King's Lynn", "GB"),
        ("Stoke on Trent", "Stoke-on-Trent", "GB"),
        ("Bury Saint Edmunds", "Bury St Edmunds", "GB"),
        ("st petersburg", "Saint Petersburg", "RU"),
    ],
)
def test_a_town_answers_to_its_other_names(alias: str, name: str, country: str) -> None:
    place = find(alias)[0]

    assert (place.name, place.country) == (name, country)


@pytest.mark.parametrize(
    ("name", "country"),
    [("Salisbury", "GB"), ("Rugby", "GB"), ("Southport", "GB"), ("Valence", "FR"), ("Kalmar", "SE"), ("Vienne", "FR")],
)
def test_a_larger_towns_forgotten_alias_does_not_hide_a_real_name(name: str, country: str) -> None:
    assert find(name)[0].country == country


def test_the_newports_of_britain_can_be_told_apart() -> None:
    newports = find("Newport", "GB")

    assert len(find("Newport")) > len(newports)
    assert [(place.name, place.country) for place in newports] == [("Newport", "GB")] * 3
    assert [place.population for place in newports] == sorted((place.population for place in newports), reverse=True)
    assert distance_km(newports[0].lat, newports[0].lon, 51.59, -3.0) < 5  # Wales
    assert distance_km(newports[1].lat, newports[1].lon, 50.7, -1.29) < 5  # Isle of Wight


def test_cordoba_is_in_spain_and_in_argentina() -> None:
    assert {"ES", "AR"} <= {place.country for place in find("Cordoba")}
    assert find("Córdoba", "ES")[0].timezone == "Europe/Madrid"
    assert find("CÓRDOBA, Argentina")[0].timezone == "America/Argentina/Cordoba"


@pytest.mark.parametrize(
    "said",
    [
        "Newport, GB",
        "newport,gb",
        "Newport , United Kingdom",
        "Newport, UK",
        "Newport, U.K.",
        "Newport, GBR",
        "Newport, Wales",
        "Newport, Wales, UK",
    ],
)
def test_a_country_may_follow_a_comma(said: str) -> None:
    assert find(said) == find("Newport", "GB")


@pytest.mark.parametrize("country", ["GB", "gb", " GB ", "United Kingdom", "Great Britain", "Scotland", "gbr"])
def test_a_country_is_a_code_or_a_name(country: str) -> None:
    assert {place.country for place in find("Newport", country)} == {"GB"}


def test_a_country_said_twice_has_to_be_the_same_one() -> None:
    assert find("Newport, GB", "GB") == find("Newport", "GB")
    assert find("Newport, GB", "US") == []


@pytest.mark.parametrize("country", [None, ""])
def test_no_country_means_any(country: str | None) -> None:
    assert len({place.country for place in find("Newport", country)}) > 1


@pytest.mark.parametrize(
    "name",
    [
        "",
        "   \t\n",
        "\0",
        "London\0",
        "\ud800",
        "Lond\ud800",
        "Nowhere-upon-Sea",
        "Londo",
        "London, Atlantis",
        ",",
        ", GB",
        "-'.",
        "# NOTICE: data from GeoNames",
        "London\t8961989",
        "LHR",
        "日本",
        "x" * 1_000_000,
        "é" * 1_000_000,
        "London" + ",GB" * 100_000,
        "London" + " " * 1_000_000,
    ],
    ids=range(20),
)
def test_nonsense_is_nowhere(name: str) -> None:
    assert find(name) == []
    assert find("London", name or "-") == []


def test_a_prefix_gives_the_largest_first_and_each_once() -> None:
    towns = starting_with("mün")

    assert (towns[0].name, len(towns), len(set(towns))) == ("Munich", 10, 10)
    assert all(larger.population >= smaller.population for larger, smaller in pairwise(towns))


def test_a_prefix_also_completes_aliases() -> None:
    assert starting_with("colog", 1) == find("Köln")
    assert starting_with("St. Alb", 1) == find("St Albans", "GB")


def test_a_prefix_gives_as_many_as_there_are_up_to_the_limit() -> None:
    assert len(starting_with("lon", 3)) == 3
    assert len(starting_with("kyi", 50)) < 50
    assert starting_with("lon", 0) == []


@pytest.mark.parametrize(
    "prefix", ["", "l", " l ", "ł", "-l", "\0\0", "\ud800\ud800", "# n", "# NOTICE", "zzzz", "lo" * 100_000], ids=ascii
)
def test_a_prefix_too_short_or_of_no_place_gives_nothing(prefix: str) -> None:
    assert starting_with(prefix) == []
