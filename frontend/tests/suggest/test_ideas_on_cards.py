"""Nights that have an idea already: left out, counted, and let in where somebody wants them."""

from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient

Planner = Any


@pytest.mark.parametrize(
    ("days", "said", "link"),
    [
        (["2027-03-05"], "One night already has an idea ·", "include it"),
        (["2027-03-05", "2027-03-06"], "2 nights already have an idea ·", "include them"),
    ],
    ids=["one", "two"],
)
def test_nights_that_have_an_idea_are_counted_and_let_in_by_one_click(
    client: FlaskClient, planner: Planner, days: list[str], said: str, link: str
) -> None:
    for day in days:
        for venue in planner.venues:
            planner.stand(day, "idea", "info", venue=venue["id"])

    dealt = client.get("/?own=any&from=2027-03-05&to=2027-03-07&seed=7", follow_redirects=True)

    page = " ".join(unescape(dealt.text).split())
    assert f'{said} <a href="' in page
    including = page.partition(said)[2].partition('href="')[2].partition('"')[0]
    assert f'rel="nofollow">{link}</a>' in page
    assert "with_ideas=1" in including
    assert "already ha" not in client.get(including, follow_redirects=True).text


def test_a_kept_date_may_have_an_idea(client: FlaskClient, card_address: str, planner: Planner) -> None:
    planner.stand("2027-03-12", "idea", "info", venue=planner.venues[0]["id"])

    assert "cannot be dealt any more" in client.get(card_address).text
    kept = client.get(f"{card_address}&keep=day").text
    assert "cannot be dealt any more" not in kept
    assert "Against it: idea." in kept
    assert "Nothing else in your planner" not in kept
