"""A file sent as the body of a request: kept on disk, not in memory."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

from flask import request
from werkzeug.exceptions import BadRequest, HTTPException

from gig_chassis.problems import Problem

MOST_BYTES = 32 * 1024 * 1024
_CHUNK = 1 << 16


def received() -> BinaryIO:
    """Give the body of the request under way in a temporary file, to be closed by the caller; raises Problem 415."""
    if not request.mimetype.startswith("text/"):
        raise Problem(415, "Send the file as text/csv.")
    with _closed_when_it_fails() as file:
        try:
            shutil.copyfileobj(request.stream, file, _CHUNK)
        except HTTPException:
            raise
        except Exception as error:  # each server has its own for a body that breaks off
            raise BadRequest from error
        if request.content_length not in {None, file.tell()}:  # gunicorn takes the end of a connection for the body's
            raise BadRequest
    return file


@contextmanager
def _closed_when_it_fails() -> Iterator[BinaryIO]:
    file = cast("BinaryIO", tempfile.TemporaryFile())  # noqa: SIM115  # the caller closes it
    try:
        yield file
    except BaseException:
        file.close()
        raise
