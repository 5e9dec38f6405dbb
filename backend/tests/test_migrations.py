"""The migrations, on SQLite and on MariaDB or MySQL."""

import uuid
from collections.abc import Callable
from typing import Any

from flask import Flask
from sqlalchemy import inspect
from testkit.accounts import PASSWORD, Account

from gig_chassis import migrate
from gig_store.migrate import MIGRATIONS
from gig_store.models import db

Make = Callable[..., dict[str, Any]]

SIGN_IN = {"name": "Sam", "password": "wrong", "client": "192.0.2.1"}
GIGS = {"gig", "act", "history", "shift", "discard", "diary", "diary_day", "room_money", "share", "feed"}
IMPORTS = {"gig_import", "gig_import_row", "gig_import_name", "gig_import_plan", "gig_import_hold"}
TABLES = {*GIGS, *IMPORTS, "person", "session", "invite", "attempt", "setting", "feed", "share"}


def tables(app: Flask) -> set[str]:
    with app.app_context():
        return set(inspect(db.engine).get_table_names()) - {"alembic_version"}


def test_the_models_and_the_migrations_say_the_same(database_app: Flask) -> None:
    migrate.check(database_app, db, MIGRATIONS)


def test_a_filled_database_goes_down_and_up_again(
    database_app: Flask, at_desk: Callable[[Flask], Any], venue: Make, band: Make
) -> None:
    desk = at_desk(database_app)
    gig = desk.add(venue=venue(), lineup=[band()], status="confirmed", gig_day="2027-03-12")
    desk.change(gig, notes="loud")
    desk.send("PUT", f"/v1/discards/{uuid.uuid4()}", {"band_id": band()["band_id"]})
    desk.send("PUT", f"/v1/diaries/venue/{venue()['id']}", {"busy": ["2027-05-01/2027-05-02"]})
    at_desk(database_app, "admin").send("POST", "/v1/invites", {"role": "viewer"})
    at_desk(database_app, "guest").send("POST", "/v1/sessions", SIGN_IN)

    migrate.downgrade(database_app, db, MIGRATIONS)
    emptied = tables(database_app)
    migrate.upgrade(database_app, db, MIGRATIONS)

    assert emptied == set()
    assert tables(database_app) == TABLES
    desk = at_desk(database_app)
    assert desk.get("/v1/gigs")["items"] == []
    desk.add(venue=venue(), lineup=[band()], status="confirmed", gig_day="2027-03-12")


def test_each_revision_stands_alone(make_app: Callable[[str], Flask], database_url: str) -> None:
    app = make_app(database_url)

    counts = []
    for step in range(1, 24):
        migrate.upgrade(app, db, MIGRATIONS, f"{step:04}")
        counts.append(len(tables(app)))

    assert counts == [1, 2, 3, 4, 5, 6, 7, 8, 8, 8, 9, 11, 11, 11, 16, 16, 16, 16, 17, 17, 18, 19, 20]


def test_people_come_to_a_planner_that_is_in_use(
    database_app: Flask, at_desk: Callable[..., Any], seat: Callable[..., Any], venue: Make, band: Make
) -> None:
    desk = at_desk(database_app)
    gig = desk.add(venue=venue(), lineup=[band()], gig_day="2027-03-12")
    pair = {"band_id": band()["band_id"], "venue_id": venue()["id"]}
    desk.send("PUT", f"/v1/discards/{uuid.uuid4()}", pair)
    ada = {"id": str(desk.account.id), "name": "Ada"}

    migrate.downgrade(database_app, db, MIGRATIONS, "0004")
    before = tables(database_app)
    migrate.upgrade(database_app, db, MIGRATIONS)
    newcomer = at_desk(database_app, "guest")
    newcomer.newcomer = desk.account.id  # the id the browser had all along
    token = newcomer.send("POST", "/v1/people/first", {"name": "Ada", "password": PASSWORD}).json["token"]
    desk = seat(database_app, Account(desk.account.id, "Ada", "admin", token))

    assert before == {"gig", "act", "history", "discard"}
    assert desk.get(f"/v1/gigs/{gig['id']}") == gig
    assert [each["by"] for each in desk.get("/v1/discards")["items"]] == [ada]
    assert [each["by"] for each in desk.get(f"/v1/gigs/{gig['id']}/history")["items"]] == [ada]
