"""What a gig brings on its page, and on its form while nothing is saved yet."""

import html
import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from flask.testing import FlaskClient

Json = dict[str, Any]
Make = Callable[..., Json]

DEAL = {"type": "versus", "currency": "GBP", "ticket_price": "12.00", "tax_pct": "20.00", "gross_pct": "0.00"}
DEAL |= {"comps": None, "guarantee": "400.00", "split_pct": "70.00", "costs": "600.00"}
UNSET = dict.fromkeys(("ticket_price", "costs", "tax_pct", "gross_pct"))
USUAL = {"ticket_price": "12.00", "costs": "600.00", "tax_pct": "20.00", "gross_pct": "0.00"}
SETTINGS = {"leave_starter_out": False, "rev": 1, "updated_at": None, "updated_by": None, "currency": "GBP"}
PLAYED = {"status": "confirmed", "played": True, "gig_day": "2026-11-20"}


@pytest.fixture
def room(ids: SimpleNamespace) -> Make:
    """Make the gig's room, for 200."""
    return lambda **facts: {"id": ids.venue, "name": "The Wardrobe", "city": "Leeds", "capacity": 200, **facts}


@pytest.fixture
def page_of(desk: SimpleNamespace, room: Make, ids: SimpleNamespace) -> Callable[..., str]:
    """Show the page of a gig with this deal."""

    def show(deal: Json | None = None, **given: object) -> str:
        desk.open(**{"venue": room(), "deal": deal, **given})
        return str(desk.client.get(f"/gigs/{ids.gig}").text)

    return show


def line(page: str) -> str:
    """Give the sentence about break-even."""
    found = re.search(r'<p class="break-even-line".*?</p>', page, re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", found[0])).split()) if found else ""


def rows(page: str) -> list[list[str]]:
    """Give the cells of the table, row by row."""
    found = re.search(r'<table class="takings">.*?</table>', page, re.DOTALL)
    table = re.findall(r"<tr.*?</tr>", found[0], re.DOTALL) if found else []
    return [[html.unescape(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)] for row in table]


def test_the_page_says_where_the_night_breaks_even_and_what_it_brings(page_of: Callable[..., str]) -> None:
    page = page_of(DEAL)

    assert line(page) == "Breaks even at 100 of 200 50 % of the room"
    assert rows(page) == [
        ["GBP", "Tickets", "Net", "Artist", "Left over"],
        ["40 % sold", "80", "800.00", "400.00", "\u2212200.00"],
        ["70 % sold", "140", "1,400.00", "560.00", "240.00"],
        ["Sold out", "200", "2,000.00", "980.00", "420.00"],
    ]


def test_after_the_night_how_many_really_came_is_a_row_of_its_own(page_of: Callable[..., str]) -> None:
    page = page_of(DEAL | {"comps": 10}, **PLAYED, attendance=110)

    assert rows(page)[-1] == ["110 came", "100", "1,000.00", "400.00", "0.00"]
    assert line(page) == "Breaks even at 100 of 190 53 % of the tickets"


def test_a_deal_that_cannot_break_even_says_so_plainly(page_of: Callable[..., str]) -> None:
    page = page_of(DEAL | {"costs": "5000.00"})

    assert line(page) == "Cannot break even 3,400.00 GBP short when sold out"
    assert "<meter" not in page


def test_what_the_deal_leaves_open_is_as_usual_in_this_room(
    desk: SimpleNamespace, page_of: Callable[..., str], room: Make, ids: SimpleNamespace
) -> None:
    said = {"usual": {"currency": "GBP", **USUAL}, "room": UNSET | {"costs": "100.00"}}
    desk.mock.get(f"http://gigs.test/v1/rooms/{ids.venue}/money", json=said)

    page = page_of({"type": "flat", "currency": "GBP", "guarantee": "400.00"}, venue=room(own=True))

    assert line(page) == "Breaks even at 50 of 200 25 % of the room"
    assert "At your usual 12.00 GBP a ticket, a fee of 400.00, this room&#39;s usual costs of 100.00" in page


def test_amounts_of_another_currency_are_never_filled_in(desk: SimpleNamespace, page_of: Callable[..., str]) -> None:
    desk.mock.get("http://gigs.test/v1/settings", json=SETTINGS | USUAL)

    priced = page_of({"type": "flat", "currency": "EUR", "guarantee": "400.00", "ticket_price": "10.00"})

    assert line(priced) == "Breaks even at 48 of 200 24 % of the room"
    assert "costs not known, so not counted" in priced
    assert line(page_of({"type": "flat", "currency": "EUR", "guarantee": "400.00"})) == ""


def test_without_a_deal_the_fees_of_the_line_up_count(
    desk: SimpleNamespace, page_of: Callable[..., str], ids: SimpleNamespace
) -> None:
    desk.mock.get("http://gigs.test/v1/settings", json=SETTINGS | USUAL)
    acts = [
        {"band_id": ids.band, "name": "The Howl", "billing": "headline", "fee": "300.00"},
        {"band_id": ids.support, "name": "Fen", "billing": "support", "fee": "100.00"},
    ]

    assert line(page_of(None, lineup=acts)) == "Breaks even at 100 of 200 50 % of the room"


@pytest.mark.parametrize(
    ("kind", "fewest", "told"),
    [
        ("flat", 110, "a fee of 400.00, costs of 600.00, 100.00 for the other acts"),
        ("door", 70, "costs of 600.00, 100.00 for the other acts"),
    ],
)
def test_beside_a_deal_with_the_headliner_the_other_acts_are_costs(  # noqa: PLR0913, PLR0917  # what it takes
    desk: SimpleNamespace, page_of: Callable[..., str], ids: SimpleNamespace, kind: str, fewest: int, told: str
) -> None:
    desk.mock.get("http://gigs.test/v1/settings", json=SETTINGS)
    acts = [
        {"band_id": ids.band, "name": "The Howl", "billing": "headline", "fee": "400.00"},
        {"band_id": ids.support, "name": "Fen", "billing": "support", "fee": "100.00"},
    ]

    page = page_of(DEAL | {"type": kind}, lineup=acts)

    assert line(page).startswith(f"Breaks even at {fewest} of 200")
    assert told in page


@pytest.mark.parametrize(
    ("deal", "given"),
    [
        (None, {}),
        (DEAL | {"ticket_price": None}, {}),
        (DEAL | {"guarantee": None}, {"lineup": []}),
        (DEAL | {"split_pct": None}, {}),
        (DEAL | {"comps": 200}, {}),
        (DEAL, {"venue": None}),
        (DEAL, {"trashed_at": "2026-11-21T12:00:00Z"}),
        (DEAL | {"costs": "a lot"}, {}),
        (DEAL | {"split_pct": "150.00"}, {}),
        (DEAL | {"type": "barter"}, {}),
    ],
    ids=["deal", "price", "guarantee", "split", "seats", "room", "place", "sense", "share", "kind"],
)
def test_without_this_nothing_is_worked_out(page_of: Callable[..., str], deal: Json | None, given: Json) -> None:
    page = page_of(deal, **given)

    assert (line(page), rows(page)) == ("", [])


def test_who_sees_no_money_sees_none_of_it(client: FlaskClient, page_of: Callable[..., str]) -> None:
    with client.session_transaction() as cookie:
        cookie["account"] = cookie["account"] | {"role": "viewer"}

    page = page_of(DEAL)

    assert (line(page), rows(page), "gig-money" in page) == ("", [], False)


def test_work_it_out_shows_the_figures_saves_nothing_and_loses_nothing(desk: SimpleNamespace, room: Make) -> None:
    desk.open(venue=room())
    typed = {f"deal_{name}": value or "" for name, value in DEAL.items()} | {"notes": "Loud", "title": "Roof"}

    answer = desk.send(**typed, work_out="1")

    assert answer.status_code == 200
    assert line(answer.text) == "Breaks even at 100 of 200 50 % of the room"
    assert 'value="Roof"' in answer.text
    assert "Loud</textarea>" in answer.text
    assert not [sent for sent in desk.mock.request_history if sent.method != "GET"]


def test_a_script_is_given_the_same_figures(desk: SimpleNamespace, room: Make) -> None:
    desk.open(venue=room())
    form = desk.fill(**{f"deal_{name}": value or "" for name, value in DEAL.items()})

    whole, part = desk.client.post(desk.edit, data=form | {"work_out": "1"}), desk.client.post("/gigs/deal", data=form)

    assert (part.status_code, "<html" in part.text) == (200, False)
    assert (line(part.text), rows(part.text)) == (line(whole.text), rows(whole.text))


@pytest.mark.parametrize(
    ("typed", "still"),
    [
        ({}, "Choose a kind of deal, or give an act a fee: then this says where the night breaks even."),
        ({"deal_type": "flat"}, "Still needed: the ticket price and the guarantee or a fee."),
        ({"deal_type": "door", "deal_ticket_price": "9"}, "Still needed: their split."),
        ({"deal_type": "flat", "deal_guarantee": "a lot"}, "Put right first: Guarantee."),
        ({"deal_type": "door", "deal_split_pct": "101"}, "Put right first: Their split, %."),
    ],
    ids=["nothing", "price and fee", "split", "no amount", "more than the whole"],
)
def test_what_is_still_needed_is_said(desk: SimpleNamespace, room: Make, typed: dict[str, str], still: str) -> None:
    desk.open(venue=room(), lineup=[])

    assert still in _worked_out(desk, typed)


def _worked_out(desk: SimpleNamespace, typed: dict[str, str]) -> str:
    return html.unescape(desk.client.post("/gigs/deal", data=desk.fill(**typed)).text)


def test_another_room_is_measured_by_its_list(desk: SimpleNamespace, room: Make, a_venue: Make) -> None:
    desk.open(venue=room())
    desk.mock.get("http://venues.test/v1/venues", json={"items": [a_venue(name="Attic", capacity=400)], "next": None})
    typed = {f"deal_{name}": value or "" for name, value in DEAL.items()} | {"venue": "Attic"}

    assert line(_worked_out(desk, typed)) == "Breaks even at 100 of 400 25 % of the room"


def test_the_form_says_what_is_usual_beside_the_field(desk: SimpleNamespace) -> None:
    desk.mock.get("http://gigs.test/v1/settings", json=SETTINGS | USUAL | {"currency": "EUR"})
    desk.open(venue=None)

    page = desk.client.get(desk.edit).text

    assert "Usually 12.00" in page
    assert 'name="deal_currency" type="text" value="EUR"' in page


def test_the_form_stands_while_nothing_says_what_is_usual(desk: SimpleNamespace) -> None:
    desk.open()
    desk.mock.get("http://gigs.test/v1/settings", status_code=503)

    assert desk.client.get(desk.edit).status_code == 200
