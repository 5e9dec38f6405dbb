"""An import before it is taken: how far it is, what it would do, what it asks."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from testkit.mocked_imports import COMMITTED, ID, NO_COUNTS, STAGED, Lists, problem, row

QUESTION = {"city": "Newport, <GB>", "rows": 12, "choices": [{"label": "Newport, Wales"}, {"label": "Newport, Isle"}]}


def counted(**counts: int) -> dict[str, Any]:
    return STAGED | {"counts": NO_COUNTS | counts}


@pytest.mark.parametrize("state", ["staging", "planning", "committing", "undoing"])
def test_while_it_is_worked_on_the_page_says_how_far_and_looks_again(
    admin: FlaskClient, lists: Lists, state: str
) -> None:
    lists.has(STAGED | {"state": state, "progress": 0.42})

    page = admin.get(lists.page).text

    assert 'value="0.42">42 %</progress>' in page
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in page
    assert "data-at-work" in page
    assert lists.sent("GET", "/rows") == []


def test_a_dry_run_says_what_it_would_do_and_the_button_what_it_does(admin: FlaskClient, bands: Lists) -> None:
    bands.has(STAGED | {"columns_left_out": ["Colour", "<i>"]})
    bands.rows(row(name="<b>Bold</b>"), row(1234, "error", name=None, field="draw", reason="Must be a number."))

    page = admin.get(bands.page).text

    assert "60 rows: 44 new, 3 changed, 10 already there, 3 cannot be taken. Nothing is taken yet." in page
    assert '<button class="btn btn-accent">Import 47, skip 3</button>' in page
    assert "Written in UTF-8, columns parted by commas" in page
    assert "<code>Colour</code>, <code>&lt;i&gt;</code>" in page
    assert "&lt;b&gt;Bold&lt;/b&gt;" in page
    assert "1,234" in page
    assert "<code>draw</code>: Must be a number." in page
    assert "refresh" not in page


def test_the_rows_are_narrowed_and_paged(admin: FlaskClient, bands: Lists) -> None:
    bands.has(STAGED)
    bands.rows(row(action="error"), following="further")

    page = admin.get(f"{bands.page}?action=error&cursor=here").text

    assert bands.sent("GET", "/rows")[0].qs == {"limit": ["50"], "action": ["error"], "cursor": ["here"]}
    assert f'href="{bands.page}?action=error&amp;cursor=further#rows" rel="next"' in page
    assert f'href="{bands.page}?action=error#rows" aria-current="page"' in page
    assert f'href="{bands.page}?action=update#rows" >Changed' in page


def test_an_old_page_of_rows_leads_to_the_first(admin: FlaskClient, bands: Lists) -> None:
    bands.has(STAGED)
    bands.mock.get(f"{bands.one}/rows", **problem(422, "No such cursor."))

    assert admin.get(f"{bands.page}?action=error&cursor=old").location == f"{bands.page}?action=error"


@pytest.mark.parametrize(
    ("job", "why"),
    [
        (counted(), "The list has no rows below its first line."),
        (counted(rows=3, duplicates=3), "It would change nothing"),
        (counted(rows=3, errors=3), "None of its rows can be taken."),
        (counted(rows=3, errors=1, duplicates=2), "It would change nothing"),
    ],
    ids=["no rows", "all there", "all wrong", "wrong and there"],
)
def test_where_nothing_would_change_the_button_is_off_and_says_why(
    admin: FlaskClient, bands: Lists, job: dict[str, Any], why: str
) -> None:
    bands.has(job)

    page = admin.get(bands.page).text

    assert '<button class="btn btn-accent" type="button" disabled aria-describedby="why-not">Import</button>' in page
    assert why in page


def test_a_list_that_cannot_be_read_says_on_which_line(admin: FlaskClient, lists: Lists) -> None:
    lists.has(STAGED | {"state": "failed", "problem": {"line": 1234, "detail": "A quotation mark is never closed."}})

    page = admin.get(lists.page).text

    assert "This list cannot be read: line 1,234." in page
    assert "A quotation mark is never closed." in page
    assert f'href="/{lists.plural}/import">Try another file' in page


def test_what_stood_in_the_way_of_taking_it_is_said(admin: FlaskClient, bands: Lists) -> None:
    bands.has(STAGED | {"problem": {"line": None, "detail": "The Howl was added meanwhile."}})

    page = admin.get(bands.page).text

    assert "It was not imported." in page
    assert "The Howl was added meanwhile." in page


def test_a_city_that_may_be_several_places_is_asked_for(admin: FlaskClient, venues: Lists) -> None:
    venues.has(STAGED | {"questions": [QUESTION, QUESTION | {"city": "Perth", "answer": None}]})

    page = admin.get(venues.page).text

    assert "Which Newport, &lt;GB&gt;?" in page
    assert 'name="choice-0" value="1" >' in page
    assert 'name="choice-1" value="none" checked>' in page
    assert '<button class="btn btn-accent">Use these answers</button>' in page
    assert '<button class="btn btn-quiet">Import 47, skip 3</button>' in page


def test_answers_are_sent_and_questions_without_one_left_open(admin: FlaskClient, venues: Lists) -> None:
    form = {"city-0": "Newport", "choice-0": "1", "city-1": "Perth", "choice-1": "none", "city-2": "Lincoln"}

    answer = admin.post(f"{venues.page}/answers", data=form | {"city-3": "York", "choice-3": "-1"})

    assert answer.location == venues.page
    assert venues.sent("POST", "/answers")[0].json() == {"answers": {"Newport": 1, "Perth": None}}


@pytest.mark.parametrize("status", [409, 422])
def test_an_answer_that_comes_too_late_is_told(admin: FlaskClient, venues: Lists, status: int) -> None:
    venues.mock.post(f"{venues.one}/answers", **problem(status, "It was imported already."))
    venues.has(COMMITTED)

    page = admin.post(f"{venues.page}/answers", data={}, follow_redirects=True).text

    assert "It was imported already." in page


def test_taking_it_goes_on_without_the_rows_that_cannot_be_taken(admin: FlaskClient, lists: Lists) -> None:
    answer = admin.post(f"{lists.page}/commit")

    assert (answer.status_code, answer.location) == (303, lists.page)
    assert lists.sent("POST", "/commit")[0].qs == {"skip_errors": ["1"]}


@pytest.mark.parametrize("state", ["committing", "committed"])
def test_a_second_click_on_the_button_is_no_mistake(admin: FlaskClient, bands: Lists, state: str) -> None:
    bands.mock.post(f"{bands.one}/commit", **problem(409, "Only an import that is staged can be committed."))
    bands.has(COMMITTED | {"state": state})

    page = admin.post(f"{bands.page}/commit", follow_redirects=True).text

    assert "Only an import that is staged" not in page


def test_what_the_service_says_against_taking_it_is_told_once(admin: FlaskClient, bands: Lists) -> None:
    bands.mock.post(f"{bands.one}/commit", **problem(409, "Another import is under way."))
    bands.has(STAGED)

    told, again = admin.post(f"{bands.page}/commit", follow_redirects=True).text, admin.get(bands.page).text

    assert "Another import is under way." in told
    assert "Another import is under way." not in again


def test_a_list_that_is_dropped_is_gone_also_when_it_was_gone_before(admin: FlaskClient, lists: Lists) -> None:
    lists.mock.delete(lists.one, [{"status_code": 204}, problem(404, "There is no such import.")])

    answers = [admin.post(f"{lists.page}/drop") for _ in range(2)]

    assert [answer.location for answer in answers] == [f"/{lists.plural}/import"] * 2


def test_one_that_was_taken_cannot_be_dropped(admin: FlaskClient, bands: Lists) -> None:
    bands.mock.delete(bands.one, **problem(409, "Only an import that was not committed can be dropped."))
    bands.has(COMMITTED)

    page = admin.post(f"{bands.page}/drop", follow_redirects=True).text

    assert "can be dropped" in page


def test_the_report_is_handed_on_under_a_name_that_says_whose_it_is(admin: FlaskClient, lists: Lists) -> None:
    lists.has(STAGED | {"filename": "Räume.csv"})
    lists.mock.get(f"{lists.one}/report", content=b"line,action\r\n2,create\r\n")

    answer = admin.get(f"{lists.page}/report.csv")

    assert answer.data == b"line,action\r\n2,create\r\n"
    assert "report%20of%20R%C3%A4ume.csv" in answer.headers["Content-Disposition"]


def test_an_import_that_is_not_there_any_more_is_not_found(admin: FlaskClient, lists: Lists) -> None:
    lists.mock.get(lists.one, **problem(404, "There is no import with this id."))

    assert admin.get(lists.page).status_code == 404
    assert ID in lists.page


@pytest.mark.parametrize("change", [{"state": "odd"}, {"progress": 2.0}, {"counts": {}}, {"id": "1"}])
def test_an_import_that_makes_no_sense_is_a_service_that_does_not_answer(
    admin: FlaskClient, bands: Lists, change: dict[str, Any]
) -> None:
    bands.has(STAGED | change)

    assert admin.get(bands.page).status_code == 503
