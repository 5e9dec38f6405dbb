"""Accounts in the browser: coming in, being invited, and every way a session ends."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from testkit.accounts import Account
from testkit.doorstep import Doorstep, Masthead, PeoplePage, change_password
from testkit.forms import Client
from testkit.making import Maker, act, named, room
from testkit.people import People
from testkit.screens import Card, GigPage, search
from testkit.visits import Visits

from launcher.stack import Stack

NEW = "another quiet walk"
FEE, DEAL, HIRE = ("432.10", "876.50", "234.50")
MONEY = {FEE, DEAL, HIRE, "£", "GBP", "Fee", "Hire", "reaks even"}


@pytest.fixture
def sam(people: People) -> Account:
    """Give a booker, whose name is on the first page of people."""
    return people.add("booker", named("Aaron"))


@pytest.fixture
def browsers(visits: Visits, sam: Account, *, script: bool) -> list[Page]:
    """Give two browsers in which a booker looks at the gigs."""
    return [visits.by(sam).begin("/gigs", script=script) for _ in range(2)]


def test_a_stranger_signs_in_and_is_where_they_wanted_to_go(visits: Visits, sam: Account, *, script: bool) -> None:
    page = visits.by(None).begin("/gigs?q=anything", script=script)
    Doorstep(page).expect_sign_in()
    expect(page.get_by_role("navigation")).to_have_count(0)

    Doorstep(page).sign_in(sam)

    expect(page).to_have_url(re.compile(r"/gigs\?q=anything$"))
    expect(Masthead(page).who(sam.name)).to_be_visible()


def test_a_wrong_password_is_said_where_it_was_typed_and_the_name_stays(
    visits: Visits, sam: Account, *, script: bool
) -> None:
    page = visits.by(None).begin("/gigs", script=script)
    doorstep = Doorstep(page)

    doorstep.sign_in(sam, "not the password")
    expect(doorstep.trouble).to_contain_text("do not belong together")
    expect(doorstep.name).to_have_value(sam.name)
    expect(doorstep.password).to_have_value("")
    expect(doorstep.password).to_be_focused()
    doorstep.sign_in(sam)

    expect(page.get_by_role("heading", level=1)).to_have_text("Gigs")


def test_after_ten_wrong_tries_even_the_right_password_has_to_wait(
    stack: Stack, client_of: Callable[[str], Client], sam: Account
) -> None:
    guesser = client_of(stack.url)
    form = guesser.hidden("/sign-in") | {"sign_in_name": sam.name}

    tries = [guesser.post("/sign-in", form | {"sign_in_password": f"guess {number}"}) for number in range(10)]
    right = guesser.post("/sign-in", form | {"sign_in_password": sam.password})

    assert [answer.status_code for answer in tries] == [422] * 10
    assert (right.status_code, 1 <= int(right.headers["Retry-After"]) <= 60) == (429, True)
    assert "Too many tries" in right.text


def test_somebody_signs_in_with_the_keyboard_alone(visits: Visits, sam: Account, *, script: bool) -> None:
    page = visits.by(None).begin("/", script=script)

    expect(Doorstep(page).name).to_be_focused()
    page.keyboard.type(sam.name)
    page.keyboard.press("Tab")
    page.keyboard.type(sam.password)
    page.keyboard.press("Enter")

    expect(Masthead(page).who(sam.name)).to_be_visible()


def test_who_is_invited_comes_in_once_and_plans(visits: Visits, maker: Maker, *, script: bool) -> None:
    band, guest = maker.band(), named("Guest")
    admin = visits.by("admin").begin(PeoplePage.ADDRESS, script=script)
    link = PeoplePage(admin).invite("Booker", "for the sound desk")
    page = visits.by(None).begin(link, script=script)

    expect(Doorstep(page).heading).to_have_text("You are invited")
    Doorstep(page).enter(guest, NEW, "Join")
    expect(Masthead(page).who(guest)).to_be_visible()
    page.goto(search([band], [maker.venue()]))
    Card(page).save.click()
    expect(Card(page).notice).to_contain_text("Saved")
    page.get_by_role("link", name="Open", exact=True).click()
    page.locator("summary", has_text="History").click()
    expect(GigPage(page).history).to_contain_text(guest)

    again = visits.by(None).begin(link, script=script)
    expect(Doorstep(again).heading).to_have_text("This invite is closed")
    assert len(maker.gigs_of(band)) == 1


def test_a_viewer_sees_what_is_planned_but_no_money_and_no_button_that_plans(
    visits: Visits, maker: Maker, *, script: bool
) -> None:
    band, venue = maker.band(fee=FEE, draw=100), maker.venue(hire_cost=HIRE, capacity=300, own=True)
    maker.send("PUT", "gig_store", f"/rooms/{venue['id']}/money", {"ticket_price": "12.00"}, rev=0)
    deal = {"type": "flat", "currency": "GBP", "guarantee": DEAL}
    gig = maker.gig(lineup=[act(band) | {"fee": FEE}], venue=room(venue), deal=deal)
    card = search([band], [venue])
    paths = [card, f"/gigs/{gig['id']}", f"/gigs?q={band['name']}", f"/bands/{band['id']}", f"/venues/{venue['id']}"]

    planned = [_text(visits.begin(path, script=script)) for path in paths]
    seen = [visits.by("viewer").begin(path, script=script) for path in paths]

    assert [path for path, text in zip(paths, planned, strict=True) if not any(word in text for word in MONEY)] == [
        paths[2]  # the list shows no money to anybody
    ]
    assert [(path, word) for path, page in zip(paths, seen, strict=True) for word in MONEY if word in _text(page)] == []
    expect(Card(seen[0]).ticket).to_contain_text(band["name"])
    for page in seen:
        posts = page.locator("form[method=post]").evaluate_all("forms => forms.map((form) => form.action)")
        assert {address.rpartition("/")[2] for address in posts} <= {"sign-out", "keys"}


def test_a_new_password_ends_the_session_of_the_other_browser_and_not_of_this(
    browsers: list[Page], sam: Account
) -> None:
    mine, other = browsers

    change_password(mine, NEW)
    expect(mine.get_by_text("You are signed out everywhere else.")).to_be_visible()
    other.reload()
    Doorstep(other).expect_sign_in()
    Doorstep(other).sign_in(sam)
    expect(Doorstep(other).trouble).to_be_visible()
    Doorstep(other).sign_in(sam, NEW)

    expect(Masthead(other).who(sam.name)).to_be_visible()
    mine.reload()
    expect(Masthead(mine).who(sam.name)).to_be_visible()


def test_signing_out_in_one_browser_ends_it_in_the_other(browsers: list[Page]) -> None:
    mine, other = browsers

    Masthead(mine).sign_out()
    expect(mine.get_by_text("You are signed out, on every device.")).to_be_visible()
    mine.go_back()
    mine.reload()
    Doorstep(mine).expect_sign_in()
    other.reload()

    Doorstep(other).expect_sign_in()


def test_a_cookie_stolen_before_the_sign_out_opens_nothing(visits: Visits, browsers: list[Page]) -> None:
    mine, _ = browsers
    stolen = mine.context.cookies()
    thief = visits.by(None).begin()

    Masthead(mine).sign_out()
    Doorstep(mine).expect_sign_in()
    thief.context.add_cookies(stolen)
    thief.goto("/gigs")

    Doorstep(thief).expect_sign_in()


def test_what_somebody_typed_while_they_were_disabled_is_saved_once_they_may_again(
    visits: Visits, maker: Maker, sam: Account, *, script: bool
) -> None:
    gig = maker.gig(notes="Before")
    page = visits.by(sam).begin(f"/gigs/{gig['id']}/edit", script=script)
    page.get_by_label("Notes", exact=True).fill("Typed\nmeanwhile")
    admin = visits.by("admin").begin(PeoplePage.ADDRESS)

    PeoplePage(admin).of(sam).get_by_role("button", name="Disable").click()
    expect(admin.get_by_role("status")).to_contain_text(f"{sam.name} cannot sign in any more")
    GigPage(page).save()
    Doorstep(page).expect_sign_in()
    Doorstep(page).sign_in(sam)
    expect(Doorstep(page).trouble.first).to_be_visible()
    assert maker.read_gig(gig["id"])["notes"] == "Before"
    PeoplePage(admin).of(sam).get_by_role("button", name="Enable").click()
    expect(admin.get_by_role("status")).to_contain_text("may sign in again")
    Doorstep(page).sign_in(sam)
    expect(page.get_by_text("Saved.")).to_be_visible()

    assert maker.read_gig(gig["id"])["notes"] == "Typed\nmeanwhile"


def test_a_role_that_was_changed_counts_with_the_next_page(visits: Visits, maker: Maker, sam: Account) -> None:
    address = search([maker.band()], [maker.venue()])
    page, admin = visits.by(sam).begin(address), visits.by("admin").begin(PeoplePage.ADDRESS)

    theirs = PeoplePage(admin).of(sam)
    theirs.get_by_label("Role").select_option("viewer")
    theirs.get_by_role("button", name="Change role").click()
    expect(admin.get_by_role("status")).to_contain_text(f"{sam.name} is now a viewer")
    page.goto("/gigs")
    page.goto(address)

    expect(Card(page).ticket).to_be_visible()
    expect(page.get_by_role("button", name="Save", exact=True)).to_have_count(0)


@pytest.mark.own_planner
def test_sessions_outlive_restarts_of_the_services(stack: Stack, browsers: list[Page], sam: Account) -> None:
    for package in ("gig_store", "gig_web"):
        stack.restart(package)

    for page in browsers:
        page.goto("/gigs")
        expect(Masthead(page).who(sam.name)).to_be_visible()


def _text(page: Page) -> str:
    return page.get_by_role("main").text_content() or ""
