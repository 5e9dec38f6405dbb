"""The history of a gig, and its deal, in words."""

from collections.abc import Callable
from datetime import UTC, timedelta, timezone
from typing import Any

import pytest

from gig_web.clients.history import By, Change
from gig_web.clients.nouns import Gig
from gig_web.gigs import past, steps, words

Json = dict[str, Any]


@pytest.mark.parametrize(
    ("item", "told"),
    [
        pytest.param(
            {"field": "gig_day", "old": "2027-03-12", "new": None}, "Date: Fri 12 Mar 2027 → nothing", id="day"
        ),
        pytest.param(
            {"field": "venue", "old": {"name": "A", "city": "Leeds"}, "new": {"name": "B", "city": None}},
            "Venue: A, Leeds → B",
            id="venue",
        ),
        pytest.param(
            {"field": "venue", "old": {"name": "A", "lat": 1}, "new": {"name": "A", "lat": 2}},
            "Venue: details changed",
            id="only facts",
        ),
        pytest.param(
            {"field": "lineup", "old": [], "new": [{"name": "X", "billing": "support", "fee": "9.00"}, {"name": "Y"}]},
            "Line-up: X (support, fee 9.00) + Y",
            id="line-up",
        ),
        pytest.param(
            {"field": "deal", "old": None, "new": {"type": "door", "split_pct": "62.50"}},
            "Deal: Door split: 62.5 % after costs",
            id="deal",
        ),
        pytest.param({"field": "hold_level", "old": 2, "new": 1}, "Hold level: 2nd hold → 1st hold", id="level"),
        pytest.param({"field": "slot", "old": "evening", "new": "late"}, "Slot: Evening → Late", id="slot"),
        pytest.param({"field": "notes", "old": None, "new": "n" * 130}, f"Notes: “{'n' * 120}…”", id="long"),
        pytest.param({"field": "unheard_of", "old": True, "new": False}, "Unheard of: yes → no", id="unknown field"),
    ],
)
def test_each_change_is_a_sentence(item: Json, told: str) -> None:
    change = Change(2, "2026-11-02T10:00:00Z", None, "edited", [item], [])

    assert [str(line) for line in past.tell([change], UTC)[0].details] == [told]


def test_a_new_gigs_history_leaves_out_what_every_gig_begins_with() -> None:
    begun = [{"field": "status", "old": None, "new": "idea"}, {"field": "published", "old": None, "new": False}]
    change = Change(1, "2026-11-02T10:00:00Z", None, "created", begun, [])

    told = past.tell([change], UTC)[0]

    assert (told.what, told.details) == ("Saved", [])


def test_a_change_is_told_with_who_made_it_at_the_time_of_the_reader() -> None:
    change = Change(1, "2026-03-03T23:05:00Z", By("p", "Sam"), "created", [], [])

    told = past.tell([change], timezone(timedelta(hours=2)))[0]

    assert (told.who, told.when) == ("Sam", "Wed 4 Mar 2026, 01:05")


@pytest.mark.parametrize("kind", words.DEALS)
def test_a_deal_without_its_amounts_still_reads(kind: str) -> None:
    assert words.say_deal({"type": kind}).startswith(f"{words.DEALS[kind]}: the")


def test_a_step_nobody_knows_has_a_plain_name(as_gig: Callable[..., Gig]) -> None:
    assert steps.verb("idea", "cancelled") == "That step"
    assert steps.of(as_gig(status="played"), band_is_mine=False) == steps.Steps(None, (), "")
