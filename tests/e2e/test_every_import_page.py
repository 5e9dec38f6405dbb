"""The pages of imports in every state, looked at as the other pages are: axe, widths, targets, focus rings, fonts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from testkit import judging
from testkit.making import named
from testkit.screens import ImportPage
from testkit.visits import Visits

LONG = "A-list-of-all-the-bands-anybody-has-ever-heard-of-" * 3
ODD = "name\tcity\tcolour\n{name} and the very long name that wraps\tNewcastle\tred\n\tLeeds\t\n"


def pasted(page: Page, text: str, state: str = "staged") -> None:
    page.goto("/venues/import")
    ImportPage(page).paste(text)
    ImportPage(page).expect(state)


def start(page: Page) -> None:
    pasted(page, f"name\n{named('Imported')}\n")
    page.goto("/venues/import")
    for summary in page.locator("summary").all():
        summary.click()


def start_with_errors(page: Page) -> None:
    page.goto("/bands/import")
    page.get_by_role("button", name="Read the list").click()
    expect(page.get_by_role("alert")).to_be_visible()


def asked(page: Page) -> None:
    pasted(page, ODD.format(name=named("Imported")))
    expect(page.get_by_role("heading", name="Which place is it?")).to_be_visible()


def narrowed(page: Page) -> None:
    pasted(page, ODD.format(name=named("Imported")))
    page.get_by_role("link", name="Cannot be taken").click()
    expect(page.get_by_role("link", name="Cannot be taken")).to_have_attribute("aria-current", "page")


def paged(page: Page) -> None:
    name = named("Imported")
    pasted(page, "name\n" + "".join(f"{name} {number}\n" for number in range(60)))
    page.get_by_role("link", name="Next").click()
    expect(page.get_by_role("link", name="Back to the start")).to_be_visible()


def nothing_to_take(page: Page) -> None:
    pasted(page, "name\n")
    expect(page.get_by_role("button", name="Import", exact=True)).to_be_disabled()


def failed(page: Page) -> None:
    page.goto("/bands/import")
    ImportPage(page).send_file(b"\x89PNG\r\n\x1a\n", f"{LONG}.png")
    ImportPage(page).expect("failed")


def taken(page: Page) -> None:
    pasted(page, f"name\n{named('Imported')}\n\n,x\n")
    page.get_by_role("button", name="Import 1").click()
    ImportPage(page).expect("committed")


def taken_back(page: Page) -> None:
    taken(page)
    page.get_by_role("button", name="Undo this import").click()
    ImportPage(page).expect("undone")


PAGES: dict[str, Callable[[Page], None]] = {
    "where a list is sent": start,
    "the same with errors": start_with_errors,
    "a list that asks something": asked,
    "rows that cannot be taken": narrowed,
    "the rows that follow": paged,
    "a list without anything new": nothing_to_take,
    "a list that cannot be read": failed,
    "a list that was taken": taken,
    "a list that was taken back": taken_back,
}


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_wrong_with(visits: Visits, name: str) -> None:
    page = visits.by("admin").begin("/bands")

    PAGES[name](page)

    assert judging.everything(page) == ""
