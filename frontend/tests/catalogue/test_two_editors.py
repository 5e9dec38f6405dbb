"""Two people edit one band: nobody's change is lost, nobody is asked without need."""

import json
from html import unescape
from re import search

import pytest
from flask.testing import FlaskClient
from testkit.mocked_pickers import Picker

STALE = {"status_code": 412, "json": {"detail": "Somebody changed this since you read it."}}


@pytest.fixture
def edit(bands: Picker, client: FlaskClient, band_form: dict[str, str]) -> dict[str, str]:
    """Give the form of the band as it was opened, revision 3."""
    bands.has(bands.of())
    page = unescape(client.get(f"{bands.page}/edit").text)
    base = search(r'name="base" value="(\{.*?\})"', page)
    assert base
    return band_form | {"rev": "3", "base": base[1]}


def test_an_edit_is_saved_whole_under_the_revision_it_was_made_from(
    client: FlaskClient, bands: Picker, edit: dict[str, str]
) -> None:
    bands.has(bands.of(starter=True, external_id="7"))
    bands.mock.put(bands.one, json=bands.of(draw=150, rev=4))

    answer = client.post(f"{bands.page}/edit", data=edit | {"draw": "150", "starter": "1", "external_id": "7"})

    (sent,) = bands.sent("PUT")
    assert sent.json() == bands.of(draw=150, starter=True, external_id="7")
    assert sent.headers["If-Match"] == '"3"'
    assert answer.location == bands.page
    assert "Saved." in client.get(answer.location).text


def test_what_only_they_changed_is_kept_and_said(client: FlaskClient, bands: Picker, edit: dict[str, str]) -> None:
    bands.has(bands.of(fee="300.00", own=True, rev=4))
    bands.mock.put(bands.one, json=bands.of(draw=150, fee="300.00", own=True, rev=5))

    answer = client.post(f"{bands.page}/edit", data=edit | {"draw": "150"})
    page = client.get(answer.location).text

    (sent,) = bands.sent("PUT")
    assert sent.json() == bands.of(draw=150, fee="300.00", own=True, rev=4)
    assert sent.headers["If-Match"] == '"4"'
    assert "Somebody else changed these meanwhile, and it was kept: This band is mine, Fee." in page


def test_what_both_changed_is_asked_with_mine_in_the_form(
    client: FlaskClient, bands: Picker, edit: dict[str, str]
) -> None:
    bands.has(bands.of(draw=90, fee="300.00", rev=4))

    answer = client.post(f"{bands.page}/edit", data=edit | {"draw": "150", "notes": "mine"})

    assert answer.status_code == 409
    assert bands.sent("PUT") == []
    assert '<a href="#draw">Draw</a>: theirs is now 90' in answer.text
    assert "Fee: now 300.00" in answer.text
    assert 'name="draw" type="text" value="150"' in answer.text
    assert 'name="fee" type="text" value="300.00"' in answer.text
    assert "mine</textarea>" in answer.text


def test_saving_again_after_the_question_is_one_click(client: FlaskClient, bands: Picker, edit: dict[str, str]) -> None:
    bands.has(bands.of(draw=90, rev=4))
    bands.mock.put(bands.one, json=bands.of(draw=150, rev=5))
    asked = unescape(client.post(f"{bands.page}/edit", data=edit | {"draw": "150"}).text)
    base = search(r'name="base" value="(\{.*?\})"', asked)
    assert base

    answer = client.post(f"{bands.page}/edit", data=edit | {"draw": "150", "rev": "4", "base": base[1]})

    assert 'name="rev" value="4"' in asked
    assert json.loads(base[1])["draw"] == "90"
    assert answer.status_code == 302
    assert bands.sent("PUT")[0].json()["draw"] == 150


def test_a_save_between_our_read_and_our_write_is_merged_too(
    client: FlaskClient, bands: Picker, edit: dict[str, str]
) -> None:
    bands.has(bands.of(), bands.of(fee="300.00", rev=4))
    bands.mock.put(bands.one, [STALE, {"json": bands.of(rev=5)}])

    answer = client.post(f"{bands.page}/edit", data=edit | {"draw": "150"})

    assert answer.status_code == 302
    assert bands.sent("PUT")[1].json() == bands.of(draw=150, fee="300.00", rev=4)


def test_a_clash_found_only_when_writing_is_asked(client: FlaskClient, bands: Picker, edit: dict[str, str]) -> None:
    bands.has(bands.of(), bands.of(draw=90, rev=4))
    bands.mock.put(bands.one, **STALE)

    answer = client.post(f"{bands.page}/edit", data=edit | {"draw": "150"})

    assert answer.status_code == 409
    assert "theirs is now 90" in answer.text


def test_a_save_whose_answer_was_lost_is_done_and_nobody_is_asked(
    client: FlaskClient, bands: Picker, edit: dict[str, str]
) -> None:
    bands.has(bands.of(), bands.of(draw=150, rev=4))
    bands.mock.put(bands.one, [{"status_code": 503}, STALE, {"json": bands.of(draw=150, rev=4)}])

    answer = client.post(f"{bands.page}/edit", data=edit | {"draw": "150"})

    assert answer.status_code == 302
    assert "Somebody else" not in client.get(answer.location).text


def test_somebody_who_is_always_quicker_is_said_and_all_is_kept(
    client: FlaskClient, bands: Picker, edit: dict[str, str]
) -> None:
    bands.has(bands.of())
    bands.mock.put(bands.one, **STALE)

    answer = client.post(f"{bands.page}/edit", data=edit | {"draw": "150"})

    assert answer.status_code == 412
    assert "Somebody changed this since you read it." in answer.text
    assert 'name="draw" type="text" value="150"' in answer.text


@pytest.mark.parametrize(
    "base", ["", "[]", "{", '{"draw": 7}', "[" * 50_000], ids=["none", "list", "torn", "7", "deep"]
)
def test_a_form_that_forgot_what_it_was_made_from_asks_rather_than_overwrites(
    client: FlaskClient, bands: Picker, edit: dict[str, str], base: str
) -> None:
    bands.has(bands.of(draw=90, rev=4))

    answer = client.post(f"{bands.page}/edit", data=edit | {"base": base})

    assert answer.status_code == 409
    assert "theirs is now 90" in answer.text


@pytest.mark.parametrize("rev", ["", "x", "9" * 99, "-1"])
def test_a_form_with_a_broken_revision_is_compared_like_an_old_one(
    client: FlaskClient, bands: Picker, edit: dict[str, str], rev: str
) -> None:
    bands.has(bands.of())
    bands.mock.put(bands.one, json=bands.of(draw=150, rev=4))

    assert client.post(f"{bands.page}/edit", data=edit | {"rev": rev, "draw": "150"}).status_code == 302


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"country": "IE"}, "Country</a>: theirs is now Ireland"),
        ({"city": None}, "City</a>: theirs is now empty"),
        (
            {"unavailable": ["2026-01-01/2026-01-02", "2026-02-01/2026-02-01"]},
            "now 2026-01-01 to 2026-01-02; 2026-02-01",
        ),
    ],
    ids=["country", "empty", "lines"],
)
def test_their_value_is_said_in_words(
    client: FlaskClient, bands: Picker, edit: dict[str, str], changes: dict[str, object], sentence: str
) -> None:
    bands.has(bands.of(rev=4, **changes))
    mine = {"country": "FR", "city": "Lyon", "lat": "45.7", "lon": "4.8", "unavailable": "2026-03-01"}

    assert sentence in client.post(f"{bands.page}/edit", data=edit | mine).text


def test_a_tick_they_set_is_said_as_yes(client: FlaskClient, bands: Picker, edit: dict[str, str]) -> None:
    bands.has(bands.of(own=True, draw=90, rev=4))

    answer = client.post(f"{bands.page}/edit", data=edit | {"draw": "150"})

    assert "This band is mine: now yes" in answer.text


def test_an_edit_the_picker_refuses_keeps_what_was_typed(
    client: FlaskClient, bands: Picker, edit: dict[str, str]
) -> None:
    bands.has(bands.of())
    bands.mock.put(bands.one, status_code=422, json={"errors": [{"pointer": "/draw", "detail": "Too many."}]})

    answer = client.post(f"{bands.page}/edit", data=edit | {"draw": "99,999,999"})

    assert answer.status_code == 422
    assert 'id="draw-error">Too many.' in answer.text
    assert 'value="99,999,999"' in answer.text
