"""A newcomers's first minutes: an installation of its own, with the starter catalogue and nothing else."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Page, expect
from testkit import judging
from testkit.accounts import PASSWORD
from testkit.doorstep import Doorstep, Masthead
from testkit.forms import Client
from testkit.screens import Card, GigPage
from testkit.visits import Visits

from launcher.services import APIS
from launcher.stack import Stack

MAKE_IT = "Make it and go on"
ME = "Mo"
JSON = {"Accept": "application/json"}


@pytest.fixture
def nothing(fresh_stack: Stack) -> Iterator[None]:
    """Archive every band and venue for a while."""
    _archive(fresh_stack, "CURRENT_TIMESTAMP")
    yield
    _archive(fresh_stack, "NULL")


def test_the_first_page_is_a_card_of_the_starter_list_and_asks_one_thing(newcomers: Visits, *, script: bool) -> None:
    page = newcomers.begin("/", script=script)
    card = Card(page)

    assert card.seen().band
    expect(page.get_by_text("starter list", exact=False).first).to_be_visible()
    page.get_by_role("button", name="I promote anywhere").click()
    expect(card.ticket).to_be_visible()
    expect(page.get_by_text("What do you have to start with?")).to_have_count(0)


@pytest.mark.parametrize(
    ("answer", "noun", "toggle"), [("I have a room", "venue", "My rooms"), ("I have a band", "band", "My bands")]
)
def test_what_is_mine_is_where_suggest_starts(
    newcomers: Visits, answer: str, noun: str, toggle: str, *, script: bool
) -> None:
    page = newcomers.begin("/", script=script)

    page.get_by_role("button", name=answer).click()
    expect(page.get_by_role("heading", level=1, name="Which is yours?")).to_be_visible()
    chosen = page.get_by_role("row").nth(1)
    name = chosen.get_by_role("link").text_content()
    chosen.get_by_role("button", name="This is mine").click()
    Doorstep(page).enter(ME, PASSWORD, MAKE_IT)
    expect(page.get_by_role("status").filter(has_text=f"{name} is yours")).to_be_visible()
    page.get_by_role("link", name="Suggest a gig for it").click()
    expect(Card(page).part(noun.capitalize()).get_by_role("heading")).to_have_text(name or "")
    elsewhere = newcomers.begin("/", script=script)
    Doorstep(elsewhere).enter(ME, PASSWORD)

    expect(Card(elsewhere).part(noun.capitalize()).get_by_role("heading")).to_have_text(name or "")
    expect(elsewhere.get_by_label("Start from")).to_contain_text(toggle)
    page.goto(f"/{noun}s?own=1")
    page.get_by_role("row").nth(1).get_by_role("button", name="Mine").click()
    expect(page.get_by_role("status").filter(has_text="no longer marked as yours")).to_be_visible()


def test_the_first_save_asks_who_you_are_and_then_saves_that_very_card(newcomers: Visits, *, script: bool) -> None:
    page = newcomers.begin("/", script=script)
    card, seen = Card(page), Card(page).seen()

    card.save.click()
    expect(Doorstep(page).heading).to_have_text("Make your account")
    Doorstep(page).enter(ME, PASSWORD, MAKE_IT)
    expect(card.notice).to_contain_text(f"Saved: {seen.band}")
    expect(Masthead(page).who(ME)).to_be_visible()
    card.in_notice("Undo").click()
    expect(card.notice).to_contain_text("Taken back")
    again = card.seen()
    card.save.click()
    card.in_notice("Open").click()
    page.locator("summary", has_text="History").click()

    assert again == seen
    expect(GigPage(page).name).to_have_text(seen.band)
    expect(GigPage(page).history).to_contain_text(ME)


def test_what_is_wrong_with_the_first_account_is_said_at_its_field_and_the_card_stays(
    newcomers: Visits, *, script: bool
) -> None:
    page = newcomers.begin("/", script=script)
    doorstep, seen = Doorstep(page), Card(page).seen()

    Card(page).save.click()
    doorstep.enter(ME, "password", MAKE_IT)
    expect(doorstep.trouble).to_contain_text("tried first")
    expect(doorstep.password).to_be_focused()
    expect(doorstep.name).to_have_value(ME)
    doorstep.enter(ME, PASSWORD, MAKE_IT)

    expect(Card(page).notice).to_contain_text(f"Saved: {seen.band}")


def test_what_a_newcomer_discarded_and_chose_goes_over_to_the_first_account(newcomers: Visits, *, script: bool) -> None:
    page = newcomers.begin("/settings", script=script)
    page.get_by_label("Dark", exact=True).check()
    page.get_by_role("button", name="Save look and keys").click()
    page.goto("/")
    card, unwanted = Card(page), Card(page).seen().band

    card.discard.click()
    expect(card.notice).to_contain_text(f"Discarded: {unwanted}")
    card.in_notice("Not this band").click()
    expect(card.notice).to_contain_text(f"{unwanted} is left out")
    card.save.click()
    Doorstep(page).enter(ME, PASSWORD, MAKE_IT)
    expect(card.notice).to_contain_text("Saved")
    elsewhere = newcomers.begin("/settings", script=script)
    Doorstep(elsewhere).enter(ME, PASSWORD)

    expect(elsewhere.get_by_role("listitem").filter(has_text=unwanted)).to_contain_text(f"left out by {ME}")
    expect(elsewhere.get_by_label("Dark", exact=True)).to_be_checked()
    elsewhere.get_by_role("button", name=f"suggest {unwanted} again").click()
    expect(elsewhere.get_by_role("status")).to_contain_text(unwanted)


def test_of_two_newcomers_the_second_is_asked_to_sign_in_and_their_card_waits(
    newcomers: Visits, *, script: bool
) -> None:
    first, second = (newcomers.begin("/", script=script) for _ in range(2))
    seen = Card(second).seen()

    Card(first).save.click()
    Doorstep(first).enter(ME, PASSWORD, MAKE_IT)
    expect(Card(first).notice).to_contain_text("Saved")
    Card(second).save.click()
    Doorstep(second).expect_sign_in()
    Doorstep(second).enter(ME, PASSWORD)

    expect(Card(second).notice).to_contain_text(f"Saved: {seen.band}")


def test_a_newcomer_may_look_at_the_card_as_json_and_a_stranger_may_not(
    newcomers: Visits, client_of: Callable[[str], Client], fresh_stack: Stack
) -> None:
    looking = client_of(fresh_stack.url)

    dealt = looking.get("/", headers=JSON)
    page = newcomers.begin("/")
    Card(page).save.click()
    Doorstep(page).enter(ME, PASSWORD, MAKE_IT)
    expect(Card(page).notice).to_contain_text("Saved")
    refused = looking.get("/", headers=JSON)

    assert (dealt.status_code, dealt.json()["degraded"]) == (200, [])
    assert dealt.json()["suggestion"]["gig_day"]
    assert (refused.status_code, refused.json()["code"]) == (401, "signed_out")
    assert refused.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("path", "says", "step"),
    [
        pytest.param("/gigs", "No gigs ahead yet", "Suggest a gig", id="gigs"),
        pytest.param("/gigs/trash", "The trash is empty", "See your gigs", id="trash"),
        pytest.param("/bands?own=1", "Nothing is marked as yours here", "Show all bands", id="my bands"),
        pytest.param("/settings", "Left out for everybody", "Suggest", id="settings"),
    ],
)
def test_an_empty_page_says_what_will_be_here_and_offers_the_first_step(
    newcomers: Visits, path: str, says: str, step: str
) -> None:
    page = newcomers.begin(path)

    expect(page.get_by_role("heading", name=says)).to_be_visible()
    expect(page.get_by_role("link", name=step).first).to_be_visible()
    assert judging.everything(page) == ""


@pytest.mark.usefixtures("nothing")
@pytest.mark.parametrize(
    ("path", "says"), [("/bands", "No bands yet"), ("/venues", "No venues yet"), ("/", "Nothing fits")]
)
def test_an_empty_catalogue_says_so(newcomers: Visits, path: str, says: str) -> None:
    page: Page = newcomers.begin(path)

    expect(page.get_by_role("heading", name=says)).to_be_visible()
    assert judging.everything(page) == ""


def _archive(stack: Stack, when: str) -> None:
    for service in APIS:
        if service.package.endswith("picker"):
            table = service.package.removesuffix("_picker")
            with closing(sqlite3.connect(stack.site.database(service), timeout=10)) as database, database:
                database.execute(f"UPDATE {table} SET archived_at = {when}")  # noqa: S608  # words of this file
