"""A database whose disk is full, in the words of each driver."""

import sqlite3

import pymysql
import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import exc

from gig_chassis import database


@pytest.mark.parametrize(
    "said",
    [
        sqlite3.OperationalError("database or disk is full"),
        pymysql.err.OperationalError(1114, "The table 'amp' is full"),
        pymysql.err.OperationalError(1021, "Disk full (/tmp/#sql); waiting for someone to free some space"),
        pymysql.err.InternalError(3, 'Error writing file (Errcode: 28 "No space left on device")'),
    ],
    ids=["SQLite", "table space", "disk of the server", "file of the server"],
)
def test_a_full_disk_is_named(said: Exception) -> None:
    app = Flask("amps")
    database.init_app(app, SQLAlchemy(), "sqlite://")

    @app.get("/amps")
    def save_amp() -> None:
        raise exc.OperationalError("INSERT INTO amp …", {}, said)

    answer = app.test_client().get("/amps")

    assert (answer.status_code, answer.json["code"]) == (503, "disk_full")
    assert answer.json["detail"].startswith("The disk of the database is full, so nothing was saved.")
