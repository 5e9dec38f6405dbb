"""Bands, venues and conflicts made up for Suggest; each fixture gives a maker that takes what matters to a test."""

import html as html_lib
import re
import uuid
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
import requests
import requests_mock
import time_machine
from flask.testing import FlaskClient

from gig_web.clients.gigs import Against, Conflict
from gig_web.clients.nouns import Band, Venue

GIG = re.compile(r"http://gigs.test/v1/gigs/[0-9a-f-]{36}$")
Sent = Any  # the request and the answer as requests-mock hands them to a callback

NAMESPACE = uuid.UUID(int=7)


@pytest.fixture(scope="session")
def band_row() -> Callable[..., dict[str, Any]]:
    def make(name: str = "The Howl", **given: object) -> dict[str, Any]:
        return {
            "id": str(uuid.uuid5(NAMESPACE, f"band {name}")),
            "external_id": None,
            "name": name,
            "genres": ["post-punk"],
            "city": "Leeds",
            "country": "GB",
            "lat": 53.8,
            "lon": -1.549,
            "draw": 150,
            "fee": None,
            "own": False,
            "starter": True,
            "contact": None,
            "email": None,
            "phone": None,
            "unavailable": [],
            "radius_km": None,
            "days_before": None,
            "days_after": None,
            "notes": None,
            "archived": False,
            "rev": 1,
        } | given

    return make


@pytest.fixture(scope="session")
def venue_row() -> Callable[..., dict[str, Any]]:
    def make(name: str = "The Wardrobe", **given: object) -> dict[str, Any]:
        return {
            "id": str(uuid.uuid5(NAMESPACE, f"venue {name}")),
            "external_id": None,
            "name": name,
            "city": "Leeds",
            "country": "GB",
            "address": None,
            "postcode": None,
            "lat": 53.8,
            "lon": -1.53,
            "timezone": "Europe/London",
            "capacity": 200,
            "genres": ["post-punk", "indie"],
            "hire_cost": None,
            "own": False,
            "starter": True,
            "curfew": None,
            "dark_days": [],
            "contact": None,
            "email": None,
            "phone": None,
            "notes": None,
            "archived": False,
            "rev": 1,
        } | given

    return make


@pytest.fixture(scope="session")
def band(band_row: Callable[..., dict[str, Any]]) -> Callable[..., Band]:
    return lambda *args, **given: Band(**band_row(*args, **given))


@pytest.fixture(scope="session")
def venue(venue_row: Callable[..., dict[str, Any]]) -> Callable[..., Venue]:
    return lambda *args, **given: Venue(**venue_row(*args, **given))


@pytest.fixture(scope="session")
def against() -> Callable[..., Against]:
    def make(day: object, band: Band | None, venue: Venue | None, rule: str, level: str = "warn") -> Against:
        conflict = Conflict(level, rule, None, f"Something about {rule}.")
        return Against(str(day), band.id if band else None, venue.id if venue else None, [conflict])

    return make


class Planner:
    """The three services, mocked: what they hold, what stands against a night, who is down, what they were asked."""

    def __init__(self, mocker: requests_mock.Mocker, bands: list[dict[str, Any]], venues: list[dict[str, Any]]) -> None:
        self.bands, self.venues = bands, venues
        self.against: list[dict[str, Any]] = []
        self.diaries: Any = None  # a backend of the version before sends none
        self.beside: dict[str, Any] = {}  # nor past nights and usual amounts
        self.counts: dict[str, dict[str, Any]] = {"bands": {}, "venues": {}}
        self.down: set[str] = set()
        self.mocker = mocker
        for noun in ("bands", "venues"):
            base = f"http://{noun}.test/v1/{noun}"
            mocker.get(re.compile(rf"{base}/random"), json=partial(self._random, noun))
            mocker.get(re.compile(rf"{base}/[0-9a-f-]{{36}}$"), json=partial(self._one, noun))
            mocker.get(re.compile(rf"{base}\?"), json=partial(self._mine, noun))
        mocker.post("http://gigs.test/v1/conflicts", json=self._conflicts)
        mocker.patch("http://gigs.test/v1/people/me", json=self._me)

    def _me(self, request: Sent, _context: Sent) -> dict[str, Any]:
        """Keep what somebody changes of their account."""
        account = {"id": str(uuid.uuid5(NAMESPACE, "Sam")), "name": "Sam", "role": "booker", "disabled": False}
        kept = {
            "time_zone": None,
            "theme": "auto",
            "keys": True,
            "constraints": "",
            "created_at": "2026-01-01T12:00:00Z",
            "rev": 1,
        }
        return account | kept | request.json()

    def asked(self, noun: str) -> list[dict[str, list[str]]]:
        """Give the queries of the random picks so far."""
        return [sent.qs for sent in self.mocker.request_history if sent.path == f"/v1/{noun}/random"]

    def methods(self) -> list[str]:
        return [f"{sent.method} {sent.path}" for sent in self.mocker.request_history]

    def stand(self, day: str, rule: str, level: str = "warn", gig: str | None = None, **sides: str) -> None:
        """Let something stand against a night; `gig` is the id of the gig that does."""
        about = {"id": gig, "title": "Somebody", "gig_day": day, "status": "idea"} if gig else None
        conflict = {"level": level, "rule": rule, "text": f"Against it: {rule}.", "gig": about}
        item = {"gig_day": day, "band_id": None, "venue_id": None, "conflicts": [conflict]}
        self.against.append(item | {f"{side}_id": value for side, value in sides.items()})

    def _answer(self, noun: str) -> None:
        if noun in self.down:
            raise requests.ConnectionError

    def _random(self, noun: str, request: Sent, _: object) -> dict[str, Any]:
        self._answer(noun)
        excluded = set(request.qs.get("exclude", [""])[0].split(","))
        items = [row for row in getattr(self, noun) if row["id"] not in excluded]
        return {"items": items[: int(request.qs["count"][0])], **self.counts[noun]}

    def _one(self, noun: str, request: Sent, context: Sent) -> dict[str, Any]:
        self._answer(noun)
        found = [row for row in getattr(self, noun) if row["id"] == request.path.rpartition("/")[2]]
        context.status_code = 200 if found else 404
        return found[0] if found else {"detail": "There is none."}

    def _mine(self, noun: str, request: Sent, _: object) -> dict[str, Any]:
        self._answer(noun)
        assert request.qs["own"] == ["1"]
        return {"items": [row for row in getattr(self, noun) if row["own"]], "next": None}

    def _conflicts(self, request: Sent, _: object) -> dict[str, Any]:
        self._answer("gigs")
        found = {"items": [item for item in self.against if item["gig_day"] in request.json()["days"]]}
        return found | self.beside | ({} if self.diaries is None else {"diaries": self.diaries})


@pytest.fixture
def planner(
    requests_mock: requests_mock.Mocker,
    band_row: Callable[..., dict[str, Any]],
    venue_row: Callable[..., dict[str, Any]],
) -> Planner:
    return Planner(requests_mock, [band_row(), band_row("Slow Fires", draw=90)], [venue_row(), venue_row("Brudenell")])


@pytest.fixture
def card_address(planner: Planner) -> str:
    """Give the address of a whole card that can be dealt."""
    return f"/?seed=7&band={planner.bands[0]['id']}&venue={planner.venues[0]['id']}&day=2027-03-12"


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel("2026-11-22T12:00:00Z", tick=False):
        yield


@pytest.fixture
def form_of() -> Callable[[str, str], dict[str, str]]:
    """Read the hidden fields of the page's form with that action."""

    def read(html: str, action: str) -> dict[str, str]:
        form = re.search(rf'<form method="post" action="{action}".*?</form>', html, re.DOTALL)
        assert form, f"no form for {action}"
        found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form[0])
        return {name: html_lib.unescape(value) for name, value in found if name != "csrf_token"}

    return read


@pytest.fixture
def gig(planner: Planner) -> dict[str, Any]:
    """Let the backend save whatever comes, and give the gig it answers with."""
    nothing = "title held_for hold_level hold_expires challenged_until offer_expires booking asked_on gig_day load_in"
    nothing += " previous_gig_day soundcheck doors start end venue deal attendance notes staff_notes description"
    nothing += " created_by updated_by trashed_at"
    gig = dict.fromkeys(nothing.split()) | {"id": "", "status": "idea", "slot": "evening", "lineup": [], "rev": 1}
    gig |= dict.fromkeys(("hold_lapsed", "offer_ended", "published", "played"), False)
    gig |= dict.fromkeys(("created_at", "updated_at"), "2026-11-22T12:00:00Z")

    def save(request: Sent, _: object) -> dict[str, Any]:
        return gig | {"id": request.path.rpartition("/")[2]}

    planner.mocker.put(GIG, json=save)
    return gig


@pytest.fixture
def save_form(client: FlaskClient, card_address: str, form_of: Callable[[str, str], dict[str, str]]) -> dict[str, str]:
    """Give the form of the card's Save button."""
    return form_of(client.get(card_address).text, "/suggest/save")
