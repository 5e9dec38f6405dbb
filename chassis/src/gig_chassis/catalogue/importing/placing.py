"""What the gazetteer adds to a row: coordinates, country and time zone of its city, or the question which one it is."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from gig_chassis import great_circle, places
from gig_chassis.catalogue.importing.models import QUESTION
from gig_chassis.places import Place
from gig_chassis.places.namesakes import meant

SAME_PLACE_KM = 60
MOST_QUESTIONS = 60
_TOLD = ("country", "lat", "lon", "timezone")

Values = Mapping[str, Any]


@dataclass(slots=True)
class Questions:
    """The cities of an import that may be several places, by what is asked; the same shape as in the JSON."""

    asked: dict[str, dict[str, Any]] = field(default_factory=dict)

    def place(self, label: str, found: tuple[Place, ...]) -> Place | None:
        """Note that one more row wants to know, and give the answer where there is one."""
        if label not in self.asked:
            if len(self.asked) >= MOST_QUESTIONS:
                return None
            self.asked[label] = {"city": label, "rows": 0, "choices": [_choice(place) for place in found]}
        question = self.asked[label]
        answer = question.get("answer")
        return None if answer is None else _chosen(question["choices"][answer])


def filled(merged: Values, decided: Collection[str], questions: Questions) -> tuple[dict[str, Any], str | None]:
    """Give what to add to an entry of the values `merged`, `decided` ones left alone, and what has to be asked."""
    lacking = [name for name in _TOLD if name in merged and merged[name] is None and name not in decided]
    if not lacking or not merged["city"]:
        return {}, None
    found = _named(merged["city"], merged["country"])
    if merged["lat"] is not None:
        return _of(_near(found, merged), lacking), None
    if "lat" not in lacking or "lon" not in lacking:
        return {}, None
    if len(found) < 2:  # noqa: PLR2004  # one place is no choice
        return _of(found[0] if found else None, lacking), None
    label = _label(merged["city"], merged["country"])
    return _of(questions.place(label, found), lacking), label if label in questions.asked else None


@lru_cache(4_096)
def _named(city: str, country: str | None) -> tuple[Place, ...]:
    return tuple(meant(places.find(city, country)))


def _near(found: tuple[Place, ...], merged: Values) -> Place | None:
    lat, lon = merged["lat"], merged["lon"]
    if lon is None:
        return None
    near = [place for place in found if great_circle.distance_km(lat, lon, place.lat, place.lon) <= SAME_PLACE_KM]
    return near[0] if near else None


def _of(place: Place | None, lacking: list[str]) -> dict[str, Any]:
    return {} if place is None else {name: getattr(place, name) for name in lacking}


def _label(city: str, country: str | None) -> str:
    return f"{city}, {country}"[:QUESTION] if country else city


def _choice(place: Place) -> dict[str, Any]:
    shown = f"{place.name}, {places.country_name(place.country)} ({place.population:,} people)"
    return {"label": shown, **{name: getattr(place, name) for name in _TOLD}}


def _chosen(choice: Values) -> Place:
    return Place(choice["label"], choice["country"], choice["lat"], choice["lon"], choice["timezone"], 0)
