"""The one cookie: where it goes, and that browsers keep it."""

import random
import string
import uuid
from http.cookies import SimpleCookie

import pytest
from flask import Flask, session
from flask.testing import FlaskClient

from gig_web import memory
from gig_web.accounts import access
from gig_web.cookies import MAX_BYTES
from gig_web.memory import SeenCard

TLS = "https://localhost"
CHOOSE = random.Random(7)  # what repeats would shrink


def odd(length: int) -> str:
    """Make a text whose characters take the most bytes in a cookie."""
    return "".join(chr(CHOOSE.randrange(0x1F300, 0x1F6FF)) for _ in range(length))


@pytest.fixture
def jar(app: Flask) -> FlaskClient:
    """Give a client of an app that remembers what it is asked to."""

    @app.get("/theme")
    @access.allow(None)
    def remember() -> str:
        memory.set_theme("dark")
        return str(session.get("before", "nothing"))

    @app.get("/fill")
    @access.allow(None)
    def fill() -> str:
        cards = [SeenCard("2027-05-01", str(uuid.uuid4()), str(uuid.uuid4()), odd(80)) for _ in range(10)]
        session.update(_user_id="x" * 43, csrf_token="c" * 40, checked=1795000000)
        session["account"] = {"id": str(uuid.uuid4()), "name": odd(200), "role": "booker", "rev": 10**9}
        session["constraints"] = "".join(CHOOSE.choices(string.ascii_letters + string.digits, k=1000))
        memory.remember_cards(cards)
        return ""

    return app.test_client()


def attributes(header: str) -> tuple[str, set[str]]:
    name, *given = header.split("; ")
    return name.partition("=")[0], {part for part in given if not part.startswith("Expires=")}


def test_behind_tls_the_cookie_is_bound_to_its_host(jar: FlaskClient) -> None:
    header = jar.get("/theme", base_url=TLS).headers["Set-Cookie"]

    assert attributes(header) == ("__Host-gig_planner", {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"})


def test_without_tls_it_is_still_kept_from_scripts_and_other_sites(jar: FlaskClient) -> None:
    header = jar.get("/theme").headers["Set-Cookie"]

    assert attributes(header) == ("gig_planner", {"HttpOnly", "Path=/", "SameSite=Lax"})


def test_behind_tls_a_cookie_set_without_it_counts_for_nothing(jar: FlaskClient) -> None:
    jar.set_cookie("gig_planner", _signed(jar), domain="localhost")

    assert jar.get("/theme", base_url=TLS).text == "nothing"
    assert jar.get("/theme", base_url="http://localhost").text == "planted"


def test_a_cookie_with_the_longest_of_everything_is_kept_by_browsers(jar: FlaskClient) -> None:
    header = jar.get("/fill").headers["Set-Cookie"]

    with jar.session_transaction() as kept:
        assert {"_user_id", "csrf_token", "account", "checked"} <= set(kept)
        assert 0 < len(kept["last"]) < 10
    assert MAX_BYTES - 1000 < len(header) <= MAX_BYTES
    assert SimpleCookie(header)["gig_planner"].value


def _signed(client: FlaskClient) -> str:
    """Give the cookie of a session somebody could plant from the same name without TLS."""
    app = client.application
    serializer = app.session_interface.get_signing_serializer(app)
    return str(serializer.dumps({"before": "planted"}))
