"""Any service killed while people go from card to card: pages say so in words, and what they called saved is there."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest
import requests
from itsdangerous import URLSafeTimedSerializer
from testkit.figures import Figures
from testkit.forms import Client
from testkit.patience import await_that
from testkit.planners import Planner
from testkit.saving import kept
from testkit.sites import site_on

CARDS, KILLS, PEOPLE, PATIENCE = 400, 20, 4, 90
SHOWN = ("csrf_token", "token", "query")
TAKEN, GONE_ON = 409, 303


@dataclass(slots=True)
class Evening:
    """What people met: how often each status (0: no answer), the gigs they tried to save, those called saved."""

    statuses: Counter[int] = field(default_factory=Counter)
    tried: set[str] = field(default_factory=set)
    saved: set[str] = field(default_factory=set)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, status: int) -> None:
        """Note an answer."""
        with self.lock:
            self.statuses[status] += 1


@pytest.fixture
def planner(tmp_path: Path) -> Iterator[Planner]:
    """Give a whole planner on SQLite."""
    with Planner(site_on("sqlite", tmp_path / "var")) as planner:
        yield planner


def test_what_a_page_called_saved_outlives_the_death_of_any_service(
    planner: Planner, share: Callable[..., int], seed: int, figures: Figures
) -> None:
    cards, kills, evening = share(CARDS), share(KILLS, len(planner.processes)), Evening()
    people = [planner.client() for _ in range(PEOPLE)]
    doomed = Random(seed).sample(list(planner.processes) * kills, kills)
    doomed[: len(planner.processes)] = planner.processes  # each at least once

    with ThreadPoolExecutor(PEOPLE) as evenings:
        under_way = [evenings.submit(go_through, client, evening, cards // PEOPLE) for client in people]
        for number, package in enumerate(doomed, 1):
            wait_for_saved(evening, number * cards // (kills + 1), under_way)
            planner.kill_and_respawn(package)
        for each in under_way:
            each.result()

    found = {str(gig_id): entries for gig_id, _, entries in kept(planner.given_site)}
    assert evening.saved <= found.keys() <= evening.tried
    assert set(found.values()) == {1}
    assert set(evening.statuses) <= {0, 200, GONE_ON, TAKEN, 503}
    figures("kill -9 of each service during page flows", kills=kills, saved=len(evening.saved), **said(evening))


def wait_for_saved(evening: Evening, number: int, under_way: list[Future[None]]) -> None:
    """Wait until so many are saved, or nobody saves any more."""
    await_that(lambda: len(evening.saved) >= number or all(each.done() for each in under_way), PATIENCE)


def said(evening: Evening) -> dict[str, object]:
    """Give the figures of an evening that passed."""
    return {"no_answer": evening.statuses[0], "503": evening.statuses[503], "500": 0, "missing": 0, "doubled": 0}


def go_through(client: Client, evening: Evening, cards: int) -> None:
    """Deal cards and save each, trying again until a page calls it saved, or its night taken."""
    for _ in range(cards):
        form: dict[str, str] = {}
        await_that(lambda form=form: deal(client, evening, form), PATIENCE)
        _, (gig_id, *_) = URLSafeTimedSerializer("any").loads_unsafe(form["token"])  # anyone may read it
        evening.tried.add(gig_id)
        await_that(lambda form=form, gig_id=gig_id: save(client, evening, form, gig_id), PATIENCE)


def deal(client: Client, evening: Evening, form: dict[str, str]) -> bool:
    """Open a card; say whether it can be saved."""
    try:
        fields = client.hidden("/")
    except requests.RequestException:
        evening.note(0)
        return False
    form.update({name: fields[name] for name in SHOWN if fields.get(name)})
    return form.keys() == set(SHOWN)


def save(client: Client, evening: Evening, form: dict[str, str], gig_id: str) -> bool:
    """Send a card's form and read what the page says; say whether there is nothing more to try."""
    try:
        answer = client.post("/suggest/save", form)
        evening.note(answer.status_code)
        page = client.get(answer.headers["Location"]) if answer.status_code == GONE_ON else answer
    except requests.RequestException:
        evening.note(0)
        return False
    evening.note(page.status_code)
    is_saved = answer.status_code == GONE_ON and "Saved" in page.text
    if is_saved:
        evening.saved.add(gig_id)
    return is_saved or answer.status_code == TAKEN
