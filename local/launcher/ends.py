"""The signals that end a program of ours: Ctrl-C, SIGTERM and the terminal's hang-up."""

import signal
from typing import NoReturn

ENDS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def interrupt() -> None:
    """Let each of them raise KeyboardInterrupt, so that what is under way is cleaned up."""
    for end in ENDS:
        if signal.getsignal(end) is not signal.SIG_IGN:  # as under nohup
            signal.signal(end, _interrupt)


def ignore() -> None:
    """Let none of them cut short what comes now."""
    for end in ENDS:
        signal.signal(end, signal.SIG_IGN)


def _interrupt(*_args: object) -> NoReturn:
    raise KeyboardInterrupt
