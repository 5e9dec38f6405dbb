"""Holds in every state, and all of a gig's history: as `test_every_page` looks at all pages."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from testkit import judging
from testkit.making import Body, Maker, act, night, room
from testkit.screens import GigPage
from testkit.visits import Visits

Opener = Callable[[Page, Maker], object]


def queue(maker: Maker, size: int = 3, **fields: object) -> list[Body]:
    """Make holds of one night at a room of mine, the first before all others."""
    mine = room(maker.venue(own=True))
    return [maker.gig(status="hold", venue=mine, held_for=f"Agent {no}", **fields) for no in range(1, size + 1)]


def challenged(page: Page, maker: Maker) -> None:
    first, second = queue(maker, 2)
    page.goto(f"/gigs/{second['id']}")
    page.get_by_role("button", name="Challenge the hold before it").click()
    expect(page.get_by_text("Challenged. Tell them")).to_be_visible()
    page.goto(f"/gigs/{first['id']}")
    expect(page.get_by_label("Text for them")).to_be_visible()


def asked_elsewhere(page: Page, maker: Maker) -> None:
    page.goto(f"/gigs/{maker.gig(status='hold')['id']}")
    page.locator("summary", has_text="They want to know").click()
    page.locator("summary", has_text="Hold another date too").click()
    expect(page.get_by_label("Until when do they wait?")).to_be_visible()


def lapsed(page: Page, maker: Maker) -> None:
    page.goto(f"/gigs/{maker.gig(status='hold', hold_expires=night(-3))['id']}")
    expect(page.get_by_role("heading", name="Lapsed hold")).to_be_visible()


def ended(page: Page, maker: Maker) -> None:
    page.goto(f"/gigs/{maker.gig(status='offered', offer_expires=night(-3))['id']}")
    expect(page.get_by_text("The offer ended on")).to_be_visible()


def of_a_booking(page: Page, maker: Maker) -> None:
    first = maker.gig(status="hold")
    maker.change(first, booking=first["id"])
    maker.gig(status="hold", booking=first["id"], gig_day=night(40))
    page.goto(f"/gigs/{first['id']}")
    expect(page.get_by_text("of 2 dates:")).to_be_visible()


def bringing_back(page: Page, maker: Maker) -> None:
    page.goto(f"/gigs/{queue(maker)[0]['id']}")
    GigPage(page).press("Confirm")
    expect(page.get_by_text("Un-confirm brings back")).to_be_attached()


def of_a_band(page: Page, maker: Maker) -> None:
    band = maker.band()
    for day in (30, 31):
        maker.gig(status="hold", lineup=[act(band)], gig_day=night(day))
    page.goto(f"/bands/{band['id']}")
    expect(page.get_by_label("Copy holds")).to_be_visible()


def all_history(page: Page, maker: Maker) -> None:
    gig = maker.gig(notes="First")
    for notes in ("Second", "Third"):
        gig = maker.change(gig, notes=notes, doors="19:00")
    page.goto(f"/gigs/{gig['id']}/history")
    expect(page.get_by_role("button", name="Put back")).to_have_count(3)


PAGES: dict[str, Opener] = {
    "a second hold of three": lambda page, maker: page.goto(f"/gigs/{queue(maker)[1]['id']}"),
    "a challenged hold": challenged,
    "a hold at somebody else's room": asked_elsewhere,
    "a lapsed hold": lapsed,
    "an offer past its end": ended,
    "a hold of two dates": of_a_booking,
    "a gig that made others go": bringing_back,
    "the holds of a band": of_a_band,
    "a gig's whole history": all_history,
}


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_wrong_with(visits: Visits, maker: Maker, name: str) -> None:
    page = visits.begin()
    PAGES[name](page, maker)

    assert judging.everything(page) == ""


def test_confirming_lets_the_rivals_go_and_un_confirming_brings_them_back(
    visits: Visits, maker: Maker, *, script: bool
) -> None:
    first, second, third = queue(maker)
    page = visits.begin(f"/gigs/{second['id']}", script=script)

    GigPage(page).press("Confirm")
    expect(page.get_by_text("Confirmed.", exact=True)).to_be_visible()
    cleared = [maker.read_gig(gig["id"])["status"] for gig in (first, third)]
    GigPage(page).press("Un-confirm")
    expect(page.get_by_text("Un-confirmed: a hold again.")).to_be_visible()

    assert cleared == ["idea", "idea"]
    back = [maker.read_gig(gig["id"]) for gig in (first, second, third)]
    assert [(gig["status"], gig["hold_level"]) for gig in back] == [("hold", 1), ("hold", 2), ("hold", 3)]


def test_a_field_is_put_back_from_history(visits: Visits, maker: Maker, *, script: bool) -> None:
    gig = maker.change(maker.gig(doors="19:30", notes="Tea"), doors="18:00", notes="Coffee")
    page = visits.begin(f"/gigs/{gig['id']}", script=script)

    page.locator("summary", has_text="History").click()
    page.get_by_role("button", name="Put back what was before “Doors: 19:30 → 18:00”").click()
    expect(page.get_by_text("Doors: put back.")).to_be_visible()

    saved = maker.read_gig(gig["id"])
    assert (saved["doors"], saved["notes"]) == ("19:30", "Coffee")
