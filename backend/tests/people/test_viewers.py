"""Viewers see the planner without money and private notes, and change nothing but their own account."""

import json
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from testkit.accounts import PASSWORD

from gig_chassis import access

Desk = Any
Make = Callable[..., Any]

DEAL = {"type": "flat", "currency": "GBP", "guarantee": "4321.00"}
OWN = {"people.show_own", "people.change_own", "people.change_password", "sessions.sign_out"}
OWN |= {"feeds.make_feed", "feeds.revoke_feed"}
DISCARDING = {"discards.put_discard", "discards.undo_discard"}
READING = {"conflicts.find_conflicts", "repoint.find_used"}
FOR_GUESTS = {"sessions.sign_in", "sessions.say_who_is_here", "people.make_first", "invites.look_at_invite"}
FOR_GUESTS |= {"invites.accept_invite", "feeds.read_feed", "shares.look_at_sheet"}


@pytest.fixture
def viewer(app: Flask, at_desk: Make) -> Desk:
    """Give a viewer at the API."""
    return at_desk(app, "viewer", "Vic")


@pytest.fixture
def paid(sam: Desk, band: Make, venue: Make) -> dict[str, Any]:
    """Give a gig with money in every place and in its history."""
    gig = sam.add(title="a", venue=venue(), lineup=[band(fee="8765.00")], deal=DEAL, gig_day="2027-03-12")
    gig = sam.change(gig, deal={**DEAL, "guarantee": "4322.00"})
    gig = sam.change(gig, lineup=[band(fee="8766.00")])
    return dict(sam.change(gig, lineup=[band(fee="8767.00"), band("Fen", billing="support")], title="b"))


def test_a_viewer_sees_gigs_without_money(viewer: Desk, sam: Desk, paid: dict[str, Any]) -> None:
    seen, listed = viewer.get(f"/v1/gigs/{paid['id']}"), viewer.get("/v1/gigs")["items"][0]

    free = [act | {"fee": None} for act in paid["lineup"]]
    assert seen == {**paid, "deal": None, "lineup": free}
    assert (listed["deal"], [act["fee"] for act in listed["lineup"]]) == (None, [None, None])
    assert sam.get("/v1/gigs")["items"][0]["deal"]["guarantee"] == "4322.00"


def test_a_viewer_sees_history_without_what_concerns_money(viewer: Desk, sam: Desk, paid: dict[str, Any]) -> None:
    path = f"/v1/gigs/{paid['id']}/history"

    seen, whole = viewer.get(path)["items"], sam.get(path)["items"]

    assert [[change["field"] for change in entry["changes"]] for entry in seen] == [
        ["title", "lineup"],
        [],
        [],
        ["title", "status", "gig_day", "venue", "lineup"],
    ]
    assert [act["fee"] for act in seen[0]["changes"][1]["old"] + seen[0]["changes"][1]["new"]] == [None] * 3
    assert not any(
        amount in json.dumps(seen) for amount in ("8765.00", "8766.00", "8767.00", "4321.00", "4322.00", "deal")
    )
    assert "8766.00" in json.dumps(whole)
    assert [entry | {"changes": []} for entry in seen] == [entry | {"changes": []} for entry in whole]


def test_a_viewer_sees_no_private_notes(viewer: Desk, sam: Desk, paid: dict[str, Any]) -> None:
    noted = sam.change(sam.change(paid, notes="Lend them the van", staff_notes="Keys at the bar"), notes="No van")
    path = f"/v1/gigs/{paid['id']}"

    seen, told = viewer.get(path), viewer.get(f"{path}/history")["items"]

    assert (seen["notes"], seen["staff_notes"]) == (None, "Keys at the bar")
    assert [[change["field"] for change in entry["changes"]] for entry in told[:2]] == [[], ["staff_notes"]]
    assert "van" not in json.dumps([viewer.get("/v1/gigs"), viewer.get("/v1/gigs?q=van"), seen, told])
    assert sam.get(path)["notes"] == noted["notes"] == "No van"


def test_a_viewer_asks_what_stands_against_a_night(viewer: Desk, paid: dict[str, Any]) -> None:
    question = {"days": ["2027-03-12"], "venues": [{"id": paid["venue"]["id"], "name": "The Wardrobe"}]}

    assert viewer.send("POST", "/v1/conflicts", question).json["items"][0]["conflicts"][0]["rule"] == "idea"


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PUT", f"/v1/gigs/{uuid.UUID(int=7)}", {"title": "a"}),
        ("PUT", "/v1/gigs/{gig}", {"title": "c"}),
        ("PATCH", "/v1/gigs/{gig}", {"title": "c"}),
        ("DELETE", "/v1/gigs/{gig}", None),
        ("POST", "/v1/gigs/{gig}/restore", None),
        ("PUT", f"/v1/discards/{uuid.UUID(int=7)}", {"band_id": str(uuid.UUID(int=7))}),
        ("DELETE", "/v1/discards/{gig}", None),
    ],
)
def test_a_viewer_plans_nothing(  # noqa: PLR0913  # a row of the table
    *, viewer: Desk, sam: Desk, paid: dict[str, Any], method: str, path: str, body: object
) -> None:
    answer = viewer.send(method, path.format(gig=paid["id"]), body, paid["rev"])

    assert (answer.status_code, answer.json["code"]) == (403, "role")
    assert set(answer.json) == {"type", "title", "status", "detail", "request_id", "code"}
    assert sam.get(f"/v1/gigs/{paid['id']}") == paid


def test_a_viewer_changes_their_own_account(viewer: Desk) -> None:
    new = {"current": PASSWORD, "new": "another walk, by night"}

    assert viewer.send("PATCH", "/v1/people/me", {"theme": "dark"}, 1).status_code == 200
    assert viewer.send("PUT", "/v1/people/me/password", new).status_code == 200


def test_what_each_route_asks_for_is_what_the_roles_promise(app: Flask) -> None:
    found = access.declared(app)

    changing = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.endpoint in found and rule.methods and rule.methods & {"POST", "PUT", "PATCH", "DELETE"}
    }
    assert {name for name in changing if found[name].role in {"guest", "viewer"}} == FOR_GUESTS - {
        "sessions.say_who_is_here"
    } | READING | (OWN - {"people.show_own"})
    assert {name for name, least in found.items() if least.role == "guest"} == FOR_GUESTS
    assert {name for name, least in found.items() if least.newcomer} == DISCARDING
    assert {name.split(".")[0] for name, least in found.items() if least.role == "admin"} == {
        "gig_imports",
        "people",
        "invites",
        "settings",
    }
