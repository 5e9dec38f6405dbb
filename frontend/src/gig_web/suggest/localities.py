"""The place a search is around: a name that means one place, or a sentence with the choices."""

from dataclasses import dataclass

from gig_chassis import places
from gig_chassis.folding import fold
from gig_chassis.places import Place

USUAL_KM, MOST_KM = 50, 20_000
_CLEARLY_LARGER = 5  # times: then a bare name means this one (Leeds is in Yorkshire unless said otherwise)
_MOST_CHOICES = 5


@dataclass(frozen=True, slots=True)
class Around:
    """Within `km` of a point, as the crow flies; `name` is the text that found it."""

    name: str
    km: int
    lat: float
    lon: float


class UnknownPlaceError(ValueError):
    """The text names no place, or several; the message says so and offers `choices` to type instead."""

    def __init__(self, message: str, choices: tuple[str, ...]) -> None:
        super().__init__(message)
        self.choices = choices


def around(text: str, km: int | None) -> Around:
    """Find the one place `text` means; raises UnknownPlaceError."""
    found = _largest_by_country(places.find(text))
    if not found:
        raise _unknown(text)
    if len(found) > 1 and found[1].population * _CLEARLY_LARGER > found[0].population:
        choices = _labels(found)
        raise UnknownPlaceError(f"There is more than one {found[0].name}: say which, such as {choices[0]}.", choices)
    return Around(text, USUAL_KM if km is None else km, found[0].lat, found[0].lon)


def choices(text: str) -> tuple[str, ...]:
    """Give what to type instead of a text that names no place, or several."""
    try:
        around(text, None)
    except UnknownPlaceError as error:
        return error.choices
    return ()


def country_code(text: str) -> str | None:
    """Code of a country given by code or name; None if there is none."""
    if places.country_name(text):
        return text.upper()
    return next((code for code, name in places.countries().items() if fold(name) == fold(text)), None)


def _largest_by_country(found: list[Place]) -> list[Place]:
    """Within one country the largest is meant; `found` comes largest first."""
    largest: dict[str, Place] = {}
    for place in found:
        largest.setdefault(place.country, place)
    return list(largest.values())


def _unknown(text: str) -> UnknownPlaceError:
    choices = _labels(places.starting_with(text[:3], _MOST_CHOICES)) if text else ()
    return UnknownPlaceError(
        f"No place called “{text}” is known. Check the spelling, or name a larger one near it.", choices
    )


def _labels(found: list[Place]) -> tuple[str, ...]:
    return tuple(f"{place.name}, {places.country_name(place.country)}" for place in found[:_MOST_CHOICES])
