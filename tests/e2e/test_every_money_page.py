"""Money in every state: on cards, gigs, forms, rooms and in Settings; a deal worked out while it is typed."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from testkit import judging
from testkit.making import Maker, act, night, room
from testkit.screens import GigPage, search
from testkit.visits import Visits

Opener = Callable[[Page, Maker], object]

USUAL = {"ticket_price": "12.00", "costs": "600.00", "tax_pct": "20.00"}
DEAL = {"type": "versus", "currency": "GBP", "guarantee": "400.00", "split_pct": "70.00", **USUAL}


def my_room(maker: Maker) -> dict[str, object]:
    """Give a room of mine for 200, with prices of its own."""
    venue = maker.venue(own=True, capacity=200, city="Leeds")
    said = maker.send("PUT", "gig_store", f"/rooms/{venue['id']}/money", USUAL, rev=0)
    assert said.status_code == 200, said.text
    return dict(venue)


def card(page: Page, maker: Maker) -> None:
    page.goto(search([maker.band(draw=150, fee="400.00")], [my_room(maker)]))
    expect(page.get_by_text("Breaks even at 100 of 200")).to_be_visible()


def card_that_cannot(page: Page, maker: Maker) -> None:
    page.goto(search([maker.band(fee="4000.00")], [my_room(maker)]))
    expect(page.get_by_text("Cannot break even")).to_be_visible()


def gig(page: Page, maker: Maker) -> None:
    page.goto(f"/gigs/{maker.gig(venue=room(my_room(maker)), deal=DEAL)['id']}")
    expect(page.get_by_role("row", name="Sold out 200 2,000.00 980.00 420.00")).to_be_visible()


def gig_to_count(page: Page, maker: Maker) -> None:
    page.goto(f"/gigs/{maker.gig(status='confirmed', gig_day=night(-30))['id']}")
    expect(page.get_by_label("How many came?")).to_be_visible()


def gig_counted(page: Page, maker: Maker) -> None:
    past = maker.gig(status="confirmed", gig_day=night(-30), venue=room(my_room(maker)), deal=DEAL)
    page.goto(f"/gigs/{past['id']}")
    page.get_by_label("How many came?").fill("1,10")
    page.locator(".attendance-form").get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Write a whole number")
    page.get_by_label("How many came?").fill("110")
    page.locator(".attendance-form").get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved: 110 came.")).to_be_visible()
    expect(page.get_by_role("row", name="110 came")).to_be_visible()


def deal_worked_out(page: Page, maker: Maker) -> None:
    page.goto(f"/gigs/{maker.gig(venue=room(my_room(maker)))['id']}/edit")
    page.get_by_label("Kind of deal").select_option("door")
    page.get_by_label("Their split, %").fill("70")
    page.get_by_role("button", name="Work it out").click()
    expect(page.get_by_text("Breaks even at 60 of 200").first).to_be_visible()


def deal_with_errors(page: Page, maker: Maker) -> None:
    page.goto(f"/gigs/{maker.gig()['id']}/edit")
    page.get_by_label("Kind of deal").select_option("door")
    page.get_by_label("Their split, %").fill("170")
    GigPage(page).save()
    expect(page.get_by_role("alert")).to_contain_text("Write a share of at most 100.")


def room_of_mine(page: Page, maker: Maker) -> None:
    page.goto(f"/venues/{my_room(maker)['id']}")
    page.get_by_label("Costs of a night").fill("a lot")
    page.get_by_role("button", name="Save usual money").click()
    expect(page.get_by_text("Write an amount, such as 250 or 250.00.")).to_be_visible()


PAGES: dict[str, Opener] = {
    "a card that says where it breaks even": card,
    "a card that cannot break even": card_that_cannot,
    "a gig with its deal": gig,
    "a gig whose crowd is to be counted": gig_to_count,
    "a gig that was counted": gig_counted,
    "a deal worked out": deal_worked_out,
    "a deal with errors": deal_with_errors,
    "what is usual in a room of mine": room_of_mine,
    "usual money in the settings": lambda page, _maker: page.goto("/settings#money"),
}


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_wrong_with(visits: Visits, maker: Maker, name: str) -> None:
    page = visits.begin()
    PAGES[name](page, maker)

    assert judging.everything(page) == ""


def test_a_deal_is_worked_out_while_it_is_typed(visits: Visits, maker: Maker) -> None:
    page = visits.begin(f"/gigs/{maker.gig(venue=room(my_room(maker)))['id']}/edit")

    page.get_by_label("Kind of deal").select_option("flat")
    page.get_by_label("Guarantee").fill("400")

    expect(page.locator("#deal-figures")).to_contain_text("Breaks even at 100 of 200")
    expect(page.locator("#deal-said")).to_contain_text("Breaks even at 100 of 200")
    page.get_by_label("Guarantee").fill("1,400.01")
    expect(page.locator("#deal-figures")).to_contain_text("Cannot break even")


def test_what_a_band_drew_here_is_said_on_its_next_card(visits: Visits, maker: Maker) -> None:
    band, venue = maker.band(), my_room(maker)
    maker.gig(status="confirmed", gig_day=night(-30), lineup=[act(band)], venue=room(venue), attendance=140)

    page = visits.begin(search([band], [venue]))

    expect(page.get_by_text("Drew 140 here in")).to_be_visible()
