"""What only its holder may know is kept as a hash: sessions, invites, feeds, links to day sheets."""

from collections.abc import Callable, Iterator
from typing import Any

from flask import Flask
from sqlalchemy import MetaData, select

from gig_store.models import db

Desk = Any
BEGINNING = 16  # letters of a secret that nothing else begins with


def _kept(app: Flask) -> Iterator[bytes]:
    """Give every value of every table."""
    with app.app_context(), db.engine.connect() as connection:
        tables = MetaData()
        tables.reflect(connection)
        for table in tables.sorted_tables:
            for row in connection.execute(select(table)):
                yield from (value if isinstance(value, bytes) else str(value).encode() for value in row)


def test_no_secret_is_kept_as_it_is(database_app: Flask, at_desk: Callable[..., Desk]) -> None:
    admin = at_desk(database_app, "admin")
    gig = admin.add(title="Roof", gig_day="2027-03-12")
    made = [
        admin.send("POST", "/v1/feeds", {}),
        admin.send("POST", "/v1/shares", {"gig": gig["id"], "contacts": {}}),
        admin.send("POST", "/v1/invites", {"role": "viewer"}),
    ]

    secrets = [admin.account.token, *(answer.json["secret"] for answer in made)]
    kept = list(_kept(database_app))

    assert b"Roof" in kept
    assert [one for one in secrets if any(one[:BEGINNING].encode() in value for value in kept)] == []
