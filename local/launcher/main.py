"""The program behind `make run`."""

import os
import sys
import time
from pathlib import Path

from launcher import data_dir, ends, settings, swap
from launcher.errors import CannotStart
from launcher.services import SERVICES, Site
from launcher.stack import Stack
from launcher.supervisor import Supervisor

CHECKOUT = Path(__file__).resolve().parents[2]


def run(started: float, checkout: Path = CHECKOUT) -> int:
    """Start the services and keep them running until Ctrl-C or SIGTERM; give the exit code."""
    ends.interrupt()
    try:
        chosen = settings.load(os.environ)
        _serve(chosen, Site(checkout, chosen.data_dir.resolve(), chosen.host), started)
    except CannotStart as error:
        print(f"Gig Planner cannot start. {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped.")
    return 0


def _serve(chosen: settings.Settings, site: Site, started: float) -> None:
    ports = [chosen.port + place if chosen.port else 0 for place in range(len(SERVICES))]
    with data_dir.locked(site.folder):
        if swap.finish(site.folder):
            _say("A restore had been cut short; it is finished now.")
        with _Stopping(site, ports) as stack:
            took = time.monotonic() - started
            ready = f"Gig Planner is ready at {stack.url} ({took:.1f} s). Ctrl-C stops it."
            _say(f"{ready} Logs: {site.folder / data_dir.LOGS}")
            Supervisor(stack, _say).run()


class _Stopping(Stack):
    """A stack that lets no second Ctrl-C cut its stopping short."""

    def stop(self) -> None:
        """Stop all, undisturbed."""
        ends.ignore()
        super().stop()


def _say(sentence: str) -> None:
    print(sentence, flush=True)
