"""Gigs as CSV (RFC 4180, UTF-8), written while they are read."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from flask import Response, stream_with_context

from gig_chassis import acting, database, downloads
from gig_store import listing
from gig_store.csvs import sheet
from gig_store.models import db

CHUNK = 500  # gigs read at once


def response(asked: Mapping[str, Any]) -> Response:
    """Stream the gigs that the filters of the list leave, in its order."""
    names = sheet.columns(with_private=acting.may_see_money())
    chunks = _chunks(asked, names)
    first = next(chunks)  # before anything is sent: a database that is down answers 503, not half a file
    answer = Response(stream_with_context(chain([_lines([names]), first], chunks)), mimetype="text/csv")
    downloads.name_file(answer, "gigs.csv")
    return answer


def _chunks(asked: Mapping[str, Any], names: list[str]) -> Iterator[str]:
    cursor = None
    while True:
        with database.reading(db):
            gigs, cursor = listing.page({**asked, "limit": CHUNK, "cursor": cursor})
        yield _lines(sheet.row(gig, names).values() for gig in gigs)
        if cursor is None:
            return


def _lines(lines: Iterable[Iterable[str]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(lines)
    return text.getvalue()
