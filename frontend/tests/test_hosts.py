"""The names a planner answers to, and whom it believes about address and scheme."""

from collections.abc import Callable

import pytest
from flask import Flask, request
from flask.testing import FlaskClient

from gig_web import create_app
from gig_web.accounts import access
from gig_web.settings import Settings

EVERYWHERE = "0.0.0.0"  # noqa: S104  # its refusals are the subject
FORGED = {
    "X-Forwarded-For": "203.0.113.9",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "evil.test",
    "X-Forwarded-Port": "1",
    "X-Forwarded-Prefix": "/evil",
    "Forwarded": "for=203.0.113.9;proto=https;host=evil.test",
}

Open = Callable[..., FlaskClient]


@pytest.fixture
def opened() -> Open:
    """Give a client of an app with other settings; `/seen` tells what it believes."""

    def give(**chosen: object) -> FlaskClient:
        upstreams = ("http://bands.test", "http://venues.test", "http://gigs.test")
        app = create_app(Settings(*upstreams, service_token="t" * 40, secret_key="k" * 40, **chosen))
        _show(app)
        return app.test_client()

    return give


def _show(app: Flask) -> None:
    @app.get("/seen")
    @access.allow(None)
    def seen() -> list[str | None]:
        return [request.remote_addr, request.scheme, request.host, request.script_root]


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1", "[::1]", "LOCALHOST", "localhost:5000", "[::1]:5000"], ids=str
)
def test_a_planner_on_this_machine_answers_to_its_own_names(opened: Open, host: str) -> None:
    assert opened().get("/seen", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["evil.test", "localhost.evil.test", "127.0.0.1.evil.test", EVERYWHERE, "a b", "", "[", "-", "x" * 5000],
    ids=str,
)
def test_a_planner_on_this_machine_is_not_reached_by_another_name(opened: Open, host: str) -> None:
    answer = opened().get("/seen", headers={"Host": host})

    assert (answer.status_code, answer.mimetype) == (400, "text/plain")
    assert "TRUSTED_HOSTS" in answer.text
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_a_form_sent_by_another_name_is_refused_before_anything_else(opened: Open) -> None:
    answer = opened().post("/sign-in", data={"sign_in_name": "Sam"}, headers={"Host": "evil.test"})

    assert (answer.status_code, answer.mimetype) == (400, "text/plain")


@pytest.mark.parametrize(
    ("chosen", "statuses"),
    [
        pytest.param({"host": EVERYWHERE}, [200, 200, 200], id="open, no names given"),
        pytest.param({"host": EVERYWHERE, "trusted_hosts": "gigs.test [2001:db8::1]"}, [200, 400, 200], id="names"),
        pytest.param({"trusted_hosts": "Gigs.test"}, [200, 400, 200], id="behind a proxy on this machine"),
        pytest.param({"host": "127.0.0.2"}, [400, 400, 200], id="another loopback address"),
    ],
)
def test_a_planner_for_others_answers_to_the_names_it_was_given(
    opened: Open, chosen: dict[str, str], statuses: list[int]
) -> None:
    client = opened(**chosen)

    found = [
        client.get("/seen", headers={"Host": host}).status_code for host in ("gigs.test", "evil.test", "localhost")
    ]

    assert found == statuses


def test_without_a_proxy_forged_headers_change_nothing(opened: Open) -> None:
    client = opened()

    assert (
        client.get("/seen", headers=FORGED).json == client.get("/seen").json == ["127.0.0.1", "http", "localhost", ""]
    )


@pytest.mark.parametrize(
    ("proxies", "chain", "address"),
    [
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "6.6.6.6, 203.0.113.9", "203.0.113.9"),
        (2, "203.0.113.9, 10.0.0.1", "203.0.113.9"),
    ],
    ids=["one", "one, and a forged entry", "two"],
)
def test_so_many_proxies_are_believed_and_never_about_the_name(
    opened: Open, proxies: int, chain: str, address: str
) -> None:
    scheme = ", ".join(["https"] * proxies)

    answer = opened(trusted_proxies=proxies).get(
        "/seen", headers={**FORGED, "X-Forwarded-For": chain, "X-Forwarded-Proto": scheme}
    )

    assert answer.json == [address, "https", "localhost", ""]
    assert "Strict-Transport-Security" in answer.headers
