"""The pages that draw what stands against a night, looked at as the other pages are: axe, widths, targets, fonts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from testkit import judging
from testkit.making import Maker, act, night, room
from testkit.screens import GigPage
from testkit.visits import Visits


def crowded(maker: Maker) -> str:
    """Plan a night with something of each level against it; give the gig's address."""
    facts = {"draw": 1000, "genres": ["punk"]}
    band, venue = maker.band(**facts), room(maker.venue(capacity=200, city="Leeds"))
    acts = [act(band) | facts]
    for apart in (0, 2):
        there = {"venue": venue, "status": "confirmed", "accept_warnings": ["draw_over"]}
        maker.gig(**there, lineup=acts, gig_day=night(40 + apart))
    return f"/gigs/{maker.gig(lineup=acts, venue=venue, gig_day=night(40))['id']}"


def on_its_page(page: Page, maker: Maker) -> None:
    page.goto(crowded(maker))
    for heading in ("Against this night", "Good to know"):
        expect(page.get_by_role("heading", name=heading)).to_be_visible()


def refused(page: Page, maker: Maker) -> None:
    page.goto(crowded(maker))
    GigPage(page).press("Place hold")
    expect(page.get_by_text("Go on anyway?")).to_be_visible()


def edit_with_clause(page: Page, maker: Maker) -> None:
    page.goto(f"{crowded(maker)}/edit")
    page.locator("summary", has_text="radius clause").click()
    page.get_by_label("Days before").fill("7")
    GigPage(page).save()
    expect(page.get_by_role("alert")).to_contain_text("Write the radius these days belong to")


def on_a_card(page: Page, maker: Maker) -> None:
    genre = {"genres": ["punk"]}
    band, venue = maker.band(**genre), maker.venue(city="Leeds")
    maker.gig(venue=room(venue), lineup=[act(band) | genre], status="confirmed", gig_day=night(42))
    page.goto(f"/?band={band['id']}&venue={venue['id']}&day={night(40)}&seed=1")
    expect(page.get_by_role("link", name=f"See {band['name']}").first).to_be_visible()


PAGES: dict[str, Callable[[Page, Maker], None]] = {
    "a gig with much against it": on_its_page,
    "a step that is refused": refused,
    "a card with something good to know": on_a_card,
    "a clause that cannot be read": edit_with_clause,
}


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_wrong_with(visits: Visits, maker: Maker, name: str) -> None:
    page = visits.begin()
    PAGES[name](page, maker)

    assert judging.everything(page) == ""
