"""Many people at once, on SQLite and on MariaDB or MySQL: real threads, real sockets."""

import os
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, BoundedSemaphore
from typing import Any

import pytest
import requests
from flask import Flask
from tenacity import Retrying, retry_if_result, wait_random
from testkit.accounts import acting_as, give_account
from testkit.figures import Figures

Make = Callable[..., dict[str, Any]]
Send = Callable[..., requests.Response]

SCALE = float(os.environ.get("SCALE", "0.1"))  # the part of the long series to run
ROUNDS = max(1, round(100 * SCALE))
CROWD, EDITORS, EDITS = 64, 16, 500 if SCALE == 1 else max(1, round(250 * SCALE))
THREADS = 8  # of a worker in production; the pool of connections is as large


@pytest.fixture
def busy_app(database_app: Flask) -> Flask:
    """Give the backend with as many requests under way as in production; the others wait."""
    threads, serve = BoundedSemaphore(THREADS), database_app.wsgi_app

    def serve_in_turn(*request: Any) -> Any:  # noqa: ANN401  # whatever WSGI hands over
        with threads:
            return serve(*request)

    database_app.wsgi_app = serve_in_turn  # type: ignore[method-assign]  # as Flask documents for middleware
    return database_app


@pytest.fixture
def send(busy_app: Flask, live_service: Callable[[Flask], Any]) -> Send:
    """Send a request over a socket."""
    url, booker = live_service(busy_app).url, give_account(busy_app)

    def send(method: str, gig_id: str, body: dict[str, Any] | None = None, rev: int | None = None) -> requests.Response:
        headers = acting_as(booker) | ({} if rev is None else {"If-Match": f'"{rev}"'})
        return requests.request(method, f"{url}/v1/gigs/{gig_id}", json=body, headers=headers, timeout=60)

    return send


@pytest.fixture
def crowd() -> Iterator[Callable[..., list[requests.Response]]]:
    """Let a crowd do the same thing at the same moment."""
    with ThreadPoolExecutor(CROWD) as threads:

        def act(do: Callable[[int], requests.Response], size: int = CROWD) -> list[requests.Response]:
            barrier = Barrier(size)

            def one(number: int) -> requests.Response:
                barrier.wait(30)
                return do(number)

            return list(threads.map(one, range(size)))

        yield act


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_one_of_many_who_confirm_a_night_at_once_wins_and_the_others_learn_who(
    send: Send, crowd: Callable[..., list[requests.Response]], venue: Make, turn: int, figures: Figures
) -> None:
    day = f"2027-03-{turn % 28 + 1:02}"
    ids = [str(uuid.uuid4()) for _ in range(CROWD)]
    for number, gig_id in enumerate(ids):
        send("PUT", gig_id, {"title": f"Gig {number}", "venue": venue(), "gig_day": day})

    answers = crowd(lambda number: send("PATCH", ids[number], {"status": "confirmed"}, 1))

    assert Counter(answer.status_code for answer in answers) == {200: 1, 409: CROWD - 1}
    won = next(answer.json() for answer in answers if answer.status_code == 200)
    lost = [answer.json() for answer in answers if answer.status_code == 409]
    assert {problem["conflicts"][0]["gig"]["id"] for problem in lost} == {won["id"]}
    assert {problem["conflicts"][0]["rule"] for problem in lost} == {"venue_taken"}
    assert all(problem["detail"].endswith(f": {won['title']} is confirmed there.") for problem in lost)
    if turn == ROUNDS - 1:
        figures("no double booking", rounds=ROUNDS, at_once=CROWD, won_a_round=1, refused_a_round=CROWD - 1)


def test_the_same_creating_request_many_times_at_once_makes_one_gig(
    send: Send, crowd: Callable[..., list[requests.Response]], venue: Make, band: Make, figures: Figures
) -> None:
    gig_id = str(uuid.uuid4())
    body = {"venue": venue(), "lineup": [band(), band("Fen")], "gig_day": "2027-03-12", "from_suggestion": True}

    answers = crowd(lambda _: send("PUT", gig_id, body))

    assert Counter(answer.status_code for answer in answers) == {201: 1, 200: CROWD - 1}
    assert len({answer.text for answer in answers}) == 1
    assert len(send("GET", f"{gig_id}/history").json()["items"]) == 1
    figures("a retry never acts twice", equal_puts_at_once=CROWD, rows=1)


def test_many_who_read_and_write_back_lose_no_edit(
    busy_app: Flask, at_desk: Callable[[Flask], Any], band: Make, figures: Figures
) -> None:
    gig = at_desk(busy_app).add(lineup=[band()], attendance=0)
    path, desks = f"/v1/gigs/{gig['id']}", [at_desk(busy_app) for _ in range(EDITORS)]

    with ThreadPoolExecutor(EDITORS) as editors:
        stale = sum(editors.map(lambda desk: sum(add_one(desk, path) for _ in range(EDITS)), desks))

    gig = desks[0].get(path)
    assert (gig["attendance"], gig["rev"]) == (EDITORS * EDITS, EDITORS * EDITS + 1)
    figures("no lost update", clients=EDITORS, increments=EDITORS * EDITS, lost=0, asked_again=stale)


def add_one(desk: Any, path: str) -> int:  # noqa: ANN401  # the Desk of the conftest
    """Read, add one and write back until it is taken; give how often it was not."""
    attempts = Retrying(retry=retry_if_result(lambda status: status == 412), wait=wait_random(0, 0.5))

    def add() -> int:
        gig = desk.get(path)
        return int(desk.send("PATCH", path, {"attendance": gig["attendance"] + 1}, rev=gig["rev"]).status_code)

    assert attempts(add) == 200
    return int(attempts.statistics["attempt_number"]) - 1


def test_many_who_hold_a_night_of_mine_at_once_get_a_place_each_and_the_tenth_none(
    send: Send, crowd: Callable[..., list[requests.Response]], venue: Make
) -> None:
    body = {"venue": venue(own=True), "gig_day": "2027-03-12", "status": "hold"}

    answers = crowd(lambda number: send("PUT", str(uuid.uuid4()), body | {"title": f"Gig {number}"}), 24)

    assert Counter(answer.status_code for answer in answers) == {201: 9, 422: 15}
    placed = [answer.json()["id"] for answer in answers if answer.status_code == 201]
    assert sorted(send("GET", gig_id).json()["hold_level"] for gig_id in placed) == list(range(1, 10))
