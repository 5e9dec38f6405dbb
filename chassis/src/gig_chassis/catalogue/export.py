"""The catalogue as CSV (RFC 4180, UTF-8), written while it is read."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from flask import Response, stream_with_context

from gig_chassis import database, downloads
from gig_chassis.catalogue import cells, filters, listing, rows
from gig_chassis.catalogue.declaration import Catalogue

CHUNK = 500  # rows read at once


def response(catalogue: Catalogue, query: Mapping[str, Any]) -> Response:
    """Stream the entries that the filters of a list leave, by name."""
    chunks = _chunks(catalogue, query)
    first = next(chunks)  # before anything is sent: a database that is down answers 503, not half a file
    header = _lines([catalogue.columns])
    answer = Response(stream_with_context(chain([header, first], chunks)), mimetype="text/csv")
    downloads.name_file(answer, f"{catalogue.plural}.csv")
    return answer


def _chunks(catalogue: Catalogue, query: Mapping[str, Any]) -> Iterator[str]:
    conditions, sort = filters.conditions(catalogue, query), listing.order(catalogue, "name")
    after = None
    while True:
        with database.reading(catalogue.db):
            found = listing.stretch(catalogue, conditions, sort, after, CHUNK)
            entries = rows.shapes(catalogue, found)
        yield _lines([cells.written(entry[name]) for name in catalogue.columns] for entry in entries)
        if len(found) < CHUNK:
            return
        after = listing.key(sort, found[-1])


def _lines(lines: Iterable[Iterable[str]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(lines)
    return text.getvalue()
