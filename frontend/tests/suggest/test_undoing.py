"""Undo of Save: the gig lies in the trash, the card is back; what cannot be undone says why."""

import re
from collections.abc import Callable
from typing import Any

import pytest
import requests
from flask import Flask
from flask.testing import FlaskClient

Planner = Any
FormOf = Callable[[str, str], dict[str, str]]

SAVE, UNDO = "/suggest/save", "/suggest/undo"
GIG = re.compile(r"http://gigs.test/v1/gigs/[0-9a-f-]{36}$")


def test_undo_puts_the_gig_into_the_trash_and_brings_the_card_back(
    client: FlaskClient, planner: Planner, save_form: dict[str, str], gig: dict[str, Any], form_of: FormOf
) -> None:
    gig["rev"] = 4
    planner.mocker.delete(GIG, status_code=204)
    page = client.post(SAVE, data=save_form, follow_redirects=True)

    undone = client.post(UNDO, data=form_of(page.text, UNDO), follow_redirects=True)

    saved = next(sent for sent in planner.mocker.request_history if sent.method == "PUT")
    trashed = next(sent for sent in planner.mocker.request_history if sent.method == "DELETE")
    assert trashed.headers["If-Match"] == '"4"'
    assert trashed.path == saved.path
    assert "Taken back: The Howl, Fri 12 Mar 2027 is in the trash." in undone.text
    assert "The Howl at The Wardrobe" in undone.text


@pytest.mark.usefixtures("gig")
@pytest.mark.parametrize(
    ("failure", "sentence"),
    [
        ({"status_code": 412, "json": {}}, "The gig was changed since, so it was left as it is."),
        ({"status_code": 404, "json": {"detail": "There is no gig with this id."}}, "There is no gig with this id."),
        ({"exc": requests.ConnectTimeout}, "Your gig list does not answer, so nothing was changed."),
    ],
    ids=["edited meanwhile", "gone", "silent"],
)
def test_what_cannot_be_undone_says_why(  # noqa: PLR0913  # fixtures and a table
    client: FlaskClient,
    planner: Planner,
    *,
    save_form: dict[str, str],
    form_of: FormOf,
    failure: dict[str, Any],
    sentence: str,
) -> None:
    planner.mocker.delete(GIG, **failure)
    page = client.post(SAVE, data=save_form, follow_redirects=True)

    assert sentence in client.post(UNDO, data=form_of(page.text, UNDO), follow_redirects=True).text


def test_every_action_needs_the_token_of_its_form(app: Flask, client: FlaskClient) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    actions = [rule.rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("card.")]

    assert {client.post(action).status_code for action in actions} == {400}
    assert {client.get(action).status_code for action in actions} == {405}
