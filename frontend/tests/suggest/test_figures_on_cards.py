"""What a card says in numbers: where the night breaks even, and whom the band drew before."""

import html
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient

from gig_web.clients.nouns import Band, Venue
from gig_web.clients.takings import Attended
from gig_web.suggest import figures, matchmaking, reasons
from gig_web.suggest.figures import Ledger
from gig_web.suggest.matchmaking import Taste

FRIDAY = date(2027, 3, 12)
JSON = {"Accept": "application/json"}
USUAL = {"currency": "GBP", "ticket_price": "12.00", "costs": "600.00", "tax_pct": "20.00", "gross_pct": "0.00"}
UNSET = dict.fromkeys(("ticket_price", "costs", "tax_pct", "gross_pct"))

Bands = Callable[..., Band]
Venues = Callable[..., Venue]
Planner = Any


@pytest.fixture
def priced(planner: Planner) -> Planner:
    """Give the planner usual prices, and its band a fee."""
    planner.bands[0]["fee"] = "400.00"
    planner.beside = {"money": {"usual": USUAL, "rooms": {}}}
    return planner


def section(page: str) -> str:
    """Give the words of the card about money."""
    found = re.search(r'<section class="card-money".*?</section>', page, re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", found[0])).split()) if found else ""


def suggested(client: FlaskClient, address: str) -> dict[str, Any]:
    answer = client.get(address, headers=JSON).json
    assert answer
    return dict(answer["suggestion"])


def drew(people: int, day: str, room: Venue, **given: object) -> Attended:
    """Note a past night in a room."""
    return Attended(
        **{"venue_id": room.id, "venue": room.name, "city": room.city, "own": True, **given},
        attendance=people,
        gig_day=day,
    )


@pytest.mark.usefixtures("priced")
def test_a_card_says_where_the_night_breaks_even_and_what_that_counts(client: FlaskClient, card_address: str) -> None:
    page = client.get(card_address).text

    assert section(page) == (
        "Breaks even at 100 of 200 50 % of the room 50 % of the room At your usual 12.00 GBP a ticket, "
        "a fee of 400.00, your usual costs of 600.00 and your usual tax of 20 %."
    )
    assert '<meter aria-labelledby="break-even" min="0" max="200" value="100">' in page
    assert suggested(client, card_address)["money"] == {"break_even": 100, "pct": 50}


def test_a_room_of_mine_goes_before_what_is_usual_elsewhere(
    client: FlaskClient, priced: Planner, card_address: str
) -> None:
    room = priced.venues[0]
    room["own"] = True
    priced.beside["money"]["rooms"] = {room["id"]: UNSET | {"costs": "100.00"}}

    page = client.get(card_address).text

    assert "this room's usual costs of 100.00" in section(page)
    assert "Breaks even at 50 of 200" in section(page)


def test_what_was_usual_in_a_room_that_is_no_longer_mine_does_not_count(
    client: FlaskClient, priced: Planner, card_address: str
) -> None:
    priced.beside["money"]["rooms"] = {priced.venues[0]["id"]: UNSET | {"costs": "100.00"}}

    assert suggested(client, card_address)["money"] == {"break_even": 100, "pct": 50}


def test_a_night_that_cannot_break_even_says_so_plainly(
    client: FlaskClient, priced: Planner, card_address: str
) -> None:
    priced.bands[0]["fee"] = "1400.01"

    page = client.get(card_address).text

    assert section(page).startswith("Cannot break even 0.01 GBP short when sold out")
    assert "<meter" not in page
    assert suggested(client, card_address)["money"] == {"break_even": None, "pct": None}


def test_costs_and_tax_that_nobody_knows_are_said_not_to_count(
    client: FlaskClient, priced: Planner, card_address: str
) -> None:
    priced.beside["money"]["usual"] = {**UNSET, "currency": "EUR", "ticket_price": "10.00"}

    assert section(client.get(card_address).text).endswith(
        "At your usual 10.00 EUR a ticket and a fee of 400.00; costs and tax not known, so not counted."
    )


@pytest.mark.parametrize("missing", ["price", "fee", "capacity", "backend"])
def test_without_price_fee_or_capacity_there_is_no_line_and_no_bar(
    client: FlaskClient, priced: Planner, card_address: str, missing: str
) -> None:
    if missing == "price":
        priced.beside["money"]["usual"] = USUAL | {"ticket_price": None}
    priced.bands[0]["fee"] = None if missing == "fee" else "400.00"
    priced.venues[0]["capacity"] = None if missing == "capacity" else 200
    priced.down = {"gigs"} if missing == "backend" else set()

    page = client.get(card_address).text

    assert (section(page), "<meter" in page) == ("", False)
    assert suggested(client, card_address)["money"] is None


def test_a_backend_that_says_nothing_of_money_gets_no_line(
    client: FlaskClient, priced: Planner, card_address: str
) -> None:
    priced.beside = {}

    assert section(client.get(card_address).text) == ""
    assert suggested(client, card_address)["money"] is None


@pytest.mark.parametrize(
    "beside",
    [
        {"money": []},
        {"money": {"usual": USUAL}},
        {"money": {"usual": USUAL | {"costs": 600}, "rooms": {}}},
        {"attended": ["the Howl"]},
        {"attended": {"x": [{"attendance": "many"}]}},
    ],
    ids=["no object", "no rooms", "no text", "no object of nights", "no number"],
)
def test_figures_that_cannot_be_read_count_as_not_checked(
    client: FlaskClient, priced: Planner, card_address: str, beside: dict[str, Any]
) -> None:
    priced.beside = beside

    assert "Not checked against your gigs" in client.get(card_address).text


@pytest.mark.usefixtures("priced")
def test_who_sees_no_money_sees_no_line_even_if_it_were_sent(client: FlaskClient, card_address: str) -> None:
    with client.session_transaction() as cookie:
        cookie["account"] = cookie["account"] | {"role": "viewer"}

    assert "card-money" not in client.get(card_address).text
    assert suggested(client, card_address)["money"] is None


@pytest.mark.parametrize(
    ("night", "said"),
    [
        ({"day": "2026-05-08"}, "Drew 140 here in May"),
        ({"day": "2025-05-08"}, "Drew 140 here in May 2025"),
        ({"day": "2026-05-08", "venue_id": None, "venue": "Brudenell"}, "Drew 140 at Brudenell, Leeds, in May"),
        ({"day": "2026-05-08", "venue_id": None, "venue": None, "city": None}, "Drew 140 elsewhere in May"),
    ],
    ids=["here", "long ago", "in another room", "nobody knows where"],
)
def test_a_past_night_is_told_with_its_place_and_time(venue: Venues, night: dict[str, Any], said: str) -> None:
    assert figures.tell(drew(140, night.pop("day"), venue(), **night), venue(), FRIDAY) == said


def test_what_a_band_drew_beats_its_stated_draw(band: Bands, venue: Venues) -> None:
    howl, room = band(draw=20), venue()
    ledger = Ledger({howl.id: [drew(140, "2026-05-08", room)]})

    match = matchmaking.weigh(howl, room, FRIDAY, [], Taste(), ledger)

    assert "Drew 140 here in May, a good fit for a room of 200." in [
        reason.text for reason in reasons.why(match, is_checked=True)
    ]
    assert {factor.code: factor.share for factor in match.factors}["capacity"] == 1.0


def test_a_night_in_this_room_goes_before_one_in_town_and_that_before_any_other(band: Bands, venue: Venues) -> None:
    room, town, away = venue(), venue("Brudenell"), venue("The Lexington", city="London")
    nights = [drew(30, "2026-09-01", away), drew(20, "2026-08-01", town), drew(10, "2026-07-01", room)]

    found = [Ledger({band().id: nights[:number]}).of(band(), room).drew for number in range(4)]

    assert [each and each.attendance for each in found] == [None, 30, 20, 10]


def test_a_draw_that_was_counted_is_not_asked_for(band: Bands, venue: Venues) -> None:
    howl, room = band(draw=None), venue()
    ledger = Ledger({howl.id: [drew(140, "2026-05-08", room)]})

    match = matchmaking.weigh(howl, room, FRIDAY, [], Taste(), ledger)

    assert [unknown.fields for unknown in reasons.unknown(match)] == [("fee",)]


def test_page_and_json_quote_the_night(client: FlaskClient, planner: Planner, card_address: str) -> None:
    night = {"venue_id": planner.venues[0]["id"], "venue": "The Wardrobe", "city": "Leeds", "own": True}
    planner.beside = {"attended": {planner.bands[0]["id"]: [{**night, "attendance": 140, "gig_day": "2026-05-08"}]}}

    assert "Drew 140 here in May, a good fit for a room of 200." in client.get(card_address).text
    assert "Drew 140 here in May, a good fit for a room of 200." in [
        reason["text"] for reason in suggested(client, card_address)["reasons"]
    ]
