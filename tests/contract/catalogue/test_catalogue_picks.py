"""Random picks: who is eligible, in which order unknown values are dealt, and why others are not."""

from typing import Any

import pytest
from testkit.pickers import Api

LEEDS, YORK, LONDON = (53.8, -1.55), (53.96, -1.08), (51.51, -0.13)


@pytest.fixture
def north(api: Api) -> Api:
    """Give a catalogue of seven, each different in what a pick may ask for; one more is archived."""
    number, money = api.picker.number, api.picker.money
    api.fill(
        [
            _there("Leeds 100", "Leeds", LEEDS, genres=["punk"], own=True) | {number: 100, money: "50.00"},
            _there("Leeds 300", "Leeds", LEEDS, genres=["folk", "punk"]) | {number: 300, money: "200.00"},
            _there("Leeds ?", "Leeds", LEEDS, genres=["folk"]) | {money: "100.00"},
            _there("York 200", "York", YORK, starter=True) | {number: 200},
            _there("London 900", "London", LONDON, genres=["jazz"]) | {number: 900, money: "900.00"},
            {"name": "Lost", "city": "Leeds", "country": "IE", number: 500},
            {"name": "Blank"},
        ]
    )
    api.archive(api.create("Archived", city="Leeds"))
    return api


EVERYONE = {"Leeds 100", "Leeds 300", "Leeds ?", "York 200", "London 900", "Lost", "Blank"}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, EVERYONE),
        ({"genre": "PUNK"}, {"Leeds 100", "Leeds 300"}),
        ({"genre": ["jazz", "folk"]}, {"Leeds 300", "Leeds ?", "London 900"}),
        ({"genre": "polka"}, set()),
        ({"city": "leeds"}, {"Leeds 100", "Leeds 300", "Leeds ?", "Lost"}),
        ({"country": "gb"}, {"Leeds 100", "Leeds 300", "Leeds ?", "York 200", "London 900"}),
        ({"near": "53.8,-1.55", "within_km": "0"}, {"Leeds 100", "Leeds 300", "Leeds ?"}),
        ({"near": "53.8,-1.55", "within_km": "30"}, {"Leeds 100", "Leeds 300", "Leeds ?"}),
        ({"near": "53.8,-1.55", "within_km": "40"}, {"Leeds 100", "Leeds 300", "Leeds ?", "York 200"}),
        ({"near": "0,0", "within_km": "20040"}, EVERYONE - {"Lost", "Blank"}),
        ({"own": "1"}, {"Leeds 100"}),
        ({"own": "0"}, EVERYONE - {"Leeds 100"}),
        ({"starter": "0"}, EVERYONE - {"York 200"}),
        ({"starter": "1"}, {"York 200"}),
        ({"number_min": "300"}, {"Leeds 300", "London 900", "Lost", "Leeds ?", "Blank"}),
        ({"number_max": "200"}, {"Leeds 100", "York 200", "Leeds ?", "Blank"}),
        ({"number_min": "200", "number_max": "300"}, {"Leeds 300", "York 200", "Leeds ?", "Blank"}),
        ({"number_min": "300", "number_max": "200"}, {"Leeds ?", "Blank"}),
        ({"money_max": "100"}, {"Leeds 100", "Leeds ?", "York 200", "Lost", "Blank"}),
        ({"money_max": "99.99"}, {"Leeds 100", "York 200", "Lost", "Blank"}),
        ({"money_known": "1"}, {"Leeds 100", "Leeds 300", "Leeds ?", "London 900"}),
        ({"money_max": "150", "money_known": "1"}, {"Leeds 100", "Leeds ?"}),
        ({"money_known": "0"}, EVERYONE),
        ({"city": "Leeds", "genre": "folk", "number_min": "1"}, {"Leeds 300", "Leeds ?"}),
    ],
    ids=lambda value: str(sorted(value) if isinstance(value, set) else value),
)
def test_a_pick_takes_all_that_fit_and_nothing_else(north: Api, query: dict[str, Any], expected: set[str]) -> None:
    names = north.names("/random", count=50, **_in_words_of(north, query))

    assert (set(names), len(names)) == (expected, len(expected))


def test_picks_are_whole_and_never_cached(north: Api) -> None:
    answer = north.call("GET", "/random?count=50")

    assert answer.headers["Cache-Control"] == "no-store"
    assert list(answer.json) == ["items"]
    for entry in answer.json["items"]:
        assert north.get(f"/{entry['id']}") == entry


def test_one_is_picked_unless_more_are_asked_for(north: Api) -> None:
    assert len(north.names("/random")) == 1
    assert len(set(north.names("/random", count=3))) == 3
    assert north.call("GET", "/random?count=51").status_code == 422


@pytest.mark.parametrize("seed", ["0", "-7", str(10**60), "Friday night", "ñ"])
def test_the_same_seed_picks_the_same(north: Api, seed: str) -> None:
    query = {"count": 3, "seed": seed, "own": "0"}

    assert north.names("/random", **query) == north.names("/random", **query)


def test_other_seeds_and_no_seed_pick_others(north: Api) -> None:
    seeded = {tuple(north.names("/random", count=3, seed=seed)) for seed in range(20)}
    unseeded = {tuple(north.names("/random", count=3)) for _ in range(20)}

    assert len(seeded) > 10
    assert len(unseeded) > 10


def test_the_known_are_dealt_before_the_unknown(north: Api) -> None:
    query = _in_words_of(north, {"number_min": "100", "money_max": "1000"})

    for seed in range(30):
        names = north.names("/random", count=5, seed=seed, **query)
        assert set(names[:3]) == {"Leeds 100", "Leeds 300", "London 900"}
        assert set(names[3:]) <= {"Leeds ?", "York 200", "Lost", "Blank"}


def test_leaving_the_starter_list_out_keeps_what_is_mine_of_it(api: Api) -> None:
    api.fill([{"name": "Mine", "starter": True, "own": True}, {"name": "Listed", "starter": True}, {"name": "Added"}])

    picks = api.get("/random", count=50, starter=0, counts=1)

    assert {item["name"] for item in picks["items"]} == {"Mine", "Added"}
    assert picks["eliminated"] == {"starter": 1}


def test_excluded_entries_are_left_out(north: Api) -> None:
    entries = {entry["name"]: entry["id"] for entry in north.get()["items"]}
    out = f"{entries['Blank']},{entries['Lost']},00000000-0000-0000-0000-000000000000"

    assert set(north.names("/random", count=50, exclude=out)) == EVERYONE - {"Blank", "Lost"}
    assert north.call("GET", "/random", query_string={"exclude": ",".join([entries["Lost"]] * 101)}).status_code == 422


def test_an_archived_entry_is_never_picked_and_a_restored_one_is(api: Api) -> None:
    entry = api.create("Here")
    api.archive(api.create("Gone"))

    assert {name for _ in range(20) for name in api.names("/random", count=50)} == {"Here"}

    api.archive(entry)
    assert api.names("/random", count=50) == []
    api.call("POST", f"/{entry['id']}/restore", rev=2)
    assert api.names("/random", count=50) == ["Here"]


def test_nothing_eligible_says_why_without_being_asked(north: Api) -> None:
    query = _in_words_of(north, {"city": "Leeds", "number_min": "400", "number_max": "450", "money_known": "1"})

    answer = north.get("/random", genre="punk", **query)

    number, money = north.picker.number, north.picker.money_rule
    assert answer == {
        "items": [],
        "eligible": 0,
        "eliminated": {"genre": 5, "city": 0, number: 2, money: 0},
        "alone": {"genre": 1, "city": 0, number: 2, money: 0},
    }


def test_the_counts_add_up_to_all_that_are_not_archived(north: Api) -> None:
    query = {"genre": ["punk", "folk"], "city": "Leeds", "own": "0", "number_min": "200", "exclude": _id(north, "Lost")}

    answer = north.get("/random", counts=1, near="53.8,-1.55", within_km="10", **_in_words_of(north, query))

    assert answer["eligible"] == len({"Leeds 300", "Leeds ?"})
    assert list(answer["eliminated"]) == ["genre", "city", "distance", "own", north.picker.number, "exclude"]
    assert answer["eligible"] + sum(answer["eliminated"].values()) == len(EVERYONE)
    assert set(answer["alone"].values()) == {0}


def test_no_rule_no_blame(north: Api) -> None:
    answer = north.get("/random", counts=1, count=2)

    assert {name: answer[name] for name in ("eligible", "eliminated", "alone")} == {
        "eligible": 7,
        "eliminated": {},
        "alone": {},
    }


def test_an_empty_catalogue_has_nothing_to_pick(api: Api) -> None:
    assert api.get("/random", count=5) == {"items": [], "eligible": 0, "eliminated": {}, "alone": {}}


def test_a_large_catalogue_is_counted_in_part_and_says_at_least(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gig_chassis.catalogue.counting.LOOKED_AT", 3)
    api.fill([{"city": "Leeds"}] * 2 + [{"city": "York"}] * 3)

    none = api.get("/random", city="Hull")
    some = api.get("/random", counts=1, city="York")

    assert (none["items"], none["eligible"], none["eliminated"]) == ([], 0, {"city": {"at_least": 3}})
    assert (some["eligible"], some["eliminated"]) == ({"at_least": 1}, {"city": {"at_least": 2}})


def test_above_ten_thousand_a_count_says_at_least(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gig_chassis.catalogue.counting.EXACT", 3)
    api.fill([{"city": "Leeds"}] * 3 + [{"city": "York"}] * 4)

    assert api.get("/random", counts=1, city="Leeds")["eligible"] == 3
    assert api.get("/random", counts=1, city="York")["eligible"] == {"at_least": 3}
    assert api.get("/random", counts=1, city="Leeds")["eliminated"] == {"city": {"at_least": 3}}


@pytest.mark.parametrize("given", [{"near": "53.8,-1.55"}, {"within_km": "5"}], ids=["no radius", "no place"])
def test_a_place_needs_a_radius_and_a_radius_a_place(api: Api, given: dict[str, str]) -> None:
    answer = api.call("GET", "/random", query_string=given)

    assert (answer.status_code, answer.json["errors"][0]["detail"]) == (422, "Send near and within_km together.")


def test_a_radius_reaches_over_the_date_line_and_the_pole(api: Api) -> None:
    api.fill(
        [_there("Fiji", "Suva", (-18.14, 179.9)), _there("North", "Camp", (89.5, 10.0)), _there("Far", "X", (0, 0))]
    )

    assert api.names("/random", count=9, near="-18.1,-179.9", within_km="30") == ["Fiji"]
    assert api.names("/random", count=9, near="89.5,-170", within_km="120") == ["North"]


def _there(name: str, city: str, place: tuple[float, float], **members: object) -> dict[str, Any]:
    return {"name": name, "city": city, "country": "GB", "lat": place[0], "lon": place[1], **members}


def _in_words_of(api: Api, query: dict[str, Any]) -> dict[str, Any]:
    """Put this picker's words for number and money."""
    words = {"number": api.picker.number, "money": api.picker.money_rule}
    return {
        f"{words.get(name.partition('_')[0], name.partition('_')[0])}{''.join(name.partition('_')[1:])}": value
        for name, value in query.items()
    }


def _id(api: Api, name: str) -> str:
    return next(entry["id"] for entry in api.get()["items"] if entry["name"] == name)
