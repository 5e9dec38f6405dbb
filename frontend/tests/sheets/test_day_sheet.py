"""The day sheet: all a night needs, no money, and readable when half the planner is away."""

import html
import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from flask.testing import FlaskClient

from gig_web import static_files
from gig_web.clients.people import People, Person, Present

Json = dict[str, Any]

MOST_BYTES = 30_000
SHARE: Json = {
    "id": "01890000-0000-7000-8000-0000000000aa",
    "created_at": "2027-03-12T15:00:00Z",
    "created_by": {"id": "01890000-0000-7000-8000-0000000000ab", "name": "Ada"},
    "ends_at": "2027-03-13T12:00:00Z",
}


def words(text: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


@pytest.fixture
def sheet(client: FlaskClient, ids: SimpleNamespace) -> Callable[[], str]:
    """Open the sheet."""

    def read() -> str:
        answer = client.get(f"/gigs/{ids.gig}/sheet")
        assert answer.status_code == 200
        return answer.text

    return read


def test_the_sheet_says_all_that_the_night_needs(sheet: Callable[[], str]) -> None:
    said = words(sheet())

    for part in (
        "Day sheet The Howl with Friends Friday 12 March 2027",
        "Load-in 16:00 Soundcheck 17:30 Doors 19:00 Friends 20:00 The Howl 21:00 End 23:00 Curfew 23:30",
        "Where The Wardrobe 6 St Peters Square LS9 8AH Leeds Map",
        "Contacts The Wardrobe Ada +44 (0)113 496 0000 ada@example.org The Howl 07700 900123",
        "No contact known: Friends.",
        "Notes Keys at the bar",
        "As of 18:42, Fri 12 Mar",
    ):
        assert part in said


def test_numbers_and_the_map_are_one_touch_away(sheet: Callable[[], str]) -> None:
    page = html.unescape(sheet())

    assert 'href="tel:+441134960000"' in page
    assert 'href="mailto:ada@example.org"' in page
    assert 'href="https://www.openstreetmap.org/search?query=6+St+Peters+Square%2C+LS9+8AH%2C+Leeds" rel="noref' in page


def test_the_sheet_shows_no_money_and_no_private_notes(sheet: Callable[[], str]) -> None:
    page = sheet()

    assert not any(private in page for private in ("Private", "300.00", "GBP"))


def test_the_whole_sheet_weighs_at_most_30_kb_and_needs_no_script(sheet: Callable[[], str]) -> None:
    page = sheet()

    parts = [name.rsplit(".", 2) for name in re.findall(r'"/static/([^"]+)"', page)]
    weight = len(page.encode()) + sum((static_files.FOLDER / f"{a}.{c}").stat().st_size for a, _, c in parts)
    assert weight <= MOST_BYTES
    assert "<script" not in page
    assert "woff2" not in page


@pytest.mark.parametrize(
    ("changed", "warning"),
    [
        pytest.param({"status": "idea"}, "Only an idea: nothing is agreed yet.", id="an idea"),
        pytest.param({"status": "hold"}, "Not confirmed: the night is only held.", id="a hold"),
        pytest.param({"status": "offered"}, "Not confirmed: an offer is out.", id="an offer"),
        pytest.param({"status": "cancelled"}, "Cancelled: it does not take place.", id="cancelled"),
        pytest.param({"trashed_at": "2027-03-01T10:00:00Z"}, "In the trash: it does not take place.", id="trashed"),
    ],
)
def test_what_is_not_confirmed_is_said_on_top(
    planner: SimpleNamespace, sheet: Callable[[], str], changed: Json, warning: str
) -> None:
    planner.put_on(**changed)

    assert f"Friday 12 March 2027 {warning}" in words(sheet())


def test_an_idea_without_anything_has_a_sheet_that_says_so(planner: SimpleNamespace, sheet: Callable[[], str]) -> None:
    bare = dict.fromkeys(("load_in", "soundcheck", "doors", "end", "staff_notes", "venue", "gig_day"))
    planner.put_on(title="Loud", status="idea", lineup=[], **bare)

    said = words(sheet())

    assert "Day sheet Loud No date yet" in said
    assert "Times None yet. Where No venue yet." in said
    assert "As of 18:42, Fri 12 Mar, UTC" in said
    assert "Share" not in said


@pytest.mark.parametrize(
    ("url", "missing", "kept"),
    [
        pytest.param("http://venues.test", "the venue list", "The Wardrobe Leeds", id="the venue list"),
        pytest.param("http://bands.test", "the band list", "+44 (0)113 496 0000", id="the band list"),
    ],
)
def test_what_a_service_would_have_told_is_named_and_the_rest_is_shown(
    planner: SimpleNamespace, sheet: Callable[[], str], url: str, missing: str, kept: str
) -> None:
    planner.mock.get(re.compile(url), status_code=500)

    said = words(sheet())

    assert f"Part of the planner does not answer: {missing}." in said
    assert kept in said
    assert "The Howl 21:00" in said


def test_a_band_that_is_no_more_in_the_catalogue_is_only_not_reachable(
    planner: SimpleNamespace, sheet: Callable[[], str], ids: SimpleNamespace
) -> None:
    planner.mock.get(f"http://bands.test/v1/bands/{ids.band}", status_code=404, json={"detail": "No such band."})

    said = words(sheet())

    assert "No contact known: The Howl, Friends." in said
    assert "does not answer" not in said


def test_viewers_see_the_sheet_but_no_links_to_it(
    monkeypatch: pytest.MonkeyPatch, client: FlaskClient, planner: SimpleNamespace, sheet: Callable[[], str]
) -> None:
    viewer = {**dict.fromkeys(Person.__slots__), "id": "0192f3a0-7c1e-7abc-8def-00000000aaaa", "name": "Vi"}
    person = Person(**{**viewer, "role": "viewer", "rev": 1})
    monkeypatch.setattr(People, "present", lambda _people: Present(person, newcomer=False))
    with client.session_transaction() as cookie:
        cookie["account"] = {"id": person.id, "name": "Vi", "role": "viewer", "rev": 1}

    said = words(sheet())

    assert "The Howl 21:00" in said
    assert "Share" not in said
    assert not [sent for sent in planner.mock.request_history if sent.path == "/v1/shares"]


def test_sharing_keeps_the_contacts_as_they_are_now_and_shows_the_link_once(
    client: FlaskClient, planner: SimpleNamespace, sheet: Callable[[], str], ids: SimpleNamespace
) -> None:
    made = planner.mock.post(ids.shares, status_code=201, json=SHARE | {"secret": "s3cret"})
    planner.mock.get(ids.shares, json={"items": [SHARE], "next": None})

    answer = client.post(f"/gigs/{ids.gig}/share")
    first, second = sheet(), sheet()

    assert (answer.status_code, answer.location) == (303, f"/gigs/{ids.gig}/sheet")
    assert made.last_request.json() == {
        "gig": ids.gig,
        "contacts": {
            "venue": {
                "id": ids.venue,
                "contact": "Ada",
                "email": "ada@example.org",
                "phone": "+44 (0)113 496 0000",
                "address": "6 St Peters Square",
                "postcode": "LS9 8AH",
                "lat": None,
                "lon": None,
                "curfew": "23:30",
            },
            "bands": [{"id": ids.band, "contact": None, "email": None, "phone": "07700 900123"}],
        },
    }
    assert 'value="http://localhost/tonight/s3cret"' in first
    assert "s3cret" not in second
    assert "Made Fri 12 Mar 2027, 15:00 UTC by Ada, until Sat 13 Mar 2027, 12:00 UTC" in words(second)


def test_a_link_to_one_gig_is_not_shown_on_the_sheet_of_another(client: FlaskClient, sheet: Callable[[], str]) -> None:
    with client.session_transaction() as cookie:
        cookie["share"] = {"gig": "another", "secret": "s3cret"}

    assert "s3cret" not in sheet()


def test_sharing_while_a_list_is_away_says_what_the_link_lacks(
    client: FlaskClient, planner: SimpleNamespace, sheet: Callable[[], str], ids: SimpleNamespace
) -> None:
    planner.mock.post(ids.shares, status_code=201, json=SHARE | {"secret": "s3cret"})
    planner.mock.get(re.compile("http://venues.test"), status_code=500)

    client.post(f"/gigs/{ids.gig}/share")

    assert "Shared without what the venue list would have told: make another link" in words(sheet())


def test_what_cannot_be_shared_is_said_on_the_sheet(
    client: FlaskClient, planner: SimpleNamespace, ids: SimpleNamespace
) -> None:
    planner.mock.post(ids.shares, status_code=409, json={"detail": "There are 20 links. Revoke one first."})

    answer = client.post(f"/gigs/{ids.gig}/share")

    assert answer.status_code == 409
    assert "There are 20 links. Revoke one first." in words(answer.text)


def test_a_link_is_taken_back(
    client: FlaskClient, planner: SimpleNamespace, sheet: Callable[[], str], ids: SimpleNamespace
) -> None:
    revoked = planner.mock.delete(f"{ids.shares}/{SHARE['id']}", status_code=204)

    answer = client.post(f"/gigs/{ids.gig}/share/{SHARE['id']}/revoke")

    assert (answer.status_code, revoked.call_count) == (303, 1)
    assert "The link is taken back: it leads nowhere any more." in words(sheet())


@pytest.mark.parametrize("status", [404, 500])
def test_a_backend_that_cannot_tell_of_links_leaves_the_sheet_readable(
    planner: SimpleNamespace, sheet: Callable[[], str], ids: SimpleNamespace, status: int
) -> None:
    planner.mock.get(ids.shares, status_code=status, json={"detail": "There is nothing at this address."})

    said = words(sheet())

    assert "Part of the planner does not answer: your gig list." in said
    assert "The Howl 21:00" in said
