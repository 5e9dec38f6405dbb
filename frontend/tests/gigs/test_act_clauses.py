"""The radius clause of an act for one gig, over its band's usual one."""

import html
import json
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

Json = dict[str, Any]
Make = Callable[..., Json]
CLAUSE = {"radius_km": 100, "days_before": 14, "days_after": 14}


def said(page: str) -> str:
    return " ".join(html.unescape(page).split())


def sent_clause(patched: Any, row: int = 0) -> Json:  # noqa: ANN401  # the matcher of requests-mock has no public type
    act = patched.last_request.json()["lineup"][row]
    return {name: act[name] for name in CLAUSE}


def test_the_form_shows_the_clause_of_each_act_and_leaves_it_as_it_is(desk: SimpleNamespace) -> None:
    patched = desk.mock.patch(desk.open())

    form = desk.fill()

    assert {name: form[f"act-0-{name}"] for name in CLAUSE} == {name: str(value) for name, value in CLAUSE.items()}
    assert "radius clause: 100 km, 14 days before, 14 after" in said(desk.client.get(desk.edit).text)
    assert desk.send().status_code == 303
    assert patched.call_count == 0


@pytest.mark.parametrize(
    ("typed", "clause"),
    [
        ({"radius_km": "250", "days_before": "30"}, {"radius_km": 250, "days_before": 30, "days_after": 14}),
        ({"radius_km": "", "days_before": "", "days_after": ""}, dict.fromkeys(CLAUSE)),
    ],
    ids=["another", "none"],
)
def test_a_clause_is_changed_for_this_gig_alone(
    desk: SimpleNamespace, a_gig: Make, typed: dict[str, str], clause: Json
) -> None:
    patched = desk.mock.patch(desk.open(), json=a_gig(rev=4))

    answer = desk.send(**{f"act-0-{name}": text for name, text in typed.items()})

    assert answer.status_code == 303
    assert sent_clause(patched) == clause


@pytest.mark.parametrize(
    ("typed", "clause"),
    [
        ({}, {"radius_km": 60, "days_before": 7, "days_after": None}),
        ({"radius_km": "80"}, {"radius_km": 80, "days_before": 14, "days_after": 14}),
    ],
    ids=["its own", "typed"],
)
def test_a_band_put_in_the_row_of_another_brings_its_own_clause_unless_one_is_typed(  # noqa: PLR0913  # fixtures and cases
    desk: SimpleNamespace, a_gig: Make, a_band: Make, ids: SimpleNamespace, typed: dict[str, str], *, clause: Json
) -> None:
    fen = a_band(id=ids.support, name="Fen", radius_km=60, days_before=7, days_after=None)
    desk.mock.get("http://bands.test/v1/bands", json={"items": [fen], "next": None})
    desk.mock.get(f"http://bands.test/v1/bands/{ids.support}", json=fen)
    patched = desk.mock.patch(desk.open(), json=a_gig(rev=4))

    answer = desk.send(**{"act-0-name": "Fen"}, **{f"act-0-{name}": text for name, text in typed.items()})

    assert answer.status_code == 303, said(answer.text)
    assert sent_clause(patched) == clause


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"radius_km": "near"}, "Write a whole number."),
        ({"radius_km": ""}, "Write the radius these days belong to, in km."),
    ],
    ids=["no number", "days alone"],
)
def test_what_cannot_be_read_is_said_at_its_field_with_the_rest_open(
    desk: SimpleNamespace, typed: dict[str, str], sentence: str
) -> None:
    desk.open()

    answer = desk.send(**{f"act-0-{name}": text for name, text in typed.items()})

    page = said(answer.text)
    assert answer.status_code == 422
    assert '<details class="act-more" open>' in page
    assert f'id="act-0-radius_km-error">{sentence}</div>' in page
    assert 'name="act-0-days_before" type="text" value="14"' in page


def test_a_form_of_the_version_before_leaves_the_clause_alone(desk: SimpleNamespace, a_gig: Make) -> None:
    patched = desk.mock.patch(desk.open(), json=a_gig(rev=4))
    form = {name: value for name, value in desk.fill().items() if name.split("-")[-1] not in CLAUSE}
    base = json.loads(form["base"])
    for act in base["acts"]:
        del act["clause"]
    form |= {"base": json.dumps(base), "act-0-fee": "300"}

    answer = desk.client.post(desk.edit, data=form)

    assert answer.status_code == 303
    assert patched.last_request.json()["lineup"][0]["fee"] == "300.00"
    assert sent_clause(patched) == CLAUSE
