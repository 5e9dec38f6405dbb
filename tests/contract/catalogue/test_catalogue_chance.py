"""Exactly uniform: chi-squared over long series of picks with fixed seeds, on each way a pick can take."""

from collections import Counter
from collections.abc import Collection
from random import Random
from typing import Any

import pytest
from testkit.chi_squared import p_of_uniform
from testkit.pickers import PICKERS, Api, Picker

from gig_chassis import database
from gig_chassis.catalogue import picks, rules

DRAWS = 100_000
UNLIKELY = 0.001


@pytest.fixture
def picker() -> Picker:
    """Draw bands: the two share every line of the draw."""
    return PICKERS[0]


def series(api: Api, query: dict[str, Any], count: int, draws: int) -> Counter[int]:
    """Draw again and again, each with a seed of its own, and count how often each position comes last."""
    catalogue, counted = api.picker.catalogue, Counter[int]()
    with api.app.app_context(), database.reading(catalogue.db):
        pools = picks.pools(catalogue, rules.of(catalogue, query))
        for seed in range(draws):
            counted[picks.draw(pools, count, Random(f"{seed}"))[-1]] += 1
    return counted


def fill(api: Api, size: int, eligible: int) -> list[int]:
    """Add `size` bands, `eligible` of them of Leeds, scattered among the others; give the positions of these."""
    leeds = Random("who is of Leeds").sample(range(size), eligible)
    api.fill([{"city": "Leeds" if number in leeds else "York"} for number in range(size)])
    return leeds


def assert_uniform(counted: Counter[int], eligible: Collection[int]) -> None:
    """Nothing else came, and all of these as often as chance allows."""
    assert set(counted) <= set(eligible)
    assert p_of_uniform([counted[position] for position in eligible]) > UNLIKELY


def test_without_filters_every_entry_is_as_likely(api: Api, scale: float) -> None:
    fill(api, 500, 0)

    counted = series(api, {}, 1, int(DRAWS * scale))

    assert_uniform(counted, range(500))


@pytest.mark.parametrize(
    ("eligible", "limits"),
    [
        (15, {}),
        (75, {"FEW": 20, "BATCH": 100}),
        (75, {"FEW": 20, "FIRST": 0, "BATCH": 6, "ROUNDS": 2}),
    ],
    ids=["few: sampled", "many: positions thrown away", "many, but too rare to be hit: read after all"],
)
def test_with_a_filter_every_eligible_entry_is_as_likely(
    api: Api, monkeypatch: pytest.MonkeyPatch, eligible: int, limits: dict[str, int], scale: float
) -> None:
    for name, value in limits.items():
        monkeypatch.setattr(picks, name, value)
    leeds = fill(api, 1_500, eligible)

    counted = series(api, {"city": "Leeds"}, 1, int(DRAWS * scale))

    assert_uniform(counted, leeds)


def test_the_unknown_that_follow_the_known_are_as_likely(api: Api, scale: float) -> None:
    api.fill([{"draw": 100}, {"draw": 200}] + [{}] * 300)

    counted = series(api, {"draw_min": 50}, 3, int(DRAWS * scale / 2))

    assert_uniform(counted, range(2, 302))


def test_each_place_of_a_longer_pick_is_as_likely(api: Api, scale: float) -> None:
    fill(api, 300, 0)

    counted = series(api, {}, 8, int(DRAWS * scale / 2))

    assert_uniform(counted, range(300))


@pytest.mark.parametrize("query", [{}, {"city": "Leeds"}], ids=["without filters", "with a filter"])
def test_picks_are_uniform_on_each_database(database_api: Api, query: dict[str, Any], scale: float) -> None:
    leeds = fill(database_api, 100, 20)

    counted = series(database_api, query, 1, int(DRAWS * scale / 20))

    assert_uniform(counted, leeds if query else range(100))


def test_the_order_on_the_disk_does_not_count(database_api: Api) -> None:
    fill(database_api, 120, 40)
    catalogue = database_api.picker.catalogue
    with database_api.app.app_context(), database.reading(catalogue.db):
        (pool,) = picks.pools(catalogue, rules.of(catalogue, {"city": "Leeds"}))
        straight, position = pool.through(), catalogue.entries.c.position
        reverse = picks.Pool(catalogue, pool.size, pool.among, lambda: straight.order_by(position.desc()))

        for seed in range(50):
            assert reverse.pick(20, Random(seed)) == pool.pick(20, Random(seed))


def test_this_file_would_notice_an_unfair_draw() -> None:
    fair, chance = Counter[int](), Random("fair")
    unfair = Counter[int]()

    for _ in range(20_000):
        fair[chance.randrange(100)] += 1
        unfair[min(chance.randrange(101), 99)] += 1

    assert p_of_uniform(fair.values()) > UNLIKELY
    assert p_of_uniform(unfair.values()) < UNLIKELY
    assert p_of_uniform([105, 95]) == pytest.approx(0.48, abs=0.03)
