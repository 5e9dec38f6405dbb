"""Telephones that can be called with one touch, and the way to the venue."""

from collections.abc import Callable

import pytest

from gig_web.clients.nouns import Act, GigVenue
from gig_web.clients.shares import Contact, Contacts, RoomContact, SheetGig
from gig_web.sheets import contacts

Make = Callable[..., SheetGig]
HERE, ELSEWHERE = GigVenue("v1", "The Wardrobe", "Leeds"), GigVenue("v2", "Elsewhere", "York")


@pytest.mark.parametrize(
    ("phone", "expected"),
    [
        pytest.param(None, [], id="none"),
        pytest.param("07700 900123", [("07700 900123", "tel:07700900123")], id="as it is written here"),
        pytest.param("+44 (0)113 496 0000", [("+44 (0)113 496 0000", "tel:+441134960000")], id="from abroad"),
        pytest.param("(+44) 113 496", [("(+44) 113 496", "tel:+44113496")], id="plus in brackets"),
        pytest.param("113 / 07700", [("113", "tel:113"), ("07700", "tel:07700")], id="two numbers"),
        pytest.param("0113 496 ext. 12", [("0113 496 ext. 12", "tel:0113496")], id="an extension"),
        pytest.param("ask at the bar", [("ask at the bar", "")], id="no number"),
        pytest.param("٠١٢٣", [("٠١٢٣", "")], id="digits no telephone takes"),
    ],
)
def test_numbers_become_what_a_telephone_takes(phone: str | None, expected: list[tuple[str, str]]) -> None:
    assert contacts.numbers(phone) == expected


@pytest.mark.parametrize(
    ("venue", "known", "url"),
    [
        pytest.param(None, None, "", id="no venue"),
        pytest.param(GigVenue("v1", "The Wardrobe"), None, "", id="nowhere"),
        pytest.param(HERE, None, "https://www.openstreetmap.org/search?query=Leeds", id="only a city"),
        pytest.param(
            HERE,
            RoomContact("v1", address="6 St Peters\nSquare", postcode="LS9 8AH"),
            "https://www.openstreetmap.org/search?query=6+St+Peters%2C+Square%2C+LS9+8AH%2C+Leeds",
            id="an address",
        ),
        pytest.param(
            GigVenue("v1", "The Wardrobe", lat=53.8, lon=-1.5),
            None,
            "https://www.openstreetmap.org/?mlat=53.8&mlon=-1.5#map=17/53.8/-1.5",
            id="as the gig has it",
        ),
        pytest.param(
            HERE,
            RoomContact("v1", lat=0.0, lon=0.0),
            "https://www.openstreetmap.org/?mlat=0.0&mlon=0.0#map=17/0.0/0.0",
            id="as the catalogue has it",
        ),
    ],
)
def test_the_map_shows_the_place_as_exactly_as_it_is_known(
    sheet_gig: Make, venue: GigVenue | None, known: RoomContact | None, url: str
) -> None:
    assert contacts.map_url(sheet_gig(venue=venue), known) == url


def test_the_contacts_of_a_venue_the_gig_had_before_are_not_shown(sheet_gig: Make) -> None:
    known = Contacts(RoomContact("v1", "Ada", phone="113"), [Contact("b1", "Sam"), Contact("b2", "Kim")])
    gig = sheet_gig(venue=ELSEWHERE, lineup=[Act("b1", "The Howl", "headline"), Act("b3", "Late", "support")])

    assert contacts.room(gig, known) is None
    assert [person.of for person in contacts.people(gig, known)] == ["The Howl"]
    assert contacts.unreachable(gig, known) == ["Elsewhere", "Late"]


def test_who_has_neither_name_nor_number_is_named_as_not_known(sheet_gig: Make) -> None:
    known = Contacts(RoomContact("v1", address="6 St Peters Square"), [])

    assert contacts.people(sheet_gig(venue=HERE), known) == []
    assert contacts.unreachable(sheet_gig(venue=HERE), known) == ["The Wardrobe"]
