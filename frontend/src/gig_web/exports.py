"""Lists as CSV, handed on while a service writes them; nobody gets half of one as if it were whole."""

from collections.abc import Iterator

import structlog
from flask import Response
from urllib3.exceptions import HTTPError

from gig_chassis import downloads
from gig_web.streams import Download

_log = structlog.get_logger()


def csv(download: Download, filename: str) -> Response:
    """Answer with a download under a name; where it breaks off the connection is cut, as browsers then say so."""
    answer = Response(_pieces(download, filename), mimetype="text/csv")
    downloads.name_file(answer, filename)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Accel-Buffering"] = "no"  # the proxy hands on each piece as it comes
    answer.call_on_close(download.close)
    return answer


def _pieces(download: Download, filename: str) -> Iterator[bytes]:
    try:
        yield from download
    except (HTTPError, OSError) as error:
        _log.warning("download broke off", filename=filename, error=type(error).__name__)
        raise
