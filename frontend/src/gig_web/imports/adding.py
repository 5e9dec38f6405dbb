"""Bands and venues that a list of gigs names and the catalogue lacks: added first, by imports of their own.

Their ids follow from that of the list of gigs, so whoever presses the button again goes on where it stopped.
"""

import csv
import io
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO
from uuid import UUID, uuid5

from gig_web.clients.imports import COMMITTED, FAILED, STAGED, UNDONE, Import, Imports
from gig_web.imports import kinds
from gig_web.imports.kinds import Kind
from gig_web.upstream import Refused, UpstreamError

SECONDS = 20.0
PAUSE_SECONDS = 0.25
AT_ONCE = 1_000
IN_MEMORY_BYTES = 1024 * 1024
MOST_TRIES = 20  # imports of one kind that failed or were undone
COLUMNS = ("name", "city", "external_id")
MISSING, CONFLICT = 404, 409
_GUARDED = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Part:
    """What is missing of one kind, and its own import where there is one already."""

    kind: Kind
    missing: int
    own_id: str
    own: Import | None

    @property
    def is_under_way(self) -> bool:
        """Whether adding them has begun and has not ended."""
        return self.own is not None and not self.is_added

    @property
    def is_added(self) -> bool:
        """Whether they were added; what is missing still could not be, or was not looked up again yet."""
        return self.own is not None and self.own.state == COMMITTED


def shown(job: Import) -> list[Part]:
    """Give what is missing of bands and of venues; what a silent service has begun to add is not known."""
    found = []
    for kind, missing in _missing(job):
        try:
            found.append(_part(job, kind, missing))
        except UpstreamError:
            found.append(Part(kind, missing, "", None))
    return found


def add(job: Import) -> None:
    """Add what is missing and let it be looked up again; where time runs out, whoever asks once more goes on.

    Raises Refused with a sentence where a list cannot be added.
    """
    ends = time.monotonic() + SECONDS
    for part in [_part(job, kind, missing) for kind, missing in _missing(job)]:
        if not part.is_added and not _add(job, part, ends):
            return
    _look_again(job)


def _missing(job: Import) -> list[tuple[Kind, int]]:
    if job.state != STAGED:
        return []
    missing = ((kinds.BANDS, job.names.missing_bands), (kinds.VENUES, job.names.missing_venues))
    return [(kind, number) for kind, number in missing if number]


def _add(job: Import, part: Part, ends: float) -> bool:
    client = part.kind.client()
    own = _settled(client, part.own or _upload(job, part, client), ends)
    if own.state == STAGED:
        own = _settled(client, _commit(client, own), ends)
    if own.state == FAILED or (own.state == STAGED and own.problem):
        raise Refused(CONFLICT, {"detail": own.problem.detail if own.problem else "The list could not be read."})
    return own.state == COMMITTED


def _look_again(job: Import) -> None:
    try:
        kinds.gig_imports().again(job.id)
    except Refused as refused:
        if refused.status != CONFLICT:  # a second press came first
            raise


def _part(job: Import, kind: Kind, missing: int) -> Part:
    """Find the import that adds them; one that failed or was undone is followed by another."""
    own_id, own, client = "", None, kind.client()
    for number in range(MOST_TRIES):
        own_id = str(uuid5(UUID(job.id), f"{kind.singular} {number}"))
        own = _there(client, own_id)
        if own is None or own.state not in {FAILED, UNDONE}:
            break
    return Part(kind, missing, own_id, own)


def _there(client: Imports, import_id: str) -> Import | None:
    try:
        return client.get(import_id)
    except Refused as refused:
        if refused.status != MISSING:
            raise
        return None


def _upload(job: Import, part: Part, client: Imports) -> Import:
    with tempfile.SpooledTemporaryFile(IN_MEMORY_BYTES) as file:
        _write(file, job.id, part.kind.singular)
        name = f"{part.kind.plural.capitalize()} of {job.filename}"[:200]
        return client.upload(part.own_id, name, file)


def _write(file: IO[bytes], import_id: str, kind: str) -> None:
    text = io.TextIOWrapper(file, "utf-8", newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows(_rows(import_id, kind))
    text.detach()
    file.seek(0)


def _rows(import_id: str, kind: str) -> Iterator[list[str]]:
    params: dict[str, object] = {"kind": kind, "what": "missing", "limit": AT_ONCE}
    while True:
        page = kinds.gig_imports().names(import_id, params)
        yield from ([_cell(row.name), _cell(row.city), _cell(row.external_id)] for row in page.items)
        if page.next is None:
            return
        params["cursor"] = page.next


def _cell(text: str | None) -> str:
    """Guard a text as our exports do, as an import takes the guard off."""
    text = text or ""
    return f"'{text}" if text.lstrip("'").startswith(_GUARDED) else text


def _commit(client: Imports, own: Import) -> Import:
    try:
        return client.commit(own.id)
    except Refused as refused:
        if refused.status != CONFLICT:
            raise
        return client.get(own.id)


def _settled(client: Imports, own: Import, ends: float) -> Import:
    """Wait until nothing works on it, or the time is over."""
    while own.is_at_work and time.monotonic() < ends:
        time.sleep(PAUSE_SECONDS)
        own = client.get(own.id)
    return own
