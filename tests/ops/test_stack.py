"""The four services as one: what each is told, and what happens when one of them is lost."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests

from launcher.errors import CannotStart
from launcher.services import Site
from launcher.stack import Stack


@pytest.fixture
def stack(site: Site) -> Iterator[Stack]:
    with Stack(site) as stack:
        yield stack


def environment(url: str) -> dict[str, str]:
    return requests.get(url, timeout=5).json()


def test_each_service_is_told_what_it_needs_and_nothing_else(stack: Stack, site: Site) -> None:
    token = f"{site.folder}/service-token"

    told = {package: environment(stack.url_of(package)) for package in stack.processes}

    names = ("DATABASE_URL", "SERVICE_TOKEN_FILE", "SECRET_KEY_FILE", "BAND_PICKER_URL", "GIG_STORE_URL")
    assert {package: [told[package].get(name) for name in names] for package in told} == {
        "gig_web": [
            None,
            token,
            f"{site.folder}/secret-key",
            stack.url_of("band_picker"),
            stack.url_of("gig_store"),
        ],
        "band_picker": [f"sqlite:///{site.folder}/bands.db", token, None, None, None],
        "venue_picker": [f"sqlite:///{site.folder}/venues.db", token, None, None, None],
        "gig_store": [f"sqlite:///{site.folder}/gigs.db", token, None, None, None],
    }
    assert stack.token == Path(token).read_text()


def test_settings_of_the_caller_do_not_reach_the_services(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SERVICE_TOKEN", "somebody else's")
    monkeypatch.setenv("DATABASE_URL_FILE", "/somewhere/else")
    monkeypatch.setenv("DATABASE_PASSWORD", "of no use to SQLite")
    monkeypatch.setenv("LOG_LEVEL", "DEBUG")

    with Stack(site) as stack:
        told = environment(stack.url_of("band_picker"))

    assert "SERVICE_TOKEN" not in told
    assert "DATABASE_URL_FILE" not in told
    assert "DATABASE_PASSWORD" not in told
    assert told["LOG_LEVEL"] == "DEBUG"


def test_a_killed_service_refuses_connections_and_comes_back_at_its_address(stack: Stack) -> None:
    url = stack.url_of("venue_picker")
    before = environment(url)["pid"]

    stack.kill("venue_picker")
    with pytest.raises(requests.ConnectionError):
        environment(url)
    stack.restart("venue_picker")

    assert environment(url)["pid"] != before


def test_a_service_that_does_not_get_ready_is_given_up_after_a_while(
    stack: Stack, package: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("launcher.process.READY_SECONDS", 0.1)
    (package("gig_store") / "waiting").touch()

    with pytest.raises(CannotStart, match="gig_store did not start"):
        stack.processes["gig_store"].await_ready()


def test_a_long_log_is_put_aside(site: Site) -> None:
    log = site.log(next(iter(Stack(site).processes.values())).service)
    with log.open("wb") as file:
        file.truncate(10 * 1024 * 1024 + 1)

    with Stack(site):
        size = log.stat().st_size

    assert size < 10_000
    assert log.with_suffix(".log.1").stat().st_size == 10 * 1024 * 1024 + 1
