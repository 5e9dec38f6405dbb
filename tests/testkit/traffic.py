"""A steady load of page flows on a planner: so many requests a second whether answered or not, from many people."""

import threading
import time
from collections.abc import Sequence
from random import Random
from typing import Self

from testkit import flows
from testkit.joining import Person
from testkit.pacing import Failed, Pace, Record, Stopped, Visitor

THREADS = 24
FRESH_SHARE = 0.5  # of the visits: each request over a connection of its own
SIGN_IN_SECONDS = 6  # between two who sign in: the pages let an address do it 20 times a minute


class Traffic:
    """Runs visits from many threads at `rate` requests a second while `with` lasts; `record` is what came back."""

    def __init__(self, url: str, people: Sequence[Person], rate: float, seed: int) -> None:
        self.record = Record()
        self.seconds = 0.0  # how long it ran
        self._url, self._people, self._seed = url, people, seed
        self._last_sign_in = time.monotonic()
        self._pace = Pace(rate)
        self._lock = threading.Lock()
        self._errors: list[BaseException] = []
        self._threads = [threading.Thread(target=self._run, args=(number,)) for number in range(THREADS)]

    def __enter__(self) -> Self:
        self._pace.began = time.monotonic()
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_exc: object) -> None:
        self.seconds = time.monotonic() - self._pace.began
        self._pace.is_over.set()
        for thread in self._threads:
            thread.join()
        if self._errors:
            raise self._errors[0]

    def _run(self, number: int) -> None:
        chance = Random(f"{self._seed} {number}")
        person = self._people[number % len(self._people)]
        try:
            while True:
                self._visit(person, chance)
        except Stopped:
            return
        except BaseException as error:  # noqa: BLE001  # raised where the load ends
            self._errors.append(error)

    def _visit(self, person: Person, chance: Random) -> None:
        visitor = Visitor(self._url, self._pace, self.record, fresh=chance.random() < FRESH_SHARE)
        try:
            if self._is_time_to_sign_in():
                flows.sign_in(visitor, person.account)
                return
            visitor.cookies.update(person.cookies)
            flows.choose(chance)(visitor, self.record.ledger, chance)
        except Failed:
            return
        finally:
            visitor.close()

    def _is_time_to_sign_in(self) -> bool:
        with self._lock:
            is_time = time.monotonic() - self._last_sign_in > SIGN_IN_SECONDS
            if is_time:
                self._last_sign_in = time.monotonic()
        return is_time
