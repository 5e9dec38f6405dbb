"""Nothing suggested is ever refused at once: planners made up at random, real rules, real matchmaking."""

import logging
import os
import uuid
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from flask import Flask
from testkit import random_planners
from testkit.accounts import acting_as, give_account
from testkit.figures import Figures
from testkit.random_planners import Memory, Planner
from testkit.signing import TOKEN

import gig_store
from gig_chassis import migrate
from gig_store import rules
from gig_store.migrate import MIGRATIONS
from gig_store.models import db
from gig_web.clients import records
from gig_web.clients.gigs import Against
from gig_web.suggest import matchmaking
from gig_web.suggest.cards import Card
from gig_web.suggest.matchmaking import Table, Taste
from gig_web.suggest.standing import Standing

SCALE = float(os.environ.get("SCALE", "0.1"))  # the part of the long series to run
CARDS, LOT, SEEDS = max(5_000, 1_000_000 if SCALE >= 1 else int(50_000 * SCALE)), 5_000, 8
AT_THE_API = max(20, int(300 * SCALE))  # planners
ALL_WARNINGS = list(rules.WARNINGS)


def cards(planner: Planner, found: Standing, chance: Random) -> Iterator[Card]:
    """Deal some cards, with every taste there is."""
    table = Table(planner.bands, planner.venues, planner.days, found)
    for _ in range(SEEDS):
        taste = Taste(with_ideas=chance.random() < 0.5, surprise=chance.random() < 0.5)
        seed = chance.getrandbits(31)
        if match := matchmaking.deal(table, taste, seed).match:
            card = Card.of(match, seed)
            assert card
            yield card


@pytest.mark.parametrize("lot", range(CARDS // LOT))
def test_no_card_that_is_dealt_is_refused_when_it_is_saved_at_once(lot: int, seed: int, figures: Figures) -> None:
    chance, dealt, planners = Random(f"{seed} {lot}"), 0, 0

    while dealt < LOT:
        planner = random_planners.made_up(chance)
        memory = Memory(planner)
        for card in cards(planner, memory.standing(), chance):
            assert memory.refusals(card) == [], f"CHAOS_SEED={seed}, lot {lot}, planner {planners}"
            dealt += 1
        planners += 1

    if lot == CARDS // LOT - 1:
        figures("nothing suggested is refused", cards=CARDS, planners_a_lot=planners, refused=0)


@pytest.fixture
def backend(tmp_path: Path) -> Iterator[Flask]:
    """Give the backend on a database of its own."""
    app = gig_store.create_app(gig_store.Settings(f"sqlite:///{tmp_path / 'gigs.db'}", TOKEN))
    migrate.upgrade(app, db, MIGRATIONS)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    yield app
    with app.app_context():
        db.engine.dispose()


class Api:
    """The backend's API as Suggest uses it."""

    def __init__(self, app: Flask) -> None:
        self._client = app.test_client()
        self._headers = acting_as(give_account(app, "admin"))

    def send(self, method: str, path: str, body: object, rev: int | None = None) -> Any:  # noqa: ANN401  # a response
        headers = self._headers | ({} if rev is None else {"If-Match": f'"{rev}"'})
        return self._client.open(f"/v1{path}", method=method, json=body, headers=headers)

    def plan(self, planner: Planner) -> None:
        """Put in what is planned; a second confirmed gig of a night is refused, as it must be."""
        rev = self.send("GET", "/settings", None).json["rev"]
        assert self.send("PUT", "/settings", {"travel_km": planner.travel_km}, rev).status_code == 200
        for body in planner.gigs:
            put = self.send("PUT", f"/gigs/{uuid.uuid4()}", body | {"accept_warnings": ALL_WARNINGS})
            assert put.status_code in {201, 409}, put.text

    def standing(self, planner: Planner) -> Standing:
        items = self.send("POST", "/conflicts", planner.question()).json["items"]
        return Standing.of(records.read(Against, item, "the backend") for item in items)


def test_no_card_is_refused_by_the_backend_itself(backend: Flask, seed: int, figures: Figures) -> None:
    api, chance, saved = Api(backend), Random(seed), 0

    for number in range(AT_THE_API):
        planner = random_planners.made_up(chance)
        api.plan(planner)
        for card in list(cards(planner, api.standing(planner), chance))[:1]:
            put = api.send("PUT", f"/gigs/{card.gig_id}", card.gig())
            assert put.status_code == 201, f"CHAOS_SEED={seed}, planner {number}: {put.text}"
            saved += 1

    figures("nothing suggested is refused: at the API", planners=AT_THE_API, saved=saved, refused=0)
