"""A gig as the backend sends it, a page's form as a browser fills it in, and the three services mocked."""

import re
from collections.abc import Callable, Iterator
from dataclasses import fields
from html import unescape
from html.parser import HTMLParser
from types import SimpleNamespace
from typing import Any

import pytest
import requests_mock as mocking
import time_machine
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from gig_web.clients import records
from gig_web.clients.nouns import Gig

Json = dict[str, Any]
Make = Callable[..., Json]

IDS = SimpleNamespace(
    gig="01890000-0000-7000-8000-000000000001",
    other="01890000-0000-7000-8000-000000000002",
    band="01890000-0000-7000-8000-00000000000b",
    support="01890000-0000-7000-8000-00000000000c",
    venue="01890000-0000-7000-8000-00000000000e",
)
EDIT = f"/gigs/{IDS.gig}/edit"
PLACE: Json = {"city": "Leeds", "lat": 53.8, "lon": -1.55, "genres": ["post-punk"]}
ADDRESS: Json = {**dict.fromkeys(("external_id", "country", "contact", "email", "phone", "notes"))}
CLAUSE: Json = {"draw": 120, "unavailable": [], "radius_km": 100, "days_before": 14, "days_after": 14}
CREATED: Json = {"rev": 1, "at": "2026-11-01T10:00:00Z", "by": None, "action": "created", "changes": []}
CREATED["accepted_warnings"] = []
ROW: Json = {"own": False, "starter": False, "archived": False, "rev": 1}


class FormReader(HTMLParser):
    """Collects what a browser would send of a page's post form, buttons left out."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: dict[str, str | list[str]] = {}
        self._area: str | None = None
        self._select: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name")
        if tag == "input" and name and (given.get("type") not in {"checkbox", "radio"} or "checked" in given):
            self.sent.setdefault(name, given.get("value") or "")  # a tick comes before what stands for none
        elif tag == "textarea" and name:
            self._area, self.sent[name] = name, ""
        elif tag == "select" and name:
            self._select, self.sent[name] = name, ""
        elif tag == "option" and self._select and "selected" in given:
            self.sent[self._select] = given.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        self._area = None if tag == "textarea" else self._area
        self._select = None if tag == "select" else self._select

    def handle_data(self, data: str) -> None:
        if self._area:
            text = str(self.sent[self._area]) + data
            self.sent[self._area] = text.removeprefix("\n")


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    """Let it be Sunday 22 November 2026."""
    with time_machine.travel("2026-11-22T12:00:00Z", tick=False):
        yield


@pytest.fixture(autouse=True)
def nothing_usual(requests_mock: mocking.Mocker) -> None:
    """Let no amounts be usual unless a test says otherwise."""
    untouched = {"leave_starter_out": False, "rev": 1, "updated_at": None, "updated_by": None}
    requests_mock.get("http://gigs.test/v1/settings", json=untouched)
    requests_mock.get(re.compile(r"http://gigs.test/v1/rooms/[0-9a-f-]{36}/money"), status_code=404, json={})


@pytest.fixture(autouse=True)
def held_for(requests_mock: mocking.Mocker) -> None:
    """Let gigs have been held for two promoters lately."""
    requests_mock.get("http://gigs.test/v1/gigs/held-for", json={"items": ["Sam Nights", "Two Bees"]})


@pytest.fixture(scope="session")
def ids() -> SimpleNamespace:
    return IDS


@pytest.fixture(scope="session")
def read_form() -> Callable[[str], dict[str, str | list[str]]]:
    def read(html: str) -> dict[str, str | list[str]]:
        reader = FormReader()
        reader.feed(html)
        return reader.sent

    return read


@pytest.fixture(scope="session")
def a_band() -> Make:
    return lambda **given: {
        "id": IDS.band,
        "name": "The Howl",
        "fee": None,
        **PLACE,
        **ADDRESS,
        **CLAUSE,
        **ROW,
        **given,
    }


@pytest.fixture(scope="session")
def a_venue() -> Make:
    more = {"address": None, "postcode": None, "hire_cost": None, "curfew": None, "dark_days": [], "capacity": 200}
    named = {"id": IDS.venue, "name": "The Wardrobe", "timezone": "Europe/London"}
    return lambda **given: {**named, **more, **PLACE, **ADDRESS, **ROW, **given}


@pytest.fixture(scope="session")
def an_act() -> Make:
    own = {"band_id": IDS.band, "name": "The Howl", "billing": "headline", "set_time": None, "fee": "250.00"}
    facts = {name: PLACE[name] for name in ("lat", "lon", "genres")}
    return lambda **given: {**own, **facts, **CLAUSE, **given}


@pytest.fixture(scope="session")
def a_gig(an_act: Make) -> Make:
    room = {"id": IDS.venue, "name": "The Wardrobe", "capacity": 200, "timezone": "Europe/London", "own": False}
    usual = {
        **dict.fromkeys(field.name for field in fields(Gig)),
        "id": IDS.gig,
        "status": "idea",
        "hold_lapsed": False,
        "offer_ended": False,
        "gig_day": "2027-03-12",
        "doors": "19:30",
        "slot": "evening",
        "published": False,
        "played": False,
        "rev": 3,
        "created_at": "2026-11-01T10:00:00Z",
        "updated_at": "2026-11-02T10:00:00Z",
    }
    return lambda **given: {**usual, "venue": room | PLACE | {"dark_days": []}, "lineup": [an_act()], **given}


@pytest.fixture(scope="session")
def as_gig(a_gig: Make) -> Callable[..., Gig]:
    return lambda **given: records.read(Gig, a_gig(**given), "your gig list")


@pytest.fixture
def listed(requests_mock: mocking.Mocker) -> SimpleNamespace:
    """Give the backend's list: `give` says what it answers, `asked` the query it was sent last, in lower case."""

    def give(*gigs: Json, following: str | None = None) -> None:
        requests_mock.get("http://gigs.test/v1/gigs", json={"items": list(gigs), "next": following})
        requests_mock.get("http://gigs.test/v1/gigs/needs", json={"items": [], "more": {}})

    def asked() -> dict[str, list[str]]:
        sent = next(request for request in reversed(requests_mock.request_history) if request.path == "/v1/gigs")
        return dict(sent.qs)

    return SimpleNamespace(give=give, asked=asked, mock=requests_mock)


@pytest.fixture
def serve(requests_mock: mocking.Mocker, a_band: Make) -> Callable[..., str]:
    """Let the services know one gig, its history and its band; gives the gig's address in the backend."""

    def known(gig: Json, history: list[Json] | None = None, band: Json | None = None) -> str:
        url = f"http://gigs.test/v1/gigs/{gig['id']}"
        requests_mock.get(url, json=gig)
        requests_mock.get(f"{url}/conflicts", json={"items": []})
        requests_mock.get("http://gigs.test/v1/gigs", json={"items": [], "next": None})
        requests_mock.get(f"{url}/history", json={"items": history or [CREATED], "next": None})
        requests_mock.get(f"http://bands.test/v1/bands/{IDS.band}", json=band or a_band())
        return url

    return known


@pytest.fixture
def held(a_gig: Make, an_act: Make) -> Make:
    """Make a second hold at a room of mine, and the first one."""
    room = {"id": IDS.venue, "name": "The Wardrobe", "own": True}
    usual = {"status": "hold", "venue": room, "hold_expires": "2026-12-06"}
    other = {"id": IDS.other, "hold_level": 1, "lineup": [an_act(name="Lankum")], "held_for": "Ada"}
    return lambda first=False, **given: a_gig(**usual | ({**other} if first else {"hold_level": 2}) | given)


@pytest.fixture
def shown(client: FlaskClient, requests_mock: mocking.Mocker, serve: Callable[..., str]) -> Callable[..., str]:
    """Show a gig among those that wait with it."""

    def show(gig: Json, *around: Json) -> str:
        serve(gig)
        requests_mock.get("http://gigs.test/v1/gigs", json={"items": list(around), "next": None})
        return " ".join(unescape(client.get(f"/gigs/{IDS.gig}").text).split())

    return show


@pytest.fixture(scope="session")
def change_by() -> Callable[..., Json]:
    """Give an entry of history: who set which fields to what."""

    def make(name: str, rev: int, action: str = "edited", **fields: object) -> Json:
        changes = [{"field": field, "old": None, "new": new} for field, new in fields.items()]
        return {**CREATED, "rev": rev, "action": action, "by": {"id": IDS.other, "name": name}, "changes": changes}

    return make


@pytest.fixture
def desk(
    client: FlaskClient,
    requests_mock: mocking.Mocker,
    serve: Callable[..., str],
    a_gig: Make,
    read_form: Callable[[str], Json],
) -> SimpleNamespace:
    """Give a person at the form of a gig: `open` says which gig it is, `fill` changes fields, `send` saves them."""

    def open_gig(history: list[Json] | None = None, **given: object) -> str:
        return serve(a_gig(**given), history)

    def fill(path: str = EDIT, **values: str) -> Json:
        return {**read_form(client.get(path).text), **values}

    def send(path: str = EDIT, **values: str) -> TestResponse:
        return client.post(path, data=fill(path, **values))

    return SimpleNamespace(open=open_gig, fill=fill, send=send, mock=requests_mock, client=client, edit=EDIT)
