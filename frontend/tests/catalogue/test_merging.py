"""Two bands or two venues made one on their pages, and parted again."""

from typing import Any

import pytest
import requests_mock
from flask.testing import FlaskClient
from testkit.mocked_pickers import ID, OTHER_ID, Picker

REPOINT = "http://gigs.test/v1/gigs/repoint"
GIG_ID = "0190a000-0000-7000-8000-00000000000a"
STANDING_ID = "0190a000-0000-7000-8000-00000000000b"
CLASH = {
    "detail": "Both venues have a confirmed gig on the same night. Nothing was moved.",
    "clashes": [
        {
            "moving": {"id": GIG_ID, "title": "Moving", "gig_day": "2027-03-12", "status": "confirmed"},
            "standing": {"id": STANDING_ID, "title": "Standing", "gig_day": "2027-03-12", "status": "confirmed"},
        }
    ],
}


def two(picker: Picker, gone: dict[str, Any] | None = None, kept: dict[str, Any] | None = None) -> None:
    """Let the picker have both."""
    picker.has(picker.of(**(gone or {})))
    other = {"id": OTHER_ID, "name": "The Howling", **(kept or {})}
    picker.mock.get(f"{picker.url}/{OTHER_ID}", json=picker.of(**other))


def test_the_page_lists_those_of_the_same_name_without_itself(client: FlaskClient, either: Picker) -> None:
    either.has(either.of())
    either.lists(either.of(), either.of(id=OTHER_ID, name="THE HOWL", city="York"))

    html = client.get(f"{either.page}/merge").text

    assert f'href="{either.page}/merge?into={OTHER_ID}">THE HOWL</a>' in html
    assert f"into={ID}" not in html
    assert either.sent("GET")[-1].qs["q"] == ["the howl"]


def test_both_are_compared_with_how_many_gigs_follow_before_anything_is_changed(
    client: FlaskClient, either: Picker
) -> None:
    two(either)
    either.mock.post(REPOINT, json={"moved": [GIG_ID, STANDING_ID]})

    html = client.get(f"{either.page}/merge?into={OTHER_ID}").text

    assert "The Howl goes" in html
    assert "The Howling stays" in html
    assert "2 gigs follow" in html
    (asked,) = either.sent("POST")
    assert asked.json()["dry_run"] is True


def test_gigs_follow_before_the_item_goes(client: FlaskClient, either: Picker) -> None:
    two(either)
    either.mock.post(REPOINT, json={"moved": [GIG_ID]})
    either.mock.post(f"{either.one}/merge", json=either.of(archived=True, merged_into=OTHER_ID, rev=4))

    answer = client.post(f"{either.page}/merge", data={"into": OTHER_ID})

    assert answer.headers["Location"] == f"/{either.plural}/{OTHER_ID}"
    moved, merged = either.sent("POST")
    assert (moved.url, merged.url) == (REPOINT, f"{either.one}/merge")
    assert {name: moved.json()[name] for name in ("kind", "from", "to", "dry_run")} == {
        "kind": either.singular, "from": ID, "to": OTHER_ID, "dry_run": False,
    }  # fmt: skip
    assert moved.json()["facts"]["name"] == "The Howling"
    assert merged.json() == {"into": OTHER_ID}
    assert merged.headers["If-Match"] == '"3"'


def test_what_was_done_can_be_undone_from_the_page_that_follows(client: FlaskClient, either: Picker) -> None:
    two(either)
    either.mock.post(REPOINT, json={"moved": [GIG_ID]})
    either.mock.post(f"{either.one}/merge", json=either.of(archived=True, merged_into=OTHER_ID, rev=4))

    html = client.post(f"{either.page}/merge", data={"into": OTHER_ID}, follow_redirects=True).text

    assert "Merged into The Howling. One gig followed." in html
    assert f'action="{either.page}/unmerge"' in html


def test_clashing_nights_are_listed_and_nothing_is_merged(client: FlaskClient, venues: Picker) -> None:
    two(venues)
    venues.mock.post(REPOINT, status_code=409, json=CLASH)

    answer = client.post(f"{venues.page}/merge", data={"into": OTHER_ID})

    assert answer.status_code == 409
    assert f'href="/gigs/{GIG_ID}">Moving</a> and <a href="/gigs/{STANDING_ID}">Standing</a>' in answer.text
    assert [each.url for each in venues.sent("POST")] == [REPOINT]


@pytest.mark.parametrize(
    ("gone", "kept", "said"),
    [
        pytest.param({}, {"archived": True}, "The Howling is archived.", id="into an archived one"),
        pytest.param(
            {"merged_into": GIG_ID, "archived": True}, {}, "was merged into another already", id="gone before"
        ),
    ],
)
def test_what_cannot_be_merged_is_said_before_any_gig_moves(
    client: FlaskClient, either: Picker, gone: dict[str, Any], kept: dict[str, Any], said: str
) -> None:
    two(either, gone, kept)

    answer = client.post(f"{either.page}/merge", data={"into": OTHER_ID})

    assert answer.status_code == 422
    assert said in answer.text
    assert either.sent("POST") == []


def test_a_band_is_not_merged_into_itself(client: FlaskClient, bands: Picker) -> None:
    bands.has(bands.of())

    answer = client.post(f"{bands.page}/merge", data={"into": ID})

    assert answer.status_code == 422
    assert "Choose another band" in answer.text


def test_an_edit_meanwhile_does_not_stop_a_merge(client: FlaskClient, either: Picker) -> None:
    two(either)
    either.has(either.of(), either.of(rev=4))
    either.mock.post(REPOINT, json={"moved": []})
    done = either.of(archived=True, merged_into=OTHER_ID, rev=5)
    either.mock.post(f"{either.one}/merge", [{"status_code": 412, "json": {}}, {"json": done}])

    answer = client.post(f"{either.page}/merge", data={"into": OTHER_ID})

    assert answer.status_code == 302
    assert either.sent("POST")[-1].headers["If-Match"] == '"4"'


def test_nothing_chosen_leads_back_to_the_choice(client: FlaskClient, either: Picker) -> None:
    answer = client.post(f"{either.page}/merge", data={"into": "nonsense"})

    assert answer.headers["Location"] == f"{either.page}/merge"


def test_a_merged_item_says_where_it_went(client: FlaskClient, either: Picker) -> None:
    either.has(either.of(archived=True, merged_into=OTHER_ID))

    html = client.get(either.page).text

    assert f'Merged into <a href="/{either.plural}/{OTHER_ID}">another {either.singular}</a>' in html
    assert "Merge with another" not in html


def test_parting_gives_gigs_back_before_the_item_comes_back(client: FlaskClient, either: Picker) -> None:
    either.has(either.of(archived=True, merged_into=OTHER_ID))
    either.mock.post(f"{REPOINT}/undo", json={"moved": [GIG_ID], "left": [STANDING_ID]})
    either.mock.post(f"{either.one}/restore", json=either.of(rev=4))

    html = client.post(f"{either.page}/unmerge", follow_redirects=True).text

    asked = either.sent("POST")
    assert [each.url for each in asked] == [f"{REPOINT}/undo", f"{either.one}/restore"]
    assert asked[0].json() == {"kind": either.singular, "from": ID, "to": OTHER_ID}
    assert "One gig went back." in html
    assert "changed since and stayed as before" in html


def test_a_night_given_away_meanwhile_stops_the_parting(client: FlaskClient, venues: Picker) -> None:
    venues.has(venues.of(archived=True, merged_into=OTHER_ID))
    venues.mock.post(f"{REPOINT}/undo", status_code=409, json=CLASH)

    answer = client.post(f"{venues.page}/unmerge")

    assert answer.status_code == 409
    assert f"/gigs/{GIG_ID}" in answer.text
    assert len(venues.sent("POST")) == 1


def test_what_was_not_merged_is_not_parted(
    client: FlaskClient, either: Picker, requests_mock: requests_mock.Mocker
) -> None:
    either.has(either.of())

    answer = client.post(f"{either.page}/unmerge")

    assert answer.status_code == 422
    assert "POST" not in {each.method for each in requests_mock.request_history}
