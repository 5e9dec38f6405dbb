"""One of that name already: a hint on the form, and a question before another is added."""

import re

import pytest
import requests
from flask.testing import FlaskClient
from testkit.mocked_pickers import ID, OTHER_ID, Picker

ASKED = "Not added yet:"


def has_twin(picker: Picker, item_id: str | None = OTHER_ID, candidates: int = 1) -> None:
    """Let others of the name be there."""
    name, city = ("The Howl", "Leeds") if item_id else (None, None)
    found = {
        "id": item_id,
        "candidates": candidates,
        "name": name,
        "city": city,
        "by": "name_city" if item_id else None,
    }
    picker.mock.post(f"{picker.url}/match", json={"items": [found], "next": None})


def asked_for(picker: Picker) -> list[dict[str, str]]:
    """Give what the picker was asked to find."""
    return [each.json()["items"][0] for each in picker.mock.request_history if each.path.endswith("/match")]


def hidden(html: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', html)
    assert found
    return found[1]


def test_a_name_that_is_taken_is_said_with_a_link(client: FlaskClient, either: Picker) -> None:
    has_twin(either)

    html = client.get(f"/{either.plural}/new?name=the+howl&city=Leeds").text

    assert f'href="/{either.plural}/{OTHER_ID}" target="_blank" rel="noopener">The Howl, Leeds<' in html
    assert asked_for(either) == [{"name": "the howl", "city": "Leeds"}]
    assert ASKED not in html


def test_several_of_one_name_are_counted_with_a_link_to_the_list(client: FlaskClient, either: Picker) -> None:
    has_twin(either, None, 3)

    html = client.get(f"/{either.plural}/new?name=The+Howl").text

    assert f'href="/{either.plural}?q=The+Howl"' in html
    assert f"3 {either.plural} have this name" in html
    assert asked_for(either) == [{"name": "The Howl", "city": None}]


def test_an_item_is_no_twin_of_itself(client: FlaskClient, either: Picker) -> None:
    has_twin(either, ID)

    assert "exists." not in client.get(f"/{either.plural}/new?name=The+Howl&but={ID}").text


def test_an_empty_form_asks_nobody(client: FlaskClient, either: Picker) -> None:
    client.get(f"/{either.plural}/new?name=+")

    assert asked_for(either) == []


@pytest.mark.parametrize("trouble", [{"status_code": 503}, {"status_code": 422, "json": {}}, {"exc": requests.Timeout}])
def test_without_an_answer_there_is_no_hint(client: FlaskClient, either: Picker, trouble: dict[str, object]) -> None:
    either.mock.post(f"{either.url}/match", **trouble)

    answer = client.get(f"/{either.plural}/new?name=The+Howl")

    assert answer.status_code == 200
    assert "exists." not in answer.text


def test_before_another_of_that_name_is_added_both_ways_are_offered_and_nothing_is_lost(
    client: FlaskClient, either: Picker
) -> None:
    has_twin(either)

    answer = client.post(f"/{either.plural}/new", data={"name": "The Howl", "genres": "jazz", "phone": "+44 1"})

    assert answer.status_code == 409
    assert ASKED in answer.text
    assert f'<a href="/{either.plural}/{OTHER_ID}">The Howl, Leeds</a> exists already.' in answer.text
    assert "Add it anyway" in answer.text
    assert 'value="jazz"' in answer.text
    assert 'value="+44 1"' in answer.text
    assert either.sent("POST") == []


def test_going_on_adds_it(client: FlaskClient, either: Picker) -> None:
    has_twin(either)
    either.mock.post(either.url, json=either.of(), status_code=201)
    asked = client.post(f"/{either.plural}/new", data={"name": "The Howl"}).text
    form = {"name": "The Howl", "id": hidden(asked, "id"), "seen": hidden(asked, "seen")}

    answer = client.post(f"/{either.plural}/new", data=form)

    assert answer.status_code == 302
    assert [each.json()["id"] for each in either.sent("POST")] == [form["id"]]


def test_what_was_seen_of_one_name_does_not_go_for_another(client: FlaskClient, either: Picker) -> None:
    has_twin(either)

    answer = client.post(f"/{either.plural}/new", data={"name": "The Howl", "seen": ID})

    assert answer.status_code == 409


def test_a_form_that_is_sent_twice_is_not_asked_about_what_it_added(client: FlaskClient, either: Picker) -> None:
    has_twin(either, None, 2)
    either.mock.post(either.url, json=either.of(name="The Howl"), status_code=201)

    answer = client.post(f"/{either.plural}/new", data={"name": "The Howl", "seen": OTHER_ID, "id": ID})

    assert answer.status_code == 302


def test_a_form_whose_first_sending_was_saved_is_no_twin_of_itself(client: FlaskClient, either: Picker) -> None:
    has_twin(either, ID)
    either.mock.post(either.url, json=either.of(), status_code=200)

    assert ASKED not in client.post(f"/{either.plural}/new", data={"name": "The Howl", "id": ID}).text
