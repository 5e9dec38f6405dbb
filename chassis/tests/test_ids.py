"""Ids made in order."""

import uuid

import pytest

from gig_chassis import ids


def test_an_id_is_a_uuid_of_version_7() -> None:
    made = ids.uuid7()

    assert (made.version, made.variant) == (7, uuid.RFC_4122)


def test_a_later_id_sorts_after_an_earlier_one(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([1_700_000_000_000 * 10**6, 1_700_000_000_001 * 10**6])
    monkeypatch.setattr("time.time_ns", lambda: next(clock))

    assert ids.uuid7().bytes < ids.uuid7().bytes
