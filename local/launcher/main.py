"""The program behind `make run`."""

import os
import signal
import sys
import time
from pathlib import Path
from typing import NoReturn

from launcher import data_dir, settings
from launcher.errors import CannotStart
from launcher.services import SERVICES, Site
from launcher.stack import Stack
from launcher.supervisor import Supervisor

CHECKOUT = Path(__file__).resolve().parents[2]
ENDS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def run(started: float, checkout: Path = CHECKOUT) -> int:
    """Start the services and keep them running until Ctrl-C or SIGTERM; give the exit code."""
    for end in ENDS:
        if signal.getsignal(end) is not signal.SIG_IGN:  # as under nohup
            signal.signal(end, _interrupt)
    try:
        chosen = settings.load(os.environ)
        _serve(chosen, Site(checkout, chosen.data_dir.resolve()), started)
    except CannotStart as error:
        print(f"Gig Planner cannot start. {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped.")
    return 0


def _serve(chosen: settings.Settings, site: Site, started: float) -> None:
    ports = [chosen.port + place if chosen.port else 0 for place in range(len(SERVICES))]
    with data_dir.locked(site.folder), _Stopping(site, chosen.host, ports) as stack:
        took = time.monotonic() - started
        _say(
            f"Gig Planner is ready at {stack.url} ({took:.1f} s). Ctrl-C stops it. Logs: {site.folder / data_dir.LOGS}"
        )
        Supervisor(stack, _say).run()


class _Stopping(Stack):
    """A stack that lets no second Ctrl-C cut its stopping short."""

    def stop(self) -> None:
        """Stop all, undisturbed."""
        for end in ENDS:
            signal.signal(end, signal.SIG_IGN)
        super().stop()


def _say(sentence: str) -> None:
    print(sentence, flush=True)


def _interrupt(*_args: object) -> NoReturn:
    raise KeyboardInterrupt
