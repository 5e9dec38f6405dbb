"""Bands and venues are chosen by name: one meaning is taken, several are asked about, none may stay a name."""

import html
import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
import requests

Json = dict[str, Any]
Make = Callable[..., Json]
Saved = Callable[[], Json]
Holds = Callable[..., None]


def said(page: str) -> str:
    return " ".join(html.unescape(page).split())


@pytest.fixture
def catalogue(desk: SimpleNamespace) -> Callable[..., None]:
    """Let a search of the bands or venues find some rows."""

    def holds(noun: str, *rows: Json) -> None:
        desk.mock.get(f"http://{noun}.test/v1/{noun}", json={"items": list(rows), "next": None})
        for row in rows:
            desk.mock.get(f"http://{noun}.test/v1/{noun}/{row['id']}", json=row)

    return holds


@pytest.fixture
def saved(desk: SimpleNamespace, a_gig: Make) -> Callable[[], Json]:
    """Give what the backend was sent; the gig has no venue yet."""
    patched = desk.mock.patch(desk.open(venue=None), json=a_gig(rev=4))
    return lambda: dict(patched.last_request.json()) if patched.called else {}


def test_an_exact_name_is_taken_with_the_bands_facts(
    desk: SimpleNamespace, saved: Saved, catalogue: Holds, a_band: Make, ids: SimpleNamespace
) -> None:
    rows = [a_band(id=ids.support, name="Björk", radius_km=None), a_band(id=ids.other, name="Björk Tribute")]
    catalogue("bands", *rows)

    answer = desk.send(**{"act-0-name": "bjork"})

    assert answer.status_code == 303
    sent = saved()["lineup"][0]
    assert (sent["band_id"], sent["name"], sent["draw"], sent["radius_km"]) == (ids.support, "Björk", 120, None)
    assert (sent["billing"], sent["fee"], sent["genres"]) == ("headline", "250.00", ["post-punk"])


def test_an_act_that_stays_keeps_the_facts_it_was_booked_with(
    desk: SimpleNamespace, saved: Saved, ids: SimpleNamespace
) -> None:
    desk.send(**{"act-0-fee": "300"})

    sent = saved()["lineup"][0]
    assert (sent["band_id"], sent["fee"], sent["radius_km"], sent["set_time"]) == (ids.band, "300.00", 100, None)


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(("The Howl", "2 bands are called “The Howl”. Choose one."), id="several"),
        pytest.param(("Howl", "No band is called exactly “Howl”. Choose what you mean."), id="only near ones"),
    ],
)
def test_a_name_with_several_meanings_is_asked_about(
    desk: SimpleNamespace, saved: Saved, catalogue: Holds, a_band: Make, case: tuple[str, str]
) -> None:
    typed, asked = case
    twin = "01890000-0000-7000-8000-00000000000d"
    catalogue("bands", a_band(id=twin, city="Hull"), a_band(id=twin[:-1] + "f", city=None))
    form = desk.fill(**{"act-0-name": typed, "act-0-name-pick": "", "title": "Kept"})

    page = said(desk.client.post(desk.edit, data=form).text)

    assert asked in page
    assert f'value="{twin} {typed}"><label class="form-check-label" for="act-0-name-pick-1">The Howl, Hull' in page
    assert f'value="- {typed}" ><label' in page
    assert 'value="Kept"' in page
    assert saved() == {}

    form["act-0-name-pick"] = f"{twin} {typed}"
    desk.client.post(desk.edit, data=form)

    assert (saved()["lineup"][0]["band_id"], saved()["lineup"][0]["name"]) == (twin, "The Howl")


def test_a_name_nobody_knows_can_stay_a_plain_name(desk: SimpleNamespace, saved: Saved, catalogue: Holds) -> None:
    catalogue("bands")
    form = desk.fill(**{"act-0-name": "Friends & <b>"})

    page = said(desk.client.post(desk.edit, data=form).text)

    assert "No band in your list is called “Friends & <b>”." in page
    assert 'value="- Friends & <b>" checked>' in page
    assert 'href="/bands/new?name=Friends+%26+%3Cb%3E"' in page

    desk.client.post(desk.edit, data={**form, "act-0-name-pick": "- Friends & <b>"})

    act = {"band_id": None, "name": "Friends & <b>", "billing": "headline", "set_time": None, "fee": "250.00"}
    assert saved()["lineup"] == [act]


def test_a_pick_counts_only_for_the_name_it_was_made_for(
    desk: SimpleNamespace, saved: Saved, catalogue: Holds, a_band: Make, ids: SimpleNamespace
) -> None:
    catalogue("bands", a_band(id=ids.support, name="Lankum"))

    desk.send(**{"act-0-name": "Lankum", "act-0-name-pick": "- The Howl"})

    assert saved()["lineup"][0]["band_id"] == ids.support


@pytest.mark.parametrize("pick", ["nonsense The Howl", "../x The Howl", " The Howl"])
def test_a_tampered_pick_is_looked_up_by_name(
    desk: SimpleNamespace, saved: Saved, catalogue: Holds, a_band: Make, pick: str
) -> None:
    catalogue("bands", a_band())

    answer = desk.send(**{"act-0-name-pick": pick, "act-0-fee": "1"})

    assert answer.status_code == 303
    assert saved()["lineup"][0]["name"] == "The Howl"


def test_a_picked_band_that_is_gone_is_looked_up_by_name(
    desk: SimpleNamespace, saved: Saved, catalogue: Holds, a_band: Make, ids: SimpleNamespace
) -> None:
    catalogue("bands", a_band())
    desk.mock.get(f"http://bands.test/v1/bands/{ids.other}", status_code=404, json={})

    desk.send(**{"act-0-name-pick": f"{ids.other} The Howl", "act-0-fee": "1"})

    assert saved()["lineup"][0]["band_id"] == ids.band


def test_without_the_band_list_a_name_may_stay_or_wait(desk: SimpleNamespace, saved: Saved) -> None:
    desk.mock.get(re.compile("^http://bands.test"), exc=requests.ConnectTimeout)

    answer = desk.send(**{"act-0-name": "Lankum", "notes": "Kept"})

    page = said(answer.text)
    assert answer.status_code == 422
    assert "The band list does not answer, so “Lankum” could not be looked up." in page
    assert 'value="- Lankum" ><label' in page
    assert "Kept" in page
    assert saved() == {}


def test_a_venue_is_taken_with_its_facts(desk: SimpleNamespace, saved: Saved, catalogue: Holds, a_venue: Make) -> None:
    catalogue("venues", a_venue(dark_days=["2027-01-01/2027-01-01"]))

    desk.send(venue="the wardrobe")

    place = {"city": "Leeds", "lat": 53.8, "lon": -1.55, "genres": ["post-punk"], "capacity": 200, "own": False}
    named = {"id": a_venue()["id"], "name": "The Wardrobe", "timezone": "Europe/London"}
    assert saved()["venue"] == {**named, **place, "dark_days": ["2027-01-01/2027-01-01"]}


def test_a_venue_must_be_in_the_venue_list(desk: SimpleNamespace, saved: Saved, catalogue: Holds) -> None:
    catalogue("venues")

    page = said(desk.send(venue="My attic").text)

    assert "No venue in your list is called “My attic”." in page
    assert 'href="/venues/new?name=My+attic"' in page
    assert "as a plain name" not in page
    assert saved() == {}


def test_without_the_venue_list_the_venue_waits(desk: SimpleNamespace, saved: Saved) -> None:
    desk.mock.get(re.compile("^http://venues.test"), exc=requests.ConnectTimeout)

    page = said(desk.send(venue="The Wardrobe").text)

    assert "The venue list does not answer." in page
    assert 'value="The Wardrobe"' in page
    assert saved() == {}


def test_an_emptied_venue_is_taken_off(desk: SimpleNamespace, a_gig: Make) -> None:
    patched = desk.mock.patch(desk.open(), json=a_gig(rev=4))

    desk.send(venue="")

    assert patched.last_request.json() == {"venue": None, "accept_warnings": []}
