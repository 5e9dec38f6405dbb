"""Each service behind the pages killed in turn: the pages stay up, say what is missing, and recover by themselves."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect
from testkit import judging
from testkit.forms import Client
from testkit.making import Body, Maker, named
from testkit.screens import Card, GigPage, search
from testkit.visits import Visits

from launcher.stack import Stack

pytestmark = pytest.mark.own_planner
SILENT = {"band_picker": "the band list", "venue_picker": "the venue list", "gig_store": "your gig list"}
SAID_ON_A_CARD = {
    "band_picker": "the band list does not answer",
    "venue_picker": "the venue list does not answer",
    "gig_store": "this night cannot be checked or saved",
}
OWN_PAGES = ("/settings", "/gigs/new", "/bands/new", "/venues/new", "/no/such/page")


@pytest.fixture
def world(maker: Maker) -> Body:
    """Give a gig with a band and a venue of the catalogue, and an address that deals them."""
    band, venue = maker.band(draw=100), maker.venue(capacity=200)
    gig = maker.gig(lineup=[{"band_id": band["id"], "name": band["name"], "billing": "headline"}])
    return {"band": band, "venue": venue, "gig": gig, "card": search([band], [venue])}


@pytest.fixture
def paths(world: Body) -> list[str]:
    """Give the address of every page that asks a service."""
    gig, band, venue = (world[name]["id"] for name in ("gig", "band", "venue"))
    gigs = ["/gigs", "/gigs?q=x", "/gigs/trash", "/gigs/calendar", "/gigs/dates", f"/gigs/{gig}", f"/gigs/{gig}/edit"]
    catalogue = ["/bands", "/venues", f"/bands/{band}", f"/venues/{venue}", f"/bands/{band}/edit"]
    return ["/", world["card"], *gigs, *catalogue, f"/venues/{venue}/edit", "/settings"]


@pytest.mark.parametrize("package", SILENT)
def test_every_page_answers_in_words_while_a_service_is_dead_and_is_whole_again_after(
    stack: Stack, client: Client, paths: list[str], package: str
) -> None:
    whole = {path: client.get(path).status_code for path in paths}

    stack.kill(package)
    hurt = {path: client.get(path) for path in (*paths, *OWN_PAGES)}
    stack.restart(package)
    _until_whole(client, paths)

    assert set(whole.values()) == {200}
    assert {
        path: answer.status_code for path, answer in hurt.items() if answer.status_code not in {200, 404, 503}
    } == {}
    assert [path for path, answer in hurt.items() if "<h1" not in answer.text] == []
    silent = [path for path, answer in hurt.items() if SILENT[package] in answer.text.lower()]
    assert len(silent) >= 4, silent
    assert hurt["/no/such/page"].status_code == 404


@pytest.mark.parametrize("package", SAID_ON_A_CARD)
def test_a_card_keeps_what_it_has_and_cannot_be_saved(
    visits: Visits, stack: Stack, world: Body, package: str, *, script: bool
) -> None:
    page = visits.begin(world["card"], script=script)
    card = Card(page)
    whole = card.seen()

    stack.take_down(package)
    page.reload()

    expect(page.get_by_text(SAID_ON_A_CARD[package]).first).to_be_visible()
    expect(card.save).to_be_disabled()
    expect(page.get_by_text("Nothing else in your planner")).to_have_count(0 if package == "gig_store" else 1)
    if package != "band_picker":
        expect(card.part("Band").get_by_role("heading")).to_have_text(whole.band)
    if package != "venue_picker":
        expect(card.part("Venue").get_by_role("heading")).to_have_text(whole.venue)
    stack.restart(package)
    _until_saveable(page)
    card.save.click()
    expect(card.notice).to_contain_text("Saved")


def test_what_was_typed_survives_a_dead_backend(visits: Visits, maker: Maker, stack: Stack, world: Body) -> None:
    gig_id = world["gig"]["id"]
    page = visits.begin(f"/gigs/{gig_id}/edit")
    page.get_by_label("Notes", exact=True).fill("Written while nobody listened")

    stack.take_down("gig_store")
    GigPage(page).save()
    expect(page.get_by_text("does not answer").first).to_be_visible()
    expect(page.get_by_label("Notes", exact=True)).to_have_value("Written while nobody listened")
    stack.restart("gig_store")
    expect(_pressed_until(page, "Saved.")).to_be_visible()

    assert maker.read_gig(gig_id)["notes"] == "Written while nobody listened"


def test_what_cannot_be_saved_while_nobody_can_be_checked_waits_for_another_try(
    visits: Visits, maker: Maker, stack: Stack, *, script: bool
) -> None:
    name = named("Band")
    page = visits.begin("/bands/new", script=script)
    page.get_by_label("Name (needed)").fill(name)
    page.get_by_label("Notes").fill("Two\nlines")

    stack.take_down("gig_store")
    page.get_by_role("button", name="Add this band").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Not saved yet")
    stack.restart("gig_store")
    _again_until_saved(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(name)

    [saved] = maker.send("GET", "band_picker", f"/bands?q={name}").json()["items"]
    assert saved["notes"] == "Two\nlines"


def test_a_save_into_a_dying_backend_says_that_nothing_was_saved(
    visits: Visits, maker: Maker, stack: Stack, world: Body
) -> None:
    page = visits.begin(world["card"])
    card = Card(page)

    stack.kill("gig_store")
    card.save.click()
    expect(card.notice).to_contain_text("nothing was changed")
    stack.restart("gig_store")

    assert [gig["id"] for gig in maker.gigs_of(world["band"])] == [world["gig"]["id"]]


@pytest.mark.parametrize("package", SILENT)
def test_nothing_is_wrong_with_the_pages_of_a_dead_service(
    visits: Visits, stack: Stack, world: Body, package: str
) -> None:
    item = {"band_picker": f"/bands/{world['band']['id']}", "venue_picker": f"/venues/{world['venue']['id']}"}
    page, narrow = visits.begin(), visits.begin(width=320, scheme="dark")

    stack.take_down(package)
    page.goto(world["card"])
    assert judging.everything(page) == ""
    for path in (item.get(package, f"/gigs/{world['gig']['id']}"), "/gigs", "/bands", "/settings"):
        narrow.goto(path)
        assert (judging.violations(narrow), judging.too_wide(narrow), judging.too_small(narrow)) == ([], [], []), path


def _until_whole(client: Client, paths: list[str]) -> None:
    """Ask until the pages have noticed that the service is back: they give it a rest of some seconds."""
    for _ in range(200):
        answers: list[Any] = [client.get(path) for path in paths]
        if all(answer.status_code == 200 and "does not answer" not in answer.text for answer in answers):
            return
    raise AssertionError([answer.url for answer in answers if "does not answer" in answer.text])


def _until_saveable(page: Page) -> None:
    """Reload until the card is whole again."""
    for _ in range(200):
        page.reload()
        if Card(page).save.is_enabled():
            return


def _pressed_until(page: Page, text: str) -> Any:  # noqa: ANN401  # a locator
    """Press Save until the page says so."""
    said = page.get_by_text(text, exact=True)
    for _ in range(100):
        GigPage(page).save()
        page.wait_for_load_state()
        if said.count():
            break
    return said


def _again_until_saved(page: Page) -> None:
    """Try again until the pages have noticed that the service is back."""
    again = page.get_by_role("button", name="Try again")
    for _ in range(200):
        again.click()
        page.wait_for_load_state()
        if not again.count():
            return
