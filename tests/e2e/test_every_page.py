"""Every page in every state: axe, widths, targets, focus rings, fonts; no page reports to the console or the CSP."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from testkit import judging
from testkit.making import Maker, act, night, room
from testkit.screens import Card, GigPage, search
from testkit.visits import Visits

Opener = Callable[[Page, Maker], object]


def at(path: str, heading: str) -> Opener:
    """Open an address that shows this heading."""

    def open_page(page: Page, _maker: Maker) -> None:
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_contain_text(heading)

    return open_page


def of_gig(path: str = "", **fields: object) -> Opener:
    """Open a page of a new gig."""
    return lambda page, maker: page.goto(f"/gigs/{maker.gig(**fields)['id']}{path}")


def of_item(noun: str, path: str = "", **facts: object) -> Opener:
    """Open a page of a new band or venue."""
    return lambda page, maker: page.goto(f"/{noun}s/{getattr(maker, noun)(**facts)['id']}{path}")


def card_with_notice(page: Page, maker: Maker) -> None:
    page.goto(search([maker.band()], [maker.venue()]))
    Card(page).save.click()
    expect(Card(page).notice).to_contain_text("Saved")


def card_discarded(page: Page, maker: Maker) -> None:
    page.goto(search([maker.band() for _ in range(2)], [maker.venue() for _ in range(2)]))
    Card(page).discard.click()
    expect(Card(page).notice).to_contain_text("Discarded")
    page.locator("summary", has_text="Earlier cards").click()


def card_saved(page: Page, maker: Maker) -> None:
    card_with_notice(page, maker)
    page.go_back()
    expect(page.get_by_role("link", name="Open the gig")).to_be_visible()


def card_kept(page: Page, maker: Maker) -> None:
    page.goto(search([maker.band()], [maker.venue(own=False)]))
    for part in ("band", "venue", "date"):
        Card(page).keep(part).click()
    expect(page.get_by_role("list", name="Kept").get_by_role("listitem")).to_have_count(3)


def card_taken(page: Page, maker: Maker) -> None:
    venue = maker.venue()
    page.goto(search([maker.band()], [venue]))
    maker.gig(status="confirmed", venue=room(venue), gig_day=Card(page).seen().day)
    Card(page).save.click()
    expect(Card(page).notice).to_contain_text("Not saved")


def gig_trashed(page: Page, maker: Maker) -> None:
    page.goto(f"/gigs/{maker.trash(maker.gig())['id']}")
    expect(page.get_by_role("heading", name="In the trash")).to_be_visible()


def gig_refused(page: Page, maker: Maker) -> None:
    venue = maker.venue(dark_days=[night()])
    page.goto(f"/gigs/{maker.gig(venue=room(venue))['id']}")
    GigPage(page).press("Confirm")
    expect(page.get_by_text("Go on anyway?")).to_be_visible()


def gig_history(page: Page, maker: Maker) -> None:
    page.goto(f"/gigs/{maker.change(maker.gig(), notes='New notes')['id']}")
    page.locator("summary", has_text="History").click()


def edit_with_errors(page: Page, maker: Maker) -> None:
    page.goto(f"/gigs/{maker.gig()['id']}/edit")
    page.get_by_label("Fee").first.fill("a lot")
    page.get_by_label("Venue", exact=True).fill("Nowhere at all")
    GigPage(page).save()
    expect(page.get_by_role("alert")).to_contain_text("Not saved yet")


def edit_clash(page: Page, maker: Maker) -> None:
    gig = maker.gig(notes="Before")
    page.goto(f"/gigs/{gig['id']}/edit")
    maker.change(gig, notes="Theirs", doors="18:00")
    page.get_by_label("Notes", exact=True).fill("Mine")
    GigPage(page).save()
    expect(page.get_by_text("changed the same as you")).to_be_visible()


def item_form_with_errors(page: Page, _maker: Maker) -> None:
    page.goto("/venues/new")
    page.get_by_label("Capacity").fill("many")
    page.get_by_role("button", name="Add this venue").click()
    expect(page.get_by_role("alert")).to_be_visible()


def item_archived(page: Page, maker: Maker) -> None:
    page.goto(f"/bands/{maker.band()['id']}")
    page.get_by_role("button", name="Archive").click()
    expect(page.get_by_role("button", name="Undo")).to_be_visible()


def item_with_diary(page: Page, maker: Maker) -> None:
    band = maker.band()
    maker.diary("band", band, busy=[f"{night(1)}/{night(20)}"])
    page.goto(f"/bands/{band['id']}")
    page.locator("summary", has_text="Give another").click()
    expect(page.get_by_text("and 8 more")).to_be_visible()


def item_with_diary_in_trouble(page: Page, maker: Maker) -> None:
    venue = maker.venue()
    maker.diary("venue", venue, busy=None, known_until=None, error="Nothing answers at this address.")
    page.goto(f"/venues/{venue['id']}")
    page.locator("summary", has_text="Give another").click()
    page.get_by_label("Its iCal address").fill("https://localhost/diary.ics")
    page.get_by_role("button", name="Read the venue's diary").click()
    expect(page.get_by_text("Not read: This address leads to a private network")).to_be_visible()


def item_with_twin(page: Page, maker: Maker) -> None:
    band = maker.band(city="Leeds")
    page.goto("/bands/new")
    page.get_by_label("Name (needed)").fill(band["name"])
    page.get_by_role("button", name="Add this band").click()
    expect(page.get_by_role("button", name="Add it anyway")).to_be_visible()


def bands_compared(page: Page, maker: Maker) -> None:
    gone, kept = maker.band(), maker.band()
    maker.gig(lineup=[{"band_id": gone["id"], "name": gone["name"], "billing": "headline"}])
    page.goto(f"/bands/{gone['id']}/merge?into={kept['id']}")
    expect(page.get_by_text("One gig follows")).to_be_visible()


def gigs_found(page: Page, maker: Maker) -> None:
    word = maker.band()["name"].split()[1]
    for status in ("idea", "hold", "offered", "confirmed"):
        maker.gig(status=status, title=f"{word} {status}")
    maker.gig(title=f"{word} whenever", gig_day=None)
    page.goto(f"/gigs?q={word}")
    expect(page.get_by_role("heading", name="No date yet")).to_be_visible()


def in_trash(page: Page, maker: Maker) -> None:
    maker.trash(maker.gig())
    page.goto("/gigs/trash")
    expect(page.get_by_role("button", name="Restore").first).to_be_visible()


def left_out(page: Page, maker: Maker) -> None:
    card_discarded(page, maker)
    Card(page).in_notice("Not this venue").click()
    page.goto("/settings")
    expect(page.get_by_role("button", name="Undo").first).to_be_visible()


PAGES: dict[str, Opener] = {
    "a card": lambda page, maker: page.goto(search([maker.band(draw=150, fee="200.00")], [maker.venue(capacity=200)])),
    "a card just dealt": lambda page, _maker: page.goto("/"),
    "a card after a save": card_with_notice,
    "a card after a discard": card_discarded,
    "a card that was saved": card_saved,
    "a card all kept": card_kept,
    "a card that was taken": card_taken,
    "a card for a gig": lambda page, maker: page.goto(f"/?gig={maker.gig()['id']}&for=support"),
    "nothing fits": at("/?own=any&genre=no-such-genre", "Nothing fits"),
    "a search that cannot be read": at("/?km=far&place=Nowhere+at+all", "Say it another way"),
    "gigs": gigs_found,
    "no gig found": at("/gigs?q=nosuchgigatall&status=hold&days=next+blue+moon", "Gigs"),
    "an idea": of_gig(),
    "an idea without anything": of_gig(title="An idea", lineup=[], venue=None, gig_day=None),
    "a hold": of_gig(status="hold", hold_level=2),
    "an offer": of_gig(status="offered", offer_expires=night(20)),
    "a confirmed gig": of_gig(status="confirmed", doors="19:00", notes="Some notes", description="Loud"),
    "a gig that was played": of_gig(status="confirmed", gig_day=night(-30)),
    "a gig in the trash": gig_trashed,
    "a step refused": gig_refused,
    "a gig's history": gig_history,
    "a mail about a gig": of_gig("/write"),
    "a new gig": at("/gigs/new", "New gig"),
    "a gig's form": of_gig("/edit"),
    "a gig's form with errors": edit_with_errors,
    "two editors": edit_clash,
    "the trash": in_trash,
    "bands": at("/bands", "Catalogue"),
    "venues": at("/venues?city=Leeds&sort=city", "Catalogue"),
    "no band found": at("/bands?q=nosuchbandatall", "Catalogue"),
    "a band": of_item("band", draw=150, genres=["post-punk"], email="howl@example.org"),
    "a venue": of_item("venue", capacity=300, city="Leeds", country="GB", phone="+44 113 496 0000"),
    "an archived band": item_archived,
    "a band with its diary": item_with_diary,
    "a venue's diary that cannot be read": item_with_diary_in_trouble,
    "another band of that name": item_with_twin,
    "what may be the same venue": of_item("venue", "/merge"),
    "two bands to merge": bands_compared,
    "a new band": at("/bands/new", "Add a band"),
    "a venue's form": of_item("venue", "/edit"),
    "a venue's form with errors": item_form_with_errors,
    "settings": left_out,
    "no such page": at("/no/such/page", "Nothing here"),
    "no such gig": at("/gigs/0192f3a0-7c1e-7abc-8def-00000000aaaa", "Nothing here"),
}


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_wrong_with(visits: Visits, maker: Maker, name: str) -> None:
    page = visits.begin()
    PAGES[name](page, maker)

    assert judging.everything(page) == ""


def test_a_cancelled_gig_is_struck_through_and_still_has_its_status(visits: Visits, maker: Maker) -> None:
    gig = maker.change(maker.gig(status="confirmed"), status="cancelled")
    page = visits.begin(f"/gigs?q={gig['lineup'][0]['name']}")

    row = page.get_by_role("row").filter(has_text=act(gig["lineup"][0] | {"id": "-"})["name"])
    expect(row.locator("s")).to_have_text(gig["lineup"][0]["name"])
    expect(row.get_by_text("Cancelled", exact=True)).to_be_visible()
    page.goto(f"/gigs/{gig['id']}")
    assert judging.everything(page) == ""


@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_a_chosen_theme_overrides_the_system(visits: Visits, theme: str, *, script: bool) -> None:
    page = visits.begin("/settings", script=script, scheme="dark" if theme == "Light" else "light")

    page.get_by_label(theme, exact=True).check()
    page.get_by_role("button", name="Save look and keys").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    page.goto("/gigs")

    shade = page.evaluate("getComputedStyle(document.body).backgroundColor.match(/[0-9.]+/g).slice(0, 3).map(Number)")
    assert (sum(shade) > 3 * 128) == (theme == "Light")
    assert not script or judging.violations(page) == []  # axe is a script itself
