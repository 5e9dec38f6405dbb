"""A diary is read again, or forgotten."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from testkit.mocked_diaries import ADDRESS, KEPT, URL, Reader, has, kept
from testkit.mocked_pickers import ID, Picker

from diary_reader.trouble import Trouble
from gig_web.diaries.reading import CROWDED, Crowded

pytestmark = pytest.mark.usefixtures("today")


def test_it_is_read_again_from_its_address(client: FlaskClient, either: Picker, reader: Reader) -> None:
    has(either)

    answer = client.post(f"{either.page}/diary/read")

    assert answer.status_code == 303
    assert [each.address for each in reader.given] == [ADDRESS]
    body = {"source": ADDRESS, "busy": ["2027-03-12/2027-03-12"], "known_until": "2027-12-27", "error": None}
    assert kept(either) == (body, '"5"')


def test_what_goes_wrong_is_kept_beside_the_days_known_before(
    client: FlaskClient, either: Picker, reader: Reader
) -> None:
    has(either)
    reader.finds = Trouble("Nothing answers at this address.")

    html = client.post(f"{either.page}/diary/read", follow_redirects=True).text

    body = {"source": ADDRESS, "busy": None, "known_until": None, "error": "Nothing answers at this address."}
    assert kept(either) == (body, '"5"')
    assert "Their diary could not be read: what was known before stays." in html


def test_while_others_are_read_it_is_left_as_it_is(client: FlaskClient, either: Picker, reader: Reader) -> None:
    has(either)
    reader.finds = Crowded(CROWDED)

    html = client.post(f"{either.page}/diary/read", follow_redirects=True).text

    assert "Try again in a moment." in html
    assert either.sent("PUT") == []


@pytest.mark.parametrize("status", [404, 412])
def test_what_somebody_else_did_meanwhile_stands(
    client: FlaskClient, either: Picker, reader: Reader, status: int
) -> None:
    del reader
    has(either)
    either.mock.put(f"{URL}/{either.singular}/{ID}", status_code=status, json={})

    assert client.post(f"{either.page}/diary/read").status_code == 303
    assert len(either.sent("PUT")) == 1


@pytest.mark.parametrize("known", [[], [KEPT | {"has_source": False, "source": None}]], ids=["gone", "from a file"])
def test_without_an_address_there_is_nothing_to_read_again(
    client: FlaskClient, either: Picker, known: list[dict[str, Any]]
) -> None:
    either.mock.get(URL, json={"items": known, "next": None})

    html = client.post(f"{either.page}/diary/read", follow_redirects=True).text

    assert "There is no address to read their diary from any more: give it again." in html


def test_it_is_forgotten(client: FlaskClient, either: Picker) -> None:
    has(either)

    html = client.post(f"{either.page}/diary/forget", follow_redirects=True).text

    (sent,) = either.sent("DELETE")
    assert sent.headers["If-Match"] == '"5"'
    assert "Their diary is forgotten, with its address and its busy days." in html


def test_what_is_gone_stays_gone(client: FlaskClient, either: Picker) -> None:
    assert client.post(f"{either.page}/diary/forget").status_code == 303
    assert either.sent("DELETE") == []


def test_it_is_forgotten_although_somebody_read_it_meanwhile(client: FlaskClient, either: Picker) -> None:
    has(either)
    gone = {"status_code": 204}
    either.mock.delete(f"{URL}/{either.singular}/{ID}", [{"status_code": 412, "json": {}}, gone])

    assert client.post(f"{either.page}/diary/forget").status_code == 303
    assert len(either.sent("DELETE")) == 2


def test_its_secret_is_in_no_log_and_on_no_page_that_tells_of_trouble(
    client: FlaskClient, either: Picker, reader: Reader, capsys: pytest.CaptureFixture[str]
) -> None:
    has(either)
    either.mock.put(f"{URL}/{either.singular}/{ID}", status_code=503)

    answers = [client.post(f"{either.page}/diary/read"), client.post(f"{either.page}/diary", data={"address": ADDRESS})]

    del reader
    assert [answer.status_code for answer in answers] == [503, 503]
    assert not [answer for answer in answers if "hush" in answer.text]
    assert "hush" not in capsys.readouterr().out
