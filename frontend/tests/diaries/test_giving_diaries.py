"""A diary is given as a file or an address."""

import pytest
from flask.testing import FlaskClient
from testkit.mocked_diaries import ADDRESS, DIARY, KEPT, URL, Reader, form, has, kept
from testkit.mocked_pickers import ID, Picker

from gig_web.diaries import files, keeping

pytestmark = pytest.mark.usefixtures("today")


def test_a_file_is_read_and_kept(client: FlaskClient, either: Picker) -> None:
    answer = client.post(f"{either.page}/diary", **form(DIARY))

    assert (answer.status_code, answer.headers["Location"]) == (303, either.page)
    body = {"source": None, "busy": ["2027-03-12/2027-03-12"], "known_until": "2027-12-27", "error": None}
    assert kept(either) == (body, None)
    assert "Their diary was read." in client.get(either.page).text


def test_an_address_is_read_where_they_are_at_home_and_kept_in_one_way_of_writing(
    client: FlaskClient, either: Picker, reader: Reader
) -> None:
    has(either, source="https://old.example/")

    client.post(f"{either.page}/diary", data={"address": " webcal://calendar.example/s3cret/basic.ics?key=hush "})

    assert [(each.zone, str(each.today), each.address) for each in reader.given] == [
        ("Europe/London", "2026-11-22", ADDRESS)
    ]
    assert kept(either)[0]["source"] == ADDRESS
    assert kept(either)[1] == '"5"'


@pytest.mark.parametrize(
    ("address", "content", "sentence"),
    [
        pytest.param("", None, keeping.NEITHER, id="nothing"),
        pytest.param("  ", None, keeping.NEITHER, id="spaces"),
        pytest.param("calendar", None, "Write an address that begins with https://", id="a word"),
        pytest.param("https://127.0.0.1/", None, "This address leads to a private network", id="private"),
        pytest.param("", b"", files.EMPTY, id="an empty file"),
        pytest.param("", bytes(files.MOST_BYTES + 1), files.LARGE, id="a large file"),
        pytest.param("", b"<html>", "This is a web page, not a calendar", id="a web page"),
        pytest.param("https://calendar.example/", DIARY, keeping.BOTH, id="both"),
    ],
)
def test_what_cannot_be_read_is_said_beside_the_form_and_nothing_is_lost(
    client: FlaskClient, either: Picker, address: str, content: bytes | None, sentence: str
) -> None:
    answer = client.post(f"{either.page}/diary", **form(content, address))

    assert answer.status_code == 422
    assert sentence in answer.text
    assert f'value="{address.strip()}"' in answer.text
    assert '<details class="more" open>' in answer.text
    assert either.sent("PUT") == []


def test_a_file_far_too_large_is_not_even_taken(client: FlaskClient, either: Picker) -> None:
    answer = client.post(f"{either.page}/diary", **form(bytes(files.FORM_BYTES)))

    assert answer.status_code == 413
    assert "choose a smaller file" in answer.text


def test_whoever_was_quicker_is_overwritten_by_what_was_given_on_purpose(
    client: FlaskClient, either: Picker, reader: Reader
) -> None:
    del reader
    either.mock.get(URL, [{"json": {"items": [], "next": None}}, {"json": {"items": [KEPT], "next": None}}])
    either.mock.put(f"{URL}/{either.singular}/{ID}", [{"status_code": 428, "json": {}}, {"json": KEPT}])

    answer = client.post(f"{either.page}/diary", data={"address": ADDRESS})

    assert answer.status_code == 303
    assert [each.headers.get("If-Match") for each in either.sent("PUT")] == [None, '"5"']
