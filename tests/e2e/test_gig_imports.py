"""Lists of gigs in a browser: their names looked up, what is missing added first, taken and taken back."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from testkit.making import Body, Maker, named, night
from testkit.people import People
from testkit.screens import ImportPage
from testkit.visits import Visits

from launcher.stack import Stack


@pytest.fixture
def admin(stack: Stack, people: People) -> Iterator[Maker]:
    """Give an admin."""
    maker = Maker(stack, people.add("admin"))
    yield maker
    maker.close()


def dry_run(page: Page, *, script: bool) -> ImportPage:
    """Wait until a list can be looked at; without a script its names are looked up by the button."""
    imports = ImportPage(page)
    if not script:
        imports.expect("naming")
        page.get_by_role("button", name="Look them up").click()
    imports.expect("staged")
    return imports


def gigs_at(maker: Maker, venue: Body) -> list[Body]:
    """Give the gigs at a venue."""
    found: list[Body] = maker.send("GET", "gig_store", f"/gigs?venue={venue['id']}").json()["items"]
    return found


def test_rows_of_one_night_become_one_gig_with_a_line_up_and_go_again(
    visits: Visits, admin: Maker, *, script: bool
) -> None:
    first, second, venue = admin.band(), admin.band(), admin.venue(city="Leeds")
    page = visits.by(admin.account).begin("/gigs", script=script)
    page.get_by_role("link", name="Import a list").click()
    imports = ImportPage(page)

    rows = [f"{venue['name']},Leeds,{band['name']},{night()}\n" for band in (first, second)]
    imports.send_file("".join(["Venue,City,Artist,Date\n", *rows]).encode())
    dry_run(page, script=script)
    expect(page.get_by_text("2 rows: 2 new. They make 1 gig.", exact=False).first).to_be_visible()
    page.get_by_role("button", name="Import 2", exact=True).click()
    imports.expect("committed")

    [gig] = gigs_at(admin, venue)
    assert [act["band_id"] for act in gig["lineup"]] == [first["id"], second["id"]]
    assert (gig["gig_day"], gig["status"]) == (night(), "idea")
    page.get_by_role("button", name="Undo this import").click()
    imports.expect("undone")
    assert gigs_at(admin, venue) == []


def test_what_is_missing_is_added_first_with_an_undo_of_its_own(visits: Visits, admin: Maker, *, script: bool) -> None:
    band, room = named("Missing Band"), named("Missing Room")
    page = visits.by(admin.account).begin("/gigs/import", script=script)
    imports = ImportPage(page)

    imports.paste(f"Venue\tCity\tArtist\tDate\n{room}\tLeeds\t{band}\t{night()}\n")
    dry_run(page, script=script)
    expect(page.get_by_text("1 row: 1 cannot be taken.", exact=False).first).to_be_visible()
    page.get_by_role("button", name="Add 1 band and 1 venue first").click()
    if not script:
        imports.expect("naming")
        page.get_by_role("button", name="Look them up").click()
    expect(page.get_by_role("button", name="Import 1", exact=True)).to_be_visible()
    page.get_by_role("button", name="Import 1", exact=True).click()
    imports.expect("committed")

    page.goto("/venues/import")
    latest = page.get_by_role("listitem").filter(has=page.get_by_role("link", name="Venues of Pasted text")).first
    expect(latest.get_by_role("button", name="Undo")).to_be_visible()
    [venue] = admin.send("GET", "venue_picker", f"/venues?q={room}").json()["items"]
    [gig] = gigs_at(admin, venue)
    assert (gig["venue"]["city"], gig["lineup"][0]["name"]) == ("Leeds", band)
