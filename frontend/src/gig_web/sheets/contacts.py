"""Whom to call, and where it is: from the catalogue, as far as it answers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import quote, urlencode

from gig_web import clients, parallel
from gig_web.clients.catalogue import Catalogue
from gig_web.clients.nouns import Band, Gig, Venue
from gig_web.clients.shares import Contact, Contacts, RoomContact, SheetGig
from gig_web.upstream import Refused, UpstreamError

Noun = TypeVar("Noun", Band, Venue)

MAP = "https://www.openstreetmap.org"
SHORTEST = 3  # digits of a number that can be called
_SEVERAL = re.compile(r"\s*[/,;]\s*")
_EXTENSION = re.compile(r"(?i)\s*(ext|x|#).*")


@dataclass(frozen=True, slots=True)
class Gathered:
    """The contacts, and the services that did not answer for the others."""

    contacts: Contacts
    missing: list[str]


@dataclass(frozen=True, slots=True)
class Person:
    """Whom to call for what: each number as it is written, and as a telephone takes it ("" where it takes none)."""

    of: str
    contact: str | None
    numbers: list[tuple[str, str]]
    email: str | None

    @property
    def mailto(self) -> str:
        """Give the address a mail is begun with."""
        return f"mailto:{quote(self.email or '', safe='@+')}"


def gather(gig: Gig) -> Gathered:
    """Ask the catalogue about a gig's venue and bands."""
    venue, bands = parallel.both(lambda: _venue(gig), lambda: _bands(gig), clients.current().bands.name)
    failed = [found.service for found in (venue, bands) if isinstance(found, UpstreamError)]
    there = [] if isinstance(bands, UpstreamError) else bands
    return Gathered(Contacts(None if isinstance(venue, UpstreamError) else venue, there), failed)


def people(gig: SheetGig, known: Contacts) -> list[Person]:
    """Give those of the venue and the bands that somebody can be reached at, the venue first."""
    return [
        Person(name, found.contact, numbers(found.phone), found.email)
        for name, found in _named(gig, known)
        if found.contact or found.phone or found.email
    ]


def room(gig: SheetGig, known: Contacts) -> RoomContact | None:
    """Give what is known of the gig's venue; not of one it had before."""
    is_it = gig.venue and known.venue and known.venue.id == gig.venue.id
    return known.venue if is_it else None


def unreachable(gig: SheetGig, known: Contacts) -> list[str]:
    """Name the venue and bands whom nobody knows how to reach."""
    reached = {person.of for person in people(gig, known)}
    every = [*([gig.venue.name] if gig.venue else []), *(act.name for act in gig.lineup)]
    return [name for name in every if name not in reached]


def numbers(phone: str | None) -> list[tuple[str, str]]:
    """Part numbers that are written together, each with the `tel:` address of it."""
    return [(written, _tel(written)) for written in _SEVERAL.split(phone or "") if written]


def map_url(gig: SheetGig, found: RoomContact | None) -> str:
    """Give where the venue is on a map: by its coordinates, else by its address; "" where neither is known."""
    if gig.venue is None:
        return ""
    lat, lon = (found.lat, found.lon) if found and found.lat is not None else (gig.venue.lat, gig.venue.lon)
    if lat is not None and lon is not None:
        return f"{MAP}/?{urlencode({'mlat': lat, 'mlon': lon})}#map=17/{lat}/{lon}"
    parts = (found.address if found else None, found.postcode if found else None, gig.venue.city)
    written = ", ".join(part.replace("\n", ", ") for part in parts if part)
    return f"{MAP}/search?{urlencode({'query': written})}" if written else ""


def _tel(written: str) -> str:
    plain = _EXTENSION.sub("", written).replace("(0)", "")
    digits = "".join(sign for sign in plain if sign.isascii() and sign.isdigit())
    return f"tel:{'+' if plain.lstrip(' (').startswith('+') else ''}{digits}" if len(digits) >= SHORTEST else ""


def _named(gig: SheetGig, known: Contacts) -> Iterator[tuple[str, Contact]]:
    if (found := room(gig, known)) and gig.venue:
        yield gig.venue.name, found
    bands = {contact.id: contact for contact in known.bands}
    for act in gig.lineup:
        if act.band_id in bands:
            yield act.name, bands[act.band_id]


def _venue(gig: Gig) -> RoomContact | None:
    venue = _found(clients.current().venues, gig.venue.id) if gig.venue else None
    if venue is None:
        return None
    place = (venue.address, venue.postcode, venue.lat, venue.lon, venue.curfew)
    return RoomContact(venue.id, venue.contact, venue.email, venue.phone, *place)


def _bands(gig: Gig) -> list[Contact]:
    every = (_found(clients.current().bands, act.band_id) for act in gig.lineup if act.band_id)
    return [Contact(band.id, band.contact, band.email, band.phone) for band in every if band]


def _found(catalogue: Catalogue[Noun], item_id: str) -> Noun | None:
    """Give a row of the catalogue, None where there is none any more."""
    try:
        return catalogue.get(item_id)
    except Refused:
        return None
