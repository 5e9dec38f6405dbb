"""The load the rehearsal puts on a planner: what it calls failed, lost and doubled is so, and nothing else."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from testkit.joining import Person, admin, join
from testkit.ledger import QUESTION, Kept, Ledger
from testkit.patience import await_that
from testkit.people import BACKEND
from testkit.stacks import CHECKOUT
from testkit.traffic import Traffic

from launcher.services import Site
from launcher.stack import Stack

pytestmark = pytest.mark.whole
ADMIN, PASSWORD = "Ada the first", "a quiet walk to the harbour"
GIG = "0123456789abcdef0123456789abcdef"
PATIENCE = 150
RATE = 6  # what two cores that measure coverage can do without refusing


@pytest.fixture(scope="module")
def planner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Give a planner as `make run` starts it, with an admin."""
    with pytest.MonkeyPatch.context() as environ:
        environ.setenv("ADMIN_USERNAME", ADMIN)
        environ.setenv("ADMIN_PASSWORD", PASSWORD)
        with Stack(Site(CHECKOUT, tmp_path_factory.mktemp("var"))) as stack:
            yield stack


@pytest.fixture(scope="module")
def people(planner: Stack) -> list[Person]:
    """Give bookers who came by an invite."""
    return join(planner.url, admin(ADMIN, PASSWORD), 3)


def test_a_planner_that_is_well_fails_no_request_and_keeps_every_change_once(
    planner: Stack, people: list[Person], seed: int
) -> None:
    with Traffic(planner.url, people, RATE, seed) as traffic:
        await_that(lambda: traffic.record.ledger.acknowledged > 12 and is_changed_again(traffic), PATIENCE)

    ledger, rows = traffic.record.ledger, read(planner)
    assert traffic.record.failed == []
    assert (ledger.lost(rows), ledger.doubled(rows)) == ([], [])


def test_requests_a_planner_without_its_backend_cannot_serve_count_as_failed(
    planner: Stack, people: list[Person], seed: int
) -> None:
    with Traffic(planner.url, people, RATE, seed + 1) as traffic:
        await_that(lambda: traffic.record.ledger.acknowledged > 3, PATIENCE)
        planner.take_down("gig_store")
        await_that(lambda: len(traffic.record.failed) > 3, PATIENCE)
        planner.restart("gig_store")

    rows = read(planner)
    assert "something missing" in " ".join(reply.trouble for reply in traffic.record.failed)
    assert traffic.record.ledger.lost(rows) == []


def test_a_gig_that_is_not_there_or_lacks_a_change_is_lost() -> None:
    ledger = told(changes=2)

    assert len(ledger.lost([])) == 1
    assert len(ledger.lost([Kept(GIG, "Before", is_trashed=False, entries=2)])) == 1
    assert len(ledger.lost([Kept(GIG, "After", is_trashed=True, entries=2)])) == 1
    assert len(ledger.lost([Kept(GIG, "After", is_trashed=False, entries=1)])) == 1
    assert ledger.lost([Kept(GIG, "After", is_trashed=False, entries=2)]) == []


def test_a_gig_nobody_saved_or_with_a_change_too_many_is_doubled() -> None:
    ledger, other = told(changes=2), GIG[::-1]

    assert len(ledger.doubled([Kept(other, "", is_trashed=False, entries=1)])) == 1
    assert len(ledger.doubled([Kept(GIG, "After", is_trashed=False, entries=3)])) == 1
    assert ledger.doubled([Kept(other, "", is_trashed=False, entries=1)], before=[other]) == []


def test_a_change_without_an_answer_may_or_may_not_have_been_made() -> None:
    ledger = told(changes=1)
    ledger.send(GIG)

    for entries, notes in ((1, "After"), (2, "Unanswered")):
        rows = [Kept(GIG, notes, is_trashed=False, entries=entries)]
        assert (ledger.lost(rows), ledger.doubled(rows)) == ([], [])


def told(changes: int) -> Ledger:
    ledger = Ledger()
    for _ in range(changes):
        ledger.send(GIG)
        ledger.keep(GIG, notes="After")
    return ledger


def is_changed_again(traffic: Traffic) -> bool:
    """Say whether a gig was changed after it was saved."""
    return any(told.changes > 1 for told in list(traffic.record.ledger.gigs.values()))


def read(planner: Stack) -> list[Kept]:
    with closing(sqlite3.connect(planner.site.database(BACKEND))) as database:
        return [Kept(gig_id, notes, bool(out), entries) for gig_id, notes, out, entries in database.execute(QUESTION)]
