"""A replica asked to stop goes on serving for a while: answers of the DNS that name it may still be in use."""

import mmap
import signal
from dataclasses import dataclass
from typing import Any

from gig_chassis import settings

LONGEST_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Settings:
    """`LINGER`: seconds between SIGTERM and the end of serving."""

    linger: int = 0


def seconds() -> int:
    """Read `LINGER` from the environment; raises SettingsError for what is no sensible number."""
    chosen = settings.load(Settings).linger
    if chosen > LONGEST_SECONDS:
        settings.refuse([f"LINGER must be at most {LONGEST_SECONDS} seconds, not {chosen}"])
    return chosen


def prepare(arbiter: Any, linger: int) -> mmap.mmap:  # noqa: ANN401  # gunicorn ships no types
    """Let the first SIGTERM start a wait of `linger` seconds; give a byte the workers share, 1 while it lasts.

    The wait ends with a graceful stop, as does a second SIGTERM at once. SIGINT and SIGQUIT do what they always did.
    """
    leaving = mmap.mmap(-1, 1)
    stop = arbiter.handle_term

    def leave() -> None:
        if leaving[0]:
            stop()
        leaving[0] = 1
        signal.alarm(linger)

    if linger:
        signal.signal(signal.SIGALRM, arbiter.signal)
        arbiter.handle_term, arbiter.handle_alrm = leave, stop
    return leaving
