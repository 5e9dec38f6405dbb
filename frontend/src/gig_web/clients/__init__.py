"""The services' nouns as the front end knows them, and one client for each service."""

from dataclasses import dataclass
from typing import cast

from flask import current_app

from gig_web.clients.catalogue import Catalogue
from gig_web.clients.diaries import Diaries
from gig_web.clients.feeds import Feeds
from gig_web.clients.gigs import GigStore
from gig_web.clients.nights import Nights
from gig_web.clients.nouns import Band, Venue
from gig_web.clients.people import People
from gig_web.clients.rooms import Rooms
from gig_web.clients.shares import Shares


@dataclass(frozen=True, slots=True)
class Clients:
    """All that a page may ask."""

    bands: Catalogue[Band]
    venues: Catalogue[Venue]
    gigs: GigStore
    nights: Nights
    people: People
    diaries: Diaries
    rooms: Rooms
    feeds: Feeds
    shares: Shares


def current() -> Clients:
    """Give the clients of the running app."""
    return cast("Clients", current_app.extensions["clients"])
