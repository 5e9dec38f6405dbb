"""Rooms: what is usual there as the pages keep it, and what the next suggestion is told."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest

from gig_chassis.acting import Role
from gig_web.clients import Clients
from gig_web.clients.nouns import Venue
from gig_web.clients.takings import Amounts
from gig_web.suggest import asking
from gig_web.upstream import Refused

As = Callable[[Role], AbstractContextManager[Clients]]
OWN = {"ticket_price": "15.00", "costs": None, "tax_pct": None, "gross_pct": "4.20"}


@pytest.fixture
def venue(services: Clients, word: str) -> Venue:
    return services.venues.create({"name": f"Room {word}", "own": True})[0]


def test_nothing_is_usual_in_a_room_at_first(services: Clients, venue: Venue) -> None:
    found = services.rooms.money(venue.id)

    assert found
    assert (found.room.rev, found.room.ticket_price, found.usual.currency) == (0, None, "GBP")


def test_what_was_put_is_kept_and_told_to_the_next_suggestion(services: Clients, venue: Venue) -> None:
    services.rooms.put_money(venue.id, OWN, 0)

    found, asked = services.rooms.money(venue.id), asking.conflicts([date(2031, 5, 2)], [], [venue])
    takings = services.gigs.conflicts(asked).takings

    assert found
    assert takings
    assert takings.rooms == {venue.id: Amounts(**OWN)}
    assert found.together == takings.of(venue.id)


def test_whoever_was_slower_is_told(services: Clients, venue: Venue) -> None:
    services.rooms.put_money(venue.id, OWN, 0)

    with pytest.raises(Refused) as stale:
        services.rooms.put_money(venue.id, OWN | {"costs": "1.00"}, 0)

    assert stale.value.status == 412


def test_a_viewer_is_told_no_money(services: Clients, somebody: As, venue: Venue) -> None:
    services.rooms.put_money(venue.id, OWN, 0)

    with somebody("viewer") as viewer:
        found = viewer.gigs.conflicts(asking.conflicts([date(2031, 5, 2)], [], [venue]))
        with pytest.raises(Refused) as refused:
            viewer.rooms.money(venue.id)

    assert (found.takings, refused.value.status) == (None, 403)
