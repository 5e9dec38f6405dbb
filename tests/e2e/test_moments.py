"""Moments of a week, each with the clicks it takes: a name that is out, dates for an agent, ten dates for a band."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, expect
from testkit.figures import Figures
from testkit.making import Maker, act, night, room
from testkit.screens import Card, GigPage, search
from testkit.visits import Visits


@dataclass(slots=True)
class Hand:
    """A hand on the mouse that counts."""

    clicks: int = 0

    def on(self, target: Locator) -> None:
        """Click."""
        self.clicks += 1
        target.click()


@pytest.fixture
def hand(request: pytest.FixtureRequest, figures: Figures) -> Callable[[], Hand]:
    """Give a hand whose clicks stand among the figures."""
    hand = Hand()
    request.addfinalizer(lambda: figures(request.node.originalname, clicks=hand.clicks))  # noqa: PT021  # after the test
    return lambda: hand


def test_can_you_do_the_14th_or_the_15th(
    visits: Visits, maker: Maker, hand: Callable[[], Hand], *, script: bool
) -> None:
    """An agent writes; the answer is a line of text to paste."""
    mine = maker.venue(own=True)
    first, second = night(70), night(71)
    maker.gig(status="hold", venue=room(mine), gig_day=second)
    page, clicks = visits.begin("/gigs", script=script), hand()

    clicks.on(page.get_by_role("link", name="Calendar", exact=True))
    clicks.on(page.get_by_role("link", name="Copy dates", exact=True))
    page.get_by_label("Days they ask for").fill(f"{first}, {second}")
    clicks.on(page.get_by_role("button", name="Show", exact=True))

    text = page.get_by_label("Dates", exact=True).input_value()
    line = next(line for line in text.splitlines() if line.startswith(f"{mine['name']}:"))
    assert line.endswith("2nd hold")
    assert "free" in line
    if script:
        clicks.on(page.get_by_role("button", name="Copy", exact=True))
    assert clicks.clicks <= 4


def test_the_headliner_is_out_nine_days_before(
    visits: Visits, maker: Maker, hand: Callable[[], Hand], *, script: bool
) -> None:
    """Another band takes its place; all else of the night stays."""
    out, support = maker.band(), maker.band()
    lineup = [act(out), act(support, billing="support")]
    gig = maker.gig(status="confirmed", lineup=lineup, venue=room(maker.venue(own=True)), gig_day=night(9))
    page, clicks = visits.begin(f"/gigs/{gig['id']}", script=script), hand()

    clicks.on(page.get_by_role("link", name=f"Replace {out['name']}"))
    dealt = page.get_by_role("region", name="Band", exact=True).get_by_role("heading").inner_text()
    clicks.on(Card(page).save)

    expect(GigPage(page).name).to_contain_text(dealt)
    names = [each["name"] for each in maker.read_gig(gig["id"])["lineup"]]
    assert names == [dealt, support["name"]]
    assert clicks.clicks == 2


def test_ten_dates_in_a_month_for_one_band(
    visits: Visits, maker: Maker, hand: Callable[[], Hand], *, script: bool
) -> None:
    """One band is kept; each Save deals its next night in another room."""
    band, rooms = maker.band(), [maker.venue() for _ in range(12)]
    asked = search([band], rooms, **{"from": night(60), "to": night(90)})
    page, clicks = visits.begin(asked, script=script), hand()

    clicks.on(Card(page).keep("band"))
    for _ in range(10):
        card = Card(page).seen()
        clicks.on(Card(page).save)
        expect(Card(page).notice).to_contain_text(f"Saved: {card.band}")

    assert len({gig["gig_day"] for gig in maker.gigs_of(band)}) == 10
    assert clicks.clicks == 11


def test_three_ideas_for_an_empty_room_with_mails_drafted(
    visits: Visits, maker: Maker, hand: Callable[[], Hand], *, script: bool
) -> None:
    """Three empty nights of my room, 400 to spend: an idea for each, and the mail to its band."""
    mine = maker.venue(own=True, capacity=200)
    bands = [maker.band(fee="350.00", draw=150, email="band@example.org") for _ in range(4)]
    maker.band(fee="900.00")
    page, clicks = visits.begin(script=script), hand()

    for ahead in (100, 107, 114):
        month = night(ahead)[:7]
        page.goto(f"/gigs/calendar?room={mine['id']}&month={month}")
        free = page.locator(f"a[href*='day={night(ahead)}']").first
        page.goto(f"{free.get_attribute('href')}&bands={','.join(band['id'] for band in bands)}&fee_max=400")
        clicks.clicks += 1
        saved = Card(page).seen()
        clicks.on(Card(page).save)
        clicks.on(Card(page).in_notice("Write"))
        expect(page.get_by_role("heading", level=1)).to_contain_text("Write")
        clicks.on(page.get_by_role("link", name=saved.band, exact=True))
        expect(page.get_by_role("link", name="Open in your mail program")).to_have_attribute(
            "href", _a_mail_to("band@example.org")
        )

    assert clicks.clicks <= 4 * 3


def _a_mail_to(address: str) -> "re.Pattern[str]":
    return re.compile(f"^mailto:{re.escape(address)}")
