"""The Suggest page: dealing, the card's own address, keeping and changing parts."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

Planner = Any


def query_of(location: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}


def links(html: str) -> dict[str, str]:
    found = re.findall(r'<a [^>]*href="([^"]+)"[^>]*>(.*?)</a>', html, re.DOTALL)
    return {re.sub(r"<.*", "", text, flags=re.DOTALL).strip(): href.replace("&amp;", "&") for href, text in found}


@pytest.mark.usefixtures("planner")
def test_the_first_visit_goes_to_an_address_with_a_seed(client: FlaskClient) -> None:
    answer = client.get("/")

    assert answer.status_code == 303
    assert answer.headers["Cache-Control"] == "no-store"
    assert list(query_of(answer.location)) == ["seed"]


def test_a_seed_deals_a_card_with_an_address_of_its_own(client: FlaskClient, planner: Planner) -> None:
    answer = client.get("/?seed=7&genre=post-punk")

    query = query_of(answer.location)
    assert answer.status_code == 303
    assert query["band"] in {row["id"] for row in planner.bands}
    assert query["venue"] in {row["id"] for row in planner.venues}
    assert query["day"] > "2026-11-22"
    assert (query["seed"], query["genre"]) == ("7", "post-punk")
    assert client.get("/?seed=7&genre=post-punk").location == answer.location


def test_three_calls_deal_a_card_and_three_show_it(client: FlaskClient, planner: Planner) -> None:
    client.get("/?seed=7", follow_redirects=True)

    dealing, showing = planner.methods()[:3], planner.methods()[3:]
    assert sorted(dealing) == ["GET /v1/bands/random", "GET /v1/venues/random", "POST /v1/conflicts"]
    assert [re.sub(r"/[0-9a-f-]{36}", "/…", call) for call in sorted(showing)] == [
        "GET /v1/bands/…",
        "GET /v1/venues/…",
        "POST /v1/conflicts",
    ]


@pytest.mark.usefixtures("planner")
def test_the_card_says_who_where_when_and_why(client: FlaskClient, card_address: str) -> None:
    html = client.get(card_address).text

    assert "<title>The Howl at The Wardrobe, Leeds, Friday 12 March 2027 · Gig Planner</title>" in html
    assert '<h2 class="band">The Howl</h2>' in html
    assert '<h2 class="venue">The Wardrobe</h2>' in html
    assert '<time datetime="2027-03-12">' in html
    assert "Nothing else in your planner that night, for the band or the room." in html
    assert "Their own diary is not known: ask before you promise." in html
    assert "Not known of The Howl: fee" in html
    assert "From the starter list, where draws are estimates: The Howl, The Wardrobe" in html
    assert "style=" not in html


@pytest.mark.usefixtures("planner")
def test_a_name_is_shown_as_text_whatever_it_holds(client: FlaskClient, card_address: str, planner: Planner) -> None:
    planner.bands[0]["name"] = '<script>alert("x")</script>'

    assert "<script>alert" not in client.get(card_address).text


def test_another_venue_keeps_the_other_two_and_comes_with_another_one(
    client: FlaskClient, card_address: str, planner: Planner
) -> None:
    again = links(client.get(card_address).text)["Another venue"]

    query = query_of(client.get(again).location)
    assert query["band"] == planner.bands[0]["id"]
    assert query["venue"] == planner.venues[1]["id"]
    assert query["day"] == "2027-03-12"
    assert planner.asked("venues")[-1]["exclude"] == [planner.venues[0]["id"]]


def test_a_given_band_narrows_the_rooms_to_its_draw(client: FlaskClient, planner: Planner) -> None:
    client.get(f"/?seed=7&band={planner.bands[0]['id']}")

    asked = planner.asked("venues")[-1]
    assert (asked["capacity_min"], asked["capacity_max"]) == (["150"], ["600"])


def test_a_given_room_narrows_the_bands_to_its_size(client: FlaskClient, planner: Planner) -> None:
    client.get(f"/?seed=7&venue={planner.venues[0]['id']}")

    asked = planner.asked("bands")[-1]
    assert (asked["draw_min"], asked["draw_max"]) == (["50"], ["200"])


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        ("capacity_min=200&capacity_max=400", (["200"], ["400"])),
        ("capacity_min=20&capacity_max=100", (["20"], ["100"])),
    ],
    ids=["within the limits", "the limits win where nothing would be left"],
)
def test_a_draw_never_widens_the_limits_asked_for(
    client: FlaskClient, planner: Planner, limits: str, expected: tuple[list[str], list[str]]
) -> None:
    client.get(f"/?seed=7&band={planner.bands[0]['id']}&{limits}")

    asked = planner.asked("venues")[0]
    assert (asked["capacity_min"], asked["capacity_max"]) == expected


def test_every_constraint_reaches_the_picker_it_concerns(client: FlaskClient, planner: Planner) -> None:
    client.get(
        "/?seed=7&genre=punk,indie&place=Leeds&km=150&country=GB&capacity_min=100&fee_max=250&fee_known=1&no_starter=1"
    )

    bands, venues = planner.asked("bands")[0], planner.asked("venues")[0]
    assert (bands["genre"], bands["fee_max"], bands["fee_known"]) == (["punk", "indie"], ["250.00"], ["1"])
    assert (venues["near"], venues["within_km"]) == (["53.796,-1.548"], ["150"])
    assert (venues["country"], venues["capacity_min"]) == (["gb"], ["100"])
    assert bands["starter"] == venues["starter"] == ["0"]


@pytest.mark.parametrize(("own", "noun", "other"), [("rooms", "venues", "bands"), ("bands", "bands", "venues")])
def test_what_is_theirs_limits_its_own_side_only(
    client: FlaskClient, planner: Planner, own: str, noun: str, other: str
) -> None:
    client.get(f"/?seed=7&own={own}")

    assert planner.asked(noun)[0]["own"] == ["1"]
    assert "own" not in planner.asked(other)[0]


def test_a_search_for_named_bands_and_venues_deals_only_those(client: FlaskClient, planner: Planner) -> None:
    band, venue = planner.bands[1]["id"], planner.venues[1]["id"]

    query = query_of(client.get(f"/?seed=7&bands={band}&venues={venue}").location)

    assert (query["band"], query["venue"]) == (band, venue)


def test_a_part_is_kept_by_a_button_with_one_name(client: FlaskClient, card_address: str, planner: Planner) -> None:
    kept = client.get(f"{card_address}&toggle=band")
    html = client.get(kept.location).text

    assert kept.status_code == 303
    assert query_of(kept.location)["keep"] == "band"
    assert re.search(r'value="band" aria-pressed="true">Keep band</button>', html)
    assert re.search(r'value="venue" aria-pressed="false">Keep venue</button>', html)
    assert "Another band" not in html
    assert "✓ The Howl" in html
    assert "keep" not in query_of(links(html)["Reset"])
    assert len(planner.mocker.request_history) == 3


def test_a_card_that_was_taken_is_shown_as_it_was_with_what_changed(
    client: FlaskClient, card_address: str, planner: Planner
) -> None:
    planner.stand("2027-03-12", "venue_taken", "block", venue=planner.venues[0]["id"])

    html = client.get(card_address).text

    assert "This card cannot be dealt any more." in html
    assert "Against it: venue_taken." in html
    assert '<h2 class="band">The Howl</h2>' in html
    assert "Deal another" in html
    assert 'action="/suggest/save"' not in html


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda planner: planner.bands[0].update(archived=True), "The Howl has left the catalogue."),
        (lambda planner: planner.venues[0].update(archived=True), "The Wardrobe has left the catalogue."),
    ],
    ids=["band", "venue"],
)
def test_a_card_with_an_archived_part_says_so(
    client: FlaskClient, card_address: str, planner: Planner, change: Callable[[Planner], None], sentence: str
) -> None:
    change(planner)

    assert sentence in client.get(card_address).text


@pytest.mark.usefixtures("planner")
def test_a_card_whose_day_is_over_says_so(client: FlaskClient, card_address: str) -> None:
    html = client.get(card_address.replace("2027-03-12", "2026-11-22")).text

    assert "Sun 22 Nov 2026 is over." in html


def test_a_card_of_something_that_never_was_is_no_error(client: FlaskClient, card_address: str) -> None:
    answer = client.get(re.sub(r"band=[0-9a-f-]+", "band=0190a1b2-0000-7000-8000-000000000000", card_address))

    assert answer.status_code == 200
    assert "Nothing fits" in answer.text


def test_a_kept_day_that_is_over_leads_nowhere_but_is_said(client: FlaskClient, planner: Planner) -> None:
    answer = client.get("/?seed=7&keep=day&day=2026-11-01")

    assert answer.status_code == 200
    assert "No night is left that is still to come." in answer.text
    assert "Other nights" in answer.text
    assert "POST /v1/conflicts" not in planner.methods()


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("capacity_min=many", "Write a whole number from 1 to 500,000."),
        ("from=2027-02-30", "Write the date as year-month-day, such as 2027-03-12."),
        ("seed=x", "Write a whole number from 0 to 2,147,483,647."),
        ("band=%00", "This address is damaged"),
        ("genre=" + "x" * 5000, "Give at most 20 genres"),
        ("place=Cambridge", "Cambridge, New Zealand</a>"),
    ],
)
def test_what_cannot_be_read_is_said_beside_the_form(client: FlaskClient, query: str, sentence: str) -> None:
    answer = client.get(f"/?{query}")

    assert answer.status_code == 422
    assert sentence in answer.text
    assert "No card was dealt" in answer.text


def test_what_was_typed_stays_in_the_form(client: FlaskClient) -> None:
    html = client.get("/?capacity_min=many&genre=indie&from=soon").text

    assert all(f'value="{text}"' in html for text in ("many", "indie", "soon"))
