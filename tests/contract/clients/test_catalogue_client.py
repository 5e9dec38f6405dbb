"""Bands and venues as the front end reads and writes them."""

import uuid
from dataclasses import asdict
from typing import Any

import pytest

from gig_web.catalogue.listing import Listing
from gig_web.catalogue.nouns import BANDS, VENUES, Noun
from gig_web.clients import Clients
from gig_web.clients.catalogue import Catalogue, Match, Totals
from gig_web.upstream import Refused, Upstream, UpstreamError

SHARED = {
    "external_id": "A-17",
    "genres": ["post-punk", "indie rock"],
    "city": "Leeds",
    "country": "GB",
    "lat": 53.8008,
    "lon": -1.5491,
    "own": True,
    "starter": False,
    "contact": "Sam Ó Briain",
    "email": "sam@example.org",
    "phone": "+44 113 496 0000",
    "notes": "Two lines\nof notes",
}
OWN = {
    "bands": {
        "draw": 150,
        "fee": "250.00",
        "unavailable": ["2027-05-01/2027-05-14"],
        "radius_km": 80,
        "days_before": 30,
        "days_after": 14,
    },
    "venues": {
        "address": "1 Some Street",
        "postcode": "LS2 7DJ",
        "timezone": "Europe/London",
        "capacity": 300,
        "hire_cost": "120.00",
        "curfew": "23:00",
        "dark_days": ["2027-12-24/2027-12-26"],
    },
}


@pytest.fixture
def whole(catalogue: Catalogue[Any], services: Clients) -> dict[str, Any]:
    """Give a body with every field filled."""
    return {**SHARED, **OWN["bands" if catalogue is services.bands else "venues"]}


def test_every_field_sent_comes_back_and_is_read_again(
    catalogue: Catalogue[Any], whole: dict[str, Any], word: str
) -> None:
    created = catalogue.create({"name": word, **whole})[0]
    found = catalogue.get(created.id)

    assert found == created
    set_by_picker = {"id": created.id, "archived": False, "merged_into": None, "rev": 1}
    assert asdict(found) == {**whole, "name": word, **set_by_picker}


def test_a_name_alone_is_enough(catalogue: Catalogue[Any], word: str) -> None:
    created = catalogue.create({"name": word})[0]

    filled = {name for name, value in asdict(created).items() if value not in (None, [], False)}
    assert filled == {"id", "name", "rev"}


def test_replacing_keeps_the_id_and_counts_the_revision(catalogue: Catalogue[Any], word: str) -> None:
    created = catalogue.create({"name": word, "city": "Leeds"})[0]

    replaced = catalogue.replace(created.id, {"name": f"{word} again"}, created.rev)

    assert (replaced.id, replaced.name, replaced.city, replaced.rev) == (created.id, f"{word} again", None, 2)


def test_an_archived_row_is_still_read_and_comes_back(catalogue: Catalogue[Any], word: str) -> None:
    created = catalogue.create({"name": word})[0]

    catalogue.archive(created.id, created.rev)
    archived = catalogue.get(created.id)
    listed = catalogue.page({"q": word}).items
    restored = catalogue.restore(created.id, archived.rev)

    assert (archived.archived, listed, restored.archived) == (True, [], False)
    assert catalogue.page({"q": word}).items == [restored]


def test_what_is_not_there_is_a_404(catalogue: Catalogue[Any]) -> None:
    nobody = str(uuid.uuid4())

    for call in (
        lambda: catalogue.get(nobody),
        lambda: catalogue.replace(nobody, {"name": "Nobody"}, 1),
        lambda: catalogue.archive(nobody, 1),
        lambda: catalogue.restore(nobody, 1),
    ):
        with pytest.raises(Refused) as refused:
            call()
        assert refused.value.status == 404
        assert str(refused.value)


def test_a_stale_revision_is_a_412_and_changes_nothing(catalogue: Catalogue[Any], word: str) -> None:
    created = catalogue.create({"name": word})[0]
    newest = catalogue.replace(created.id, {"name": word, "city": "Leeds"}, created.rev)

    for call in (
        lambda: catalogue.replace(created.id, {"name": "Lost"}, created.rev),
        lambda: catalogue.archive(created.id, created.rev),
        lambda: catalogue.restore(created.id, created.rev),
    ):
        with pytest.raises(Refused) as refused:
            call()
        assert refused.value.status == 412
    assert catalogue.get(created.id) == newest


@pytest.mark.parametrize(
    ("member", "value"),
    [
        pytest.param("name", "", id="empty name"),
        pytest.param("name", "x" * 201, id="long name"),
        pytest.param("name", "a\0b", id="NUL"),
        pytest.param("country", "Leeds", id="no country"),
        pytest.param("lat", 91, id="beyond the pole"),
        pytest.param("colour", "red", id="unknown field"),
    ],
)
def test_what_cannot_be_accepted_is_a_422_that_names_the_field(
    catalogue: Catalogue[Any], member: str, value: object
) -> None:
    with pytest.raises(Refused) as refused:
        catalogue.create({"name": "Some Name", "lon": 1 if member == "lat" else None, member: value})

    assert refused.value.status == 422
    assert [error["pointer"] for error in refused.value.problem["errors"]] == [f"/{member}"]
    assert all(error["detail"] for error in refused.value.problem["errors"])


def test_a_row_sent_again_under_its_id_is_the_same_row(catalogue: Catalogue[Any], word: str) -> None:
    chosen = {"id": str(uuid.uuid4()), "name": word}

    first, again = catalogue.create(chosen), catalogue.create(chosen)

    assert (first[0].id, first[1]) == (chosen["id"], True)
    assert again == (first[0], False)


def test_a_list_is_read_page_by_page(catalogue: Catalogue[Any], word: str) -> None:
    names = [catalogue.create({"name": f"{word} {number}"})[0].name for number in range(5)]

    read, cursor = [], None
    for _ in range(3):
        page = catalogue.page({"q": word, "limit": 2} | ({"cursor": cursor} if cursor else {}))
        read, cursor = read + [item.name for item in page.items], page.next

    assert (read, cursor) == (names, None)


@pytest.mark.parametrize("noun", [BANDS, VENUES], ids=["bands", "venues"])
@pytest.mark.parametrize("starter", ["", "only", "without"])
def test_the_picker_takes_every_view_the_list_page_offers(
    services: Clients, noun: Noun, starter: str, word: str
) -> None:
    assert services
    client = noun.client()
    kept = {"genres": [word], "city": word, "own": True, "starter": starter == "only"}
    mine = client.create({"name": word, **kept})[0]
    asked = {"q": word, "genre": word, "city": word, "own": "1", "starter": starter}

    for sort in ("name", "city", noun.size, f"-{noun.size}", "-updated", "nonsense"):
        view = Listing.parse(noun, asked | {"sort": sort})
        assert client.page(view.params()).items == [mine]
    assert client.page(Listing.parse(noun, asked | {"archived": "1"}).params()).items == []


def test_the_facets_count_genres_and_cities(catalogue: Catalogue[Any], word: str) -> None:
    for number in range(2):
        catalogue.create({"name": f"{word} {number}", "genres": [word], "city": word.capitalize()})

    found = catalogue.facets()

    assert [genre["count"] for genre in found.genres if genre["name"] == word] == [2]
    assert [city["count"] for city in found.cities if city["name"] == word.capitalize()] == [2]


def test_the_facets_say_how_many_rows_there_are(catalogue: Catalogue[Any], word: str) -> None:
    before = catalogue.facets().totals
    assert before
    kept = catalogue.create({"name": word, "own": True, "starter": True})[0]
    gone = catalogue.create({"name": f"{word} gone"})[0]
    catalogue.archive(gone.id, gone.rev)

    after = catalogue.facets().totals

    assert kept.own
    assert after == Totals(before.all + 1, before.own + 1, before.starter + 1, before.archived + 1)


def test_a_list_from_elsewhere_finds_its_rows(catalogue: Catalogue[Any], word: str) -> None:
    row = catalogue.create({"name": f"{word} é", "city": "Leeds", "external_id": word})[0]
    asked: list[dict[str, str | None]] = [
        {"name": "other", "external_id": word},
        {"name": f"{word.upper()} E", "city": None},
        {"name": f"{word} e", "city": "Hull"},
    ]

    found = catalogue.match(asked)

    assert found == [
        Match(row.id, 1, row.name, "Leeds", "external_id"),
        Match(row.id, 1, row.name, "Leeds", "name"),
        Match(None, 0, None, None, None),
    ]


def test_a_wrong_token_is_a_service_that_does_not_answer(catalogue: Catalogue[Any], served: list[Any]) -> None:
    stranger = Upstream("the list", served[0].url, "x" * 40)

    with pytest.raises(UpstreamError, match="does not accept the service token"):
        stranger.get("/v1/bands")

    stranger.close()
    assert catalogue.page({"limit": 1})
