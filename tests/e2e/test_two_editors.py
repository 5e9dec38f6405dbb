"""Two people edit one gig, one band: nobody's change is lost, only what both changed is asked for."""

import pytest
from playwright.sync_api import Page, expect
from testkit.accounts import Account
from testkit.making import Body, Maker
from testkit.people import People
from testkit.screens import GigPage
from testkit.visits import Visits


@pytest.fixture
def gig(maker: Maker) -> Body:
    """Give a gig both will edit."""
    return maker.gig(notes="Before", doors="19:00", staff_notes="Before")


@pytest.fixture
def other(people: People) -> Account:
    """Give the one who saves first."""
    return people.add("booker")


@pytest.fixture
def editors(visits: Visits, gig: Body, other: Account, *, script: bool) -> list[Page]:
    """Give two people with its form open: me, and the other."""
    return [one.begin(f"/gigs/{gig['id']}/edit", script=script) for one in (visits, visits.by(other))]


def test_what_only_one_changed_is_merged_and_said(maker: Maker, gig: Body, editors: list[Page], other: Account) -> None:
    mine, theirs = editors

    theirs.get_by_label("Doors").fill("18:30")
    GigPage(theirs).save()
    expect(theirs.get_by_text("Saved.")).to_be_visible()
    mine.get_by_label("Notes", exact=True).fill("Mine")
    GigPage(mine).save()

    expect(mine.get_by_text(f"{other.name} set doors to 18:30 meanwhile. That is kept too.")).to_be_visible()
    saved = maker.read_gig(gig["id"])
    assert (saved["notes"], saved["doors"], saved["staff_notes"]) == ("Mine", "18:30", "Before")


@pytest.mark.parametrize("keeps_mine", [True, False], ids=["Mine", "Theirs"])
def test_what_both_changed_is_asked_for_and_the_rest_stays(
    maker: Maker, gig: Body, editors: list[Page], other: Account, *, keeps_mine: bool
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
    question.get_by_role("radio", name="Mine" if keeps_mine else f"{other.name}\u2019s").check()
    GigPage(mine).save()
    expect(mine.get_by_text("Saved.")).to_be_visible()

    saved = maker.read_gig(gig["id"])
    assert asked["notes"] == "Their notes"
    assert saved["notes"] == ("My notes" if keeps_mine else "Their notes")
    assert (saved["doors"], saved["staff_notes"]) == ("18:30", "Mine alone")


def test_a_button_pressed_on_a_stale_page_is_done_over_what_stands_beside_it(
    visits: Visits, maker: Maker, gig: Body, *, script: bool
) -> None:
    page = visits.begin(f"/gigs/{gig['id']}", script=script)
    maker.change(gig, notes="Theirs")

    GigPage(page).press("Place hold")

    expect(page.get_by_text(f"The hold is placed. {maker.account.name} set notes to Theirs meanwhile.")).to_be_visible()
    saved = maker.read_gig(gig["id"])
    assert (saved["status"], saved["notes"]) == ("hold", "Theirs")


def test_a_button_pressed_on_a_page_of_another_night_is_not_done_and_says_what_happened(
    visits: Visits, maker: Maker, gig: Body, *, script: bool
) -> None:
    page = visits.begin(f"/gigs/{gig['id']}", script=script)
    maker.change(gig, slot="late")

    GigPage(page).press("Place hold")

    expect(page.get_by_text("This gig was changed meanwhile")).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text(f"{maker.account.name}: Edited: Slot: Evening → Late")
    assert maker.read_gig(gig["id"])["status"] == "idea"


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
