"""The catalogue in a browser: found while somebody types, put away, two made one; with scripts and without."""

from playwright.sync_api import Page, expect
from testkit.accounts import PASSWORD
from testkit.doorstep import Doorstep
from testkit.making import Maker, act, named, night, room
from testkit.screens import Card
from testkit.visits import Visits

ME = "Sam"


def word() -> str:
    """Make a word that no other name holds."""
    return named("Wörd").replace(" ", "")


def names(page: Page) -> list[str]:
    """Give the names the list shows, in its order."""
    return page.get_by_role("table").get_by_role("row").get_by_role("link").all_text_contents()


def test_the_list_follows_what_is_typed_whatever_the_case_and_the_accents(visits: Visits, maker: Maker) -> None:
    unique = word()
    for name in (f"{unique} Rós", f"{unique} 東京"):
        maker.band(name)
    page = visits.begin("/bands")

    page.get_by_label("Search bands").press_sequentially(f"{unique.upper().replace('Ö', 'O')} ros", delay=20)

    expect(page.get_by_role("table").get_by_role("row")).to_have_count(2)
    expect(page.get_by_role("status").filter(has_text="1 band")).to_have_count(1)
    assert names(page) == [f"{unique} Rós"]
    assert "ros" in page.url
    expect(page.get_by_label("Search bands")).to_be_focused()


def test_without_scripts_the_button_searches_and_what_was_chosen_stays(visits: Visits, maker: Maker) -> None:
    unique = word()
    maker.venue(f"{unique} Hall", city="Leeds", genres=["jazz"])
    maker.venue(f"{unique} Cellar", city="York", genres=["punk"])
    page = visits.begin("/venues", script=False)

    page.locator("summary").click()
    page.get_by_label("City").select_option("Leeds")
    page.get_by_label("Search venues").fill(unique)
    page.get_by_role("button", name="Search").click()

    assert names(page) == [f"{unique} Hall"]
    expect(page.get_by_label("City")).to_have_value("Leeds")
    page.get_by_role("list", name="Showing only").get_by_role("link", name="Leeds").click()
    assert names(page) == [f"{unique} Cellar", f"{unique} Hall"]


def test_what_is_put_away_comes_back_by_undo_and_stands_among_the_archived(
    visits: Visits, maker: Maker, *, script: bool
) -> None:
    band = maker.band()
    page = visits.begin(f"/bands?q={band['name']}", script=script)
    row, notice = page.get_by_role("row").filter(has_text=band["name"]), page.get_by_role("status")

    row.get_by_role("button", name="Archive").click()
    expect(page.get_by_role("heading", name="No band fits this")).to_be_visible()
    page.goto(f"/bands?q={band['name']}&archived=1")
    row.get_by_role("button", name="Bring it back").click()
    expect(notice.filter(has_text="Back again")).to_be_visible()
    notice.get_by_role("button", name="Undo").click()

    expect(notice.filter(has_text="Archived: ")).to_be_visible()
    assert names(page) == [band["name"]]


def test_two_are_made_one_with_their_gigs_and_parted_again(visits: Visits, maker: Maker, *, script: bool) -> None:
    gone, kept = maker.band(), maker.band(draw=120)
    gig = maker.gig(lineup=[act(gone)])
    page = visits.begin(f"/bands/{gone['id']}", script=script)

    page.get_by_role("link", name="Merge with another").click()
    page.get_by_label("Search bands").fill(kept["name"])
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name=kept["name"]).click()
    page.get_by_role("button", name=f"Merge into {kept['name']}").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(kept["name"])
    expect(page.get_by_role("status").filter(has_text="One gig followed")).to_be_visible()
    followed = maker.read_gig(gig["id"])["lineup"][0]
    page.get_by_role("button", name="Undo").click()

    expect(page.get_by_role("status").filter(has_text="stands for itself again")).to_be_visible()
    assert (followed["band_id"], followed["draw"]) == (kept["id"], 120)
    assert maker.read_gig(gig["id"])["lineup"][0]["band_id"] == gone["id"]


def test_venues_with_a_confirmed_gig_on_one_night_are_not_made_one(
    visits: Visits, maker: Maker, *, script: bool
) -> None:
    gone, kept = maker.venue(), maker.venue()
    gigs = [maker.gig(venue=room(each), gig_day=night(), status="confirmed") for each in (gone, kept)]
    page = visits.begin(f"/venues/{gone['id']}/merge?into={kept['id']}", script=script)

    alert = page.get_by_role("alert")

    expect(alert).to_contain_text("Nothing was moved")
    expect(alert.get_by_role("link")).to_have_text([gig["lineup"][0]["name"] for gig in gigs])
    expect(page.get_by_role("button", name=f"Merge into {kept['name']}")).to_have_count(0)
    assert maker.read_gig(gigs[0]["id"])["venue"]["id"] == gone["id"]


def test_the_starter_list_is_left_out_for_everybody_and_comes_back(newcomers: Visits, *, script: bool) -> None:
    page = newcomers.begin("/", script=script)
    card = Card(page)

    page.get_by_role("button", name="Leave the starter list out").click()
    Doorstep(page).enter(ME, PASSWORD, "Make it and go on")
    expect(card.notice).to_contain_text("The starter list is left out for everybody")
    left_out = newcomers.begin("/", script=script)
    Doorstep(left_out).enter(ME, PASSWORD)
    expect(left_out.get_by_role("heading", name="Nothing fits")).to_be_visible()
    card.in_notice("Undo").click()

    expect(card.notice).to_contain_text("The starter list is back for everybody")
    expect(card.ticket).to_be_visible()
