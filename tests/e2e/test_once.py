"""However impatiently somebody saves, one gig is saved."""

import pytest
from playwright.sync_api import Page, expect
from testkit.making import Body, Maker
from testkit.screens import Card, search
from testkit.visits import Visits

OLD_ENOUGH = 600  # milliseconds after which a card takes a key


@pytest.fixture
def band(maker: Maker) -> Body:
    """Give a band of its own."""
    return maker.band()


@pytest.fixture
def address(maker: Maker, band: Body) -> str:
    """Give an address that deals this band in one of several rooms, so that a second gig would be possible."""
    return search([band], [maker.venue() for _ in range(3)])


def test_a_double_click_on_save_saves_once(
    visits: Visits, maker: Maker, band: Body, address: str, *, script: bool
) -> None:
    card = Card(visits.begin(address, script=script))

    card.save.dblclick()
    expect(card.notice).to_contain_text("Saved")

    assert len(maker.gigs_of(band)) == 1


def test_a_held_enter_saves_once(visits: Visits, maker: Maker, band: Body, address: str, *, script: bool) -> None:
    card = Card(visits.begin(address, script=script))

    card.save.focus()
    for _ in range(8):
        card.page.keyboard.down("Enter")
    card.page.keyboard.up("Enter")
    expect(card.notice).to_contain_text("Saved")

    assert len(maker.gigs_of(band)) == 1


def test_a_held_key_saves_once(visits: Visits, maker: Maker, band: Body, address: str) -> None:
    page = _old_enough(visits, address)

    page.keyboard.down("s")
    expect(Card(page).notice).to_contain_text("Saved")
    page.clock.run_for(OLD_ENOUGH)
    for _ in range(8):
        page.keyboard.down("s")
    page.keyboard.up("s")
    page.reload()

    assert len(maker.gigs_of(band)) == 1


def test_a_card_half_a_second_old_takes_no_key(visits: Visits, maker: Maker, band: Body, address: str) -> None:
    page = visits.begin(changed=True)
    page.clock.install(time=0)
    page.clock.pause_at(1)
    page.goto(address)

    page.keyboard.press("s")
    expect(Card(page).save).to_be_enabled()
    too_early = len(maker.gigs_of(band))
    page.clock.run_for(OLD_ENOUGH)
    page.keyboard.press("s")
    expect(Card(page).notice).to_contain_text("Saved")

    assert (too_early, len(maker.gigs_of(band))) == (0, 1)


def test_a_card_saved_once_says_so_after_back_and_its_form_saves_no_second(
    visits: Visits, maker: Maker, band: Body, address: str, *, script: bool
) -> None:
    card = Card(visits.begin(address, script=script))
    fields = ("csrf_token", "token", "query")
    form = {name: card.page.locator(f"form:has(button) [name={name}]").first.input_value() for name in fields}

    card.save.click()
    expect(card.notice).to_contain_text("Saved")
    card.page.go_back()
    expect(card.page.get_by_role("link", name="Open the gig")).to_be_visible()
    again = card.page.request.post("/suggest/save", form=form)

    assert "Saved" in again.text()
    assert len(maker.gigs_of(band)) == 1


def test_the_form_of_a_new_gig_sent_twice_makes_one(visits: Visits, maker: Maker, band: Body, *, script: bool) -> None:
    page = visits.begin("/gigs/new", script=script)

    page.get_by_label("Band").first.fill(band["name"])
    page.get_by_role("button", name="Save as an idea").dblclick()
    expect(page.get_by_role("heading", level=1, name=band["name"])).to_be_visible()

    assert len(maker.gigs_of(band)) == 1


def _old_enough(visits: Visits, address: str) -> Page:
    """Open a card and let half a second pass by the page's clock."""
    page = visits.begin(changed=True)
    page.clock.install()
    page.goto(address)
    page.clock.run_for(OLD_ENOUGH)
    return page
