"""Adding what is there already: said while the name is typed, asked without scripts; nothing typed is lost."""

import pytest
from playwright.sync_api import expect
from testkit.making import Maker
from testkit.visits import Visits


@pytest.mark.parametrize("noun", ["band", "venue"])
def test_while_a_name_is_typed_its_twin_is_named_and_going_on_adds_another(
    visits: Visits, maker: Maker, noun: str
) -> None:
    there = getattr(maker, noun)(city="Southampton")
    page = visits.begin(f"/{noun}s/new")
    hint = page.locator("#twins")

    page.get_by_label("Name (needed)").press_sequentially(there["name"].upper())

    expect(hint).to_contain_text(f"{there['name']}, Southampton")
    expect(hint.get_by_role("link")).to_have_attribute("href", f"/{noun}s/{there['id']}")
    page.get_by_label("City", exact=True).fill("Leeds")
    expect(hint).to_have_text("")
    page.get_by_label("City", exact=True).fill("southampton")
    expect(hint).to_contain_text("exists")
    page.get_by_role("button", name=f"Add this {noun}").click()
    expect(page.get_by_text("Added:")).to_be_visible()


def test_an_item_is_no_twin_of_itself_while_it_is_edited(visits: Visits, maker: Maker) -> None:
    there, other = maker.band(), maker.band()
    page = visits.begin(f"/bands/{there['id']}/edit")
    name = page.get_by_label("Name (needed)")

    name.fill(other["name"])
    expect(page.locator("#twins")).to_contain_text(other["name"])
    name.fill(there["name"])

    expect(page.locator("#twins")).to_have_text("")


def test_a_form_that_saw_no_hint_is_asked_once(visits: Visits, maker: Maker) -> None:
    there = maker.venue(city="Leeds")
    page = visits.begin("/venues/new", script=False)
    page.get_by_label("Name (needed)").fill(there["name"])
    page.get_by_label("Phone").fill("+44 113 496 0000")
    page.get_by_role("button", name="Add this venue").click()
    expect(page.get_by_role("alert")).to_contain_text(f"{there['name']}, Leeds exists already.")
    expect(page.get_by_label("Phone")).to_have_value("+44 113 496 0000")

    page.get_by_role("button", name="Add it anyway").click()

    expect(page.get_by_text("Added:")).to_be_visible()
