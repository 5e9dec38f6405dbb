"""Have a diary read by `diary_reader`: another process, which knows no secret and is ended when its time is over."""

import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from datetime import date
from typing import Any

import structlog

from diary_reader.trouble import Trouble

SECONDS = 12.0  # the proxy waits 15 for a page
AT_ONCE = 1  # of each process of the pages: reading takes a thread, a processor and up to 100 MB
WAIT_SECONDS = 1.5

SLOW = "It took too long to read this diary. Try again later, or give a file that covers a shorter time."
ODD = "This diary could not be read. Export it as an iCal file (.ics) and give that."
CROWDED = "Other diaries are being read at this moment. Nothing was changed; try again in a moment."

_KEPT = ("PATH", "TZDIR", "SSL_CERT_FILE", "SSL_CERT_DIR")

_log = structlog.get_logger()
_places = threading.BoundedSemaphore(AT_ONCE)


class Crowded(Trouble):
    """It was not even tried."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to read: an address, or the content of a file; `today` is the gig day under way in `zone`."""

    today: date
    zone: str
    address: str | None
    content: bytes = b""


@dataclass(frozen=True, slots=True)
class Read:
    """Busy gig days as ranges, all of them up to `known_until`; null where not all was understood."""

    busy: list[str]
    known_until: str | None


def read(wanted: Wanted) -> Read:
    """Read a diary; raises Trouble with a sentence, Crowded where it was not tried."""
    if not _places.acquire(timeout=WAIT_SECONDS):
        raise Crowded(CROWDED)
    try:
        found = _ask(wanted)
    finally:
        _places.release()
    if "trouble" in found:
        raise Trouble(found["trouble"])
    return Read(found["busy"], found["known_until"])


def _ask(wanted: Wanted) -> dict[str, Any]:
    asked = {"today": wanted.today.isoformat(), "zone": wanted.zone, "address": wanted.address or ""}
    given = json.dumps(asked).encode() + b"\n" + wanted.content
    try:
        done = subprocess.run(  # ourselves; what strangers wrote goes in as input only
            [sys.executable, "-m", "diary_reader"],
            input=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # it could quote what it reads
            env=_surroundings(),
            timeout=SECONDS,
            check=True,
        )
        found: dict[str, Any] = json.loads(done.stdout)
    except subprocess.TimeoutExpired as error:
        raise Trouble(SLOW) from error
    except (subprocess.CalledProcessError, ValueError) as error:
        _log.warning("diary not read", reason=type(error).__name__, code=getattr(error, "returncode", None))
        raise Trouble(ODD) from error
    return found


def _surroundings() -> dict[str, str]:
    """Give the environment of the reader: where its code lies, none of our settings."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return kept | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONDONTWRITEBYTECODE": "1"}
