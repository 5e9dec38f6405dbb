"""Planners to measure: one with a real history of shows, and copies of it with nothing but the gigs of one page."""

import csv
import io
import logging
import shutil
import sqlite3
import uuid
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests
import structlog
from somebody import SECONDS, Somebody, make_first
from testkit.gig_lists import Importer, Name
from testkit.patience import await_that
from testkit.signing import TOKEN

import gig_store
from gig_store.models import db
from launcher.services import Site
from launcher.stack import Stack

CHECKOUT = Path(__file__).resolve().parents[1]
LISTS = CHECKOUT.parent / "shared" / "data" / "uk-shows"
PICKERS = (("band_picker", "bands", "artists.csv"), ("venue_picker", "venues", "venues.csv"))
PATIENCE = 120  # seconds a list may take
GIG_TABLES = (("act", "gig_id"), ("history", "gig_id"), ("gig", "id"))

Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Known:
    """The bands of the lists by name and their venues by the list's id, as the pickers keep them."""

    bands: Mapping[str, Facts]
    venues: Mapping[str, Facts]

    def find(self, kind: str, name: Name) -> list[Facts]:
        """Give the one that is meant; a band that no list has is made up, such a venue is not found."""
        if kind == "venue":
            found = self.venues.get(str(name["external_id"]))
            return [found] if found else []
        told = str(name["name"])
        made_up = {"id": str(uuid.uuid5(uuid.NAMESPACE_DNS, told.casefold())), "name": told}
        return [self.bands.get(told.casefold(), made_up)]


def make(folder: Path) -> int:
    """Fill an empty folder with the lists, bands and venues first; give how many gigs the shows came to."""
    with Stack(Site(CHECKOUT, folder)) as stack:
        who = make_first(stack.url_of("gig_store"), stack.token)
        for package, plural, file in PICKERS:
            _take(f"{stack.url_of(package)}/v1/{plural}/imports", who, (LISTS / file).read_bytes())
        known = Known(
            {row["name"].casefold(): _facts(row) for row in _exported(stack, who, "band_picker", "bands")},
            {row["external_id"]: _facts(row) for row in _exported(stack, who, "venue_picker", "venues")},
        )
    return _take_shows(folder, known)


def keep_only(folder: Path, source: Path, gig_ids: Iterable[str]) -> None:
    """Copy the planner of a stopped stack, with these gigs alone."""
    shutil.copytree(source, folder)
    with closing(sqlite3.connect(folder / "gigs.db")) as database:
        database.execute("CREATE TEMP TABLE kept (id BLOB PRIMARY KEY)")
        database.executemany("INSERT INTO kept VALUES (?)", [(uuid.UUID(gig_id).bytes,) for gig_id in gig_ids])
        for table, column in GIG_TABLES:
            database.execute(f"DELETE FROM {table} WHERE {column} NOT IN kept")  # noqa: S608  # names that stand here
        database.commit()
        database.execute("VACUUM")


def _take(url: str, who: Somebody, content: bytes) -> None:
    sent = {
        "params": {"id": str(uuid.uuid4()), "filename": "list.csv"},
        "headers": {**who.headers(), "Content-Type": "text/csv"},
    }
    started = requests.post(url, content, **sent, timeout=SECONDS)  # type: ignore[arg-type]  # two dicts of words
    started.raise_for_status()
    one = f"{url}/{started.json()['id']}"

    def is_now(state: str) -> bool:
        return bool(requests.get(one, headers=who.headers(), timeout=SECONDS).json()["state"] == state)

    await_that(lambda: is_now("staged"), PATIENCE)
    committed = requests.post(f"{one}/commit?skip_errors=1", headers=who.headers(), timeout=SECONDS)
    committed.raise_for_status()
    await_that(lambda: is_now("committed"), PATIENCE)


def _exported(stack: Stack, who: Somebody, package: str, plural: str) -> Iterable[dict[str, str]]:
    answer = requests.get(f"{stack.url_of(package)}/v1/{plural}/export", headers=who.headers(), timeout=PATIENCE)
    return csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""))


def _facts(row: Mapping[str, str]) -> Facts:
    """Give what a gig keeps of a band or venue."""
    facts: Facts = {"id": row["id"], "name": row["name"], "genres": [one for one in row["genres"].split(";") if one]}
    if "timezone" in row:
        facts |= {"city": row["city"] or None, "timezone": row["timezone"] or None}
    return facts | {name: float(row[name]) for name in ("lat", "lon") if row[name]}


def _take_shows(folder: Path, known: Known) -> int:
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING)
    )  # it is within this process
    app = gig_store.create_app(gig_store.Settings(f"sqlite:///{folder / 'gigs.db'}", TOKEN))
    importer = Importer(app, known.find)
    job = importer.do(importer.stage((LISTS / "shows.csv").read_bytes()), "commit", skip_errors="1")
    with app.app_context():
        db.engine.dispose()
    return int(job["counts"]["gigs"])
