"""How many cards are dealt, saved and discarded."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

Planner = Any


def counted(app: Flask) -> dict[str, float]:
    text = app.extensions["metrics"].text().decode()
    return {
        outcome: float(number)
        for outcome, number in re.findall(r'^suggestions_total{outcome="(\w+)"} (\S+)', text, re.MULTILINE)
    }


@pytest.mark.usefixtures("planner")
@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_a_card_counts_when_it_is_dealt_and_not_when_it_is_shown_again(
    app: Flask, client: FlaskClient, card_address: str, accept: str
) -> None:
    client.get("/?seed=7", headers={"Accept": accept})
    client.get(card_address, headers={"Accept": accept})

    assert counted(app) == {"dealt": 1}


def test_nothing_to_deal_is_no_card(app: Flask, client: FlaskClient, planner: Planner) -> None:
    planner.bands.clear()

    client.get("/?seed=7")

    assert counted(app) == {}


@pytest.mark.usefixtures("gig")
def test_a_saved_card_counts_when_it_is_kept(app: Flask, client: FlaskClient, save_form: dict[str, str]) -> None:
    client.post("/suggest/save", data=save_form)

    assert counted(app) == {"saved": 1}


def test_a_discarded_card_counts_and_one_that_could_not_be_does_not(
    app: Flask,
    client: FlaskClient,
    planner: Planner,
    card_address: str,
    form_of: Callable[[str, str], dict[str, str]],
) -> None:
    form = form_of(client.get(card_address).text, "/suggest/discard")
    discards = re.compile(r"http://gigs.test/v1/discards/")

    planner.mocker.put(discards, status_code=500)
    client.post("/suggest/discard", data=form)
    before = counted(app)
    planner.mocker.put(discards, json={}, status_code=201)
    client.post("/suggest/discard", data=form)

    assert (before, counted(app)) == ({}, {"discarded": 1})
