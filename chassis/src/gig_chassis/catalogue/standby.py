"""What a picker picks from while its database is away: some of its entries, kept in memory and read again at times."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from math import inf
from random import Random
from typing import Any

import structlog
from sqlalchemy import Engine, create_engine, delete, insert, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import scoped_session, sessionmaker
from sqlalchemy.pool import StaticPool

from gig_chassis import database
from gig_chassis.catalogue.declaration import Catalogue
from gig_chassis.problems import Problem

KEPT = 300  # entries: about a megabyte
FRESH_SECONDS = 300.0
AGAIN_SECONDS = 2.0  # when it could not be read
SEED = 0  # every replica keeps the same entries, so that one can show what another dealt

JsonObject = dict[str, Any]
Answer = Callable[[Catalogue], JsonObject]  # an entry, or a page of `items`
Rows = Sequence[dict[str, Any]]

_log = structlog.get_logger()


class Source:
    """Where a picker reads what a suggestion needs: its database."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def read(self, answer: Answer) -> JsonObject:
        """Give `answer` of the catalogue."""
        with database.reading(self.catalogue.db):
            return answer(self.catalogue)


class Standby(Source):
    """The database, and up to KEPT of its entries in memory for the time it is away; the same queries run over both."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__(catalogue)
        self._memory = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
        self._kept = replace(catalogue, reader=scoped_session(sessionmaker(self._memory)))
        self._one_at_a_time = threading.Lock()  # there is one connection to the memory
        self._is_filled = False
        self._due = -inf
        tables = [catalogue.entries, catalogue.genres, catalogue.sizes]
        catalogue.entries.metadata.create_all(self._memory, tables)

    def read(self, answer: Answer) -> JsonObject:
        """Give `answer` of the database, or of what is kept; raises what the database does when nothing is."""
        try:
            return super().read(answer)
        except database.UNAVAILABLE:
            if not self._is_filled:
                raise
        return self._of_kept(answer)

    def refresh_when_due(self) -> None:
        """Read the entries again, beside the requests, when that is due: before each request."""
        if time.monotonic() < self._due:
            return
        self._due = inf
        threading.Thread(target=self.refresh, args=[database.engine_beside(self.catalogue.db)], daemon=True).start()

    def refresh(self, engine: Engine) -> None:
        """Read the entries again; when the database does not answer, what is kept stays."""
        wait = AGAIN_SECONDS
        try:
            self._keep(*_some(self.catalogue, engine))
            wait = FRESH_SECONDS if self._is_filled else AGAIN_SECONDS  # its starter list may be on its way
        except SQLAlchemyError as error:
            _log.warning("entries to pick from not read", error=type(error).__name__)
        finally:
            self._due = time.monotonic() + wait

    def _of_kept(self, answer: Answer) -> JsonObject:
        """Answer from memory; what is not found there may be in the database, which does not answer."""
        with self._one_at_a_time:
            try:
                found = answer(self._kept)
            except Problem as problem:
                raise database.unavailable() from problem
            finally:
                self._kept.session.remove()
        if not found.get("items", True):
            raise database.unavailable()
        return found

    def _keep(self, entries: Rows, genres: Rows) -> None:
        catalogue = self.catalogue
        with self._one_at_a_time, self._memory.begin() as memory:
            for table in (catalogue.genres, catalogue.entries, catalogue.sizes):
                memory.execute(delete(table))
            memory.execute(insert(catalogue.sizes).values(id=1, entries=len(entries), unseen=0))
            for table, rows in ((catalogue.entries, entries), (catalogue.genres, genres)):
                if rows:
                    memory.execute(insert(table), rows)
        self._is_filled = bool(entries)


def _some(catalogue: Catalogue, engine: Engine) -> tuple[Rows, Rows]:
    """Read entries to keep, at positions without a gap, and their genres."""
    entry, genre = catalogue.entries, catalogue.genres
    columns = [column for column in entry.c if column.computed is None]
    with engine.connect() as connection:
        size = connection.execute(select(catalogue.sizes.c.entries)).scalar_one()
        there = (entry.c.position.in_(_positions(size)), entry.c.archived_at.is_(None))
        entries = connection.execute(select(*columns).where(*there).order_by(entry.c.position)).mappings().all()
        ids = [row["id"] for row in entries]
        genres = connection.execute(select(genre).where(genre.c.entry_id.in_(ids))).mappings().all()
    return [{**row, "position": place} for place, row in enumerate(entries)], [{**row} for row in genres]


def _positions(size: int) -> Sequence[int]:
    """Draw the positions to keep, nearly the same ones when the catalogue has grown a little."""
    if size <= KEPT:
        return range(size)
    chance, span, drawn = Random(SEED), 1 << size.bit_length(), dict[int, None]()
    while len(drawn) < KEPT:
        position = chance.randrange(span)
        if position < size:
            drawn[position] = None
    return list(drawn)
