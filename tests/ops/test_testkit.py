"""The ground the other tests stand on: real databases, real sockets, a real browser, and no way out."""

import socket
from collections.abc import Callable

import pytest
import requests
from flask import Flask
from pytest_socket import SocketConnectBlockedError
from sqlalchemy import create_engine, inspect, text
from testkit.serving import LiveService


def test_each_test_gets_an_empty_database_of_its_own(database_url: str) -> None:
    engine, other = create_engine(database_url), create_engine(database_url)

    with engine.begin() as connection:
        found = inspect(connection).get_table_names()
        connection.execute(text("CREATE TABLE gig (title VARCHAR(20))"))
        connection.execute(text("INSERT INTO gig VALUES ('Sigur Rós 🎸')"))
    with other.connect() as connection:
        stored = connection.execute(text("SELECT title FROM gig")).scalar_one()
    engine.dispose()
    other.dispose()

    assert found == []
    assert stored == "Sigur Rós 🎸"


@pytest.mark.database
def test_a_transaction_left_open_does_not_block_the_next_test(mysql_url: str, request: pytest.FixtureRequest) -> None:
    engine = create_engine(mysql_url)
    request.addfinalizer(engine.dispose)
    connection = engine.connect()
    request.addfinalizer(connection.invalidate)

    connection.execute(text("CREATE TABLE gig (id INT)"))
    connection.execute(text("INSERT INTO gig VALUES (1)"))

    assert connection.execute(text("SELECT COUNT(*) FROM gig")).scalar_one() == 1


def test_a_service_under_test_answers_on_a_real_socket(live_service: Callable[[Flask], LiveService]) -> None:
    app = Flask("stage")
    app.add_url_rule("/", view_func=lambda: "doors at seven")

    answer = requests.get(live_service(app).url, timeout=2)

    assert (answer.status_code, answer.text) == (200, "doors at seven")


def test_a_stopped_service_refuses_connections(live_service: Callable[[Flask], LiveService]) -> None:
    service = live_service(Flask("stage"))
    service.stop()

    with pytest.raises(requests.ConnectionError):
        requests.get(service.url, timeout=2)


@pytest.mark.filterwarnings("ignore:A test tried to use socket")
def test_no_test_reaches_another_machine() -> None:
    with socket.socket() as sock, pytest.raises(SocketConnectBlockedError):
        sock.connect(("192.0.2.1", 80))
