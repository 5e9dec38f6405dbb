"""Lists in a browser: sent, looked at, taken and taken back, with scripts and without."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from testkit.making import Body, Maker, act, named, night
from testkit.people import People
from testkit.screens import ImportPage
from testkit.visits import Visits

from launcher.stack import Stack

LISTS = ("bands", "venues")
NOT_A_LIST = b"\x89PNG\r\n\x1a\n" + bytes(100)


@pytest.fixture
def admin(stack: Stack, people: People) -> Iterator[Maker]:
    """Give an admin."""
    maker = Maker(stack, people.add("admin"))
    yield maker
    maker.close()


@pytest.fixture
def admins(visits: Visits, admin: Maker) -> Visits:
    """Give the admin's visits to the pages."""
    return visits.by(admin.account)


def found(maker: Maker, plural: str, name: str) -> list[Body]:
    """Give the bands or venues of this name, archived ones too."""
    service = f"{plural.removesuffix('s')}_picker"
    items: list[Body] = []
    for archived in ("0", "1"):
        items += maker.send("GET", service, f"/{plural}?q={name}&archived={archived}").json()["items"]
    return items


@pytest.mark.parametrize("plural", LISTS)
def test_a_file_is_read_looked_at_taken_and_taken_back(
    admins: Visits, maker: Maker, plural: str, *, script: bool
) -> None:
    name = named("Imported")
    page = admins.begin(f"/{plural}", script=script)
    page.get_by_role("link", name="Import a list").click()
    imports = ImportPage(page)

    imports.send_file(
        f'name;city;colour\r\n"{name} &amp; Söns";Leeds;red\r\n;Leeds;\r\n{name} Two;;\r\n'.encode("cp1252")
    )
    imports.expect("staged")
    expect(page.get_by_text("3 rows: 2 new, 1 cannot be taken.", exact=False).first).to_be_visible()
    expect(page.get_by_text("Written in Windows-1252, columns parted by semicolons")).to_be_visible()
    expect(page.locator(".found-out code")).to_have_text("colour")
    assert found(maker, plural, name) == []

    page.get_by_role("link", name="Cannot be taken").click()
    expect(page.get_by_role("table").get_by_role("row")).to_have_count(2)
    page.get_by_role("button", name="Import 2, skip 1").click()
    imports.expect("committed")
    page.get_by_role("link", name=f"{name} & Söns").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{name} & Söns")
    assert len(found(maker, plural, name)) == 2

    page.go_back()
    page.get_by_role("button", name="Undo this import").click()
    imports.expect("undone")
    assert found(maker, plural, name) == []


def test_pasted_rows_ask_which_place_they_mean(admins: Visits, maker: Maker, *, script: bool) -> None:
    name = named("Imported")
    page = admins.begin("/venues/import", script=script)
    imports = ImportPage(page)

    imports.paste(f"Venue Name\tCity Name\n{name}\tNewcastle\n")
    imports.expect("staged")
    group = page.get_by_role("group", name="Which Newcastle?")
    group.get_by_label("United Kingdom").check()
    page.get_by_role("button", name="Use these answers").click()
    expect(group.get_by_label("United Kingdom")).to_be_checked()
    page.get_by_role("button", name="Import 1", exact=True).click()
    imports.expect("committed")

    [venue] = found(maker, "venues", name)
    assert (venue["country"], venue["timezone"], int(venue["lat"])) == ("GB", "Europe/London", 54)


def test_what_is_no_list_says_so_and_another_can_be_tried(admins: Visits, *, script: bool) -> None:
    page = admins.begin("/bands/import", script=script)
    imports = ImportPage(page)

    imports.send_file(NOT_A_LIST, "poster.png")
    imports.expect("failed")
    expect(page.get_by_role("alert")).to_contain_text("it looks like a PNG image")
    page.get_by_role("link", name="Try another file").click()
    imports.paste('name,notes\nThe Howl,"never closed\n')
    imports.expect("failed")

    expect(page.get_by_role("alert")).to_contain_text("This list cannot be read: line 2.")


def test_a_form_without_a_list_keeps_nothing_back(admins: Visits, *, script: bool) -> None:
    page = admins.begin("/bands/import", script=script)

    page.get_by_role("button", name="Read the list").click()

    expect(page.get_by_role("alert")).to_contain_text("Choose a file, or paste the list.")
    expect(page.get_by_label("File")).to_have_attribute("aria-invalid", "true")


def test_a_double_click_sends_one_list(admins: Visits, admin: Maker, *, script: bool) -> None:
    name = named("Imported")
    page = admins.begin("/bands/import", script=script)
    file = {"name": f"{name}.csv", "mimeType": "text/csv", "buffer": f"name\n{name}\n".encode()}
    page.get_by_label("File").set_input_files([file])

    page.get_by_role("button", name="Read the list").dblclick()
    ImportPage(page).expect("staged")

    jobs = admin.send("GET", "band_picker", "/bands/imports").json()["items"]
    assert [job["filename"] for job in jobs].count(f"{name}.csv") == 1


def test_a_band_that_a_gig_names_is_kept_when_its_import_is_undone(admins: Visits, maker: Maker) -> None:
    name = named("Imported")
    page = admins.begin("/bands/import")
    imports = ImportPage(page)
    imports.paste(f"name\n{name} kept\n{name} gone\n")
    imports.expect("staged")
    page.get_by_role("button", name="Import 2", exact=True).click()
    imports.expect("committed")
    maker.gig(lineup=[act(found(maker, "bands", f"{name} kept")[0])], gig_day=night())

    page.get_by_role("button", name="Undo this import").click()
    imports.expect("undone")

    expect(page.get_by_text("1 entry that gigs name")).to_be_visible()
    [kept] = found(maker, "bands", name)
    assert (kept["name"], kept["archived"]) == (f"{name} kept", True)


def test_a_list_is_sent_and_taken_with_the_keyboard_alone(admins: Visits, maker: Maker) -> None:
    name = named("Imported")
    page = admins.begin("/bands/import")
    imports = ImportPage(page)

    imports.tab_to(page.get_by_label("Or paste the rows"))
    page.keyboard.type(f"name\n{name}\n")
    imports.tab_to(page.get_by_role("button", name="Read the list"))
    page.keyboard.press("Enter")
    imports.expect("staged")
    imports.tab_to(page.get_by_role("button", name="Import 1", exact=True))
    page.keyboard.press("Enter")
    imports.expect("committed")

    assert [band["name"] for band in found(maker, "bands", name)] == [name]


def test_a_script_tells_that_a_file_is_too_large_before_it_is_sent(admins: Visits) -> None:
    page = admins.begin("/bands/import")
    field = page.get_by_label("File")
    field.evaluate("(field) => { field.dataset.most = 3; }")
    field.set_input_files([{"name": "list.csv", "mimeType": "text/csv", "buffer": b"name\nThe Howl\n"}])

    page.get_by_role("button", name="Read the list").click()

    expect(page.locator("#file-error")).to_have_text("This file has more than 32 MB. Send it in several parts.")
    expect(field).to_be_focused()


@pytest.mark.parametrize("plural", [*LISTS, "gigs"])
def test_what_is_shown_is_downloaded_and_changes_nothing_when_it_comes_back(
    admins: Visits, maker: Maker, plural: str, tmp_path: Path
) -> None:
    name = named("Exported")
    wanted = _made(maker, plural, f"{name} -2.93 '=x")
    page = admins.begin(f"/{plural}?q={name}")

    with page.expect_download() as downloading:
        page.get_by_role("link", name="Download as CSV").click()
    downloading.value.save_as(tmp_path / "list.csv")
    rows = list(csv.DictReader((tmp_path / "list.csv").read_text("utf-8").splitlines()))

    assert downloading.value.suggested_filename == f"{plural}.csv"
    assert [row["id"] for row in rows] == [wanted["id"]]
    if plural in LISTS:
        _expect_no_change(page, plural, tmp_path / "list.csv")


def _made(maker: Maker, plural: str, name: str) -> Body:
    if plural == "gigs":
        return maker.gig(title=name)
    return maker.band(name) if plural == "bands" else maker.venue(name)


def _expect_no_change(page: Page, plural: str, file: Path) -> None:
    page.goto(f"/{plural}/import")
    imports = ImportPage(page)
    imports.send_file(file.read_bytes())
    imports.expect("staged")
    expect(page.get_by_text("1 row: 1 already there.", exact=False).first).to_be_visible()
    expect(page.get_by_role("button", name="Import", exact=True)).to_be_disabled()
