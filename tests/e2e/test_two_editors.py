"""Two people edit one gig, one band: nobody's change is lost, only what both changed is asked for."""

import pytest
from playwright.sync_api import Page, expect
from testkit.making import Body, Maker
from testkit.screens import GigPage
from testkit.visits import Visits


@pytest.fixture
def gig(maker: Maker) -> Body:
    """Give a gig both will edit."""
    return maker.gig(notes="Before", doors="19:00", staff_notes="Before")


@pytest.fixture
def editors(visits: Visits, gig: Body, *, script: bool) -> list[Page]:
    """Give two people with its form open."""
    return [visits.begin(f"/gigs/{gig['id']}/edit", script=script) for _ in range(2)]


def test_what_only_one_changed_is_merged_and_said(maker: Maker, gig: Body, editors: list[Page]) -> None:
    mine, theirs = editors

    theirs.get_by_label("Doors").fill("18:30")
    GigPage(theirs).save()
    expect(theirs.get_by_text("Saved.")).to_be_visible()
    mine.get_by_label("Notes", exact=True).fill("Mine")
    GigPage(mine).save()

    expect(mine.get_by_text("Meanwhile somebody else changed Doors (now 18:30)")).to_be_visible()
    saved = maker.read_gig(gig["id"])
    assert (saved["notes"], saved["doors"], saved["staff_notes"]) == ("Mine", "18:30", "Before")


@pytest.mark.parametrize("choice", ["Mine", "Theirs"])
def test_what_both_changed_is_asked_for_and_the_rest_stays(
    maker: Maker, gig: Body, editors: list[Page], choice: str
) -> None:
    mine, theirs = editors
    theirs.get_by_label("Notes", exact=True).fill("Their notes")
    theirs.get_by_label("Doors").fill("18:30")
    GigPage(theirs).save()
    expect(theirs.get_by_text("Saved.")).to_be_visible()

    mine.get_by_label("Notes", exact=True).fill("My notes")
    mine.get_by_label("Notes for the day sheet").fill("Mine alone")
    GigPage(mine).save()
    question = mine.get_by_role("group", name="Notes", exact=True)
    expect(question.get_by_role("radio", name="Mine")).to_be_checked()
    expect(question).to_contain_text("Their notes")
    asked = maker.read_gig(gig["id"])
    question.get_by_role("radio", name=choice).check()
    GigPage(mine).save()
    expect(mine.get_by_text("Saved.")).to_be_visible()

    saved = maker.read_gig(gig["id"])
    assert asked["notes"] == "Their notes"
    assert saved["notes"] == {"Mine": "My notes", "Theirs": "Their notes"}[choice]
    assert (saved["doors"], saved["staff_notes"]) == ("18:30", "Mine alone")


def test_a_button_pressed_on_a_stale_page_is_not_done_and_says_what_happened(
    visits: Visits, maker: Maker, gig: Body, *, script: bool
) -> None:
    page = visits.begin(f"/gigs/{gig['id']}", script=script)
    maker.change(gig, notes="Theirs")

    GigPage(page).press("Place hold")

    expect(page.get_by_text("Somebody changed this gig meanwhile")).to_be_visible()
    saved = maker.read_gig(gig["id"])
    assert (saved["status"], saved["notes"]) == ("idea", "Theirs")


def test_a_button_pressed_twice_is_done_once(visits: Visits, maker: Maker, gig: Body, *, script: bool) -> None:
    first, second = (visits.begin(f"/gigs/{gig['id']}", script=script) for _ in range(2))

    GigPage(first).press("Place hold")
    expect(GigPage(first).status("Hold")).to_be_visible()
    GigPage(second).press("Place hold")
    expect(GigPage(second).status("Hold")).to_be_visible()

    assert maker.read_gig(gig["id"])["rev"] == gig["rev"] + 1


def test_two_people_edit_a_band_and_neither_loses(visits: Visits, maker: Maker, *, script: bool) -> None:
    band = maker.band(city="Leeds", lat=53.8, lon=-1.55, country="GB")
    mine, theirs = (visits.begin(f"/bands/{band['id']}/edit", script=script) for _ in range(2))

    theirs.get_by_label("Draw").fill("250")
    theirs.get_by_label("Email").fill("theirs@example.org")
    theirs.get_by_role("button", name="Save").click()
    expect(theirs.get_by_text("Saved.")).to_be_visible()
    mine.get_by_label("Phone").fill("+44 113 496 0000")
    mine.get_by_label("Email").fill("mine@example.org")
    mine.get_by_role("button", name="Save").click()
    expect(mine.get_by_role("alert").filter(has_text="theirs@example.org")).to_be_visible()
    mine.get_by_role("button", name="Save").click()
    expect(mine.get_by_text("Saved.")).to_be_visible()

    saved = maker.send("GET", "band_picker", f"/bands/{band['id']}").json()
    assert (saved["draw"], saved["phone"], saved["email"]) == (250, "+44 113 496 0000", "mine@example.org")
