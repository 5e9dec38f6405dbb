"""Migrations of filled databases, one revision at a time, and migrations that die midway."""

import uuid
from random import Random

import pytest
from flask import Flask
from flask.testing import FlaskClient
from testkit.accounts import acting_as, give_account
from testkit.figures import Figures
from testkit.migrating import KEEPERS, Keeper, migrate_dying, narrowed, rows

from gig_chassis import migrate

KILLS, STATEMENTS = 20, 18
keepers = pytest.mark.parametrize("keeper", KEEPERS, ids=lambda keeper: keeper.package)


@keepers
def test_what_each_revision_has_room_for_comes_down_and_up_unchanged(keeper: Keeper, database_url: str) -> None:
    with keeper.over(database_url) as app:
        migrate.upgrade(app, keeper.db, keeper.migrations)
        fill(keeper, app)
        whole = rows(database_url)

        for revision in reversed(keeper.revisions[:-1]):
            migrate.downgrade(app, keeper.db, keeper.migrations, revision)
            below = rows(database_url)
            migrate.upgrade(app, keeper.db, keeper.migrations)
            again = rows(database_url)

            assert below == narrowed(whole, below)
            assert narrowed(again, below) == below
            whole = again
        migrate.check(app, keeper.db, keeper.migrations)

    assert sum(map(len, whole.values())) > 3


@keepers
def test_a_migration_that_dies_is_run_again_and_ends_well(
    keeper: Keeper, database_url: str, seed: int, scale: float, figures: Figures
) -> None:
    chance = Random(f"{seed} {keeper.package}")
    kills = max(2, round(KILLS * scale))

    died = [migrate_dying(keeper, database_url, chance.randint(1, STATEMENTS)) for _ in range(kills)]
    with keeper.over(database_url) as app:
        migrate.upgrade(app, keeper.db, keeper.migrations)
        migrate.check(app, keeper.db, keeper.migrations)
        fill(keeper, app)

    assert died[0] < 0
    assert all(rows(database_url).values())
    figures("migration killed midway", kills=sum(code < 0 for code in died), drift=0)


def fill(keeper: Keeper, app: Flask) -> None:
    """Put rows into every table."""
    keeper.fill(app)
    if keeper.picker is None:
        fill_backend(app)


def fill_backend(app: Flask) -> None:
    """Put gigs with history, discards, diaries, people, sessions, invites and attempts into the backend."""
    client, booker, admin = app.test_client(), give_account(app), give_account(app, "admin")
    by = acting_as(booker)
    act = {"band_id": str(uuid.uuid4()), "name": "The Howl", "billing": "headline"}
    for number in range(5):
        body = {"title": f"Gig {number}", "lineup": [act], "gig_day": f"2027-03-1{number}"}
        assert client.put(f"/v1/gigs/{uuid.uuid4()}", json=body, headers=by).status_code == 201
    pair = {"band_id": act["band_id"], "venue_id": str(uuid.uuid4())}
    assert client.put(f"/v1/discards/{uuid.uuid4()}", json=pair, headers=by).status_code == 201
    diary = {"source": "https://feeds.example.org/a.ics", "busy": ["2027-05-01/2027-05-03"]}
    assert client.put(f"/v1/diaries/band/{act['band_id']}", json=diary, headers=by).status_code == 201
    assert client.post("/v1/invites", json={"role": "viewer"}, headers=acting_as(admin)).status_code == 201
    wrong = {"name": "nobody", "password": "not theirs", "client": "192.0.2.1"}
    assert client.post("/v1/sessions", json=wrong, headers=by).status_code == 422
    fill_planner(client, by)


def fill_planner(client: FlaskClient, by: dict[str, str]) -> None:
    """Put holds of which one left, usual money of a room, a link to a day sheet and a feed into the backend."""
    room = {"id": str(uuid.uuid4()), "name": "The Wardrobe", "own": True}
    hold = {"title": "Held", "status": "hold", "gig_day": "2027-04-09", "venue": room}
    addresses = [f"/v1/gigs/{uuid.uuid4()}" for _ in range(2)]
    assert [client.put(each, json=hold, headers=by).status_code for each in addresses] == [201, 201]
    released = client.patch(addresses[0], json={"status": "idea"}, headers={**by, "If-Match": '"1"'})
    assert released.status_code == 200
    money = client.put(
        f"/v1/rooms/{room['id']}/money", json={"ticket_price": "12.00"}, headers={**by, "If-Match": '"0"'}
    )
    assert money.status_code == 200
    share = {"gig": addresses[1].rsplit("/", 1)[1], "contacts": {}}
    assert client.post("/v1/shares", json=share, headers=by).status_code == 201
    assert client.post("/v1/feeds", json={}, headers=by).status_code == 201
