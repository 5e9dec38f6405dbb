"""The list of gigs: what it asks for, what it shows, what stays up when services are down."""

import html
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import requests
import requests_mock as mocking
from flask.testing import FlaskClient

Json = dict[str, Any]
Make = Callable[..., Json]
GIGS = "http://gigs.test/v1/gigs"
FORM = '<label class="visually-hidden" for="q">Search</label>'


def text_of(page: str) -> str:
    return html.unescape(page)


def test_the_list_opens_on_today_and_later_with_undated_ideas_below(
    client: FlaskClient, listed: SimpleNamespace, a_gig: Make, ids: SimpleNamespace
) -> None:
    listed.give(a_gig(status="hold", hold_level=2), a_gig(id=ids.other, gig_day=None, venue=None, title="Roof night"))

    answer = client.get("/gigs")

    assert answer.status_code == 200
    assert listed.asked() == {"from": ["2026-11-22"], "sort": ["gig_day"], "limit": ["50"]}
    for said in ("Fri 12 Mar 2027", "The Howl", "The Wardrobe, Leeds", "2nd hold", "No date yet", "Roof night"):
        assert said in answer.text
    assert answer.text.index("The Wardrobe, Leeds") < answer.text.index("No date yet</h2>")
    assert f'href="/gigs/{ids.gig}"' in answer.text


def test_an_empty_planner_offers_the_first_step(client: FlaskClient, listed: SimpleNamespace) -> None:
    listed.give()

    page = client.get("/gigs").text

    assert "No gigs ahead yet" in page
    assert '<a class="btn btn-accent" href="/">Suggest a gig</a>' in page
    assert page.count("btn-accent") == 1


def test_a_search_without_a_result_says_so_and_offers_all(client: FlaskClient, listed: SimpleNamespace) -> None:
    listed.give()

    page = text_of(client.get("/gigs?q=howl").text)

    assert "No gig fits this" in page
    assert "Only gigs from today on were looked at." in page
    assert 'href="/gigs?q=howl&past=1"' in page


def test_a_silent_backend_leaves_the_page_up_with_its_form(client: FlaskClient, requests_mock: mocking.Mocker) -> None:
    requests_mock.get(GIGS, exc=requests.ConnectTimeout)

    answer = client.get("/gigs?q=howl")

    assert answer.status_code == 200
    assert "does not answer:</strong> your gig list" in answer.text
    assert FORM in answer.text
    assert "No gig fits" not in answer.text


def test_an_aged_page_of_the_list_leads_back_to_its_start(client: FlaskClient, requests_mock: mocking.Mocker) -> None:
    requests_mock.get(GIGS, status_code=422, json={"detail": "This is no cursor of this list."})

    page = text_of(client.get("/gigs?q=howl&cursor=old").text)

    assert 'cannot be found any more. <a href="/gigs?q=howl">Back to the start' in page


def test_an_address_the_backend_refuses_leads_back_to_the_whole_list(
    client: FlaskClient, requests_mock: mocking.Mocker
) -> None:
    requests_mock.get(GIGS, status_code=422, json={})

    assert 'cannot be found any more. <a href="/gigs">Back to the start' in text_of(client.get("/gigs?q=howl").text)


def test_names_of_any_kind_are_shown_and_never_run(
    client: FlaskClient, listed: SimpleNamespace, a_gig: Make, an_act: Make
) -> None:
    names = ["<script>alert(1)</script>", "x" * 200, "坂本龍一", "Мумий Тролль"]
    listed.give(a_gig(lineup=[an_act(name=name, band_id=None) for name in names], title='"><img src=x>'))

    page = client.get("/gigs").text

    assert "<script>alert" not in page
    assert "<img" not in page
    assert " + ".join(names) in text_of(page)


def test_the_trash_lists_what_can_be_restored(
    client: FlaskClient, listed: SimpleNamespace, a_gig: Make, ids: SimpleNamespace
) -> None:
    listed.give(a_gig(trashed_at="2026-11-20T08:00:00Z"), following="on-ward")

    page = client.get("/gigs/trash").text

    assert listed.asked() == {"trashed": ["1"], "sort": ["-updated"], "limit": ["50"]}
    assert f'action="/gigs/{ids.gig}/restore"' in page
    assert "/gigs/trash?cursor=on-ward" in page


def test_an_empty_trash_says_what_it_is_for(client: FlaskClient, listed: SimpleNamespace) -> None:
    listed.give()

    assert "The trash is empty" in client.get("/gigs/trash").text


def test_the_trash_stays_up_without_the_backend(client: FlaskClient, requests_mock: mocking.Mocker) -> None:
    requests_mock.get(GIGS, status_code=503)

    answer = client.get("/gigs/trash?cursor=abc")

    assert answer.status_code == 200
    assert "your gig list" in answer.text


def test_an_aged_page_of_the_trash_leads_back(client: FlaskClient, requests_mock: mocking.Mocker) -> None:
    requests_mock.get(GIGS, status_code=422, json={})

    assert "part of the trash cannot be found" in client.get("/gigs/trash?cursor=old").text
