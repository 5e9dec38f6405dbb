"""A stranger's first minutes: an installation of its own, with the starter catalogue and nothing else."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Page, expect
from testkit import judging
from testkit.screens import Card
from testkit.stacks import CHECKOUT
from testkit.visits import Tabs, Visits

from launcher.services import APIS, Site
from launcher.stack import Stack


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Start the services on an empty folder."""
    with Stack(Site(CHECKOUT, tmp_path_factory.mktemp("fresh"))) as stack:
        yield stack


@pytest.fixture
def stranger(tabs: Tabs, fresh: Stack) -> Iterator[Visits]:
    """Give visits to it; they too may break nothing that holds on every page."""
    visits = Visits(tabs, fresh.url)
    yield visits
    complaints = visits.complaints
    visits.end()
    assert complaints == []


@pytest.fixture
def nothing(fresh: Stack) -> Iterator[None]:
    """Archive every band and venue for a while."""
    _archive(fresh, "CURRENT_TIMESTAMP")
    yield
    _archive(fresh, "NULL")


def test_the_first_page_is_a_card_of_the_starter_list_and_asks_one_thing(stranger: Visits, *, script: bool) -> None:
    page = stranger.begin("/", script=script)
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
    stranger: Visits, answer: str, noun: str, toggle: str, *, script: bool
) -> None:
    page = stranger.begin("/", script=script)

    page.get_by_role("button", name=answer).click()
    expect(page.get_by_role("heading", level=1, name="Which is yours?")).to_be_visible()
    chosen = page.get_by_role("row").nth(1)
    name = chosen.get_by_role("link").text_content()
    chosen.get_by_role("button", name="This is mine").click()
    expect(page.get_by_role("status")).to_contain_text(f"{name} is yours")
    page.get_by_role("link", name="Suggest a gig for it").click()
    expect(Card(page).part(noun.capitalize()).get_by_role("heading")).to_have_text(name or "")
    elsewhere = stranger.begin("/", script=script)

    expect(Card(elsewhere).part(noun.capitalize()).get_by_role("heading")).to_have_text(name or "")
    expect(elsewhere.get_by_label("Start from")).to_contain_text(toggle)
    page.goto(f"/{noun}s?own=1")
    page.get_by_role("row").nth(1).get_by_role("button", name="Mine").click()
    expect(page.get_by_role("status")).to_contain_text("no longer marked as yours")


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
    stranger: Visits, path: str, says: str, step: str
) -> None:
    page = stranger.begin(path)

    expect(page.get_by_role("heading", name=says)).to_be_visible()
    expect(page.get_by_role("link", name=step).first).to_be_visible()
    assert judging.everything(page) == ""


@pytest.mark.usefixtures("nothing")
@pytest.mark.parametrize(
    ("path", "says"), [("/bands", "No bands yet"), ("/venues", "No venues yet"), ("/", "Nothing fits")]
)
def test_an_empty_catalogue_says_so(stranger: Visits, path: str, says: str) -> None:
    page: Page = stranger.begin(path)

    expect(page.get_by_role("heading", name=says)).to_be_visible()
    assert judging.everything(page) == ""


def _archive(stack: Stack, when: str) -> None:
    for service in APIS:
        if service.package.endswith("picker"):
            table = service.package.removesuffix("_picker")
            with closing(sqlite3.connect(stack.site.database(service), timeout=10)) as database, database:
                database.execute(f"UPDATE {table} SET archived_at = {when}")  # noqa: S608  # words of this file
