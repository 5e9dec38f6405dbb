"""Many people at the same moment: one night, one gig, one save."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from testkit.forms import Client
from testkit.making import Body, Maker, night, room
from testkit.patience import once_let_in
from testkit.screens import search

from launcher.stack import Stack

PEOPLE = 64


def test_of_64_people_who_confirm_one_night_at_once_one_wins_and_the_others_learn_who(maker: Maker) -> None:
    venue = room(maker.venue())
    ideas = [maker.gig(lineup=[], title=f"Night {number}", venue=venue) for number in range(PEOPLE)]

    def confirm(idea: Body) -> Any:  # noqa: ANN401  # a response
        sent = ("PATCH", "gig_store", f"/gigs/{idea['id']}", {"status": "confirmed"}, idea["rev"])
        return once_let_in(lambda: maker.send(*sent))

    with ThreadPoolExecutor(PEOPLE) as people:
        answers = list(people.map(confirm, ideas))

    statuses = [answer.status_code for answer in answers]
    [winner] = [answer.json() for answer in answers if answer.status_code == 200]
    assert (statuses.count(200), statuses.count(409)) == (1, PEOPLE - 1)
    for answer in answers:
        if answer.status_code == 409:
            blocks = [one for one in answer.json()["conflicts"] if one["level"] == "block"]
            assert [one["gig"]["id"] for one in blocks] == [winner["id"]]
    confirmed = [idea["id"] for idea in ideas if maker.read_gig(idea["id"])["status"] == "confirmed"]
    assert confirmed == [winner["id"]]


def test_one_card_saved_by_64_clicks_at_once_is_one_gig(stack: Stack, maker: Maker, client: Client) -> None:
    band = maker.band()
    hidden = client.hidden(search([band], [maker.venue()]))
    form = {name: hidden[name] for name in ("csrf_token", "token", "query")}

    with ThreadPoolExecutor(16) as clicks:
        answers = list(clicks.map(lambda _: once_let_in(lambda: client.post("/suggest/save", form)), range(PEOPLE)))

    assert {answer.status_code for answer in answers} == {303}
    assert len(maker.gigs_of(band)) == 1
    assert stack.url


def test_a_suggestion_as_json_is_what_is_saved(maker: Maker, client: Client) -> None:
    band, venue = maker.band(), maker.venue()
    address = search([band], [venue], weekday="fri")

    dealt = client.get(address, headers={"Accept": "application/json"}).json()
    again = client.get(f"{address}&seed={dealt['seed']}", headers={"Accept": "application/json"}).json()
    hidden = client.hidden("/settings")
    form = {"csrf_token": hidden["csrf_token"], "token": dealt["suggestion"]["token"], "query": ""}
    assert client.post("/suggest/save", form).status_code == 303

    [saved] = maker.gigs_of(band)
    suggestion = dealt["suggestion"]
    assert {**again["suggestion"], "token": ""} == {**suggestion, "token": ""}
    assert saved["gig_day"] == suggestion["gig_day"]
    assert (saved["doors"], saved["venue"]["id"]) == (suggestion["doors"], suggestion["venue"]["id"])
    assert saved["gig_day"] > night(0)
    assert json.dumps(dealt["degraded"]) == "[]"
