"""Lists of gigs sent to the backend, their names looked up as the pickers would, and worked on to the end."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from testkit.accounts import Account, acting_as, give_account
from testkit.importing import wait
from werkzeug.test import TestResponse

ROOT = "/v1/gigs/imports"
AT_ONCE = 1_000

Job = dict[str, Any]  # the JSON of an import
Name = Mapping[str, Any]  # as `names` gives it
Find = Callable[[str, Name], list[dict[str, Any]]]  # (kind, name) → the facts of all that it may be, with their ids


def made_up(kind: str, name: Name) -> list[dict[str, Any]]:
    """Know whatever has a name; the same name is the same one."""
    if not name["name"]:
        return []
    found_id = str(uuid.uuid5(uuid.NAMESPACE_DNS, f"{kind} {name['name'].casefold()}"))
    return [{"id": found_id, "name": name["name"]} | ({"city": name["city"]} if kind == "venue" else {})]


@dataclass
class Importer:
    """An admin who sends lists; `find` stands for the catalogues."""

    app: Flask
    find: Find = made_up
    account: Account = field(init=False)

    def __post_init__(self) -> None:
        self.account = give_account(self.app, "admin", "")

    def send(self, method: str, path: str, **options: object) -> TestResponse:
        return self.app.test_client().open(f"{ROOT}{path}", method=method, headers=acting_as(self.account), **options)

    def get(self, path: str, **query: object) -> Job:
        answer = self.send("GET", path, query_string=query)
        assert answer.status_code == 200, answer.text
        return dict(answer.json)

    def upload(self, content: str | bytes) -> Job:
        """Send a list and give its import once it was read."""
        import_id = str(uuid.uuid4())
        query = {"id": import_id, "filename": "list.csv"}
        data = content.encode() if isinstance(content, str) else content
        answer = self.send("POST", "", query_string=query, data=data, content_type="text/csv")
        assert answer.status_code == 202, answer.text
        wait()
        return self.get(f"/{import_id}")

    def look_up(self, job: Job) -> Job:
        """Answer every open name, and give the import once it is planned."""
        for kind in ("band", "venue"):
            while items := self.get(f"/{job['id']}/names", kind=kind)["items"]:
                self.tell(job, kind, [self._answer(kind, name) for name in items])
        wait()
        return self.get(f"/{job['id']}")

    def tell(self, job: Job, kind: str, items: list[dict[str, Any]]) -> Job:
        answer = self.send("POST", f"/{job['id']}/names", json={"kind": kind, "items": items})
        assert answer.status_code == 200, answer.text
        return dict(answer.json)

    def stage(self, content: str | bytes) -> Job:
        """Send a list and give its import once it is planned."""
        job = self.upload(content)
        return self.look_up(job) if job["state"] == "naming" else job

    def do(self, job: Job, what: str, **query: object) -> Job:
        """Commit or undo an import and give what became of it."""
        body = {"json": {}} if what == "undo" else {}
        answer = self.send("POST", f"/{job['id']}/{what}", query_string=query, **body)
        assert answer.status_code == 202, answer.text
        wait()
        return self.get(f"/{job['id']}")

    def rows(self, job: Job, *names: str) -> list[tuple[Any, ...]]:
        """Give these members of every row."""
        return [tuple(row[name] for name in names) for row in self.get(f"/{job['id']}/rows", limit=100)["items"]]

    def _answer(self, kind: str, name: Name) -> dict[str, Any]:
        found = self.find(kind, name)
        facts = dict(found[0]) if len(found) == 1 else None
        found_id = facts.pop("id") if facts else None
        return {"key": name["key"], "id": found_id, "candidates": len(found), "facts": facts}
