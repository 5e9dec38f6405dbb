"""Many who save at once and try again until they are told that it is kept, while something is killed under them."""

import threading
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from random import Random

import requests
import sqlalchemy as sa
from tenacity import (
    RetryCallState,
    Retrying,
    retry_if_result,
    stop_after_delay,
    stop_any,
    stop_when_event_set,
    wait_random,
)
from testkit.sites import BACKEND, Backend, SiteElsewhere

SAVERS = 8
KEPT = (200, 201)
AGAIN = (0, 503)  # nobody answered, or "try again in a moment"
PATIENCE = 60


@dataclass(slots=True)
class Series:
    """What came back: how often each status (0: no answer), and which gigs were acknowledged with which title."""

    statuses: Counter[int] = field(default_factory=Counter)
    acknowledged: dict[uuid.UUID, str] = field(default_factory=dict)
    given_up: threading.Event = field(default_factory=threading.Event)
    _changed: threading.Condition = field(default_factory=threading.Condition)

    def note(self, status: int, gig_id: uuid.UUID, title: str) -> None:
        """Note an answer."""
        with self._changed:
            self.statuses[status] += 1
            if status in KEPT:
                self.acknowledged[gig_id] = title
                self._changed.notify_all()

    def await_acknowledged(self, number: int) -> None:
        """Wait until so many are kept."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.acknowledged) >= number, PATIENCE), "the series hangs"


def save_while(backend: Backend, saves: int, kills: int, kill: Callable[[], None], seed: int) -> Series:
    """Save so many gigs; `kill` (and start again) as often, each time at a chance moment of the series."""
    series, chance = Series(), Random(seed)
    moments = sorted(chance.sample(range(saves // 20, saves - SAVERS), kills))
    with ThreadPoolExecutor(SAVERS) as savers:
        under_way = [savers.submit(_save, backend, series, number, seed) for number in range(saves)]
        try:
            for moment in moments:
                series.await_acknowledged(moment)
                kill()
            for each in under_way:
                each.result()
        except BaseException:
            series.given_up.set()
            raise
    return series


def kept(site: SiteElsewhere) -> Iterator[tuple[uuid.UUID, str, int]]:
    """Read each gig in the database with its title and the number of its history entries."""
    engine = sa.create_engine(site.url_of_database(BACKEND))
    query = "SELECT id, title, (SELECT count(*) FROM history WHERE gig_id = gig.id) FROM gig"
    with engine.connect() as connection:
        for gig_id, title, entries in connection.execute(sa.text(query)):
            yield uuid.UUID(bytes=bytes(gig_id)), title, entries
    engine.dispose()


def _save(backend: Backend, series: Series, number: int, seed: int) -> None:
    """Send one gig until it is kept; anything but a wait is the end of the series."""
    assert not series.given_up.is_set(), "given up"
    gig_id, title = uuid.UUID(int=Random(f"{seed} {number}").getrandbits(128), version=4), f"Gig {number}"
    attempts = Retrying(
        stop=stop_any(stop_after_delay(PATIENCE), stop_when_event_set(series.given_up)),
        wait=wait_random(0.01, 0.1),
        retry=retry_if_result(lambda status: status in AGAIN),
        retry_error_callback=_give_up,
    )
    status = attempts(_send_once, backend, series, gig_id, title)
    assert status in KEPT, f"{title}: {status}"


def _send_once(backend: Backend, series: Series, gig_id: uuid.UUID, title: str) -> int:
    act = {"band_id": str(gig_id), "name": title, "billing": "headline"}
    try:
        status = backend.send("PUT", f"/gigs/{gig_id}", {"title": title, "lineup": [act]}).status_code
    except requests.RequestException:
        status = 0
    series.note(status, gig_id, title)
    return status


def _give_up(state: RetryCallState) -> int:
    outcome = state.outcome
    status: int = outcome.result() if outcome else 0
    return status
