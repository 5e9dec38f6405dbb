"""The lists of bands and of venues."""

from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient
from testkit.mocked_pickers import Picker


def asked(either: Picker, path: str) -> dict[str, list[str]]:
    """Give what the picker was last asked at `path`."""
    sent = [each for each in either.sent("GET") if each.path == path]
    return parse_qs(urlsplit(sent[-1].url).query)


def test_a_row_says_what_there_is_to_know_and_leads_to_its_page(client: FlaskClient, either: Picker) -> None:
    either.lists(either.of())

    page = client.get(f"/{either.plural}").text

    assert f'href="{either.page}">The Howl</a>' in page
    assert "post-punk, indie rock" in page
    assert "Leeds, United Kingdom" in page
    assert ("draws about 120" if either.singular == "band" else "room for 200") in page
    assert f"Add a {either.singular}" in page


def test_the_draw_of_a_starter_band_is_an_estimate(client: FlaskClient, bands: Picker) -> None:
    bands.lists(bands.of(starter=True))

    assert "estimate" in client.get("/bands").text


def test_the_capacity_of_a_starter_venue_is_none(client: FlaskClient, venues: Picker) -> None:
    venues.lists(venues.of(starter=True))

    assert "estimate" not in client.get("/venues").text


def test_what_is_not_known_is_said(client: FlaskClient, either: Picker) -> None:
    either.lists(either.of(draw=None, capacity=None, city=None, country=None, genres=[]))

    assert "not known" in client.get(f"/{either.plural}").text


def test_search_filters_and_order_reach_the_picker(client: FlaskClient, either: Picker) -> None:
    either.lists()
    size = "draw" if either.singular == "band" else "capacity"

    client.get(
        f"/{either.plural}?q=+howl+&genre=jazz&city=Leeds&own=1&starter=without&archived=1&sort=-{size}&cursor=abc&x=1"
    )

    assert asked(either, f"/v1/{either.plural}") == {
        "limit": ["40"],
        "q": ["howl"],
        "genre": ["jazz"],
        "city": ["Leeds"],
        "own": ["1"],
        "starter": ["0"],
        "archived": ["1"],
        "sort": [f"-{size}"],
        "cursor": ["abc"],
    }


@pytest.mark.parametrize(
    "query",
    ["own=yes", "starter=maybe", "archived=2", "sort=rev", "sort=name", "q=%00%20", "choose=yours", "genre="],
)
def test_what_no_form_of_ours_sends_is_left_out(client: FlaskClient, either: Picker, query: str) -> None:
    either.lists()

    assert client.get(f"/{either.plural}?{query}").status_code == 200
    assert asked(either, f"/v1/{either.plural}") == {"limit": ["40"], "sort": ["name"]}


def test_a_search_that_is_too_long_is_cut(client: FlaskClient, either: Picker) -> None:
    either.lists()

    client.get(f"/{either.plural}?q={'x' * 5000}")

    assert asked(either, f"/v1/{either.plural}")["q"] == ["x" * 200]


def test_genres_and_cities_are_offered_with_their_counts(client: FlaskClient, either: Picker) -> None:
    either.lists()

    page = client.get(f"/{either.plural}?genre=polka").text

    assert '<option value="post-punk" >post-punk (34)</option>' in page
    assert '<option value="Birmingham" >Birmingham (1,201)</option>' in page
    assert '<option value="polka" selected>polka</option>' in page


def test_each_filter_can_be_taken_away(client: FlaskClient, either: Picker) -> None:
    either.lists(either.of())

    page = unescape(client.get(f"/{either.plural}?q=howl&genre=jazz&own=1&starter=only&archived=1&cursor=abc").text)

    for rest in (
        "genre=jazz&own=1&starter=only&archived=1",
        "q=howl&own=1&starter=only&archived=1",
        "q=howl&genre=jazz&starter=only&archived=1",
        "q=howl&genre=jazz&own=1&archived=1",
        "q=howl&genre=jazz&own=1&starter=only",
    ):
        assert f'class="chip" href="/{either.plural}?{rest}"' in page


def test_the_next_page_keeps_the_search(client: FlaskClient, either: Picker) -> None:
    either.lists(either.of(), following="c2&=")

    page = unescape(client.get(f"/{either.plural}?q=howl&cursor=c1").text)

    assert f'href="/{either.plural}?q=howl&cursor=c2%26%3D" rel="next">Next</a>' in page
    assert f'href="/{either.plural}?q=howl">Back to the start</a>' in page


def test_an_old_page_address_leads_to_the_first_page(client: FlaskClient, either: Picker) -> None:
    either.lists()
    either.mock.get(either.url, status_code=422, json={"errors": [{"pointer": "/cursor", "detail": "no"}]})

    answer = client.get(f"/{either.plural}?q=howl&cursor=old")

    assert (answer.status_code, answer.location) == (302, f"/{either.plural}?q=howl")


def test_a_list_the_picker_refuses_is_an_error_page(client: FlaskClient, either: Picker) -> None:
    either.lists()
    either.mock.get(either.url, status_code=422, json={"detail": "No such sort."})

    answer = client.get(f"/{either.plural}")

    assert answer.status_code == 422
    assert "No such sort." in answer.text


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        pytest.param("", "Add the first", id="nothing there at all"),
        pytest.param("?q=howl", "Add “howl”", id="nothing found"),
        pytest.param("?own=1", "Nothing is marked as yours here", id="nothing of mine"),
        pytest.param("?genre=jazz", "fits this", id="nothing of this genre"),
        pytest.param("?cursor=abc", "That was all", id="behind the last page"),
    ],
)
def test_an_empty_list_says_what_will_be_here(client: FlaskClient, either: Picker, query: str, sentence: str) -> None:
    either.lists()

    assert sentence in client.get(f"/{either.plural}{query}").text


@pytest.mark.parametrize("failure", [{"status_code": 503}, {"text": "<html>"}], ids=["down", "broken"])
def test_a_picker_that_is_down_leaves_the_tabs_and_the_search(
    client: FlaskClient, either: Picker, failure: dict[str, object]
) -> None:
    either.mock.get(either.url, **failure)
    either.mock.get(f"{either.url}/facets", **failure)

    answer = client.get(f"/{either.plural}?q=howl")

    assert answer.status_code == 200
    assert f"Part of the planner does not answer:</strong> the {either.singular} list." in answer.text
    assert 'aria-label="Catalogue"' in answer.text
    assert 'value="howl"' in answer.text
    assert "fits this" not in answer.text


def test_a_list_without_its_counts_is_still_a_list(client: FlaskClient, either: Picker) -> None:
    either.lists(either.of())
    either.mock.get(f"{either.url}/facets", status_code=503)

    page = client.get(f"/{either.plural}?city=Leeds").text

    assert "The Howl" in page
    assert '<option value="Leeds" selected>Leeds</option>' in page


def test_names_are_text_and_never_markup(client: FlaskClient, either: Picker) -> None:
    either.lists(either.of(name='<script>alert("x")</script>', genres=["<b>"], city="<i>"))

    page = client.get(f'/{either.plural}?q="><script>').text

    assert "<script" not in page.replace("<script src=", "")
    assert "&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt;" in page


def test_a_name_of_200_characters_is_shown_whole(client: FlaskClient, either: Picker) -> None:
    either.lists(either.of(name="N" * 200))

    assert f">{'N' * 200}</a>" in client.get(f"/{either.plural}").text


def test_choosing_what_is_mine_offers_one_click(client: FlaskClient, either: Picker) -> None:
    either.lists(either.of())

    page = client.get(f"/{either.plural}?choose=mine&q=howl").text

    assert "Which is yours?" in page
    assert 'This is mine<span class="visually-hidden">: The Howl</span>' in page
    assert 'name="back" value="q=howl&amp;choose=mine"' in page
