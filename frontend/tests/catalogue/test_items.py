"""The page of one band, of one venue."""

import html
from dataclasses import fields
from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient
from testkit.mocked_pickers import ID, Picker

from gig_web.clients.nouns import Gig
from gig_web.clients.people import People, Planner, Present
from gig_web.upstream import UpstreamError

GIG: dict[str, Any] = {
    **dict.fromkeys(field.name for field in fields(Gig)),
    "id": "0190a000-0000-7000-8000-00000000000a",
    "status": "confirmed",
    "hold_lapsed": False,
    "offer_ended": False,
    "gig_day": "2027-03-12",
    "slot": "evening",
    "venue": {"id": ID, "name": "The Wardrobe", "city": "Leeds"},
    "lineup": [{"band_id": ID, "name": "The Howl", "billing": "headline"}],
    "published": False,
    "played": False,
    "rev": 1,
    "created_at": "2026-11-22T12:00:00Z",
    "updated_at": "2026-11-22T12:00:00Z",
}


@pytest.mark.parametrize(
    "words",
    [
        "Leeds, United Kingdom · post-punk, indie rock",
        "draws about 120",
        "250.00 GBP",
        "<dd>Fri 1 May 2026 to Thu 14 May 2026</dd><dd>Mon 1 Jun 2026</dd>",
        "No other show within 100 km as the crow flies, from 30 days before to 14 days after",
        "Not known: email",
        f'href="/?keep=band&amp;band={ID}">Suggest with this band</a>',
    ],
)
def test_what_is_known_of_a_band_is_said_in_words(client: FlaskClient, bands: Picker, words: str) -> None:
    bands.has(bands.of())

    assert words in client.get(bands.page).text


@pytest.mark.parametrize(
    "words",
    [
        "room for 200",
        "<dd>42 The Calls</dd><dd>LS2 7EY Leeds, United Kingdom</dd>",
        "200 people",
        "90.00 GBP a night",
        "23:00",
        "Fri 25 Dec 2026 to Sat 26 Dec 2026",
        "Europe/London",
        f'href="/?keep=venue&amp;venue={ID}">Suggest for this room</a>',
    ],
)
def test_what_is_known_of_a_venue_is_said_in_words(client: FlaskClient, venues: Picker, words: str) -> None:
    venues.has(venues.of())

    assert words in client.get(venues.page).text


def test_contacts_are_links_and_notes_keep_their_lines(client: FlaskClient, either: Picker) -> None:
    either.has(
        either.of(contact="Sam", email='sam&"x"@example.org', phone="+44 (0)113 1", notes="one\ntwo", external_id="7")
    )

    page = client.get(either.page).text

    assert 'href="mailto:sam%26%22x%22@example.org"' in page
    assert 'href="tel:+4401131"' in page
    assert "<dd>one</dd><dd>two</dd>" in page
    assert "Not known" not in page


def test_of_a_new_row_only_what_is_missing_is_said(client: FlaskClient, either: Picker) -> None:
    nothing = dict.fromkeys(name for name in either.base if name not in {"id", "name", "own", "starter", "archived"})
    either.has(either.of(**nothing) | {"genres": [], "unavailable": [], "dark_days": [], "rev": 1})

    page = client.get(either.page).text

    assert "<dl" not in page
    assert "Not known: genres, coordinates" in page


def test_the_draw_of_the_starter_list_is_called_an_estimate(client: FlaskClient, bands: Picker) -> None:
    bands.has(bands.of(starter=True))

    page = client.get(bands.page).text

    assert "About 120 people (an estimate)" in page
    assert "starter list" in page


def test_an_archived_one_says_so_and_can_be_brought_back(client: FlaskClient, either: Picker) -> None:
    either.has(either.of(archived=True))

    page = client.get(either.page).text

    assert "Archived: not listed and not suggested." in page
    assert "Bring it back" in page
    assert f"{either.page}/archive" not in page


def test_amounts_are_in_the_currency_of_the_planner(
    client: FlaskClient, either: Picker, monkeypatch: pytest.MonkeyPatch
) -> None:
    either.has(either.of())
    sam = People.present(None).person  # type: ignore[arg-type]  # the one the tests let be here
    in_euros = Present(sam, newcomer=False, planner=Planner(leave_starter_out=False, currency="EUR"))
    monkeypatch.setattr(People, "present", lambda _people: in_euros)

    shown, form = client.get(either.page).text, client.get(f"{either.page}/edit").text

    assert {"bands": "250.00 EUR", "venues": "90.00 EUR a night"}[either.plural] in shown
    assert ", in EUR</div>" in form
    assert "GBP" not in shown + form


def test_amounts_name_no_currency_while_nobody_says_which(
    client: FlaskClient, bands: Picker, monkeypatch: pytest.MonkeyPatch
) -> None:
    bands.has(bands.of())

    def silent(_people: People) -> Present:
        raise UpstreamError("your gig list", "silent")

    monkeypatch.setattr(People, "present", silent)

    assert "<dd>250.00</dd>" in client.get(bands.page).text


def test_coming_gigs_stand_below(client: FlaskClient, either: Picker) -> None:
    either.has(either.of())
    either.mock.get("http://gigs.test/v1/gigs", json={"items": [GIG], "next": "more"})

    page = client.get(either.page).text

    query = next(each.qs for each in either.sent("GET") if each.path == "/v1/gigs")
    assert query[either.singular] == [ID]
    assert set(query) == {either.singular, "from", "limit"}
    assert f'href="/gigs/{GIG["id"]}">The Howl</a>' in page
    assert f'href="/gigs?{either.singular}={ID}">More of them in your gig list</a>' in page


def test_the_holds_of_a_band_are_copied_in_one_line_with_their_rooms(client: FlaskClient, either: Picker) -> None:
    either.has(either.of())
    usual = GIG | {"status": "hold", "gig_day": "2027-03-12", "hold_level": 1}
    rooms = [GIG["venue"] | {"name": name} for name in ("Brudenell", "The Wardrobe")]
    held = [
        usual | {"venue": rooms[0]},
        usual | {"venue": rooms[1], "gig_day": "2027-03-13", "hold_level": 2},
        usual | {"gig_day": "2027-03-14", "hold_lapsed": True},
        usual | {"gig_day": "2027-03-15", "status": "confirmed"},
    ]
    either.mock.get("http://gigs.test/v1/gigs", json={"items": held, "next": None})

    page = html.unescape(client.get(either.page).text)

    line = "Fri 12 Mar, Brudenell \N{EN DASH} 1st hold · Sat 13 Mar, The Wardrobe \N{EN DASH} 2nd hold"
    assert (f'value="{line}" readonly' in page) is (either.singular == "band")


@pytest.mark.parametrize("items", [[], [GIG]], ids=["none to come", "one to come"])
def test_past_gigs_are_one_link_away(client: FlaskClient, either: Picker, items: list[dict[str, Any]]) -> None:
    either.has(either.of())
    either.mock.get("http://gigs.test/v1/gigs", json={"items": items, "next": None})

    with time_machine.travel("2026-11-22T12:00:00Z", tick=False):
        page = client.get(either.page).text

    address = f"/gigs?{either.singular}={ID}&amp;past=1&amp;to=2026-11-21&amp;sort=-gig_day"
    assert f'href="{address}">Past gigs</a>' in page


def test_without_the_backend_the_page_says_that_the_gigs_are_missing(client: FlaskClient, either: Picker) -> None:
    either.has(either.of())
    either.mock.get("http://gigs.test/v1/gigs", status_code=503)

    answer = client.get(either.page)

    assert answer.status_code == 200
    assert "Your gig list does not answer, so these cannot be shown." in answer.text
    assert "your gig list. What is shown here is incomplete" in answer.text


def test_without_the_picker_the_gigs_are_still_shown(client: FlaskClient, either: Picker) -> None:
    either.mock.get(either.one, status_code=503)
    either.mock.get("http://gigs.test/v1/gigs", json={"items": [GIG], "next": None})

    answer = client.get(either.page)

    assert answer.status_code == 503
    assert f"This {either.singular} cannot be shown just now" in answer.text
    assert GIG["id"] in answer.text


def test_one_that_is_not_there_is_a_404(client: FlaskClient, either: Picker) -> None:
    either.mock.get(either.one, status_code=404, json={"detail": "none"})

    assert client.get(either.page).status_code == 404


@pytest.mark.parametrize("word", ["..", "7", "new/x", "%00", f"{ID}x"])
def test_an_address_that_can_be_none_of_ours_asks_nobody(client: FlaskClient, either: Picker, word: str) -> None:
    assert client.get(f"/{either.plural}/{word}").status_code == 404
    assert either.mock.request_history == []


def test_names_are_text_on_their_own_page_too(client: FlaskClient, either: Picker) -> None:
    either.has(either.of(name="<img src=x onerror=alert(1)>", notes="<b>", contact="<i>"))

    page = client.get(either.page).text

    assert "<img" not in page
    assert "<b>" not in page
    assert "<i>" not in page
