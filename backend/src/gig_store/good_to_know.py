"""What is good to know of one band at one venue on one day: it keeps nobody from planning the night."""

from collections.abc import Collection, Iterator
from datetime import date

from gig_store import sentences
from gig_store.nights import Night, Player, Spot, Surroundings, km_between
from gig_store.rules import DRAW_ABOVE, INFO, SAME_CITY, SAME_GENRE, Conflict

CROWDED = 3  # so many times the room is no draw for it, which warns
GENRE_DAYS = 14
CITY_DAYS = 60
SAME_TOWN_KM = 100  # farther apart, two cities only share their name


def of(day: date, slot: str, band: Player, venue: Spot, around: Surroundings) -> Iterator[Conflict]:
    """Give what is good to know, of nights near by the nearest alone."""
    if band.draw and venue.capacity and venue.capacity < band.draw <= CROWDED * venue.capacity:
        yield Conflict(INFO, DRAW_ABOVE, sentences.sells_out(band, venue))
    if night := _nearest(day, _of_its_genre(day, slot, band, venue, around)):
        yield Conflict(INFO, SAME_GENRE, sentences.same_genre(venue, night, day), night)
    if night := _nearest(day, _in_its_city(day, slot, band, venue, around)):
        yield Conflict(INFO, SAME_CITY, sentences.same_city(band, night, day), night)


def _of_its_genre(day: date, slot: str, band: Player, venue: Spot, around: Surroundings) -> list[Night]:
    shows = around.shows.get(venue.id, []) if venue.id else []
    return [
        show.night
        for show in shows
        if abs((show.night.gig_day - day).days) <= GENRE_DAYS
        and (show.night.gig_day, show.night.slot) != (day, slot)  # that one is in the way of this one
        and not show.genres.isdisjoint(band.genres)
    ]


def _in_its_city(day: date, slot: str, band: Player, venue: Spot, around: Surroundings) -> list[Night]:
    nights = [booking.night for booking in around.of(band)]
    return [
        night
        for night in nights
        if night.stands
        and abs((night.gig_day - day).days) <= CITY_DAYS
        and (
            night.gig_day != day or (night.spot.id == venue.id and night.slot != slot)
        )  # else they are rivals, or busy
        and _is_one_city(night.spot, venue)
    ]


def _is_one_city(one: Spot, other: Spot) -> bool:
    km = km_between(one, other)
    return bool(one.city) and one.city == other.city and (km is None or km <= SAME_TOWN_KM)


def _nearest(day: date, nights: Collection[Night]) -> Night | None:
    """Give the night closest to a day, the later of two."""
    return min(nights, key=lambda night: (abs(night.gig_day - day), day - night.gig_day), default=None)
