"""Lists that come as files, as the front end sees them: the same calls for bands, venues and gigs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Annotated, Any

from gig_web.clients import records
from gig_web.clients.catalogue import Page
from gig_web.clients.kinds import Id, Instant, Whole
from gig_web.streams import Content, Download
from gig_web.upstream import Query, Upstream, UpstreamError

STAGING, NAMING, PLANNING, STAGED = "staging", "naming", "planning", "staged"
COMMITTING, COMMITTED, UNDOING, UNDONE, FAILED = "committing", "committed", "undoing", "undone", "failed"
AT_WORK = {STAGING, PLANNING, COMMITTING, UNDOING}
STATES = AT_WORK | {NAMING, STAGED, COMMITTED, UNDONE, FAILED}
NOT_ANSWERED = -1


def _check_state(word: str) -> None:
    if word not in STATES:
        raise ValueError("no state of an import")


def _check_part(number: float) -> None:
    if not 0 <= number <= 1:
        raise ValueError("no part of the whole")


@dataclass(frozen=True, slots=True)
class Names:
    """How many names of a list of gigs are to be looked up, and how many are not in the catalogue."""

    open: Whole
    missing_bands: Whole
    missing_venues: Whole


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows there are and what becomes of them; of gigs also how many they make, and the names in them."""

    rows: Whole
    created: Whole
    updated: Whole
    duplicates: Whole
    errors: Whole
    skipped: Whole
    kept: Whole = 0
    gigs: Whole = 0
    names: Names | None = None


@dataclass(frozen=True, slots=True)
class WhyNot:
    """What is wrong with a file, and on which line."""

    line: Whole | None
    detail: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A place that a city may be."""

    label: str


@dataclass(frozen=True, slots=True)
class Question:
    """A city that may be several places; the answer is the number of a choice, or None for none of them."""

    city: str
    rows: Whole
    choices: list[Choice]
    answer: Whole | None = NOT_ANSWERED

    @property
    def is_open(self) -> bool:
        """Whether nobody has answered yet."""
        return self.answer == NOT_ANSWERED


@dataclass(frozen=True, slots=True)
class Import:
    """One import; `progress` goes from 0 to 1 while it is worked on."""

    id: Id
    filename: str
    state: Annotated[str, _check_state]
    progress: Annotated[float, _check_part]
    counts: Counts
    columns_left_out: list[str]
    encoding: str | None
    delimiter: str | None
    problem: WhyNot | None
    questions: list[Question]
    undoable: bool
    created_at: Instant
    created_by: Id | None
    committed_at: Instant | None

    @property
    def is_at_work(self) -> bool:
        """Whether it is being worked on, so that it looks different in a moment."""
        return self.state in AT_WORK

    @property
    def names(self) -> Names:
        """How many names are open and missing; none in lists that have none."""
        return self.counts.names or Names(0, 0, 0)

    @property
    def taken(self) -> int:
        """How many rows do something."""
        return self.counts.created + self.counts.updated


@dataclass(frozen=True, slots=True)
class ImportRow:
    """What becomes of one row of the file."""

    line: Whole
    action: str
    entry_id: Id | None
    name: str | None
    field: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class NameAsked:
    """A name in a list of gigs, to be looked up under its `key`; `rows` say it."""

    key: str
    external_id: str | None
    name: str | None
    city: str | None
    rows: Whole


class Imports:
    """The client of one service's imports: `plural` is the noun in its paths."""

    def __init__(self, upstream: Upstream, plural: str) -> None:
        self.name = upstream.name
        self._upstream = upstream
        self._path = f"/v1/{plural}/imports"

    def latest(self) -> list[Import]:
        """Give the latest ones, newest first."""
        return records.read_page(Import, self._upstream.get(self._path).body, self.name)[0]

    def get(self, import_id: str) -> Import:
        """Give one; Refused 404 when there is none, or none any more."""
        return self._read(self._upstream.get(self._one(import_id)).body)

    def upload(self, import_id: str, filename: str, file: IO[bytes]) -> Import:
        """Send a file on, which must not be empty; the same id again changes nothing."""
        params = {"id": import_id, "filename": filename}
        return self._read(self._upstream.send("POST", self._path, Content(file, "text/csv"), params=params).body)

    def rows(self, import_id: str, params: Query) -> Page[ImportRow]:
        """Give a page of what becomes of its rows; Refused 422 for a cursor that is none."""
        body = self._upstream.get(self._one(import_id, "rows"), params).body
        return Page(*records.read_page(ImportRow, body, self.name))

    def report(self, import_id: str) -> Download:
        """Give what becomes of all its rows, as CSV."""
        return self._upstream.open(self._one(import_id, "report"))

    def answer(self, import_id: str, answers: Mapping[str, int | None]) -> Import:
        """Say which place each city is; Refused 409 once it was committed."""
        return self._read(self._upstream.send("POST", self._one(import_id, "answers"), {"answers": answers}).body)

    def commit(self, import_id: str) -> Import:
        """Begin to take its rows, without those that are errors; Refused 409 unless it is staged."""
        return self._read(self._upstream.send("POST", self._one(import_id, "commit"), params={"skip_errors": "1"}).body)

    def undo(self, import_id: str, keep: Sequence[str] = ()) -> Import:
        """Begin to take it back; what it made and `keep` names is archived instead. Refused 409."""
        body = {"keep": list(keep)} if keep else {}
        return self._read(self._upstream.send("POST", self._one(import_id, "undo"), body).body)

    def drop(self, import_id: str) -> None:
        """Forget one that was not committed; Refused 409 for any other."""
        self._upstream.send("DELETE", self._one(import_id))

    def _one(self, import_id: str, *more: str) -> str:
        return "/".join((self._path, import_id, *more))

    def _read(self, body: object) -> Import:
        if body is None:
            raise UpstreamError(self.name, "answered without a body")
        return records.read(Import, body, self.name)


class GigImports(Imports):
    """The client of the imports of gigs, whose names are looked up for the backend."""

    def __init__(self, upstream: Upstream) -> None:
        super().__init__(upstream, "gigs")

    def names(self, import_id: str, params: Query) -> Page[NameAsked]:
        """Give a page of names; `params` say `kind` (band or venue) and `what` (open or missing)."""
        body = self._upstream.get(self._one(import_id, "names"), params).body
        return Page(*records.read_page(NameAsked, body, self.name))

    def found(self, import_id: str, kind: str, items: Sequence[Mapping[str, Any]]) -> Import:
        """Note what was found for up to 1,000 names; without any open name the planning begins."""
        body = {"kind": kind, "items": list(items)}
        return self._read(self._upstream.send("POST", self._one(import_id, "names"), body).body)

    def again(self, import_id: str) -> Import:
        """Let all names that were not found be looked up again; Refused 409 unless it is staged."""
        return self._read(self._upstream.send("POST", self._one(import_id, "names", "again")).body)
