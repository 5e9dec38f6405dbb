"""Keeps the services running: one that ends is started again after a pause that grows while it keeps ending."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from launcher.errors import CannotStart
from launcher.process import Process
from launcher.stack import Stack

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
STEADY_SECONDS = 60  # who runs that long starts again with the first pause
LOOK_EVERY = 0.25


@dataclass(slots=True)
class Watch:
    """What is known of one service: when it last started, how often it ended since, when it starts again."""

    started: float
    failures: int = 0
    due: float | None = None
    announced: bool = True

    def note_end(self, now: float) -> float:
        """Note an end; give the seconds until the next start."""
        if now - self.started >= STEADY_SECONDS:
            self.failures = 0
        pause: float = min(LONGEST_PAUSE, FIRST_PAUSE * 2**self.failures)
        self.failures += 1
        self.due, self.announced = now + pause, False
        return pause

    def note_start(self, now: float) -> None:
        """Note a start."""
        self.started, self.due = now, None


class Supervisor:
    """Looks after a started stack; `say` tells the person at the terminal."""

    def __init__(self, stack: Stack, say: Callable[[str], None], clock: Callable[[], float] = time.monotonic) -> None:
        self._stack = stack
        self._say = say
        self._clock = clock
        self._watches = {package: Watch(clock()) for package in stack.processes}

    def run(self) -> None:
        """Look after the services until a signal ends it."""
        while True:
            self.look()
            time.sleep(LOOK_EVERY)

    def look(self) -> None:
        """Note who ended; start again whose pause is over."""
        for package, watch in self._watches.items():
            process = self._stack.processes[package]
            if watch.due is not None and self._clock() >= watch.due:
                self._start_again(package, watch)
            elif watch.due is None and process.exit_code is not None:
                self._note_end(package, watch, process)
            elif not watch.announced and process.is_ready(within=LOOK_EVERY):
                self._say(f"{package} runs again.")
                watch.announced = True

    def _note_end(self, package: str, watch: Watch, process: Process) -> None:
        code = process.exit_code
        process.kill()  # workers that outlived their master still hold the port
        pause = watch.note_end(self._clock())
        self._say(f"{package} ended (exit code {code}) and is started again in {pause:g} s; see {process.log}")

    def _start_again(self, package: str, watch: Watch) -> None:
        try:
            self._stack.respawn(package)
        except CannotStart as error:
            self._say(f"{error} Tried again in {watch.note_end(self._clock()):g} s.")
        else:
            watch.note_start(self._clock())
