"""All pages of a gig's history, and a plain field of it put back."""

import html
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

Json = dict[str, Any]
Make = Callable[..., Json]


def said(text: str) -> str:
    return " ".join(html.unescape(text).split())


@pytest.fixture
def address(desk: SimpleNamespace) -> str:
    """Give the address of the gig."""
    return str(desk.edit.removesuffix("/edit"))


def pressed(rev: int = 4, of: int = 2, field: str = "doors", **more: object) -> Json:
    return {"rev": str(rev), "of": str(of), "field": field, **more}


def test_a_gig_tells_its_last_changes_and_leads_to_the_older_ones(
    desk: SimpleNamespace, address: str, change_by: Make
) -> None:
    url = desk.open()
    desk.mock.get(f"{url}/history", json={"items": [change_by("Sam", 60, doors="19:00")], "next": "older"})

    shown = desk.client.get(address).text

    assert f'<a href="{address}/history?cursor=older">Older changes</a>' in shown


def test_the_history_is_read_page_by_page(desk: SimpleNamespace, address: str, change_by: Make) -> None:
    url = desk.open()
    history = f"{url}/history"
    desk.mock.get(f"{history}?cursor=older", json={"items": [change_by("Sam", 9, doors="19:00")], "next": "oldest"})

    shown = said(desk.client.get(f"{address}/history?cursor=older").text)

    assert desk.mock.last_request.qs == {"limit": ["50"], "cursor": ["older"]}
    assert "<strong>Edited</strong>" in shown
    assert "Doors: 19:00" in shown
    assert f'href="{address}/history?cursor=oldest" rel="next">Next</a>' in shown
    assert f'href="{address}/history">Back to the start</a>' in shown


def test_a_page_of_history_that_is_unknown_leads_back(desk: SimpleNamespace, address: str) -> None:
    desk.mock.get(f"{desk.open()}/history", status_code=422, json={"errors": []})

    answer = desk.client.get(f"{address}/history?cursor=damaged")

    assert answer.status_code == 404
    assert "This part of the history cannot be found." in answer.text


def test_each_plain_field_can_be_put_back_and_no_other(desk: SimpleNamespace, address: str, change_by: Make) -> None:
    plain = change_by("Sam", 3, doors="19:00", notes="Tea", published=True)
    other = change_by(
        "Sam", 2, status="hold", hold_level=1, lineup=[], venue=None, deal=None, hold_expires="2027-01-01"
    )
    created = change_by("Sam", 1, "created", title="Roof")
    desk.open([plain, other, created])

    shown = said(desk.client.get(address).text)

    offered = [part.partition('"')[0] for part in shown.split('name="field" value="')[1:]]
    assert offered == ["doors", "notes", "published"]
    assert shown.count('name="of" value="3"') == len(offered)
    assert "Published: yes" in shown


def test_nothing_is_put_back_in_the_trash(desk: SimpleNamespace, address: str, change_by: Make) -> None:
    desk.open([change_by("Sam", 3, doors="19:00")], trashed_at="2026-11-22T08:00:00Z")

    assert "Put back" not in desk.client.get(address).text


def test_a_field_is_put_back_to_what_it_was_before_a_change(desk: SimpleNamespace, address: str, a_gig: Make) -> None:
    sent = desk.mock.post(f"{desk.open(rev=4)}/undo", json=a_gig(rev=5))

    answer = desk.client.post(f"{address}/put-back", data=pressed(accept_warnings="travel"))

    assert (answer.status_code, answer.location) == (303, address)
    assert sent.last_request.headers["If-Match"] == '"4"'
    assert sent.last_request.qs == {"field": ["doors"], "of": ["2"], "accept_warnings": ["travel"]}
    assert "Doors: put back." in said(desk.client.get(address).text)


def test_it_is_put_back_over_what_others_changed_beside_it(
    desk: SimpleNamespace, address: str, a_gig: Make, change_by: Make
) -> None:
    stale = {"status_code": 412, "json": {"detail": "Changed."}}
    url = desk.open([change_by("Sam", 5, title="Roof")], rev=5)
    sent = desk.mock.post(f"{url}/undo", [stale, {"json": a_gig(rev=6)}])

    desk.client.post(f"{address}/put-back", data=pressed())

    assert [request.headers["If-Match"] for request in sent.request_history] == ['"4"', '"5"']
    assert "Doors: put back. Sam set title to Roof meanwhile." in said(desk.client.get(address).text)


def test_what_somebody_gave_that_very_field_meanwhile_is_not_overwritten(
    desk: SimpleNamespace, address: str, change_by: Make
) -> None:
    url = desk.open([change_by("Sam", 5, doors="18:00")], rev=5, doors="18:00")
    sent = desk.mock.post(f"{url}/undo", status_code=412, json={"detail": "Changed."})

    answer = desk.client.post(f"{address}/put-back", data=pressed())

    assert (answer.status_code, sent.call_count) == (412, 1)
    assert "This gig was changed meanwhile, so “Put back” was not done." in said(answer.text)


def test_the_second_of_two_clicks_finds_it_put_back(desk: SimpleNamespace, address: str, change_by: Make) -> None:
    back = change_by("Kim", 5) | {"changes": [{"field": "doors", "old": "19:00", "new": "19:30"}]}
    before = change_by("Sam", 2) | {"changes": [{"field": "doors", "old": "19:30", "new": "19:00"}]}
    url = desk.open([back, before], rev=5, doors="19:30")
    desk.mock.post(f"{url}/undo", status_code=412, json={"detail": "Changed."})

    answer = desk.client.post(f"{address}/put-back", data=pressed())

    assert (answer.status_code, answer.location) == (303, address)


def test_a_date_that_is_put_back_asks_for_its_warnings_first(desk: SimpleNamespace, address: str) -> None:
    warning = {"level": "warn", "rule": "travel", "gig": None, "text": "A long way."}
    refusal = {"status": 409, "detail": "It is.", "level": "warn", "conflicts": [warning], "alternative": None}
    desk.mock.post(f"{desk.open(rev=4)}/undo", status_code=409, json=refusal)

    answer = desk.client.post(f"{address}/put-back", data=pressed(field="gig_day"))

    asked = said(answer.text)
    assert answer.status_code == 409
    assert f'action="{address}/put-back"' in asked
    assert '<input type="hidden" name="field" value="gig_day">' in asked
    assert "Put back anyway</button>" in asked


@pytest.mark.parametrize("damage", [{"of": "x"}, {"rev": ""}], ids=str)
def test_a_damaged_form_is_refused(desk: SimpleNamespace, address: str, damage: Json) -> None:
    desk.open()

    assert desk.client.post(f"{address}/put-back", data=pressed() | damage).status_code == 400
