"""Fill in the coordinates of a city that the gazetteer knows, and say so."""

from collections.abc import Mapping
from dataclasses import dataclass

from gig_chassis import great_circle, places
from gig_chassis.places import Place
from gig_chassis.places.namesakes import meant

SAME_PLACE_KM = 60
ELSEWHERE = "elsewhere"

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Placed:
    """The texts to go on with, what was done in words, and the choices where a name means several places."""

    texts: dict[str, str]
    note: str = ""
    choices: tuple[tuple[str, str], ...] = ()


def fill(texts: Texts, base: Texts, chosen: str = "") -> Placed:
    """Fill in `texts` what the city tells; `base` is what they were before, `chosen` the answer to the choices."""
    if not texts["city"] or not _wanting(texts, base):
        return Placed(dict(texts))
    found = meant(places.find(texts["city"], texts["country"] or None))
    if len(found) > 1 and chosen:
        found = [place for place in found if _key(place) == chosen]
    if len(found) > 1:
        return Placed(dict(texts), choices=(*((_key(place), _label(place)) for place in found), _OTHER))
    if not found:
        return Placed(dict(texts), _not_known(texts, chosen))
    return _place(texts, found[0])


_OTHER = (ELSEWHERE, "Another place: leave the coordinates as they are")


def _wanting(texts: Texts, base: Texts) -> bool:
    """Whether something is missing that the city tells, or only the city was changed."""
    if bool(texts["lat"]) != bool(texts["lon"]):
        return False  # half a coordinate is an error of its own
    missing = not texts["lat"] or texts.get("timezone") == ""
    moved = any(texts[name] != base.get(name, texts[name]) for name in ("city", "country"))
    stayed = all(texts[name] == base.get(name) for name in ("lat", "lon"))
    return missing or (moved and stayed)


def _place(texts: Texts, place: Place) -> Placed:
    filled, done = {"country": place.country}, []
    if _far(texts, place):
        filled |= {"lat": repr(place.lat), "lon": repr(place.lon)}
        done.append(f"Coordinates of {place.name} city filled in: correct them if you know better.")
    if texts.get("timezone") == "":
        filled["timezone"] = place.timezone
        done.append(f"Time zone {place.timezone} filled in.")
    return Placed({**texts, **filled}, " ".join(done))


def _far(texts: Texts, place: Place) -> bool:
    """Whether the coordinates are missing or not those of `place`."""
    try:
        lat, lon = float(texts["lat"]), float(texts["lon"])
    except ValueError:
        return True
    return great_circle.distance_km(lat, lon, place.lat, place.lon) > SAME_PLACE_KM


def _not_known(texts: Texts, chosen: str) -> str:
    if chosen:
        return ""
    if texts["lat"]:
        return f"No place called “{texts['city']}” is known: check that the coordinates are still right."
    return f"No place called “{texts['city']}” is known, so the coordinates stay empty and distances cannot be checked."


def _key(place: Place) -> str:
    return f"{place.country},{place.lat},{place.lon}"


def _label(place: Place) -> str:
    country = places.country_name(place.country)
    return f"{place.name}, {country} ({place.lat:.1f}, {place.lon:.1f}; {place.population:,} people)"
