"""Add and edit a band or venue: what was typed is never lost."""

from html import unescape

import pytest
from flask.testing import FlaskClient
from testkit.mocked_pickers import ID, Picker

SET_BY_PICKER = {"archived", "merged_into", "rev"}
STATES = {"id", "own", "starter", *SET_BY_PICKER}


def test_the_empty_form_asks_for_all_there_is(client: FlaskClient, either: Picker) -> None:
    page = client.get(f"/{either.plural}/new?name=The+Howl").text

    assert 'name="name" type="text" value="The Howl"' in page
    assert {name for name in either.base if f'name="{name}"' in page} == set(either.base) - STATES | {"own", "id"}
    assert '<option value="GB" >United Kingdom</option>' in page


def test_a_band_is_added_with_what_was_typed(client: FlaskClient, bands: Picker, band_form: dict[str, str]) -> None:
    bands.mock.post(bands.url, status_code=201, json=bands.of())
    bands.has(bands.of())

    answer = client.post(
        "/bands/new", data=band_form | {"id": ID, "notes": " one\r\ntwo ", "own": "1", "email": "a@b.c"}
    )
    page = client.get(answer.location).text

    (sent,) = bands.sent("POST")
    expected = bands.of(notes="one\ntwo", own=True, email="a@b.c", draw=120)
    assert sent.json() == {name: value for name, value in expected.items() if name not in SET_BY_PICKER}
    assert (answer.status_code, answer.location) == (302, bands.page)
    assert "Added: The Howl." in page


def test_a_form_sent_twice_adds_once(client: FlaskClient, bands: Picker, band_form: dict[str, str]) -> None:
    bands.mock.post(bands.url, status_code=200, json=bands.of(draw=120))

    answer = client.post("/bands/new", data=band_form | {"id": ID})

    assert (answer.status_code, answer.location) == (302, bands.page)


def test_a_form_sent_again_with_other_words_offers_to_add_another(
    client: FlaskClient, bands: Picker, band_form: dict[str, str]
) -> None:
    bands.mock.post(bands.url, status_code=200, json=bands.of(draw=120))

    answer = client.post("/bands/new", data=band_form | {"id": ID, "name": "The Other"})

    assert answer.status_code == 409
    assert "The Howl is saved already. Save again to add this as another band." in unescape(answer.text)
    assert 'value="The Other"' in answer.text
    assert f'name="id" value="{ID}"' not in answer.text


def test_a_venue_gets_the_coordinates_and_the_time_zone_of_its_city(client: FlaskClient, venues: Picker) -> None:
    venues.mock.post(venues.url, status_code=201, json=venues.of())
    venues.has(venues.of())

    answer = client.post("/venues/new", data={"name": "The Wardrobe", "city": "Leeds"})

    sent = venues.sent("POST")[0].json()
    assert {name: sent[name] for name in ("city", "country", "lat", "lon", "timezone")} == {
        "city": "Leeds",
        "country": "GB",
        "lat": 53.796,
        "lon": -1.548,
        "timezone": "Europe/London",
    }
    assert "Coordinates of Leeds city filled in: correct them if you know better." in client.get(answer.location).text


def test_a_city_of_several_places_is_asked_back_and_the_answer_used(client: FlaskClient, either: Picker) -> None:
    either.mock.post(either.url, status_code=201, json=either.of())
    form = {"name": "The Howl", "city": "Cambridge"}

    asked = client.post(f"/{either.plural}/new", data=form)
    answer = client.post(f"/{either.plural}/new", data=form | {"place": "CA,43.36,-80.313"})

    assert asked.status_code == 422
    assert "Which Cambridge?" in asked.text
    assert 'value="The Howl"' in asked.text
    assert answer.status_code == 302
    assert either.sent("POST")[0].json()["country"] == "CA"


@pytest.mark.parametrize(
    ("typed", "name", "sentence"),
    [
        pytest.param({"name": " "}, "name", "It needs a name.", id="no name"),
        pytest.param({"name": "N" * 201}, "name", "This is longer than 200 characters.", id="a long name"),
        pytest.param({"lat": "north"}, "lat", "Write degrees with a point", id="no degrees"),
        pytest.param({"lat": "53.8", "lon": ""}, "lon", "Give both coordinates, or none.", id="half a place"),
        pytest.param({"lat": "", "lon": "-1.5"}, "lat", "Give both coordinates, or none.", id="the other half"),
    ],
)
def test_what_cannot_be_read_is_said_beside_its_field_and_above(
    client: FlaskClient, either: Picker, typed: dict[str, str], name: str, sentence: str
) -> None:
    form = {"name": "The Howl", "notes": "kept", "phone": "kept too"} | typed

    answer = client.post(f"/{either.plural}/new", data=form)

    assert answer.status_code == 422
    assert f'<a href="#{name}">' in answer.text
    assert f'id="{name}-error">{sentence}' in answer.text
    assert "kept</textarea>" in answer.text
    assert 'value="kept too"' in answer.text
    assert either.mock.request_history == []


def test_what_the_picker_refuses_is_said_beside_its_field(client: FlaskClient, either: Picker) -> None:
    errors = [
        {"pointer": "/email", "detail": "Must be an email address."},
        {"pointer": "/genres/1", "detail": "Must be one genre."},
        {"pointer": "/somewhere", "detail": "Unknown."},
        {"pointer": "", "detail": "Never shown: the first one says enough."},
    ]
    either.mock.post(either.url, status_code=422, json={"detail": "No.", "errors": errors})

    answer = client.post(f"/{either.plural}/new", data={"name": "The Howl", "email": "sam"})

    assert answer.status_code == 422
    assert 'id="email-error">Must be an email address.' in answer.text
    assert 'id="genres-error">Must be one genre.' in answer.text
    assert "Unknown." in answer.text
    assert 'value="sam"' in answer.text


def test_a_number_that_another_row_has_is_said_beside_it(client: FlaskClient, either: Picker) -> None:
    either.mock.post(either.url, status_code=409, json={"detail": "Another one has this external_id."})

    answer = client.post(f"/{either.plural}/new", data={"name": "The Howl", "external_id": "7"})

    assert answer.status_code == 409
    assert 'id="external_id-error">Another one has this external_id.' in answer.text


@pytest.mark.parametrize("step", ["new", f"{ID}/edit"])
def test_a_picker_that_is_down_keeps_what_was_typed(client: FlaskClient, either: Picker, step: str) -> None:
    either.mock.post(either.url, status_code=503)
    either.mock.get(either.one, status_code=503)

    answer = client.post(f"/{either.plural}/{step}", data={"name": "The Howl", "notes": "kept", "rev": "3"})

    assert answer.status_code == 503
    assert f"The {either.singular} list does not answer. Nothing was saved" in answer.text
    assert "kept</textarea>" in answer.text


def test_the_form_of_an_item_holds_its_values(client: FlaskClient, bands: Picker, band_form: dict[str, str]) -> None:
    bands.has(bands.of())

    page = unescape(client.get(f"{bands.page}/edit").text)

    assert "Edit The Howl" in page
    assert 'name="rev" value="3"' in page
    for name, text in band_form.items():
        if name not in {"unavailable", "country"}:
            assert f'name="{name}" type="text" value="{text}"' in page
    assert "2026-05-01 to 2026-05-14\n2026-06-01</textarea>" in page
    assert '<option value="GB" selected>' in page


@pytest.mark.parametrize("starter", [True, False])
def test_only_a_row_of_the_starter_list_is_asked_about_it(
    client: FlaskClient,
    either: Picker,
    starter: bool,  # noqa: FBT001  # one flag, two tests
) -> None:
    either.has(either.of(starter=starter))

    assert ('name="starter"' in client.get(f"{either.page}/edit").text) is starter


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_is_not_there_cannot_be_edited(client: FlaskClient, either: Picker, method: str) -> None:
    either.mock.get(either.one, status_code=404, json={})

    assert client.open(f"{either.page}/edit", method=method, data={"name": "The Howl"}).status_code == 404


def test_markup_in_a_name_stays_text_in_the_form(client: FlaskClient, either: Picker) -> None:
    either.has(either.of(name='"><script>alert(1)</script>', notes="</textarea><script>"))

    page = client.get(f"{either.page}/edit").text

    assert "<script>" not in page
