"""Bands, venues and gigs made through the services' own APIs, each with a name no other test uses."""

import sqlite3
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import requests
from sqlalchemy import URL, create_engine, inspect, make_url, text
from testkit.accounts import Account, acting_as
from testkit.elsewhere import PlannerElsewhere, url_of_database
from testkit.patience import await_that

from launcher.services import APIS
from launcher.stack import Stack

Body = dict[str, Any]
SECONDS = 20
READ = {"staged", "naming"}  # what an import is once its file was read


class Maker:
    """Somebody at the APIs of a running stack, with an account of theirs."""

    def __init__(self, stack: Stack | PlannerElsewhere, account: Account) -> None:
        self.account = account
        self._stack = stack
        self._tokens = (stack.token,)
        self._session = requests.Session()
        self._session.trust_env = False

    def close(self) -> None:
        """Give the connections back."""
        self._session.close()

    def send(self, method: str, package: str, path: str, body: object = None, rev: int | None = None) -> Any:  # noqa: ANN401  # a response
        """Send one request to a service; `rev` as If-Match."""
        headers = acting_as(self.account, self._tokens) | ({} if rev is None else {"If-Match": f'"{rev}"'})
        url = f"{self._stack.url_of(package)}/v1{path}"
        return self._session.request(method, url, json=body, headers=headers, timeout=SECONDS)

    def band(self, name: str = "", **facts: object) -> Body:
        """Add a band."""
        return self._made("POST", "band_picker", "/bands", {"name": name or named("Band"), **facts})

    def venue(self, name: str = "", **facts: object) -> Body:
        """Add a venue."""
        return self._made("POST", "venue_picker", "/venues", {"name": name or named("Room"), **facts})

    def diary(self, kind: str, owner: Body, **fields: object) -> Body:
        """Keep a diary of a band or venue as if it had been read from an address."""
        usual = {"source": "https://calendar.example/s3cret.ics", "busy": [], "known_until": night(400)}
        return self._made("PUT", "gig_store", f"/diaries/{kind}/{owner['id']}", {**usual, **fields})

    def staged(self, package: str, plural: str, content: str) -> Body:
        """Send a list and give its import once it was read; nothing is committed, no name looked up."""
        headers, path = acting_as(self.account, self._tokens) | {"Content-Type": "text/csv"}, f"/{plural}/imports"
        wanted = {"id": str(uuid.uuid4()), "filename": "list.csv"}
        url = f"{self._stack.url_of(package)}/v1{path}"
        self._session.post(url, content, params=wanted, headers=headers, timeout=SECONDS).raise_for_status()
        await_that(lambda: self._made("GET", package, f"{path}/{wanted['id']}")["state"] in READ)
        return self._made("GET", package, f"{path}/{wanted['id']}")

    def await_imports(self) -> None:
        """Wait until no service works on a list any more."""
        for noun, service in (("band", "band_picker"), ("venue", "venue_picker"), ("gig", "gig_store")):
            await_that(lambda service=service, path=f"/{noun}s/imports": not self._at_work(service, path))

    def _at_work(self, service: str, path: str) -> bool:
        jobs = self._made("GET", service, path)["items"]
        return any(job["state"] in {"staging", "planning", "committing", "undoing"} for job in jobs)

    def gig(self, **fields: object) -> Body:
        """Add a gig of a band at a venue on a night to come, unless `fields` say otherwise."""
        usual = {"lineup": [act(self.band())], "venue": room(self.venue()), "gig_day": night()}
        return self._made("PUT", "gig_store", f"/gigs/{uuid.uuid4()}", {**usual, **fields})

    def change(self, gig: Body, **fields: object) -> Body:
        """Change a gig as somebody else would."""
        return self._made("PATCH", "gig_store", f"/gigs/{gig['id']}", fields, rev=gig["rev"])

    def trash(self, gig: Body) -> Body:
        """Put a gig into the trash."""
        self.send("DELETE", "gig_store", f"/gigs/{gig['id']}", rev=gig["rev"]).raise_for_status()
        return self.read_gig(gig["id"])

    def read_gig(self, gig_id: str) -> Body:
        """Give a gig as it is now."""
        return self._made("GET", "gig_store", f"/gigs/{gig_id}")

    def gigs_of(self, band: Body) -> list[Body]:
        """Give all gigs of a band."""
        found: list[Body] = self._made("GET", "gig_store", f"/gigs?band={band['id']}")["items"]
        return found

    def saved_since(self, before: Counter[str]) -> Counter[str]:
        """Say which rows each table has more or less than `before`."""
        after = rows(self._stack)
        return Counter({name: after[name] - before[name] for name in after | before if after[name] != before[name]})

    def _made(self, method: str, package: str, path: str, body: object = None, rev: int | None = None) -> Body:
        answer = self.send(method, package, path, body, rev)
        assert answer.ok, answer.text
        made: Body = answer.json()
        return made


def named(noun: str) -> str:
    """Make a name no other test uses."""
    return f"{noun} {uuid.uuid4().hex[:10]}"


def night(ahead: int = 60) -> str:
    """Give a night to come."""
    return str(date.today() + timedelta(days=ahead))  # noqa: DTZ011  # where the tests run


def act(band: Body, billing: str = "headline") -> Body:
    """Make a band an act of a line-up."""
    return {"band_id": band["id"], "name": band["name"], "billing": billing}


def room(venue: Body) -> Body:
    """Make a venue the room of a gig."""
    return {name: venue[name] for name in ("id", "name", "city", "capacity", "dark_days", "own")}


def rows(stack: Stack | PlannerElsewhere) -> Counter[str]:
    """Count every distinct row of the three databases, by table and content."""
    counted: Counter[str] = Counter()
    for service in APIS:
        url = make_url(url_of_database(stack, service))
        lines = _lines(str(url.database)) if url.get_backend_name() == "sqlite" else _rows(url)
        counted.update(f"{service.package}: {line}" for line in lines)
    return counted


def _lines(path: str) -> Iterator[str]:
    with closing(sqlite3.connect(f"{Path(path).as_uri()}?mode=ro", uri=True)) as database:
        yield from database.iterdump()


def _rows(url: URL) -> Iterator[str]:
    engine = create_engine(url)
    with engine.connect() as connection:
        for table in inspect(connection).get_table_names():
            for row in connection.execute(text(f"SELECT * FROM `{table}`")):  # noqa: S608  # a name the server told
                yield f"{table}: {tuple(row)}"
    engine.dispose()
