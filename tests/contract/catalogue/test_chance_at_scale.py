"""Exactly uniform at every size, for every filter, and after entries have come and gone: with SCALE=1 to a million."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import cos
from random import Random
from typing import Any

import pytest
import sqlalchemy as sa
from testkit import filling
from testkit.chi_squared import p_of_uniform
from testkit.figures import SCALE
from testkit.importing import do, upload
from testkit.pickers import PICKERS, Api, Picker, serving

from gig_chassis import database
from gig_chassis.catalogue import picks, rules
from gig_chassis.catalogue.importing import commit
from gig_chassis.great_circle import EARTH_RADIUS_KM, unit_vector

SIZES = (10, 1_000, 10_000, 100_000, 1_000_000) if SCALE >= 1 else (10, 5_000)
DRAWS = max(2_000, int(20_000 * SCALE))
BUCKETS, TO_EACH = 1_000, 20  # buckets at most; draws that fall into each at least
UNLIKELY = 0.001
ROUNDS, LOT = max(2, int(10 * SCALE)), 100
KM = 120

# What is asked, and the same in SQL: every way of looking is taken at some size.
FILTERS: dict[str, tuple[dict[str, Any], str]] = {
    "none": ({}, "1 = 1"),
    "city": ({"city": "Leeds"}, "city = 'Leeds'"),
    "rare genre": ({"genre": ["drone"]}, "id IN (SELECT entry_id FROM band_genre WHERE name = 'drone')"),
    "genre": ({"genre": ["rock"]}, "id IN (SELECT entry_id FROM band_genre WHERE name = 'rock')"),
    "draw": ({"draw_min": 100, "draw_max": 200}, "draw BETWEEN 100 AND 200"),
    "country and draw": ({"country": "IE", "draw_max": 300}, "country = 'IE' AND draw <= 300"),
    "radius": (
        {"near": filling.HOME, "within_km": KM},
        "x * {} + y * {} + z * {} >= {}".format(*unit_vector(*filling.HOME), cos(KM / EARTH_RADIUS_KM)),
    ),
    "excluded": ({"excluded": [filling.id_of(0), filling.id_of(5)]}, "position NOT IN (0, 5)"),
}


@pytest.fixture
def picker() -> Picker:
    """Draw bands: the two share every line of the draw."""
    return PICKERS[0]


@pytest.fixture(params=SIZES, ids=str)
def filled(request: pytest.FixtureRequest, picker: Picker, database_url: str) -> Iterator[Api]:
    with serving(picker, database_url) as api:
        with api.app.app_context():
            filling.fill(picker.catalogue.db.engine, 0, request.param)
        yield api


def test_every_entry_is_as_likely_at_every_size_for_every_filter(filled: Api) -> None:
    for name, (query, condition) in FILTERS.items():
        assert_uniform(filled, name, query, eligible(filled, condition))


def test_every_entry_is_as_likely_after_many_have_come_and_gone(
    database_api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commit, "ANNOUNCED_SECONDS", 0)
    admin = replace(database_api, role="admin")
    with admin.app.app_context():
        filling.fill(admin.picker.catalogue.db.engine, 0, 500)

    for number in range(ROUNDS):
        come_and_go(admin, number)

    there = eligible(admin, "1 = 1")
    assert sorted(every_position(admin)) == list(range(500 + ROUNDS * (10 + LOT)))
    assert len(there) == 500 + ROUNDS * (9 + LOT)
    assert_uniform(admin, "all", {}, there)
    assert_uniform(admin, "city", {"city": "Hull"}, eligible(admin, "city = 'Hull'"))


def come_and_go(admin: Api, number: int) -> None:
    """Let a list come in, others be added behind it, the list go again, and another one stay; archive one."""
    job = do(admin, upload(admin, a_list(f"gone {number}")), "commit")
    added = [admin.create(f"Added {number} {each}", city="Hull") for each in range(10)]
    do(admin, job, "undo", json={})
    admin.archive(Random(number).choice(added))
    do(admin, upload(admin, a_list(f"here {number}")), "commit")


def a_list(word: str) -> str:
    return "name,city\n" + "".join(f"{word} {each},{'Hull' if each % 3 else 'York'}\n" for each in range(LOT))


def every_position(api: Api) -> Sequence[int]:
    return rows_of(api, "SELECT position FROM band")


def eligible(api: Api, condition: str) -> Sequence[int]:
    return rows_of(api, f"SELECT position FROM band WHERE archived_at IS NULL AND {condition} ORDER BY position")  # noqa: S608  # this file's own


def rows_of(api: Api, statement: str) -> Sequence[int]:
    with api.app.app_context(), database.reading(api.picker.catalogue.db):
        return api.picker.catalogue.session.execute(sa.text(statement)).scalars().all()


def assert_uniform(api: Api, name: str, query: dict[str, Any], found: Sequence[int]) -> None:
    """Only these come, and each part of them as often as chance allows; with less than two there is nothing to see."""
    place = {position: index for index, position in enumerate(found)}
    parts = min(BUCKETS, len(found), DRAWS // TO_EACH)
    counted: Counter[int] = Counter(place[position] * parts // len(found) for position in drawn(api, query))
    if parts > 1:
        widths = Counter(index * parts // len(found) for index in range(len(found)))
        p = p_of_uniform([counted[part] for part in range(parts)], [widths[part] for part in range(parts)])
        assert p > UNLIKELY, (name, len(found), p)


def drawn(api: Api, query: dict[str, Any]) -> Iterator[int]:
    catalogue = api.picker.catalogue
    with api.app.app_context(), database.reading(catalogue.db):
        pools = picks.pools(catalogue, rules.of(catalogue, query))[:1]  # those whose limited values are known
        for seed in range(DRAWS):
            yield from picks.draw(pools, 1, Random(f"{seed}"))
