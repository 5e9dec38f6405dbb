"""Five moments of a week, each begun where one begins: the clicks and keys they take, and how long that is."""

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect
from testkit.figures import Figures
from testkit.making import Body, Maker, act, night, room
from testkit.people import people_of
from testkit.screens import Card, GigPage, search
from testkit.visits import Tabs, Visits

from launcher.stack import Stack

# The keystroke-level model (Card, Moran, Newell 1980): to find a target and click on it, and to type one character.
CLICK_SECONDS = 1.35 + 1.1 + 0.2
KEY_SECONDS = 0.28


@dataclass(slots=True)
class Hand:
    """A hand on mouse and keyboard that counts; `began` is when the person did."""

    clicks: int = 0
    keys: int = 0
    began: float = field(default_factory=time.monotonic)

    def on(self, target: Locator) -> None:
        """Click."""
        self.clicks += 1
        target.click()

    def write(self, target: Locator, text: str) -> None:
        """Click into a field and type; a date takes eight keys."""
        self.on(target)
        self.type(target, text)

    def type(self, target: Locator, text: str) -> None:
        """Type into the field where the page began."""
        expect(target).to_be_focused()
        self.keys += len(text.replace("-", ""))
        target.fill(text)

    @property
    def person_seconds(self) -> float:
        """How long a person takes who knows what they want."""
        return self.clicks * CLICK_SECONDS + self.keys * KEY_SECONDS


@pytest.fixture
def hand(request: pytest.FixtureRequest, figures: Figures) -> Callable[[], Hand]:
    """Give a hand whose clicks and times stand among the figures; the planner's time is all that passed here."""
    made: list[Hand] = []

    def begin() -> Hand:
        made.append(Hand())
        return made[0]

    def note() -> None:
        hand, took = made[0], time.monotonic() - made[0].began
        counted = {"clicks": hand.clicks, "keys": hand.keys}
        figures(request.node.originalname, **counted, person_s=round(hand.person_seconds), planner_s=round(took, 1))

    request.addfinalizer(note)  # noqa: PT021  # after the test
    return begin


def test_can_you_do_the_14th_or_the_15th(
    visits: Visits, maker: Maker, hand: Callable[[], Hand], *, script: bool
) -> None:
    """An agent writes; the answer is a line of text to paste."""
    mine = maker.venue(own=True)
    first, second = night(70), night(71)
    maker.gig(status="hold", venue=room(mine), gig_day=second)
    page, person = visits.begin("/gigs", script=script), hand()

    person.on(page.get_by_role("link", name="Calendar", exact=True))
    person.on(page.get_by_role("link", name="Copy dates", exact=True))
    person.type(page.get_by_label("Days they ask for"), f"{first}, {second}")
    person.on(page.get_by_role("button", name="Show", exact=True))

    text = page.get_by_label("Dates", exact=True).input_value()
    line = next(line for line in text.splitlines() if line.startswith(f"{mine['name']}:"))
    assert line.endswith("2nd hold")
    assert "free" in line
    if script:
        person.on(page.get_by_role("button", name="Copy", exact=True))
    assert person.clicks <= 4


def test_the_headliner_is_out_nine_days_before(
    visits: Visits, maker: Maker, hand: Callable[[], Hand], *, script: bool
) -> None:
    """Another band takes its place; all else of the night stays."""
    out, support = maker.band(), maker.band()
    lineup = [act(out), act(support, billing="support")]
    gig = maker.gig(status="confirmed", lineup=lineup, venue=room(maker.venue(own=True)), gig_day=night(9))
    page, person = visits.begin(f"/gigs/{gig['id']}", script=script), hand()

    person.on(page.get_by_role("link", name=f"Replace {out['name']}"))
    dealt = page.get_by_role("region", name="Band", exact=True).get_by_role("heading").inner_text()
    person.on(Card(page).save)

    expect(GigPage(page).name).to_contain_text(dealt)
    names = [each["name"] for each in maker.read_gig(gig["id"])["lineup"]]
    assert names == [dealt, support["name"]]
    assert person.clicks == 2


def test_ten_dates_in_a_month_for_one_band(
    visits: Visits, maker: Maker, hand: Callable[[], Hand], *, script: bool
) -> None:
    """One band is kept; each Save deals its next night in another room."""
    band, rooms = maker.band(), [maker.venue() for _ in range(12)]
    asked = search([band], rooms, **{"from": night(60), "to": night(90)})
    page, person = visits.begin(asked, script=script), hand()

    person.on(Card(page).keep("band"))
    for _ in range(10):
        card = Card(page).seen()
        person.on(Card(page).save)
        expect(Card(page).notice).to_contain_text(f"Saved: {card.band}")

    assert len({gig["gig_day"] for gig in maker.gigs_of(band)}) == 10
    assert person.clicks == 11


@pytest.fixture
def programmer(tabs: Tabs, fresh_stack: Stack) -> Iterator[tuple[Visits, Maker]]:
    """Give somebody with one room for 200 in a planner of their own, and bands that play it for less than 400."""
    with people_of(fresh_stack) as people:
        who = people.add("booker")
        maker, visits = Maker(fresh_stack, who), Visits(tabs, fresh_stack.url, people, who)
        mine = maker.venue(own=True, capacity=200)
        bands = [maker.band(fee="350.00", draw=150, email="band@example.org") for _ in range(4)]
        yield visits, maker
        visits.end()
        for package, plural, entry in [
            ("venue_picker", "venues", mine),
            *(("band_picker", "bands", one) for one in bands),
        ]:
            maker.send("DELETE", package, f"/{plural}/{entry['id']}", rev=entry["rev"])
        maker.close()


def test_three_ideas_for_an_empty_room_with_mails_drafted(
    programmer: tuple[Visits, Maker], hand: Callable[[], Hand], *, script: bool
) -> None:
    """Three empty Fridays of a month in my room, 400 to spend: an idea for each, and the mail to its band."""
    visits, maker = programmer
    first = (date.fromisoformat(night(70)).replace(day=1) + timedelta(31)).replace(day=1)
    page, person = visits.begin("/", script=script), hand()

    person.write(page.get_by_label("From", exact=True), first.isoformat())
    person.write(page.get_by_label("Until"), (first + timedelta(27)).isoformat())
    person.on(page.get_by_role("checkbox", name="Fri"))
    person.on(page.locator("summary", has_text="More"))
    person.write(page.get_by_label("Highest fee"), "400")
    person.on(page.get_by_label("Only bands whose fee is known"))
    person.on(page.get_by_role("button", name="Deal again"))
    nights = set()
    for number in range(3):
        if number:
            person.on(page.get_by_role("link", name="Suggest", exact=True))
        card = Card(page).seen()
        nights.add(card.day)
        person.on(Card(page).save)
        person.on(Card(page).in_notice("Write"))
        expect(page.get_by_role("heading", level=1)).to_have_text(f"Write to {card.band}")
        mail = page.get_by_role("link", name="Open in your mail program")
        expect(mail).to_have_attribute("href", re.compile("^mailto:band@example.org"))

    assert {date.fromisoformat(day).weekday() for day in nights} == {4}
    assert len(nights) == 3
    assert {gig["gig_day"] for gig in maker.send("GET", "gig_store", "/gigs").json()["items"]} == nights
    assert person.clicks == 15


@pytest.fixture
def tonight(maker: Maker) -> Body:
    """Give a night with all that door staff ask."""
    band, venue = (
        maker.band(phone="07700 900123"),
        maker.venue(address="6 St Peters Square", city="Leeds", country="GB"),
    )
    lineup = [act(band) | {"set_time": "21:00"}]
    times = {"load_in": "16:00", "doors": "19:30", "end": "01:00"}
    notes = {"staff_notes": "Keys at the bar."}
    return maker.gig(status="confirmed", gig_day=night(0), lineup=lineup, venue=room(venue), **times, **notes)


def test_door_staff_in_a_cellar_without_signal(
    visits: Visits, tonight: Body, hand: Callable[[], Hand], *, script: bool
) -> None:
    """The sheet is shared by a link; opened on the way, it is there in the cellar too (where scripts may run)."""
    page, person = visits.begin(f"/gigs/{tonight['id']}", script=script), hand()

    person.on(page.get_by_role("link", name="Day sheet"))
    person.on(page.get_by_role("button", name="Share for tonight"))
    path = "/tonight/" + page.get_by_label("Link to the day sheet").input_value().rpartition("/")[2]
    person.clicks += 1  # on the link, in a message
    phone = visits.by(None).begin(path, script=script, width=390, changed=True)
    if script:
        _loses_the_signal(phone)

    expect(phone.get_by_role("heading", level=1)).to_contain_text(tonight["lineup"][0]["name"])
    expect(phone.get_by_text("19:30")).to_be_visible()
    expect(phone.get_by_text("Keys at the bar.")).to_be_visible()
    expect(phone.get_by_role("link", name="07700 900123")).to_have_attribute("href", "tel:07700900123")
    assert person.clicks == 3


def _loses_the_signal(phone: Page) -> None:
    """Go down into the cellar and look again."""
    expect(phone.get_by_text("No connection")).to_be_hidden()
    phone.wait_for_function("async () => (await (await caches.open('tonight')).keys()).length >= 4")
    phone.wait_for_function("() => navigator.serviceWorker.controller")
    phone.context.set_offline(True)
    phone.reload()
    expect(phone.get_by_text(re.compile("No connection: this is how it was at [0-9]{2}:[0-9]{2}"))).to_be_visible()
    assert phone.evaluate("getComputedStyle(document.querySelector('main')).borderTopLeftRadius") == "16px"
