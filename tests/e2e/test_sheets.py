"""The day sheet in a browser: small, whole, shared without an account, readable without a connection."""

import re

import pytest
from playwright.sync_api import Page, expect
from testkit import judging
from testkit.making import Body, Maker, act, night, room
from testkit.visits import Visits


@pytest.fixture
def gig(maker: Maker) -> Body:
    """Give a night with all a sheet can show."""
    band = maker.band(phone="07700 900123", contact="Sam Reed", email="sam@example.org")
    venue = maker.venue(phone="+44 113 496 0000", address="6 St Peters Square", city="Leeds", country="GB")
    lineup = [act(band) | {"set_time": "21:00"}, act(maker.band(), "support") | {"set_time": "20:00"}]
    times = {"load_in": "16:00", "soundcheck": "17:30", "doors": "19:30", "end": "01:00"}
    notes = {"staff_notes": "Keys at the bar.\nTwo dressing rooms upstairs."}
    return maker.gig(status="confirmed", lineup=lineup, venue=room(venue), **times, **notes)


def share(page: Page, gig: Body) -> str:
    """Share a gig's sheet; give the path of the link."""
    page.goto(f"/gigs/{gig['id']}")
    page.get_by_role("link", name="Day sheet").click()
    page.get_by_role("button", name="Share for tonight").click()
    return "/tonight/" + page.get_by_label("Link to the day sheet").input_value().rpartition("/")[2]


def test_nothing_is_wrong_with_a_day_sheet(visits: Visits, gig: Body) -> None:
    page = visits.begin(f"/gigs/{gig['id']}/sheet")

    assert judging.everything(page, fonts=()) == ""


def test_nothing_is_wrong_with_a_sheet_just_shared(visits: Visits, gig: Body) -> None:
    page = visits.begin()
    share(page, gig)

    assert judging.everything(page, fonts=()) == ""


def test_nothing_is_wrong_with_a_shared_sheet(visits: Visits, gig: Body) -> None:
    path = share(visits.begin(), gig)
    page = visits.by(None).begin(path, changed=True)

    assert judging.everything(page, fonts=()) == ""


def test_nothing_is_wrong_with_a_link_that_is_closed(visits: Visits) -> None:
    page = visits.by(None).begin("/tonight/wrong", changed=True)

    expect(page.get_by_role("heading", level=1)).to_have_text("This day sheet is closed")
    assert judging.everything(page, fonts=()) == ""


def test_a_sheet_with_long_names_and_many_acts_fits_one_sheet_of_a4(visits: Visits, maker: Maker) -> None:
    long = "The Honourable Society of Exceedingly Patient Road Managers"
    lineup = [act(maker.band(f"{long} {number}")) | {"set_time": f"{number + 12}:00"} for number in range(6)]
    page = visits.begin(f"/gigs/{maker.gig(lineup=lineup, staff_notes='Keys at the bar. ' * 40)['id']}/sheet")

    content = page.pdf(prefer_css_page_size=True)

    assert content.count(b"/Type /Page\n") == 1


def test_a_sheet_is_shared_opened_without_an_account_and_taken_back(visits: Visits, gig: Body, *, script: bool) -> None:
    page = visits.begin(script=script)
    path = share(page, gig)
    guest = visits.by(None).begin(path, script=script, changed=True)
    expect(guest.get_by_role("heading", level=1)).to_contain_text(gig["lineup"][0]["name"])
    expect(guest.get_by_role("link", name="07700 900123")).to_have_attribute("href", "tel:07700900123")
    expect(guest.get_by_text(re.compile("^As of [0-9]{2}:[0-9]{2}, "))).to_be_visible()

    page.get_by_role("button", name="Revoke").click()
    expect(page.get_by_text("The link is taken back")).to_be_visible()

    guest.goto(path)
    expect(guest.get_by_role("heading", level=1)).to_have_text("This day sheet is closed")


def test_a_link_that_was_taken_back_takes_its_copy_along(visits: Visits, gig: Body) -> None:
    page = visits.begin()
    path = share(page, gig)
    guest = visits.by(None).begin(path, changed=True)
    guest.wait_for_function("async () => (await (await caches.open('tonight')).keys()).length >= 4")
    guest.wait_for_function("() => navigator.serviceWorker.controller")
    page.get_by_role("button", name="Revoke").click()
    expect(page.get_by_text("The link is taken back")).to_be_visible()

    guest.reload()

    expect(guest.get_by_role("heading", level=1)).to_have_text("This day sheet is closed")
    assert not guest.evaluate("async (path) => Boolean(await caches.match(path))", path)


def test_no_page_but_a_shared_sheet_is_kept(visits: Visits, gig: Body) -> None:
    path = share(visits.begin(), gig)
    page = visits.begin(path, changed=True)
    page.wait_for_function("() => navigator.serviceWorker.controller")

    page.goto("/gigs")

    assert page.evaluate("() => navigator.serviceWorker.controller") is None
    kept = page.evaluate("async () => (await (await caches.open('tonight')).keys()).map((each) => each.url)")
    assert [url for url in kept if "/static/" not in url and not url.endswith(path)] == []


def test_tonight_leads_to_the_sheet(visits: Visits, maker: Maker) -> None:
    gig = maker.gig(status="confirmed", gig_day=night(0), title="Tonight it is")

    page = visits.begin(f"/gigs/{gig['id']}/sheet")

    expect(page.get_by_text("Tonight it is")).to_be_visible()
