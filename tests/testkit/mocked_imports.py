"""The imports of one mocked service: those it has, what was sent to it, the names it asks for."""

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import requests_mock

Body = dict[str, Any]

ID = "0190a000-0000-7000-8000-0000000000e1"
OWN_ID = "0190a000-0000-7000-8000-00000000aaaa"
NO_COUNTS = dict.fromkeys(("rows", "created", "updated", "duplicates", "errors", "skipped", "kept"), 0)
STAGED: Body = {
    "id": ID,
    "filename": "list.csv",
    "state": "staged",
    "progress": 1.0,
    "counts": NO_COUNTS | {"rows": 60, "created": 44, "updated": 3, "duplicates": 10, "errors": 3},
    "columns_left_out": [],
    "encoding": "UTF-8",
    "delimiter": "comma",
    "problem": None,
    "questions": [],
    "undoable": False,
    "created_at": "2026-11-28T12:00:00Z",
    "created_by": OWN_ID,
    "committed_at": None,
}
COMMITTED = STAGED | {
    "state": "committed",
    "counts": NO_COUNTS | {"rows": 60, "created": 44, "updated": 3, "duplicates": 10, "skipped": 3},
    "undoable": True,
    "committed_at": "2026-11-28T12:05:00Z",
}


def row(line: int = 2, action: str = "create", **changes: object) -> Body:
    """Make a row of an import."""
    usual: Body = {"line": line, "action": action, "entry_id": None, "name": "The Howl", "field": None, "reason": None}
    return usual | changes


def problem(status: int, detail: str) -> Body:
    """Make the answer of a service that refuses."""
    return {"status_code": status, "json": {"title": "Refused", "status": status, "detail": detail}}


@dataclass(slots=True)
class Lists:
    """The mocked imports of `plural`; `received` are the files it was sent."""

    plural: str
    mock: requests_mock.Mocker
    received: list[bytes] = field(default_factory=list)
    url: str = field(init=False)
    one: str = field(init=False)
    page: str = field(init=False)

    def __post_init__(self) -> None:
        self.url = f"http://{self.plural}.test/v1/{self.plural}/imports"
        self.one = f"{self.url}/{ID}"
        self.page = f"/{self.plural}/import/{ID}"
        self.lists()
        for what in ("commit", "undo", "answers", "names", "names/again"):
            self.mock.post(f"{self.one}/{what}", json=STAGED)
        self.mock.post(re.compile(re.escape(self.url) + r"\?"), json=self._receive, status_code=202)
        self.rows()

    def lists(self, *jobs: Body) -> None:
        """Have these imports, newest first."""
        self.mock.get(self.url, json={"items": list(jobs), "next": None})

    def has(self, *versions: Body) -> None:
        """Answer one import, each time it is asked the next of `versions`."""
        self.mock.get(self.one, [{"json": version} for version in versions])

    def rows(self, *rows: Body, following: str | None = None) -> None:
        """Answer a page of rows, whatever is asked for."""
        self.mock.get(f"{self.one}/rows", json={"items": list(rows), "next": following})

    def asks(self, kind: str, what: str, *pages: list[Body]) -> None:
        """Answer the names of a kind, each time the next of `pages`."""
        query = urlencode({"kind": kind, "what": what})
        answers = [{"json": {"items": page, "next": None}} for page in pages]
        self.mock.get(f"{self.one}/names?{query}", answers)

    def sent(self, method: str, ending: str = "") -> list[Any]:
        """Give what was sent to its imports with `method`."""
        history = self.mock.request_history
        return [each for each in history if each.method == method and self._is_own(each.url, ending)]

    def _receive(self, request: Any, _context: object) -> Body:  # noqa: ANN401  # as requests-mock hands it over
        self.received.append(request.text.read())
        return STAGED | {"id": request.qs["id"][0], "state": "staging", "progress": 0.0}

    def _is_own(self, url: str, ending: str) -> bool:
        return url.startswith(self.url) and url.partition("?")[0].endswith(ending)
