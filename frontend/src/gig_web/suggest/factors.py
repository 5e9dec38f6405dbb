"""How well a band suits a room and a night: factors that add up to 100, unknown ones counting half."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from gig_chassis import great_circle
from gig_chassis.folding import fold
from gig_web.clients.nouns import Band, Venue
from gig_web.money.outlook import Outlook
from gig_web.suggest import figures
from gig_web.suggest.figures import Figures

GENRE, CAPACITY, FRESH, DISTANCE, MONEY, WEEKDAY = "genre", "capacity", "fresh", "distance", "money", "weekday"
WEIGHTS = {GENRE: 25, CAPACITY: 25, FRESH: 20, DISTANCE: 15, MONEY: 10, WEEKDAY: 5}
NEUTRAL = 0.5
_NEAR_KM, _FAR_KM = 50, 600
_THIN, _SNUG, _FULL, _CRUSHED = 0.1, 0.6, 0.9, 2.0  # draw as a share of the room
_SAFE, _BOLD = 30, 100  # per cent of the tickets that it takes to break even
_NIGHTS = (0.1, 0.2, 0.4, 0.7, 1.0, 1.0, 0.4)  # Monday first


@dataclass(frozen=True, slots=True)
class Factor:
    """One factor: `share` of its weight from 0 to 1, None where the facts for it are missing."""

    code: str
    share: float | None

    @property
    def points(self) -> float:
        """What it adds to the score."""
        return WEIGHTS[self.code] * (NEUTRAL if self.share is None else self.share)


def of_pair(
    band: Band | None,
    venue: Venue | None,
    recent: Collection[str],
    wanted: Collection[str] = (),
    known: Figures = figures.NONE,
) -> tuple[Factor, ...]:
    """Weigh band and room against each other; `recent` holds ids seen lately, `wanted` the genres asked for."""
    return (
        Factor(GENRE, _genre(band, venue, wanted)),
        Factor(CAPACITY, _capacity(band, venue, known)),
        Factor(FRESH, _freshness(band, venue, recent)),
        Factor(DISTANCE, _distance(band, venue)),
        Factor(MONEY, _money(known.outlook)),
    )


def of_day(day: date, weekdays: Collection[int] = ()) -> Factor:
    """Weigh the night of the week; where the person chose the nights, each of them is as good."""
    return Factor(WEEKDAY, None if weekdays else _NIGHTS[day.weekday()])


def shared_genres(band: Band, venue: Venue) -> list[str]:
    """Genres of the band that the room is known for, as the band spells them."""
    known = {fold(genre) for genre in venue.genres}
    return [genre for genre in band.genres if fold(genre) in known]


def kilometres(band: Band, venue: Venue) -> float | None:
    """Distance from the band's home to the room as the crow flies; None where a place is not known."""
    if band.lat is None or band.lon is None or venue.lat is None or venue.lon is None:
        return None
    return great_circle.distance_km(band.lat, band.lon, venue.lat, venue.lon)


def _genre(band: Band | None, venue: Venue | None, wanted: Collection[str]) -> float | None:
    if band is None or venue is None or not band.genres or not venue.genres:
        return None
    shared = shared_genres(band, venue)
    asked = {fold(genre) for genre in wanted}
    relevant = [genre for genre in band.genres if fold(genre) in asked] or band.genres
    overlap = len([genre for genre in relevant if genre in shared]) / len(relevant)
    return 0.6 + 0.4 * overlap if shared else 0.0


def _capacity(band: Band | None, venue: Venue | None, known: Figures) -> float | None:
    draw = figures.draw(band, known) if band else None
    if venue is None or not draw or not venue.capacity:
        return None
    filled = draw / venue.capacity
    return min(_rising(filled, _THIN, _SNUG), 1 - _rising(filled, _FULL, _CRUSHED))


def _freshness(band: Band | None, venue: Venue | None, recent: Collection[str]) -> float | None:
    seen = [part.id in recent for part in (band, venue) if part is not None]
    return 1 - sum(seen) / len(seen) if seen and recent else None


def _distance(band: Band | None, venue: Venue | None) -> float | None:
    km = kilometres(band, venue) if band and venue else None
    return None if km is None else 1 - _rising(km, _NEAR_KM, _FAR_KM)


def _money(outlook: Outlook | None) -> float | None:
    if outlook is None:
        return None
    return 0.0 if outlook.share is None else 1 - _rising(outlook.share, _SAFE, _BOLD)


def _rising(value: float, low: float, high: float) -> float:
    """0 up to `low`, 1 from `high` on, a straight line between."""
    return min(1.0, max(0.0, (value - low) / (high - low)))
