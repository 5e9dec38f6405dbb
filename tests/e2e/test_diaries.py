"""Their diary: a file is uploaded, the days appear, suggestions go by them; also without scripts."""

import re
import sqlite3
import uuid
from contextlib import closing
from datetime import UTC, date, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import make_url
from testkit import judging
from testkit.elsewhere import url_of_database
from testkit.making import Body, Maker, night
from testkit.screens import search
from testkit.visits import Visits

from launcher.services import APIS
from launcher.stack import Stack

READ = "Their diary was read."
ODD = "This is a web page, not a calendar"


def ics(*days: str, name: str = "A secret dinner") -> bytes:
    """Make a calendar with an evening on each day."""
    events = (
        f"BEGIN:VEVENT\r\nUID:{day}\r\nSUMMARY:{name}\r\nDTSTART:{day.replace('-', '')}T190000Z\r\nEND:VEVENT\r\n"
        for day in days
    )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//e2e//EN\r\n{''.join(events)}END:VCALENDAR\r\n".encode()


def give(page: Page, content: bytes, name: str = "diary.ics") -> None:
    """Open the form, choose a file and send it."""
    if page.locator("#diary details[open]").count() == 0:
        page.locator("#diary summary").click()
    page.get_by_label("Or a file").set_input_files({"name": name, "mimeType": "text/calendar", "buffer": content})
    page.get_by_role("button", name=re.compile("Read the .* diary")).click()


def days(page: Page) -> list[str | None]:
    return [each.get_attribute("datetime") for each in page.locator("#diary time").all()]


@pytest.mark.parametrize("noun", ["band", "venue"])
def test_a_file_says_when_they_are_busy_and_nothing_else(
    visits: Visits, maker: Maker, noun: str, *, script: bool
) -> None:
    item: Body = getattr(maker, noun)(city="Leeds", country="GB")
    page = visits.begin(f"/{noun}s/{item['id']}", script=script)

    give(page, ics(night(5), night(6)))

    expect(page.get_by_text(READ)).to_be_visible()
    assert days(page) == [night(5), night(6)]
    expect(page.locator("#diary")).to_contain_text("Read from a file on")
    assert "dinner" not in page.content()


def test_what_is_no_calendar_is_said_and_the_next_file_is_read(visits: Visits, maker: Maker, *, script: bool) -> None:
    page = visits.begin(f"/bands/{maker.band()['id']}", script=script)

    give(page, b"<!doctype html><title>My calendar</title>", "calendar.html")
    expect(page.get_by_role("alert")).to_contain_text(ODD)
    give(page, ics(night(5)))

    expect(page.get_by_text(READ)).to_be_visible()
    assert days(page) == [night(5)]


def test_an_address_inside_is_refused_and_stays_in_its_field(visits: Visits, maker: Maker, *, script: bool) -> None:
    page = visits.begin(f"/venues/{maker.venue()['id']}", script=script)

    page.locator("#diary summary").click()
    page.get_by_label("Its iCal address").fill("webcal://localhost/s3cret.ics")
    page.get_by_role("button", name="Read the venue's diary").click()

    expect(page.get_by_role("alert")).to_contain_text("This address leads to a private network")
    expect(page.get_by_label("Its iCal address")).to_have_value("webcal://localhost/s3cret.ics")


def test_it_is_forgotten_by_one_button(visits: Visits, maker: Maker, *, script: bool) -> None:
    band = maker.band()
    maker.diary("band", band, busy=[f"{night(5)}/{night(5)}"])
    page = visits.begin(f"/bands/{band['id']}", script=script)

    page.get_by_role("button", name="Forget it").click()

    expect(page.get_by_text("Their diary is forgotten")).to_be_visible()
    assert days(page) == []


def test_what_fails_by_the_button_is_said_beside_what_was_known(visits: Visits, maker: Maker, *, script: bool) -> None:
    band = maker.band()
    maker.diary("band", band, busy=[f"{night(5)}/{night(5)}"], source="https://localhost/s3cret.ics")
    page = visits.begin(f"/bands/{band['id']}", script=script)

    page.get_by_role("button", name="Read it again").click()

    expect(page.get_by_text("Their diary could not be read: what was known before stays.")).to_be_visible()
    expect(page.locator("#diary")).to_contain_text("This address leads to a private network")
    assert days(page) == [night(5)]


def test_a_card_says_what_a_fresh_diary_says(visits: Visits, maker: Maker) -> None:
    band, venue = maker.band(), maker.venue(own=True)
    maker.diary("band", band, busy=[f"{night(5)}/{night(6)}"])
    tomorrow, last = (str(date.today() + timedelta(n)) for n in (5, 7))  # noqa: DTZ011  # where the tests run

    page = visits.begin(search([band], [venue], **{"from": tomorrow, "to": last}))

    expect(page.get_by_role("article").get_by_role("time")).to_have_attribute("datetime", night(7))
    expect(page.get_by_text(f"Their diary says free: {band['name']}.")).to_be_visible()
    expect(page.get_by_text("ask before you promise")).to_have_count(0)


def test_a_viewer_sees_the_days_and_no_button(visits: Visits, maker: Maker) -> None:
    band = maker.band()
    maker.diary("band", band, busy=[f"{night(5)}/{night(5)}"])

    page = visits.by("viewer").begin(f"/bands/{band['id']}")

    assert days(page) == [night(5)]
    expect(page.locator("#diary")).to_contain_text("Read from an address on")
    expect(page.locator("#diary").get_by_role("button")).to_have_count(0)
    assert "s3cret" not in page.content()
    assert judging.violations(page) == []


@pytest.mark.own_planner
def test_the_page_reads_again_by_itself_what_is_a_day_old(stack: Stack, visits: Visits, maker: Maker) -> None:
    band = maker.band()
    maker.diary("band", band, busy=[f"{night(5)}/{night(5)}"], source="https://localhost/s3cret.ics")
    _age(stack, band)
    page, sent = visits.begin(), list[str]()
    page.on("request", lambda request: sent.append(f"{request.method} {request.url.rpartition('/')[2]}"))

    page.goto(f"/bands/{band['id']}")

    expect(page.locator("#diary-said")).to_have_text("Their diary could not be read again.")
    expect(page.locator("#diary")).to_contain_text("This address leads to a private network")
    assert days(page) == [night(5)]
    page.reload()
    expect(page.locator("#diary")).to_contain_text("This address leads to a private network")
    assert sent.count("POST read") == 1


@pytest.mark.own_planner
def test_a_page_without_scripts_reads_nothing_by_itself(stack: Stack, visits: Visits, maker: Maker) -> None:
    band = maker.band()
    maker.diary("band", band, busy=[])
    _age(stack, band)

    page = visits.begin(f"/bands/{band['id']}", script=False)

    expect(page.locator("#diary")).not_to_contain_text("It could not be read")
    expect(page.get_by_role("button", name="Read it again")).to_be_visible()


def _age(stack: Stack, band: Body) -> None:
    """Let its diary have been read a good day ago."""
    database = make_url(url_of_database(stack, next(each for each in APIS if each.package == "gig_store"))).database
    long_ago = str(datetime.now(UTC).replace(tzinfo=None) - timedelta(days=1, hours=1))
    with closing(sqlite3.connect(str(database))) as gigs, gigs:
        owner = uuid.UUID(band["id"]).bytes
        gigs.execute("UPDATE diary SET read_at = ?, tried_at = ? WHERE owner_id = ?", (long_ago, long_ago, owner))
