"""Lists as CSV: what is shown, on all pages, whole or not at all."""

from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest
import requests_mock
from flask.testing import FlaskClient
from testkit.mocked_imports import problem
from urllib3.exceptions import ProtocolError

from gig_web.streams import Download

CSV = b"id,name\r\n1,The Howl\r\n"
BANDS = "http://bands.test/v1/bands"
GIGS = "http://gigs.test/v1/gigs"

Break = Callable[[int], None]


@pytest.mark.parametrize("plural", ["bands", "venues"])
def test_a_list_is_downloaded_as_it_is_narrowed_without_its_page(
    client: FlaskClient, requests_mock: requests_mock.Mocker, plural: str
) -> None:
    asked = requests_mock.get(f"http://{plural}.test/v1/{plural}/export", content=CSV)

    answer = client.get(f"/{plural}/export.csv?q=howl&city=Leeds&own=1&archived=1&sort=city&cursor=x&choose=mine")

    assert answer.data == CSV
    assert answer.mimetype == "text/csv"
    assert answer.headers["Content-Disposition"] == f"attachment; filename={plural}.csv"
    assert answer.headers["Cache-Control"] == "no-store"
    assert asked.last_request.qs == {"q": ["howl"], "city": ["leeds"], "own": ["1"], "archived": ["1"]}


def test_gigs_are_downloaded_as_they_are_narrowed(client: FlaskClient, requests_mock: requests_mock.Mocker) -> None:
    asked = requests_mock.get(f"{GIGS}/export", content=CSV)

    answer = client.get("/gigs/export.csv?status=hold&status=idea&from=2027-01-01&sort=venue&cursor=x")

    query = {"status": ["idea", "hold"], "from": ["2027-01-01"], "sort": ["venue"]}
    assert answer.data == CSV
    assert asked.last_request.qs == query


@pytest.mark.parametrize("query", ["days=next+blue+moon", "band=Nobody"])
def test_gigs_that_cannot_be_narrowed_as_asked_are_not_downloaded(
    client: FlaskClient, requests_mock: requests_mock.Mocker, query: str
) -> None:
    requests_mock.get(BANDS, json={"items": [], "next": None})

    answer = client.get(f"/gigs/export.csv?{query}")

    assert (answer.status_code, str(answer.location).partition("?")[0]) == (302, "/gigs")


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every answer break off after its first piece."""
    read: Any = Download._read  # noqa: SLF001  # the one place where bytes come from

    def once(self: Download) -> bytes:
        if hasattr(self, "_first"):
            raise ProtocolError("broken off")
        return bytes(read(self))

    monkeypatch.setattr(Download, "_read", once)


@pytest.mark.usefixtures("broken")
def test_a_download_that_breaks_off_is_never_ended_as_if_it_were_whole(
    client: FlaskClient, requests_mock: requests_mock.Mocker
) -> None:
    requests_mock.get(f"{BANDS}/export", content=CSV)

    with closing(client.get("/bands/export.csv", buffered=False)) as answer, pytest.raises(ProtocolError):
        b"".join(answer.response)


def test_a_service_that_does_not_answer_gives_a_page_and_no_file(
    client: FlaskClient, requests_mock: requests_mock.Mocker
) -> None:
    requests_mock.get(f"{BANDS}/export", **problem(503, "The database is away."))

    answer = client.get("/bands/export.csv")

    assert (answer.status_code, answer.mimetype) == (503, "text/html")


@pytest.mark.usefixtures("empty_planner")
def test_an_empty_list_has_nothing_to_download(client: FlaskClient) -> None:
    assert [path for path in ("/bands", "/venues", "/gigs") if "Download as CSV" in client.get(path).text] == []
