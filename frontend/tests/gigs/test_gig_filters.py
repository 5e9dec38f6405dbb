"""The filters of the gig list: read from its address, said as chips, sent to the backend."""

import html
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
import requests
from flask.testing import FlaskClient

Json = dict[str, Any]
Make = Callable[..., Json]


def text_of(page: str) -> str:
    return html.unescape(page)


@pytest.mark.parametrize(
    ("query", "sent"),
    [
        pytest.param("past=1", {}, id="past gigs too"),
        pytest.param("from=2026-01-02&to=2026-02-03", {"from": ["2026-01-02"], "to": ["2026-02-03"]}, id="dates"),
        pytest.param("days=14+or+15+Oct", {"days": ["2027-10-14,2027-10-15"]}, id="days in words"),
        pytest.param(
            "status=idea&status=hold&past=1&status=nonsense", {"status": ["idea", "hold"]}, id="several statuses"
        ),
        pytest.param(
            "q=howl&city=Leeds&held_for=Ada&past=1",
            {"q": ["howl"], "city": ["leeds"], "held_for": ["ada"]},
            id="texts",
        ),
        pytest.param("past=1&cursor=abc", {"cursor": ["abc"]}, id="a further page"),
    ],
)
def test_filters_of_the_address_reach_the_backend(
    client: FlaskClient,
    listed: SimpleNamespace,
    query: str,
    sent: dict[str, list[str]],
) -> None:
    listed.give()

    client.get(f"/gigs?{query}")

    assert listed.asked() == {"sort": ["gig_day"], "limit": ["50"], **sent}


@pytest.mark.parametrize("sort", ["-gig_day", "-updated", "venue"])
def test_another_order_is_kept_in_every_link(
    client: FlaskClient, listed: SimpleNamespace, a_gig: Make, sort: str
) -> None:
    listed.give(a_gig(), following="on-ward")

    page = text_of(client.get(f"/gigs?sort={sort}&status=idea&past=1").text)

    assert listed.asked()["sort"] == [sort]
    assert f"/gigs?status=idea&past=1&sort={sort}&cursor=on-ward" in page
    assert "Back to the start" not in page


def test_a_further_page_leads_back_to_the_start(client: FlaskClient, listed: SimpleNamespace, a_gig: Make) -> None:
    listed.give(a_gig())

    page = text_of(client.get("/gigs?q=howl&cursor=abc").text)

    assert 'href="/gigs?q=howl">Back to the start' in page
    assert 'rel="next"' not in page


def test_each_active_filter_is_a_chip_whose_link_takes_only_it_away(
    client: FlaskClient, listed: SimpleNamespace
) -> None:
    listed.give()

    page = text_of(client.get("/gigs?q=howl&status=idea&status=hold&from=2026-01-02").text)

    assert 'href="/gigs?status=idea&status=hold&from=2026-01-02"><span>Search: howl' in page
    assert 'href="/gigs?q=howl&status=hold&from=2026-01-02"><span>Idea' in page
    assert 'href="/gigs?q=howl&status=idea&status=hold"><span>From Fri 2 Jan 2026' in page


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        pytest.param("days=soon", "Write days as “14 or 15 Oct”", id="days"),
        pytest.param("from=tomorrow", "Write the date as year-month-day", id="date"),
        pytest.param("to=0001-01-01", "Write the date as year-month-day", id="a date nobody stores"),
        pytest.param("days=1+May+1066", "Write days as", id="days nobody stores"),
        pytest.param(f"q={'x' * 201}", "Use at most 200 characters", id="too long"),
        pytest.param("city=%00", "Use at most 200 characters that can be typed", id="a control character"),
    ],
)
def test_what_cannot_be_read_is_said_beside_its_field(
    client: FlaskClient, listed: SimpleNamespace, query: str, sentence: str
) -> None:
    listed.give()

    answer = client.get(f"/gigs?{query}")

    assert answer.status_code == 200
    assert sentence in text_of(answer.text)


@pytest.mark.parametrize("kind", ["band", "venue"])
def test_a_band_or_venue_typed_by_name_is_looked_up(
    client: FlaskClient,
    listed: SimpleNamespace,
    a_band: Make,
    a_venue: Make,
    kind: str,
) -> None:
    row = a_band() if kind == "band" else a_venue()
    listed.give()
    listed.mock.get(f"http://{kind}s.test/v1/{kind}s", json={"items": [row, {**row, "name": "No"}], "next": None})

    page = text_of(client.get(f"/gigs?{kind}={row['name'].upper()}").text)

    assert listed.asked()[kind] == [row["id"]]
    assert f"<span>{kind.capitalize()}: {row['name']}</span>" in page


def test_a_name_with_several_meanings_asks_which_one(
    client: FlaskClient, listed: SimpleNamespace, a_band: Make, ids: SimpleNamespace
) -> None:
    rows = [a_band(), a_band(id=ids.support, city=None)]
    listed.give()
    listed.mock.get("http://bands.test/v1/bands", json={"items": rows, "next": None})

    page = text_of(client.get("/gigs?band=the+howl").text)

    assert "band" not in listed.asked()
    assert "Which one?" in page
    assert f"band={ids.band}" in page
    assert f"band={ids.support}" in page


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        pytest.param({"json": {"items": [], "next": None}}, "No band of this name in your list.", id="no such band"),
        pytest.param({"exc": requests.ConnectionError}, "could not be looked up just now", id="band list down"),
    ],
)
def test_a_name_that_cannot_be_looked_up_is_left_out_aloud(
    client: FlaskClient, listed: SimpleNamespace, answer: Json, said: str
) -> None:
    listed.give()
    listed.mock.get("http://bands.test/v1/bands", **answer)

    page = text_of(client.get("/gigs?band=nobody").text)

    assert "band" not in listed.asked()
    assert said in page
    assert "Showing only" not in page


@pytest.mark.parametrize(
    ("answer", "chip"),
    [
        pytest.param({"status_code": 404, "json": {}}, "Band: (name not known just now)", id="gone"),
        pytest.param({"exc": requests.ConnectionError}, "Band: (name not known just now)", id="band list down"),
    ],
)
def test_a_band_given_by_id_is_asked_for_even_without_its_name(
    client: FlaskClient,
    listed: SimpleNamespace,
    ids: SimpleNamespace,
    answer: Json,
    chip: str,
) -> None:
    listed.give()
    listed.mock.get(f"http://bands.test/v1/bands/{ids.band}", **answer)

    page = text_of(client.get(f"/gigs?band={ids.band}").text)

    assert listed.asked()["band"] == [ids.band]
    assert chip in page
