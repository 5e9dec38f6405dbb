"""Mine or not mine, archived or not: one click, and one click back."""

import pytest
from flask.testing import FlaskClient
from testkit.mocked_pickers import ID, Picker

STALE = {"status_code": 412, "json": {"detail": "Somebody changed this."}}


def test_marking_as_mine_changes_this_flag_and_nothing_else(client: FlaskClient, either: Picker) -> None:
    either.has(either.of(notes="loud"))
    either.mock.put(either.one, json=either.of(own=True, rev=4))

    answer = client.post(f"{either.page}/own", data={"own": "1"})

    assert (answer.status_code, answer.location) == (302, either.page)
    (sent,) = either.sent("PUT")
    assert sent.json() == either.of(notes="loud", own=True)
    assert sent.headers["If-Match"] == '"3"'


def test_what_is_already_mine_is_not_marked_again(client: FlaskClient, either: Picker) -> None:
    either.has(either.of(own=True))

    assert client.post(f"{either.page}/own", data={"own": "1"}).status_code == 302
    assert either.sent("PUT") == []


def test_marking_survives_an_edit_made_meanwhile(client: FlaskClient, either: Picker) -> None:
    either.has(either.of(), either.of(name="The Howls", rev=4))
    either.mock.put(either.one, [STALE, {"json": either.of(rev=5)}])

    assert client.post(f"{either.page}/own", data={"own": "1"}).status_code == 302
    assert either.sent("PUT")[1].json() == either.of(name="The Howls", own=True, rev=4)


@pytest.mark.parametrize("failure", [{"status_code": 503}, {"status_code": 404, "json": {}}], ids=["down", "gone"])
@pytest.mark.parametrize("step", ["own", "archive", "restore"])
def test_a_click_that_cannot_be_done_says_so(
    client: FlaskClient, either: Picker, failure: dict[str, object], step: str
) -> None:
    either.mock.get(either.one, **failure)

    answer = client.post(f"{either.page}/{step}", data={"own": "1"})

    assert answer.status_code == failure["status_code"]
    assert ("does not answer" if answer.status_code == 503 else "Nothing here") in answer.text


def test_somebody_who_is_always_quicker_is_said(client: FlaskClient, either: Picker) -> None:
    either.has(either.of())
    either.mock.put(either.one, **STALE)

    assert client.post(f"{either.page}/own", data={"own": "1"}).status_code == 412


def test_marking_in_a_list_leads_back_to_it_with_a_suggestion_and_undo(client: FlaskClient, either: Picker) -> None:
    either.has(either.of(), either.of(own=True))
    either.mock.put(either.one, json=either.of(own=True))
    either.lists(either.of(own=True))

    answer = client.post(f"{either.page}/own", data={"own": "1", "back": "q=howl&choose=mine&evil=//x"})
    page = client.get(answer.location).text

    assert answer.location == f"/{either.plural}?q=howl&choose=mine"
    assert "The Howl is yours." in page
    assert f'href="/?keep={either.singular}&amp;{either.singular}={ID}">Suggest a gig for it</a>' in page
    assert page.count("Undo") == 1
    assert "The Howl is yours." not in client.get(answer.location).text


def test_what_left_the_list_by_the_click_is_still_named(client: FlaskClient, either: Picker) -> None:
    either.has(either.of(own=True), either.of())
    either.mock.put(either.one, json=either.of())
    either.lists()

    answer = client.post(f"{either.page}/own", data={"back": "own=1"})

    assert "The Howl is no longer marked as yours." in client.get(answer.location).text


def test_a_notice_whose_subject_cannot_be_read_is_left_out(client: FlaskClient, either: Picker) -> None:
    either.has(either.of())
    either.mock.put(either.one, json=either.of())
    client.post(f"{either.page}/own", data={"own": "1", "back": ""})
    either.lists()
    either.mock.get(either.one, status_code=503)

    answer = client.get(f"/{either.plural}")

    assert answer.status_code == 200
    assert "is yours" not in answer.text


def test_archiving_can_be_undone_from_the_notice(client: FlaskClient, either: Picker) -> None:
    either.has(either.of(), either.of(archived=True, rev=4))
    either.mock.delete(either.one, status_code=204)

    answer = client.post(f"{either.page}/archive")
    page = client.get(answer.location).text

    assert answer.location == either.page
    assert either.sent("DELETE")[0].headers["If-Match"] == '"3"'
    assert "Archived: The Howl is no longer listed or suggested." in page
    assert f'action="{either.page}/restore"' in page
    assert "Suggest with this band" not in page


def test_bringing_back_works_and_is_said(client: FlaskClient, either: Picker) -> None:
    either.has(either.of(archived=True), either.of(rev=5))
    either.mock.post(f"{either.one}/restore", json=either.of(rev=5))

    answer = client.post(f"{either.page}/restore")

    assert "Back again: The Howl." in client.get(answer.location).text


@pytest.mark.parametrize(("step", "archived"), [("archive", True), ("restore", False)])
def test_what_is_done_already_is_as_good(client: FlaskClient, either: Picker, step: str, archived: bool) -> None:  # noqa: FBT001
    either.has(either.of(archived=archived))

    assert client.post(f"{either.page}/{step}").status_code == 302
    assert {each.method for each in either.mock.request_history} == {"GET"}


def test_an_archive_whose_answer_was_lost_is_done(client: FlaskClient, either: Picker) -> None:
    either.has(either.of(), either.of(archived=True, rev=4))
    either.mock.delete(either.one, [{"status_code": 503}, STALE])

    assert client.post(f"{either.page}/archive").status_code == 302


@pytest.mark.parametrize("step", ["own", "archive", "restore"])
def test_a_look_changes_nothing(client: FlaskClient, either: Picker, step: str) -> None:
    assert client.get(f"{either.page}/{step}").status_code == 405
