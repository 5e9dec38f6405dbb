"""The keyboard alone, and the single-letter keys of Suggest."""

import pytest
from playwright.sync_api import Page, expect
from testkit.making import Body, Maker
from testkit.screens import Card, search
from testkit.visits import Visits

OLD_ENOUGH = 600  # milliseconds after which a card takes a key
MOST_TABS = 80


@pytest.fixture
def address(maker: Maker) -> str:
    """Give an address with several bands and rooms of its own."""
    return search([maker.band() for _ in range(3)], [maker.venue() for _ in range(3)])


@pytest.fixture
def card(visits: Visits, address: str) -> Card:
    """Give a card old enough to take keys."""
    page = visits.begin(changed=True)
    page.clock.install()
    page.goto(address)
    page.clock.run_for(OLD_ENOUGH)
    return Card(page)


def test_a_gig_is_suggested_saved_and_opened_with_the_keyboard_alone(
    visits: Visits, maker: Maker, *, script: bool
) -> None:
    band = maker.band()
    page = visits.begin(search([band], [maker.venue()]), script=script)
    card = Card(page)

    _tab_to(page, "Save")
    page.keyboard.press("Enter")
    expect(card.notice).to_contain_text("Saved")
    _tab_to(page, "Open")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(band["name"])
    _tab_to(page, "Place hold")
    page.keyboard.press("Space")
    expect(page.get_by_text("The hold is placed.")).to_be_visible()

    [saved] = maker.gigs_of(band)
    assert saved["status"] == "hold"


def test_the_first_tab_leads_past_the_navigation(visits: Visits) -> None:
    page = visits.begin("/gigs")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize(
    ("key", "name", "field"), [("b", "Band", "band"), ("v", "Venue", "venue"), ("t", "Date", "day")]
)
def test_a_key_deals_another_part_and_only_that(card: Card, key: str, name: str, field: str) -> None:
    before = card.seen()

    card.page.keyboard.press(key)
    expect(card.part(name).get_by_role("time" if key == "t" else "heading")).not_to_have_text(
        f"{before.day if key == 't' else getattr(before, field)}"
    )
    card.page.wait_for_url(lambda url: "passed=" in url)
    after = card.seen()

    changed = {part for part in ("band", "venue", "day") if getattr(before, part) != getattr(after, part)}
    assert changed == {field}
    expect(card.another("date" if key == "t" else name.lower())).to_be_focused()
    card.page.clock.run_for(OLD_ENOUGH)
    expect(card.page.locator("#said")).to_contain_text(after.band)


def test_d_discards_and_s_saves(card: Card) -> None:
    card.page.keyboard.press("d")
    expect(card.notice).to_contain_text("Discarded")
    card.page.clock.run_for(OLD_ENOUGH)
    card.page.keyboard.press("s")
    expect(card.notice).to_contain_text("Saved")


@pytest.mark.parametrize("with_it", ["ctrlKey", "altKey", "metaKey", "shiftKey", "repeat"])
@pytest.mark.parametrize("key", ["s", "d"])
def test_a_key_with_a_modifier_or_held_down_does_nothing(card: Card, with_it: str, key: str) -> None:
    shown = card.page.url
    card.page.evaluate(
        """([key, withIt]) => document.body.dispatchEvent(new KeyboardEvent("keydown",
          {key, [withIt]: true, bubbles: true, cancelable: true}))""",
        [key, with_it],
    )

    expect(card.notice).to_have_count(0)
    assert card.page.url == shown


def test_a_card_takes_no_key_for_half_a_second(visits: Visits, address: str) -> None:
    page = visits.begin(changed=True)
    page.clock.install()
    page.goto(address)
    card, shown = Card(page), page.url

    page.keyboard.press("s")
    expect(card.notice).to_have_count(0)
    assert page.url == shown
    page.clock.run_for(OLD_ENOUGH)
    page.keyboard.press("s")

    expect(card.notice).to_contain_text("Saved")


def test_a_key_typed_into_a_field_is_a_letter(card: Card) -> None:
    shown, genre = card.page.url, card.page.get_by_label("Genre")

    genre.focus()
    card.page.keyboard.type("sdbvt")

    expect(genre).to_have_value("sdbvt")
    assert card.page.url == shown


def test_the_keys_can_be_switched_off_and_on_again(card: Card) -> None:
    page = card.page
    page.get_by_role("button", name="Switch them off").click()
    expect(page.get_by_text("Single-letter keys are off.")).to_be_visible()
    page.clock.run_for(OLD_ENOUGH)
    shown = page.url

    page.keyboard.press("s")
    expect(card.notice).to_have_count(0)
    assert page.url == shown
    page.get_by_role("button", name="Switch them on").click()
    expect(page.get_by_text("work on this page")).to_be_visible()
    page.clock.run_for(OLD_ENOUGH)
    page.keyboard.press("s")

    expect(card.notice).to_contain_text("Saved")


def test_a_kept_part_offers_no_other_and_its_key_does_nothing(card: Card) -> None:
    card.keep("band").click()
    expect(card.keep("band")).to_have_attribute("aria-pressed", "true")
    card.page.clock.run_for(OLD_ENOUGH)
    shown = card.page.url

    card.page.keyboard.press("b")

    expect(card.another("band")).to_have_count(0)
    assert card.page.url == shown
    card.page.get_by_role("link", name="Reset").click()
    expect(card.keep("band")).to_have_attribute("aria-pressed", "false")


def _tab_to(page: Page, name: str) -> None:
    """Press Tab until the control of this name has the focus."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        text: Body | str = page.evaluate("document.activeElement.firstChild?.textContent?.trim() ?? ''")
        if text == name:
            return
    raise AssertionError(f"Tab never reaches {name}")
