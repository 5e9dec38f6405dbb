"""The pages of accounts in every state, looked at as the other pages are: axe, widths, targets, focus rings, fonts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from testkit import judging
from testkit.doorstep import Doorstep, Masthead, PeoplePage, change_password
from testkit.making import Maker, act, named, room
from testkit.screens import Card, search
from testkit.visits import Visits

from launcher.stack import Stack

Opener = Callable[[Visits, Maker], Page]
LONG = "Wilhelmina-Anastasia van den Berg-Oberhauser and her sister"


def by(who: str | None, path: str) -> Opener:
    """Open an address as nobody, or as somebody with a role."""
    return lambda visits, _maker: visits.by(who).begin(path)


def wrong_password(visits: Visits, _maker: Maker) -> Page:
    page = visits.by(None).begin("/sign-in")
    Doorstep(page).enter(LONG, "not the password")
    expect(Doorstep(page).trouble).to_be_visible()
    return page


def form_carried(visits: Visits, maker: Maker) -> Page:
    page, elsewhere = (visits.by(maker.account).begin(search([maker.band()], [maker.venue()])) for _ in range(2))
    Masthead(elsewhere).sign_out()
    Doorstep(elsewhere).expect_sign_in()
    Card(page).save.click()
    expect(page.get_by_text("What you sent is kept")).to_be_visible()
    return page


def signed_out(visits: Visits, _maker: Maker) -> Page:
    page = visits.begin("/gigs")
    Masthead(page).sign_out()
    expect(page.get_by_text("You are signed out, on every device.")).to_be_visible()
    return page


def invited(visits: Visits, _maker: Maker) -> Page:
    return visits.by(None).begin(PeoplePage(visits.by("admin").begin(PeoplePage.ADDRESS)).invite("Viewer", LONG))


def invited_with_errors(visits: Visits, maker: Maker) -> Page:
    page = invited(visits, maker)
    Doorstep(page).enter(named("Guest"), "password", "Join")
    expect(Doorstep(page).trouble).to_be_visible()
    return page


def settings_with_errors(visits: Visits, _maker: Maker) -> Page:
    page = visits.by("admin").begin()
    change_password(page, "password", "not the password")
    expect(page.locator(".field-error").first).to_be_visible()
    return page


def people(visits: Visits, _maker: Maker) -> Page:
    page = visits.by("admin").begin(PeoplePage.ADDRESS)
    PeoplePage(page).invite("Admin", LONG)
    return page


def viewers_card(visits: Visits, maker: Maker) -> Page:
    page = visits.by("viewer").begin(search([maker.band(fee="200.00")], [maker.venue(capacity=200)]))
    expect(Card(page).ticket).to_be_visible()
    return page


def viewers_gig(visits: Visits, maker: Maker) -> Page:
    band, venue = maker.band(), maker.venue()
    gig = maker.gig(lineup=[act(band) | {"fee": "200.00"}], venue=room(venue))
    return visits.by("viewer").begin(f"/gigs/{gig['id']}")


PAGES: dict[str, Opener] = {
    "sign-in": by(None, "/sign-in"),
    "a wrong password": wrong_password,
    "a form kept while signing in": form_carried,
    "signed out": signed_out,
    "an invite": invited,
    "an invite with errors": invited_with_errors,
    "a closed invite": by(None, "/invites/no-such-secret"),
    "an admin's settings": by("admin", "/settings"),
    "a mail's text": by("admin", "/settings/mails/ask"),
    "a viewer's settings": by("viewer", "/settings"),
    "settings with errors": settings_with_errors,
    "people": people,
    "not for a booker": by("booker", PeoplePage.ADDRESS),
    "not for a viewer": by("viewer", "/gigs/new"),
    "a viewer's card": viewers_card,
    "a viewer's gig": viewers_gig,
    "a viewer's gigs": by("viewer", "/gigs"),
    "a viewer's bands": by("viewer", "/bands"),
}


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_wrong_with(visits: Visits, maker: Maker, name: str) -> None:
    page = PAGES[name](visits, maker)

    assert judging.everything(page) == ""


@pytest.mark.parametrize("path", ["/", "/settings", "/gigs"])
def test_nothing_is_wrong_with_what_a_newcomer_sees(newcomers: Visits, path: str) -> None:
    assert judging.everything(newcomers.begin(path)) == ""


def test_nothing_is_wrong_with_the_page_of_the_first_account(newcomers: Visits) -> None:
    page = newcomers.begin("/")

    Card(page).save.click()
    expect(Doorstep(page).heading).to_have_text("Make your account")
    assert judging.everything(page) == ""
    Doorstep(page).enter(LONG, "password", "Make it and go on")
    expect(Doorstep(page).trouble).to_be_visible()

    assert judging.everything(page) == ""


@pytest.mark.own_planner
def test_nothing_is_wrong_with_the_pages_while_nobody_can_be_checked(visits: Visits, stack: Stack) -> None:
    seen, form = visits.begin("/gigs"), visits.begin("/bands/new")
    form.get_by_label("Name (needed)").fill(named(LONG))

    stack.take_down("gig_store")
    seen.goto("/bands")
    expect(seen.get_by_text("Your sign-in could not be checked")).to_be_visible()
    form.get_by_role("button", name="Add this band").click()
    expect(form.get_by_role("heading", level=1)).to_have_text("Not saved yet")

    assert judging.everything(seen) == ""
    assert judging.everything(form) == ""
