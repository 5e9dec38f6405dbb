"""The diary on the page of a band or venue: given, read again, forgotten, and what is said of it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import requests_mock
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from testkit.mocked_pickers import BAND, ID, VENUE, Picker

from diary_reader.trouble import Trouble
from gig_web.clients.people import People
from gig_web.diaries import files, keeping, reading
from gig_web.diaries.reading import CROWDED, Crowded, Read, Wanted

URL = "http://gigs.test/v1/diaries"
ADDRESS = "https://calendar.example/s3cret/basic.ics?key=hush"
DIARY = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20270312T200000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
KEPT: dict[str, Any] = {
    "kind": "band",
    "id": ID,
    "has_source": True,
    "source": ADDRESS,
    "busy": ["2026-11-01/2026-11-02", "2026-11-20/2026-12-02", "2027-03-12/2027-03-12"],
    "read_at": "2026-11-22T10:30:00Z",
    "known_until": "2027-12-27",
    "tried_at": "2026-11-22T10:30:00Z",
    "by": {"id": ID, "name": "Kim"},
    "error": None,
    "rev": 5,
}


class Reader:
    """What reads, mocked: what it was given and what it finds, or the trouble it has."""

    def __init__(self) -> None:
        self.given: list[Wanted] = []
        self.finds: Read | Trouble = Read(["2027-03-12/2027-03-12"], "2027-12-27")

    def __call__(self, wanted: Wanted) -> Read:
        self.given.append(wanted)
        if isinstance(self.finds, Trouble):
            raise self.finds
        return self.finds


@pytest.fixture(params=["bands", "venues"])
def either(request: pytest.FixtureRequest, requests_mock: requests_mock.Mocker) -> Picker:
    plural = request.param
    picker = Picker(plural, plural[:-1], BAND if plural == "bands" else VENUE, requests_mock)
    picker.has(picker.of())
    requests_mock.get("http://gigs.test/v1/gigs", json={"items": [], "next": None})
    requests_mock.get(URL, json={"items": [], "next": None})
    requests_mock.put(f"{URL}/{picker.singular}/{ID}", json=KEPT)
    requests_mock.delete(f"{URL}/{picker.singular}/{ID}", status_code=204)
    return picker


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel("2026-11-22T12:00:00Z", tick=False):
        yield


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Reader:
    reader = Reader()
    monkeypatch.setattr(reading, "read", reader)
    return reader


@pytest.fixture
def viewer(client: FlaskClient, monkeypatch: pytest.MonkeyPatch, app: Flask) -> FlaskClient:
    """Give somebody who may look only."""
    with client.session_transaction() as cookie:
        cookie["account"] |= {"role": "viewer"}
    seen = People.present(app.extensions["clients"].people)
    assert seen.person
    looking = replace(seen, person=replace(seen.person, role="viewer"))
    monkeypatch.setattr(People, "present", lambda _people: looking)
    return client


def has(picker: Picker, **changes: object) -> None:
    """Let it have a diary."""
    picker.mock.get(URL, json={"items": [KEPT | changes], "next": None})


def kept(picker: Picker) -> tuple[dict[str, Any], str | None]:
    """Give what was kept last, and the revision it was meant for."""
    sent = picker.sent("PUT")[-1]
    return sent.json(), sent.headers.get("If-Match")


def form(content: bytes | None, address: str = "") -> dict[str, Any]:
    """Make the form as a browser sends it, with the file where there is one."""
    head = '--parts\r\nContent-Disposition: form-data; name="{}"{}\r\n\r\n'
    name = '; filename="diary.ics"' if content is not None else '; filename=""'
    fields = (head.format("address", "") + address + "\r\n" + head.format("file", name)).encode()
    body = fields + (content or b"") + b"\r\n--parts--\r\n"
    return {"data": body, "content_type": "multipart/form-data; boundary=parts"}


def section(html: str) -> str:
    """Give the words of the section."""
    found = re.search(r'<section id="diary".*?</section>', html, re.DOTALL)
    assert found
    return " ".join(re.sub(r"<[^>]+>", " ", found[0]).split())


def test_where_none_is_known_the_page_says_what_it_is_for(client: FlaskClient, either: Picker) -> None:
    html = client.get(either.page).text

    assert section(html).startswith("Their diary Nothing is known of it. When they are busy can be read")
    assert f'action="{either.page}/diary"' in html
    assert "/static/diary" not in html


def test_the_next_busy_days_are_listed_and_the_rest_counted(client: FlaskClient, either: Picker) -> None:
    has(either, busy=["2026-11-01/2026-11-02", "2026-11-20/2026-12-04", "2027-03-12/2027-03-12"])

    said = section(client.get(either.page).text)

    assert "They say they are busy on: Sun 22 Nov 2026 Mon 23 Nov 2026" in said
    assert "Thu 3 Dec 2026 and 2 more" in said
    assert "Read from calendar.example on Sun 22 Nov 2026, 10:30 UTC, by Kim." in said
    assert "Known until Mon 27 Dec 2027." in said


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"has_source": False, "source": None}, "Read from a file on"),
        ({"busy": []}, "No busy day from today on."),
        ({"known_until": None}, "Not all of it could be understood, so other days may be busy too."),
        ({"read_at": "2026-10-22T10:30:00Z"}, "That is more than 30 days ago: suggestions no longer go by it."),
        ({"by": None}, "on Sun 22 Nov 2026, 10:30 UTC ."),
        ({"read_at": None, "error": "Nothing answers."}, "Given from calendar.example, not read yet."),
        (
            {"read_at": "2026-11-20T10:30:00Z", "error": "Nothing answers."},
            "It could not be read on Sun 22 Nov 2026, 10:30 UTC, by Kim: Nothing answers. What was known before stays",
        ),
    ],
)
def test_what_there_is_to_know_of_it_is_said(
    client: FlaskClient, either: Picker, changes: dict[str, object], words: str
) -> None:
    has(either, **changes)

    assert words.replace(" .", "") in section(client.get(either.page).text).replace(" .", "")


def test_without_the_backend_the_page_says_that_it_is_missing(client: FlaskClient, either: Picker) -> None:
    either.mock.get(URL, status_code=503)

    answer = client.get(either.page)

    assert answer.status_code == 200
    assert "Your gig list does not answer, so this cannot be shown." in section(answer.text)


def test_a_backend_of_the_version_before_knows_no_diaries(client: FlaskClient, either: Picker) -> None:
    either.mock.get(URL, status_code=404, json={"detail": "There is nothing here."})

    assert "Nothing is known of it." in section(client.get(either.page).text)


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


def test_a_page_reads_again_by_itself_what_was_not_tried_for_a_day(client: FlaskClient, either: Picker) -> None:
    has(either, tried_at="2026-11-21T11:59:00Z", read_at="2026-11-21T11:59:00Z")
    due = client.get(either.page).text
    has(either, tried_at="2026-11-21T12:01:00Z", read_at="2026-11-01T12:00:00Z")
    tried = client.get(either.page).text

    assert ("data-due" in due, "/static/diary" in due) == (True, True)
    assert ("data-due" in tried, "/static/diary" in tried) == (False, False)


def test_a_viewer_sees_the_days_but_neither_address_nor_buttons(viewer: FlaskClient, either: Picker) -> None:
    has(either, source=None, tried_at="2026-11-01T10:30:00Z")

    html = viewer.get(either.page).text

    assert "Read from an address on" in section(html)
    assert "Sun 22 Nov 2026" in section(html)
    assert f"{either.page}/diary" not in html
    assert "data-due" not in html


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
