"""What needs somebody, the calendar, dates to copy, in every state: as `test_every_page` looks at all pages."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from testkit import judging
from testkit.making import Maker, named, night, room
from testkit.visits import Visits

Opener = Callable[[Page, Maker], object]


def needs_you(page: Page, maker: Maker) -> None:
    maker.gig(status="confirmed", gig_day=night(1))
    maker.gig(status="hold", hold_expires=night(2))
    page.goto("/gigs")
    expect(page.get_by_role("heading", name="Needs you")).to_be_visible()


def calendar_of_rooms(page: Page, maker: Maker) -> None:
    rooms = [maker.venue(own=True, dark_days=[night(40)]) for _ in range(2)]
    for status, slot in (("confirmed", "evening"), ("hold", "late"), ("idea", "matinee")):
        maker.gig(status=status, slot=slot, venue=room(rooms[1] | {"dark_days": []}), gig_day=night(40))
    page.goto(f"/gigs/calendar?month={night(40)[:7]}")
    expect(page.get_by_role("link", name="Suggest for").first).to_be_visible()


def calendar_of_one_room(page: Page, maker: Maker) -> None:
    mine = maker.venue(own=True)
    maker.gig(status="hold", hold_level=1, venue=room(mine), gig_day=night(40))
    page.goto(f"/gigs/calendar?month={night(40)[:7]}&room={mine['id']}")


def calendar_that_cannot_be_read(page: Page, maker: Maker) -> None:
    maker.gig(gig_day=night(0))
    page.goto("/gigs/calendar?show=all&month=soon")
    expect(page.get_by_text("Write the month as")).to_be_visible()


def agenda(page: Page, maker: Maker) -> None:
    maker.venue(own=True)
    page.goto(f"/gigs/calendar?view=agenda&month={night(40)[:7]}")


def dates_of_rooms(page: Page, maker: Maker) -> None:
    maker.venue(own=True)
    page.goto(f"/gigs/dates?days={night(5)}")
    expect(page.get_by_label("Dates", exact=True)).to_be_visible()


def dates_that_cannot_be_read(page: Page, maker: Maker) -> None:
    maker.venue(own=True)
    page.goto("/gigs/dates?days=soon")
    expect(page.get_by_text("Write days as")).to_be_visible()


INKS = """() => [...document.querySelectorAll("body *")]
    .filter((part) => part.checkVisibility() && !part.closest(".visually-hidden"))
    .filter((part) => [...part.childNodes].some((child) => child.nodeType === 3 && child.data.trim()))
    .map((part) => getComputedStyle(part).color)"""

PAGES: dict[str, Opener] = {
    "what needs you": needs_you,
    "the calendar of my rooms": calendar_of_rooms,
    "the calendar of one room": calendar_of_one_room,
    "a month that cannot be read": calendar_that_cannot_be_read,
    "the agenda": agenda,
    "dates to copy": dates_of_rooms,
    "dates that cannot be read": dates_that_cannot_be_read,
}


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_wrong_with(visits: Visits, maker: Maker, name: str) -> None:
    page = visits.begin()
    PAGES[name](page, maker)

    assert judging.everything(page) == ""


def test_a_free_night_leads_to_a_card_for_that_room_and_night(visits: Visits, maker: Maker, *, script: bool) -> None:
    mine = maker.venue(own=True)
    maker.band(draw=100)
    page = visits.begin(f"/gigs/calendar?month={night(60)[:7]}&room={mine['id']}", script=script)

    page.locator(f"#d{night(60)}").get_by_role("link", name="+ Suggest").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text(mine["name"])
    kept = page.get_by_role("list", name="Kept").get_by_role("listitem")
    expect(kept).to_have_count(2)


def test_an_agent_who_asks_for_two_days_is_answered_in_four_clicks(
    visits: Visits, maker: Maker, *, script: bool
) -> None:
    mine = maker.venue(named("Answering"), own=True)
    maker.gig(status="confirmed", venue=room(mine), gig_day=night(60))
    page = visits.begin("/gigs", script=script)

    page.get_by_role("navigation", name="Gigs").get_by_role("link", name="Calendar").click()
    page.get_by_role("link", name="Copy dates").click()
    page.get_by_label("Days they ask for").fill(f"{night(60)} or {night(61)}")
    page.get_by_role("button", name="Show").click()

    said = page.get_by_label("Dates", exact=True).input_value()
    [line] = [line for line in said.splitlines() if line.startswith(f"{mine['name']}: ")]
    assert [answer.split()[-1] for answer in line.split(" · ")] == ["taken", "free"]
    expect(page.get_by_role("button", name="Copy")).to_have_count(1 if script else 0)


def test_arrow_keys_lead_from_day_to_day(visits: Visits, maker: Maker) -> None:
    mine = maker.venue(own=True)
    page = visits.begin(f"/gigs/calendar?month=2098-10&room={mine['id']}")
    focused = "document.activeElement.closest('td').id"

    page.locator("#d2098-10-15 a").focus()
    seen = []
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp", "Home", "End"):
        page.keyboard.press(key)
        seen.append(page.evaluate(focused).removeprefix("d2098-10-"))

    assert seen == ["16", "23", "22", "15", "13", "19"]


def test_below_640_px_the_agenda_is_the_calendar(visits: Visits, maker: Maker) -> None:
    maker.venue(own=True)
    page = visits.begin(f"/gigs/calendar?month={night(40)[:7]}")
    seen = {}

    for width in (639, 640):
        page.set_viewport_size({"width": width, "height": 800})
        seen[width] = [page.locator(part).is_visible() for part in ("table.month", "ol.agenda")]

    assert seen == {639: [False, True], 640: [True, False]}


@pytest.mark.parametrize("name", ["what needs you", "the calendar of my rooms"])
def test_lists_and_calendars_print_in_black_without_what_only_a_screen_needs(
    visits: Visits, maker: Maker, name: str
) -> None:
    page = visits.begin()
    PAGES[name](page, maker)

    page.emulate_media(media="print", color_scheme="dark")
    inks, chrome = page.evaluate(INKS), page.locator("header, nav, form, .btn, .needs").locator("visible=true").count()
    page.emulate_media(media="null", color_scheme="null")

    assert set(inks) == {"rgb(0, 0, 0)"}
    assert chrome == 0
