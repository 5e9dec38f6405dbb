"""A calendar that reads the planner: what it holds through the life of a gig, and when it has nothing new."""

import re
from collections.abc import Iterator
from typing import Any

import icalendar
import pytest
from playwright.sync_api import expect
from testkit import judging
from testkit.forms import Client
from testkit.making import Body, Maker, act, night, room
from testkit.visits import Visits

from launcher.stack import Stack

Event = Any
ADDRESS = re.compile(r"/feeds/[\w-]{43}\.ics$")


class Calendar:
    """A calendar that reads a feed of somebody's, as often as it likes."""

    def __init__(self, stack: Stack, maker: Maker) -> None:
        self._client = Client(stack.url)
        secret = maker.send("POST", "gig_store", "/feeds", {"name": "My phone"}).json()["secret"]
        self.path = f"/feeds/{secret}.ics"
        self.etag = ""

    def close(self) -> None:
        """Give the connections back."""
        self._client.close()

    def read(self, query: str = "") -> list[Event]:
        """Read all of it."""
        answer = self._client.get(self.path + query)
        assert answer.status_code == 200, answer.text
        self.etag = answer.headers["ETag"]
        return list(icalendar.Calendar.from_ical(answer.text).walk("VEVENT"))

    def event(self, gig: Body) -> Event:
        """Give the one event of a gig, None where there is none."""
        found = [event for event in self.read(f"?venue={gig['venue']['id']}") if gig["id"] in event["UID"]]
        assert len(found) <= 1
        return found[0] if found else None

    def has_news(self, gig: Body) -> bool:
        """Ask whether anything changed since it was read the last time."""
        sent = {"If-None-Match": self.etag}
        return self._client.get(f"{self.path}?venue={gig['venue']['id']}", headers=sent).status_code != 304


@pytest.fixture
def calendar(stack: Stack, maker: Maker) -> Iterator[Calendar]:
    """Give a calendar that reads what the maker may."""
    calendar = Calendar(stack, maker)
    yield calendar
    calendar.close()


def said(event: Event) -> tuple[str, str, str]:
    return str(event["STATUS"]), str(event["SUMMARY"]).partition(":")[0], event["DTSTART"].dt.isoformat()[:10]


def test_an_event_follows_its_gig_from_hold_to_trash_and_back(calendar: Calendar, maker: Maker) -> None:
    band, first, second = maker.band(), night(60), night(70)
    gig = maker.gig(lineup=[act(band)], venue=room(maker.venue()), gig_day=first)
    assert calendar.event(gig) is None
    seen: list[Event] = []

    def step(**fields: object) -> tuple[str, str, str]:
        nonlocal gig
        gig = maker.change(gig, **fields)
        seen.append(calendar.event(gig))
        return said(seen[-1])

    assert step(status="hold", hold_level=1) == ("TENTATIVE", "HOLD 1", first)
    assert step(status="offered") == ("TENTATIVE", "OFFER", first)
    assert step(status="confirmed") == ("CONFIRMED", f"{band['name']} @ {gig['venue']['name']}", first)
    assert step(doors="19:00") == ("CONFIRMED", f"{band['name']} @ {gig['venue']['name']}", first)
    assert step(gig_day=second)[2] == second
    assert step(status="cancelled") == ("CANCELLED", "CANCELLED", second)
    gig = maker.change(gig, status="idea")
    assert calendar.event(gig) is None
    assert step(status="confirmed")[0] == "CONFIRMED"
    assert step(status="idea") == ("CANCELLED", "CANCELLED", second)  # postponed, to no day yet
    gig = maker.change(gig, gig_day=first)
    assert step(status="confirmed")[2] == first
    gig = maker.trash(gig)
    seen.append(calendar.event(gig))
    assert said(seen[-1]) == ("CANCELLED", "CANCELLED", first)
    maker.send("POST", "gig_store", f"/gigs/{gig['id']}/restore", rev=gig["rev"]).raise_for_status()
    seen.append(calendar.event(gig))
    assert said(seen[-1])[0] == "CONFIRMED"

    assert {str(event["UID"]) for event in seen} == {f"gig-{gig['id']}@gig-planner"}
    sequences = [int(event["SEQUENCE"]) for event in seen]
    assert sequences == sorted(set(sequences))
    assert all(event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt for event in seen)


def test_a_calendar_hears_nothing_until_there_is_news(calendar: Calendar, maker: Maker) -> None:
    mine = room(maker.venue(own=True))
    ahead, gig = (maker.gig(status="hold", venue=mine, gig_day=night(61)) for _ in range(2))
    before = calendar.event(gig)
    assert not calendar.has_news(gig)

    maker.change(ahead, status="idea")  # it moves up the queue

    assert calendar.has_news(gig)
    after = calendar.event(gig)
    assert [str(event["SUMMARY"])[:6] for event in (before, after)] == ["HOLD 2", "HOLD 1"]
    assert before["SEQUENCE"] == after["SEQUENCE"]
    assert not calendar.has_news(gig)


def test_nothing_is_wrong_with_the_page_of_feeds(visits: Visits, *, script: bool) -> None:
    page = visits.begin("/settings", script=script)
    page.get_by_role("link", name="Your calendar feeds").click()
    page.get_by_label("Name").fill("My phone")
    page.get_by_role("button", name="Make a feed").click()

    expect(page.get_by_label("Address of the feed")).to_have_value(ADDRESS)
    expect(page.get_by_role("button", name="Copy")).to_be_visible(visible=script)
    assert not script or judging.everything(page) == ""
    page.get_by_role("button", name="Revoke My phone").click()
    expect(page.get_by_text("The feed is revoked")).to_be_visible()
    expect(page.get_by_text("None yet.")).to_be_visible()


def test_a_gig_is_taken_as_a_calendar_file(visits: Visits, maker: Maker) -> None:
    gig = maker.gig(status="confirmed")
    page = visits.begin(f"/gigs/{gig['id']}")

    with page.expect_download() as download:
        page.get_by_role("link", name="Calendar file").click()

    assert download.value.suggested_filename == f"gig-{gig['gig_day']}.ics"
