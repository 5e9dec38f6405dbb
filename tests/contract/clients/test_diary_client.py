"""Diaries: what the pages keep of them, and what the next suggestion is told."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest

from gig_chassis.acting import Role
from gig_chassis.ids import uuid7
from gig_web.clients import Clients
from gig_web.clients.nouns import Band
from gig_web.suggest import asking
from gig_web.upstream import Refused

As = Callable[[Role], AbstractContextManager[Clients]]
READ = {"source": "https://example.org/s3cret.ics", "busy": ["2031-05-01/2031-05-02"], "known_until": "2031-12-31"}


@pytest.fixture
def band(services: Clients, word: str) -> Band:
    return services.bands.create({"name": f"Band {word}"})[0]


def test_nobody_has_a_diary_at_first(services: Clients) -> None:
    assert services.diaries.of("band", str(uuid7())) is None


def test_what_was_read_is_kept_and_given_back(services: Clients, band: Band) -> None:
    kept = services.diaries.put("band", band.id, READ, None)

    assert kept == services.diaries.of("band", band.id)
    assert (kept.source, kept.busy, kept.known_until) == tuple(READ.values())
    assert kept.read_at == kept.tried_at


def test_a_try_that_failed_leaves_the_days_that_were_known(services: Clients, band: Band) -> None:
    first = services.diaries.put("band", band.id, READ, None)

    second = services.diaries.put("band", band.id, READ | {"busy": None, "error": "Nothing answers."}, first.rev)

    assert (second.busy, second.read_at, second.error) == (READ["busy"], first.read_at, "Nothing answers.")


def test_whoever_was_slower_is_told(services: Clients, band: Band) -> None:
    services.diaries.put("band", band.id, READ, None)

    with pytest.raises(Refused) as unaware:
        services.diaries.put("band", band.id, READ, None)
    with pytest.raises(Refused) as stale:
        services.diaries.put("band", band.id, READ, 99)

    assert (unaware.value.status, stale.value.status) == (428, 412)


def test_a_viewer_sees_the_days_and_not_the_address(services: Clients, somebody: As, band: Band) -> None:
    services.diaries.put("band", band.id, READ, None)

    with somebody("viewer") as viewer:
        seen = viewer.diaries.of("band", band.id)

    assert seen
    assert (seen.has_source, seen.source, seen.busy) == (True, None, READ["busy"])


def test_what_is_forgotten_is_gone(services: Clients, band: Band) -> None:
    services.diaries.forget("band", band.id, services.diaries.put("band", band.id, READ, None).rev)

    assert services.diaries.of("band", band.id) is None


def test_the_next_suggestion_is_told_what_was_read(services: Clients, band: Band) -> None:
    kept = services.diaries.put("band", band.id, READ, None)

    found = services.gigs.conflicts(asking.conflicts([date(2031, 5, 2), date(2031, 5, 3)], [band], []))

    assert [(each.gig_day, each.band_id, each.conflicts[0].rule) for each in found.items] == [
        ("2031-05-02", band.id, "diary")
    ]
    assert {owner: (each.read_at, each.until) for owner, each in found.diaries.items()} == {
        band.id: (kept.read_at, "2031-12-31")
    }
