"""`python -m diary_reader`: a line of JSON and the file on standard input, the answer as JSON on standard output."""

import contextlib
import json
import resource
import sys
from datetime import date
from pathlib import Path

from diary_reader import reading
from diary_reader.fetching import MOST_BYTES, Network
from diary_reader.reading import Wanted

MEMORY = 160 * 1024 * 1024  # of addresses; the worst that came up used 95 MB
FIRST_TO_GO = "1000"  # where memory runs out, rather this process than the pages
BOUNDS = {
    resource.RLIMIT_AS: MEMORY,
    resource.RLIMIT_CPU: 11,  # seconds; the page gives up at about that time anyway
    resource.RLIMIT_CORE: 0,  # nothing of a diary is ever written down
    resource.RLIMIT_FSIZE: 0,
}


def bind() -> None:
    """Bound what this process may use; not every system knows all of it."""
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(FIRST_TO_GO, encoding="ascii")
    for what, most in BOUNDS.items():
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(what, (most, most))


def main() -> None:
    """Read one diary."""
    bind()
    given = json.loads(sys.stdin.buffer.readline())
    content = sys.stdin.buffer.read(MOST_BYTES + 1)
    wanted = Wanted(date.fromisoformat(given["today"]), given["zone"], given["address"], content)
    json.dump(reading.read(wanted, Network()), sys.stdout)


if __name__ == "__main__":
    main()
