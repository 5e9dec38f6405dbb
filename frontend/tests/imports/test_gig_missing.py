"""Bands and venues that a list of gigs names and the catalogue lacks: added first, by imports of their own."""

import csv
import io
from typing import Any
from uuid import UUID, uuid5

import pytest
import requests
from flask.testing import FlaskClient
from testkit.mocked_imports import COMMITTED, ID, STAGED, Lists, problem

from gig_web.imports import adding

Body = dict[str, Any]

OWN = {kind: [str(uuid5(UUID(ID), f"{kind} {number}")) for number in range(2)] for kind in ("band", "venue")}


def lacking(bands: int, venues: int) -> Body:
    names = {"open": 0, "missing_bands": bands, "missing_venues": venues}
    return STAGED | {"counts": STAGED["counts"] | {"names": names}}


def name(text: str, city: str | None = None, number: str | None = None) -> Body:
    return {"key": text, "external_id": number, "name": text, "city": city, "rows": 1}


def becomes(lists: Lists, number: int, *versions: Body | None) -> None:
    """Let the list's own import of one kind be, each time it is asked, the next of `versions`."""
    own = OWN[lists.plural[:-1]][number]
    answers = [problem(404, "None.") if job is None else {"json": job | {"id": own}} for job in versions]
    lists.mock.get(f"{lists.url}/{own}", answers)
    lists.mock.post(f"{lists.url}/{own}/commit", json=COMMITTED | {"id": own}, status_code=202)


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for nothing."""
    monkeypatch.setattr(adding, "PAUSE_SECONDS", 0.0)


@pytest.fixture
def lists_of_both(gigs: Lists, bands: Lists, venues: Lists) -> tuple[Lists, Lists, Lists]:
    """Give a list of gigs that lacks bands and venues of which nothing was added yet, and both pickers."""
    gigs.has(lacking(180, 34))
    gigs.asks("band", "missing", [name("=Howl", "Leeds"), name('The "Marram"', None, "7")])
    gigs.asks("venue", "missing", [name("The Wardrobe", "Leeds")])
    for lists in (bands, venues):
        becomes(lists, 0, None, STAGED)
    return gigs, bands, venues


def test_the_page_says_what_is_missing_and_offers_to_add_it(
    admin: FlaskClient, lists_of_both: tuple[Lists, Lists, Lists]
) -> None:
    gigs, _, _ = lists_of_both

    page = admin.get(gigs.page).text

    assert '<button class="btn btn-accent">Add 180 bands and 34 venues first</button>' in page
    assert '<button class="btn btn-quiet">Import 47, skip 3</button>' in page
    assert "data-press" not in page


def test_they_are_added_by_imports_of_their_own_and_looked_up_again(
    admin: FlaskClient, lists_of_both: tuple[Lists, Lists, Lists]
) -> None:
    gigs, bands, venues = lists_of_both

    answer = admin.post(f"{gigs.page}/missing")

    rows = list(csv.reader(io.StringIO(bands.received[0].decode())))
    assert rows == [["name", "city", "external_id"], ["'=Howl", "Leeds", ""], ['The "Marram"', "", "7"]]
    for lists in (bands, venues):
        sent, committed = lists.sent("POST")
        assert sent.qs == {"id": [OWN[lists.plural[:-1]][0]], "filename": [f"{lists.plural} of list.csv"]}
        assert committed.qs == {"skip_errors": ["1"]}
    assert len(gigs.sent("POST", "/names/again")) == 1
    assert answer.location == gigs.page


def test_all_pages_of_what_is_missing_are_sent(admin: FlaskClient, gigs: Lists, bands: Lists) -> None:
    gigs.has(lacking(2, 0))
    pages = [{"items": [name("A")], "next": "more"}, {"items": [name("B")], "next": None}]
    asked = gigs.mock.get(f"{gigs.one}/names", [{"json": page} for page in pages])
    becomes(bands, 0, None, COMMITTED)

    admin.post(f"{gigs.page}/missing")

    assert [each.qs.get("cursor") for each in asked.request_history] == [None, ["more"]]
    assert bands.received == [b"name,city,external_id\r\nA,,\r\nB,,\r\n"]


@pytest.mark.parametrize(
    ("versions", "commits"),
    [
        ([STAGED | {"state": "staging"}, STAGED], 1),
        ([STAGED], 1),
        ([COMMITTED | {"state": "committing"}, COMMITTED], 0),
    ],
    ids=["being read", "read", "being taken"],
)
def test_a_second_press_goes_on_where_the_first_one_stopped(
    admin: FlaskClient, gigs: Lists, bands: Lists, versions: list[Body], commits: int
) -> None:
    gigs.has(lacking(2, 0))
    becomes(bands, 0, *versions)

    admin.post(f"{gigs.page}/missing")

    assert bands.received == []
    assert len(bands.sent("POST", "/commit")) == commits
    assert len(gigs.sent("POST", "/names/again")) == 1


def test_two_who_press_at_once_add_them_once(admin: FlaskClient, gigs: Lists, bands: Lists) -> None:
    gigs.has(lacking(2, 0))
    becomes(bands, 0, STAGED, COMMITTED)
    bands.mock.post(f"{bands.url}/{OWN['band'][0]}/commit", **problem(409, "It is being committed."))
    gigs.mock.post(f"{gigs.one}/names/again", **problem(409, "Only from staged."))

    answer = admin.post(f"{gigs.page}/missing", follow_redirects=True)

    assert answer.status_code == 200
    assert "Only from staged." not in answer.text


@pytest.mark.parametrize("state", ["failed", "undone"])
def test_an_import_that_failed_or_was_undone_is_followed_by_another(
    admin: FlaskClient, gigs: Lists, bands: Lists, state: str
) -> None:
    gigs.has(lacking(1, 0))
    gigs.asks("band", "missing", [name("The Howl")])
    becomes(bands, 0, STAGED | {"state": state})
    becomes(bands, 1, None, STAGED)

    admin.post(f"{gigs.page}/missing")

    assert [each.qs["id"] for each in bands.sent("POST", "/imports")] == [[OWN["band"][1]]]


def test_while_they_are_being_added_the_page_says_so_and_goes_on_by_itself(
    admin: FlaskClient, gigs: Lists, bands: Lists, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adding, "SECONDS", 0.0)
    gigs.has(lacking(2, 0))
    becomes(bands, 0, STAGED | {"state": "staging"})

    page = admin.post(f"{gigs.page}/missing", follow_redirects=True).text

    assert "Adding 2 bands: reading the file." in page
    assert f'action="{gigs.page}/missing" data-press>' in page
    assert "Go on adding</button>" in page
    assert gigs.sent("POST", "/names/again") == []


def test_what_is_still_missing_after_it_was_added_leads_to_that_import(
    admin: FlaskClient, gigs: Lists, bands: Lists
) -> None:
    gigs.has(lacking(2, 0))
    becomes(bands, 0, COMMITTED)

    page = admin.get(gigs.page).text
    admin.post(f"{gigs.page}/missing")

    assert f'href="/bands/import/{OWN["band"][0]}">See what was added' in page
    assert "2 bands: added meanwhile, or left out for a reason." in page
    assert "Look them up again</button>" in page
    assert "data-press" not in page
    assert bands.sent("POST") == []
    assert len(gigs.sent("POST", "/names/again")) == 1


def test_why_they_cannot_be_added_is_told(admin: FlaskClient, gigs: Lists, bands: Lists) -> None:
    gigs.has(lacking(1, 0))
    gigs.asks("band", "missing", [name("The Howl")])
    becomes(bands, 0, None, STAGED | {"problem": {"line": None, "detail": "The Howl was added meanwhile."}})
    bands.mock.post(
        f"{bands.url}/{OWN['band'][0]}/commit", json=STAGED | {"problem": {"line": None, "detail": "Meanwhile."}}
    )

    page = admin.post(f"{gigs.page}/missing", follow_redirects=True).text

    assert "Meanwhile." in page
    assert gigs.sent("POST", "/names/again") == []


def test_a_picker_that_does_not_answer_is_said(admin: FlaskClient, gigs: Lists, bands: Lists) -> None:
    gigs.has(lacking(1, 0))
    bands.mock.get(f"{bands.url}/{OWN['band'][0]}", exc=requests.ConnectionError)

    page = admin.post(f"{gigs.page}/missing", follow_redirects=True).text

    assert "The band list does not answer. What was added stays; go on soon." in page
    assert "Add 1 band first</button>" in page
