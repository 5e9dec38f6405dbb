"""A list on its way in: a file or pasted text, too large, empty, sent twice."""

import re

import pytest
import requests
from flask.testing import FlaskClient
from testkit.mocked_imports import COMMITTED, STAGED, Lists, problem
from werkzeug.test import TestResponse

from gig_web.imports import bounds

FORM_ID = "0190a000-0000-7000-8000-0000000000f1"
LIST = b"name,city\nThe Howl,Leeds\n"


def send(client: FlaskClient, lists: Lists, name: str = "list.csv", **form: object) -> TestResponse:
    """Send the form as bytes: the test client would leave a file open."""
    parts = [_part(field, value, name) for field, value in {"id": FORM_ID, **form}.items()]
    body = b"".join([*parts, b"--parted--\r\n"])
    return client.post(f"/{lists.plural}/import", data=body, content_type="multipart/form-data; boundary=parted")


def _part(field: str, value: object, filename: str) -> bytes:
    content = value if isinstance(value, bytes) else str(value).encode()
    file = f'; filename="{filename}"' if isinstance(value, bytes) else ""
    head = f'--parted\r\nContent-Disposition: form-data; name="{field}"{file}\r\n\r\n'
    return head.encode() + content + b"\r\n"


def test_the_page_says_what_is_understood_and_what_came_last(admin: FlaskClient, lists: Lists) -> None:
    failed = STAGED | {"state": "failed", "problem": {"line": 7, "detail": "Line 7 has no end."}, "created_by": None}
    lists.lists(COMMITTED, failed | {"filename": "<b>.csv"})

    page = admin.get(f"/{lists.plural}/import").text

    assert "external_id" in page
    assert "60 rows: 44 new, 3 changed, 10 already there, 3 left out." in page
    assert "Sat 28 Nov 2026, 12:00</time>, by Alex" in page
    assert "by somebody" in page
    assert "Line 7 has no end." in page
    assert "&lt;b&gt;.csv" in page
    assert page.count("Undo<span") == 1


def test_a_file_is_sent_on_as_it_is_and_leads_to_its_import(admin: FlaskClient, lists: Lists) -> None:
    answer = send(admin, lists, file=LIST, text="  \r\n")

    [sent] = lists.sent("POST")
    assert lists.received == [LIST]
    assert sent.headers["Content-Type"] == "text/csv"
    assert sent.qs["filename"] == ["list.csv"]
    assert answer.location == f"/{lists.plural}/import/{sent.qs['id'][0]}"


def test_pasted_text_up_to_five_megabytes_is_a_list_too(admin: FlaskClient, bands: Lists) -> None:
    text = "name\r\n" + "Sigur Rós\r\n" * 400_000

    answer = send(admin, bands, text=text)

    [sent] = bands.sent("POST")
    assert bands.received == [text.encode()]
    assert sent.qs["filename"] == ["pasted text"]
    assert answer.status_code == 303


def test_the_same_list_from_the_same_form_is_one_import_and_another_one_is_not(
    admin: FlaskClient, bands: Lists
) -> None:
    for text in ("name\nA", "name\nA", "name\nB"):
        send(admin, bands, text=text)

    first, again, other = (each.qs["id"] for each in bands.sent("POST"))
    assert first == again
    assert first != other


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({}, "Choose a file, or paste the list."),
        ({"text": " \n "}, "Choose a file, or paste the list."),
        ({"file": b""}, "This file is empty."),
        ({"file": LIST, "text": "kept"}, "Send one of them"),
    ],
    ids=["nothing", "blank text", "an empty file", "both"],
)
def test_what_is_no_list_is_told_and_what_was_pasted_is_kept(
    admin: FlaskClient, bands: Lists, form: dict[str, object], sentence: str
) -> None:
    bands.lists(COMMITTED)

    answer = send(admin, bands, **form)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert str(form.get("text", "")).strip() in answer.text
    assert f'value="{FORM_ID}"' in answer.text
    assert bands.sent("POST") == []


def test_a_file_or_text_that_is_a_little_too_large_is_told_on_the_form(
    admin: FlaskClient, bands: Lists, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "MOST_BYTES", len(LIST) - 1)
    monkeypatch.setattr(bounds, "MOST_TEXT_BYTES", 20)

    by_file, by_text = send(admin, bands, file=LIST), send(admin, bands, text="name\n" + "kept" * 5)

    assert (by_file.status_code, by_text.status_code) == (422, 422)
    assert "a file may have up to 32 MB" in by_file.text
    assert "kept" * 5 in by_text.text


def test_what_is_much_too_large_is_not_read_and_told_on_the_form(
    admin: FlaskClient, bands: Lists, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "MOST_BODY_BYTES", 300_000)
    monkeypatch.setattr(bounds, "MOST_FORM_BYTES", 1000)

    answers = [send(admin, bands, file=b"x" * 400_000), send(admin, bands, text="x" * 2000)]

    assert [answer.location for answer in answers] == ["/bands/import?too_large=1"] * 2
    assert "a file may have up to 32 MB" in admin.get(str(answers[0].location)).text


def test_only_an_admins_form_may_be_large(client: FlaskClient, bands: Lists) -> None:
    answer = send(client, bands, file=b"x" * 300_000)

    assert answer.location == "/bands/import?too_large=1"
    assert bands.sent("POST") == []


def test_without_the_service_the_form_is_shown_with_what_was_pasted(admin: FlaskClient, bands: Lists) -> None:
    bands.mock.get(bands.url, exc=requests.ConnectionError)
    bands.mock.post(bands.url, exc=requests.ConnectionError)

    answer = send(admin, bands, text="name\nThe Howl")

    assert answer.status_code == 503
    assert "The band list does not answer, so nothing was read." in answer.text
    assert "name\nThe Howl" in answer.text


def test_what_the_service_refuses_is_told_on_the_form(admin: FlaskClient, bands: Lists) -> None:
    bands.mock.post(bands.url, **problem(422, "That name is no name."))

    answer = send(admin, bands, file=LIST)

    assert answer.status_code == 422
    assert "That name is no name." in answer.text


def test_a_role_lost_meanwhile_is_said(admin: FlaskClient, bands: Lists) -> None:
    bands.mock.post(bands.url, **problem(403, "This needs the role admin."))

    assert send(admin, bands, file=LIST).status_code == 403


def test_a_spoilt_form_still_sends_a_list(admin: FlaskClient, bands: Lists) -> None:
    answer = admin.post("/bands/import", data={"id": "spoilt", "text": "name\nThe Howl"})

    assert re.fullmatch(r"/bands/import/[0-9a-f-]{36}", str(answer.location))
    assert bands.received == [b"name\nThe Howl"]


@pytest.mark.parametrize(
    ("name", "told"),
    [("C:\\\\lists\\\\a.csv", "a.csv"), ("x" * 300 + ".csv", "x" * 196 + ".csv"), ("folder/", "a file without a name")],
    ids=["with its folders", "a long name", "no name"],
)
def test_a_file_is_called_what_can_be_said(admin: FlaskClient, bands: Lists, name: str, told: str) -> None:
    send(admin, bands, name, file=LIST)

    assert bands.sent("POST")[0].qs["filename"] == [told]


@pytest.mark.parametrize("path", ["/bands", "/venues", "/gigs"])
def test_bookers_see_no_link_to_import_and_find_no_page(client: FlaskClient, path: str, empty_planner: None) -> None:
    del empty_planner

    assert "Import a list" not in client.get(path).text
    assert client.get(f"{path}/import").status_code == 403


@pytest.mark.parametrize("path", ["/bands", "/venues", "/gigs"])
def test_admins_find_import_on_each_list(admin: FlaskClient, path: str, empty_planner: None) -> None:
    del empty_planner

    assert f'href="{path}/import">Import a list' in admin.get(path).text
