"""How often somebody may try to sign in and save."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import BytesIO

import pytest
import time_machine
from flask import Flask, request
from flask.testing import FlaskClient
from limits.storage import MemoryStorage
from werkzeug.test import TestResponse

from gig_chassis.settings import SettingsError
from gig_web import create_app
from gig_web.accounts import access, carrying, entrance
from gig_web.security import MAX_FORM_BYTES
from gig_web.settings import Settings

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
SIGN_INS, SAVES = 3, 5

Open = Callable[..., FlaskClient]


class OwnStorage(MemoryStorage):
    """A storage that can be unreachable."""

    STORAGE_SCHEME = ["own"]  # noqa: RUF012  # the library's own way
    down = False

    def acquire_entry(self, *args: object, **options: object) -> bool:
        """Take a hit, if it can be reached."""
        if OwnStorage.down:
            raise ConnectionError("unreachable")
        return super().acquire_entry(*args, **options)

    def check(self) -> bool:
        """Say whether it can be reached."""
        return not OwnStorage.down


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """Give a clock that stands still until it is moved."""
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Open:
    """Give a client of an app with low limits and no entrance: `/save` saves, `/sign-in` is left as it is."""

    def give(**chosen: object) -> FlaskClient:
        monkeypatch.setattr(entrance, "init_app", lambda _app: None)
        settings = {"sign_ins_per_minute": SIGN_INS, "saves_per_minute": SAVES, "trusted_proxies": 1, **chosen}
        upstreams = ("http://bands.test", "http://venues.test", "http://gigs.test")
        app = create_app(Settings(*upstreams, service_token="t" * 40, secret_key="k" * 40, **settings))
        app.config["WTF_CSRF_ENABLED"] = False
        _add_views(app)
        return app.test_client()

    return give


def _add_views(app: Flask) -> None:
    @app.route("/save", methods=["GET", "POST"])
    @access.allow(None)
    def save() -> str:
        return request.form.get("title", "")

    app.view_functions["accounts.go_on"] = app.view_functions["accounts.accept_invite"] = lambda **_options: "tried"


def post(client: FlaskClient, path: str = "/save", address: str = "192.0.2.1", **form: str) -> TestResponse:
    return client.post(path, data=form, headers={"X-Forwarded-For": address})


def sign_in_as(client: FlaskClient, person: str) -> None:
    with client.session_transaction() as cookie:
        cookie["_user_id"] = "session"
        cookie["account"] = {"id": person, "name": "Sam", "role": "booker", "rev": 1}


def statuses(answers: list[TestResponse]) -> list[int]:
    return [answer.status_code for answer in answers]


@pytest.mark.parametrize(
    ("path", "form"),
    [("/sign-in", {"sign_in_name": "Sam"}), ("/invites/secret", {"name": "Sam"}), ("/save", {"sign_in_name": "Sam"})],
    ids=["sign-in page", "invite", "a save that signs in"],
)
@pytest.mark.usefixtures("clock")
def test_tries_to_sign_in_are_limited_by_address(opened: Open, path: str, form: dict[str, str]) -> None:
    client = opened()

    assert statuses([post(client, path, **form) for _ in range(SIGN_INS + 1)]) == [200] * SIGN_INS + [429]
    assert post(client, path, "192.0.2.2", **form).status_code == 200
    assert post(client).status_code == 200


@pytest.mark.usefixtures("clock")
def test_saves_are_limited_by_person_wherever_they_are(opened: Open) -> None:
    client = opened()
    sign_in_as(client, "sam")

    found = [post(client, address=f"192.0.2.{number}") for number in range(SAVES + 1)]

    assert statuses(found) == [200] * SAVES + [429]
    other = client.application.test_client()
    sign_in_as(other, "kim")
    assert post(other, address="192.0.2.0").status_code == 200


@pytest.mark.parametrize(
    "addresses",
    [["192.0.2.1"] * 6, [f"2001:db8::{n}" for n in range(6)], ["by name"] * 6],
    ids=["IPv4", "IPv6", "neither"],
)
@pytest.mark.usefixtures("clock")
def test_saves_of_strangers_are_limited_by_address_of_ipv6_by_network(opened: Open, addresses: list[str]) -> None:
    client = opened()

    assert statuses([post(client, address=address) for address in addresses]) == [200] * SAVES + [429]
    assert post(client, address="2001:db8:1::1").status_code == 200


@pytest.mark.usefixtures("clock")
def test_ipv4_addresses_written_as_ipv6_are_told_apart(opened: Open) -> None:
    client = opened()

    assert {post(client, address=f"::ffff:192.0.2.{n}").status_code for n in range(2 * SAVES)} == {200}


@pytest.mark.usefixtures("clock")
def test_a_form_sent_to_where_there_is_nothing_is_not_carried_there(opened: Open) -> None:
    client = opened()

    found = [post(client, "/nowhere", title="Typed") for _ in range(SAVES + 1)]

    assert {answer.status_code for answer in found} <= {404, 429}
    assert not [answer for answer in found if "Typed" in answer.text]


@pytest.mark.parametrize(
    ("chosen", "word"),
    [
        ({"rate_storage": "nowhere://"}, "RATE_STORAGE"),
        ({"sign_ins_per_minute": 0}, "SIGN_INS_PER_MINUTE"),
        ({"saves_per_minute": 0}, "SAVES_PER_MINUTE"),
    ],
)
def test_limits_that_cannot_be_kept_are_refused_at_start(opened: Open, chosen: dict[str, object], word: str) -> None:
    with pytest.raises(SettingsError, match=word):
        opened(**chosen)


@pytest.mark.usefixtures("clock")
def test_reading_is_never_limited(opened: Open) -> None:
    client = opened()

    assert {client.get("/save").status_code for _ in range(3 * SAVES)} == {200}
    assert post(client).status_code == 200


def test_who_waits_as_long_as_the_page_says_may_go_on(opened: Open, clock: time_machine.Traveller) -> None:
    client = opened()
    for _ in range(SAVES):
        post(client)
    clock.shift(20)

    refused = post(client, title="Typed")
    clock.shift(int(refused.headers["Retry-After"]))

    assert 40 <= int(refused.headers["Retry-After"]) <= 41
    assert f"Wait {refused.headers['Retry-After']} seconds" in refused.text
    assert post(client, title="Typed").text == "Typed"


@pytest.mark.usefixtures("clock")
def test_what_was_typed_waits_on_the_page_to_be_sent_again(opened: Open) -> None:
    client = opened()
    for _ in range(SAVES):
        post(client)

    answer = post(client, "/save?from=card", title='"Quoted"', notes="two\nlines", csrf_token="old")

    assert '<form method="post" action="/save?from=card">' in answer.text
    assert '<input type="hidden" name="title" value="&#34;Quoted&#34;">' in answer.text
    assert '<textarea name="notes" hidden>\ntwo\nlines</textarea>' in answer.text
    assert 'value="old"' not in answer.text
    assert 'name="csrf_token"' in answer.text


@pytest.mark.parametrize("field", ["sign_in_password", *sorted(carrying.PASSWORDS)])
@pytest.mark.usefixtures("clock")
def test_a_password_is_never_given_back(opened: Open, field: str) -> None:
    client = opened()
    for _ in range(SAVES):
        post(client)

    answer = post(client, sign_in_name="Sam", **{field: "correct horse"})

    assert answer.status_code == 429
    assert "correct horse" not in answer.text


@pytest.mark.usefixtures("clock")
def test_no_answer_tells_what_is_left(opened: Open) -> None:
    client = opened()

    answer = post(client)

    assert [name for name, _ in answer.headers if name.startswith(("X-Rate", "Retry"))] == []


@pytest.mark.usefixtures("clock")
def test_while_the_storage_is_unreachable_each_process_counts_for_itself(
    opened: Open, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    client = opened(rate_storage="own://")
    monkeypatch.setattr(OwnStorage, "down", True)

    assert statuses([post(client) for _ in range(SAVES + 1)]) == [200] * SAVES + [429]
    assert "storage unreachable" in caplog.text


@pytest.mark.usefixtures("clock")
def test_a_form_that_is_too_large_is_no_dead_storage(opened: Open, caplog: pytest.LogCaptureFixture) -> None:
    client = opened(rate_storage="own://")

    chunked = {
        "wsgi.input": BytesIO(b"x" * (MAX_FORM_BYTES + 1)),
        "wsgi.input_terminated": True,
        "HTTP_TRANSFER_ENCODING": "chunked",
    }
    form = {"content_type": "application/x-www-form-urlencoded"}
    answer = client.post("/save", environ_overrides=chunked, **form)

    assert answer.status_code == 413
    assert caplog.text == ""
