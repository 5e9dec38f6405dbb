"""What stands against a card: what took it is one click away, what is only good to know keeps nobody from it."""

from typing import Any

from flask.testing import FlaskClient

Planner = Any


def test_what_took_a_card_is_one_click_away(client: FlaskClient, card_address: str, planner: Planner) -> None:
    gig = "0192f3a0-7c1e-7abc-8def-00000000bbbb"
    planner.stand("2027-03-12", "venue_taken", "block", gig=gig, venue=planner.venues[0]["id"])

    html = client.get(card_address).text

    assert f'Against it: venue_taken. <span class="other-gig"><a href="/gigs/{gig}">See Somebody</a>' in html


def test_what_is_good_to_know_keeps_no_card_from_being_dealt(
    client: FlaskClient, card_address: str, planner: Planner
) -> None:
    for rule in ("same_genre", "same_city", "draw_above"):
        planner.stand("2027-03-12", rule, "info", venue=planner.venues[0]["id"])

    html = client.get(card_address).text

    assert "cannot be dealt any more" not in html
    assert "Nothing else in your planner that night" in html
    assert html.index("Nothing else in your planner") < html.index("Against it: same_genre.")


def test_the_gig_that_is_good_to_know_of_is_one_click_away(
    client: FlaskClient, card_address: str, planner: Planner
) -> None:
    gig = "0192f3a0-7c1e-7abc-8def-00000000bbbb"
    planner.stand("2027-03-12", "same_genre", "info", gig=gig, venue=planner.venues[0]["id"])

    html = client.get(card_address).text

    assert f'Against it: same_genre. <span class="other-gig"><a href="/gigs/{gig}">See Somebody</a>' in html


def test_a_band_that_plays_the_same_room_that_day_is_something_else_that_night(
    client: FlaskClient, card_address: str, planner: Planner
) -> None:
    gig = "0192f3a0-7c1e-7abc-8def-00000000bbbb"
    planner.stand("2027-03-12", "same_city", "info", gig=gig, venue=planner.venues[0]["id"])

    html = client.get(card_address).text

    assert "Against it: same_city." in html
    assert "Nothing else in your planner" not in html
