"""Lists as the front end sends, looks at, takes and takes them back; and what its pages say of them."""

import io
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

import pytest
from testkit import importing
from testkit.pickers import PICKERS

from gig_chassis.acting import Role
from gig_store.csvs import sheet
from gig_web.clients import Clients
from gig_web.clients.catalogue import Catalogue
from gig_web.clients.imports import Counts, Import, ImportRow, Imports, Names, WhyNot
from gig_web.imports import kinds, looking_up
from gig_web.upstream import Refused

NONE = {"updated": 0, "duplicates": 0, "skipped": 0}
OF_GIGS_ALONE = {"act", "act_external_id", "venue_external_id"}  # an import takes them, an export has none


@dataclass(frozen=True, slots=True)
class Side:
    """An admin's clients of one picker and of the backend."""

    plural: str
    imports: Imports
    catalogue: Catalogue[Any]
    everything: Clients

    def upload(self, content: str) -> Import:
        """Send a list and give its import once it was read."""
        import_id = str(uuid.uuid4())
        begun = self.imports.upload(import_id, "list.csv", io.BytesIO(content.encode()))
        assert begun.id == import_id
        importing.wait()
        return self.imports.get(import_id)

    def commit(self, job: Import) -> Import:
        """Take it."""
        assert self.imports.commit(job.id).state in {"committing", "committed"}
        importing.wait()
        return self.imports.get(job.id)


@pytest.fixture(params=["bands", "venues"])
def side(request: pytest.FixtureRequest, somebody: Callable[[Role], AbstractContextManager[Clients]]) -> Iterator[Side]:
    with somebody("admin") as everything:
        catalogue = getattr(everything, request.param)
        yield Side(request.param, Imports(catalogue.upstream, request.param), catalogue, everything)


def test_a_list_is_read_looked_at_and_taken(side: Side, word: str) -> None:
    staged = side.upload(f"name,colour\n{word} One,red\n,blue\n")
    committed = side.commit(staged)

    assert (staged.state, staged.counts) == ("staged", Counts(rows=2, created=1, errors=1, **NONE))
    assert (staged.encoding, staged.delimiter, staged.columns_left_out) == ("UTF-8", "comma", ["colour"])
    assert (committed.state, committed.undoable, committed.counts.skipped) == ("committed", True, 1)
    assert [row.name for row in side.catalogue.page({"q": word}).items] == [f"{word} One"]
    assert committed in side.imports.latest()


def test_its_rows_come_in_pages_narrowed_and_its_report_whole(side: Side, word: str) -> None:
    job = side.upload(f"name,city\n{word} One,\n" + "".join(f"{word} {number},\n" for number in range(3)) + ",Leeds\n")

    first = side.imports.rows(job.id, {"action": "create", "limit": 2})
    second = side.imports.rows(job.id, {"action": "create", "limit": 2, "cursor": first.next})
    wrong = side.imports.rows(job.id, {"action": "error"}).items
    report = b"".join(side.imports.report(job.id)).decode()

    assert [row.line for row in (*first.items, *second.items)] == [2, 3, 4, 5]
    assert wrong == [ImportRow(6, "error", None, None, "name", "Must not be empty.")]
    assert report.splitlines()[0] == "line,action,name,field,reason"
    assert len(report.splitlines()) == 6


def test_which_place_a_city_is_can_be_answered_and_answered_otherwise(side: Side, word: str) -> None:
    [question] = side.upload(f"name,city\n{word},Newcastle\n").questions
    job = side.upload(f"name,city\n{word},Newcastle\n")

    by_number = side.imports.answer(job.id, {"Newcastle": 0}).questions[0]
    by_none = side.imports.answer(job.id, {"Newcastle": None}).questions[0]

    assert (question.city, question.rows, question.is_open) == ("Newcastle", 1, True)
    assert (by_number.answer, by_number.is_open) == (0, False)
    assert (by_none.answer, by_none.is_open) == (None, False)


def test_an_undo_keeps_what_gigs_name(side: Side, word: str) -> None:
    job = side.commit(side.upload(f"name\n{word} kept\n{word} gone\n"))
    kind = side.plural.removesuffix("s")
    made = [str(row.entry_id) for row in side.imports.rows(job.id, {}).items]
    lineup = [{"band_id": made[0], "name": word, "billing": "headline"}]
    gig = {"lineup": lineup} if kind == "band" else {"venue": {"id": made[0], "name": word}}
    side.everything.gigs.put(str(uuid.uuid4()), gig)

    used = side.everything.gigs.used(kind, made)
    side.imports.undo(job.id, used)
    importing.wait()

    assert used == made[:1]
    assert (side.imports.get(job.id).state, side.imports.get(job.id).counts.kept) == ("undone", 1)
    assert side.catalogue.get(made[0]).archived
    with pytest.raises(Refused):
        side.catalogue.get(made[1])


def test_what_is_no_list_says_why_and_can_be_dropped(side: Side) -> None:
    job = side.upload('name\n"never closed\n')

    side.imports.drop(job.id)

    assert job.state == "failed"
    assert isinstance(job.problem, WhyNot)
    assert job.problem.line == 2
    with pytest.raises(Refused):
        side.imports.get(job.id)


def test_an_export_holds_what_its_filters_leave_and_changes_nothing_when_it_comes_back(side: Side, word: str) -> None:
    wanted = side.catalogue.create({"id": str(uuid.uuid4()), "name": f"{word} =x"})[0]

    exported = b"".join(side.catalogue.export({"q": word})).decode()
    job = side.upload(exported)

    assert [line.partition(",")[0] for line in exported.splitlines()] == ["id", wanted.id]
    assert job.counts == Counts(rows=1, created=0, errors=0, **{**NONE, "duplicates": 1})
    assert job.columns_left_out == []


def test_gigs_are_exported(somebody: Callable[[Role], AbstractContextManager[Clients]], word: str) -> None:
    with somebody("admin") as everything:
        gig = everything.gigs.put(str(uuid.uuid4()), {"title": word})

        exported = b"".join(everything.gigs.export({"q": word})).decode()

    assert [line.partition(",")[0] for line in exported.splitlines()] == ["id", gig.id]


def test_names_of_gigs_are_looked_up_in_the_catalogue_and_asked_for_again(
    somebody: Callable[[Role], AbstractContextManager[Clients]], word: str
) -> None:
    with somebody("admin") as everything:
        imports, import_id = kinds.gig_imports(), str(uuid.uuid4())
        band = everything.bands.create({"id": str(uuid.uuid4()), "name": f"Band {word}", "draw": 90})[0]
        everything.venues.create({"id": str(uuid.uuid4()), "name": f"Room {word}"})
        rows = f"band,venue,date\n{band.name},Room {word},2031-05-01\nNobody {word},Room {word},2031-05-02\n"

        imports.upload(import_id, "gigs.csv", io.BytesIO(rows.encode()))
        importing.wait()
        read = imports.get(import_id)
        looking_up.look_up(import_id)
        importing.wait()
        staged = imports.get(import_id)
        missing = imports.names(import_id, {"kind": "band", "what": "missing"}).items
        again = imports.again(import_id)

    assert (read.state, read.names) == ("naming", Names(open=3, missing_bands=0, missing_venues=0))
    assert (staged.state, staged.names) == ("staged", Names(open=0, missing_bands=1, missing_venues=0))
    assert (staged.counts.created, staged.counts.errors, staged.counts.gigs) == (1, 1, 1)
    assert [name.name for name in missing] == [f"Nobody {word}"]
    assert (again.state, again.names.open) == ("naming", 1)


@pytest.mark.parametrize(("picker", "kind"), [(PICKERS[0], kinds.BANDS), (PICKERS[1], kinds.VENUES)])
def test_the_page_names_the_columns_and_other_spellings_the_picker_understands(picker: Any, kind: kinds.Kind) -> None:  # noqa: ANN401  # testkit's Picker
    catalogue = picker.catalogue

    assert kind.plural == catalogue.plural
    assert kind.columns == catalogue.columns
    assert {other: ours for ours, others in kind.aliases for other in others} == catalogue.spellings


def test_the_page_names_the_columns_of_gigs() -> None:
    assert set(kinds.GIGS.columns) - set(sheet.COLUMNS) == OF_GIGS_ALONE
    assert set(sheet.COLUMNS) <= set(kinds.GIGS.columns)
