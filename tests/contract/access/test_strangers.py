"""A stranger at the running services, once there is an account: nothing of the planner gets out by any way."""

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
import requests
from testkit import raw, who_may
from testkit.forms import Client
from testkit.making import Body, Maker, act, room, rows
from testkit.people import People
from testkit.who_may import Row

from launcher.services import SERVICES
from launcher.stack import Stack

SECONDS = 20
CANARY = f"canary{uuid.uuid4().hex[:8]}"
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "CANARY")
REFUSALS = {400, 401, 404, 405, 413, 429}
WORDS = {"/healthz": "ok", "/readyz": "ready"}
ODD_PATHS = (
    *(
        "//",
        "//gigs",
        "/gigs/",
        "/./gigs",
        "/../gigs",
        "/gigs/..",
        "/static/../gigs",
        "/static/..%2fgigs",
        "/static/%2e%2e/gigs",
    ),
    *(
        "/%2e%2e/%2e%2e/etc/passwd",
        "/static//etc/passwd",
        "/sign-in/../gigs",
        "/sign-in;/gigs",
        "/gigs;",
        "/gigs%00",
        "/%67igs",
    ),
    *(
        "/GIGS",
        "/gigs?next=/sign-in",
        "/static/%00",
        "/healthz/../gigs",
        "/healthz%2f..%2fgigs",
        "/.git/config",
        "/v1/gigs",
    ),
    *(
        "/openapi.json",
        "/console",
        "http://localhost/gigs",
        "*",
        f"/{'x' * 8000}",
        "/sign-in?next=//evil.test",
        "/\\gigs",
    ),
)


@dataclass(frozen=True, slots=True)
class World:
    """What there is to be found out, all of it named after the canary."""

    ids: dict[str, str] = field(default_factory=dict)

    def address(self, row: Row) -> str:
        """Fill in an address with what there is."""
        kind = "venue" if "/venues" in row.rule else "band"
        given = {
            "item_id": self.ids[kind],
            "entry_id": self.ids[kind],
            "filename": "gig.css",
            "secret": "made-up",
            **self.ids,
        }
        return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: given.get(found[1], str(uuid.uuid4())), row.rule)


@pytest.fixture
def world(stack: Stack, people: People) -> Iterator[World]:
    """Give a planner full of canaries."""
    maker = Maker(stack, people.add("booker", f"{CANARY} {uuid.uuid4().hex[:8]}"))
    band, venue = maker.band(f"{CANARY} {uuid.uuid4().hex}"), maker.venue(f"{CANARY} {uuid.uuid4().hex}")
    gig: Body = maker.gig(title=CANARY, lineup=[act(band)], venue=room(venue), notes=CANARY)
    known = {"band": band["id"], "venue": venue["id"], "gig_id": gig["id"], "person_id": str(maker.account.id)}
    yield World(known)
    maker.close()


def tells(answer: requests.Response) -> str | None:
    """Say what an answer tells a stranger beyond what it may; None where it keeps quiet."""
    if CANARY in answer.text or CANARY in str(answer.headers):
        return "a canary"
    if answer.status_code in REFUSALS or _is_sign_in(answer):
        return None
    path = answer.request.path_url
    if answer.status_code == 200 and (
        path.startswith(("/static/", "/tonight/sw.js")) or answer.text in {"", WORDS.get(path)}
    ):
        return None
    return f"{answer.status_code} {answer.headers.get('Location', '')} {answer.text[:80]}"


def _is_sign_in(answer: requests.Response) -> bool:
    if answer.status_code == 303:
        return answer.headers["Location"].startswith("/sign-in")
    return answer.status_code == 200 and 'name="sign_in_password"' in answer.text


@pytest.mark.parametrize("package", [service.package for service in SERVICES])
def test_no_method_of_no_route_tells_a_stranger_anything(stack: Stack, world: World, package: str) -> None:
    addresses = {world.address(row) for row in who_may.read(package)}

    told = {}
    with requests.Session() as session:
        session.trust_env = False
        for method in METHODS:
            for address in addresses:
                url = f"{stack.url_of(package)}{address}"
                answer = session.request(method, url, timeout=SECONDS, allow_redirects=False)
                session.cookies.clear()
                told[f"{method} {address}"] = tells(answer)

    assert {where: what for where, what in told.items() if what} == {}
    assert len(told) == len(METHODS) * len(addresses)


@pytest.mark.parametrize("package", [service.package for service in SERVICES])
@pytest.mark.parametrize("path", ODD_PATHS, ids=lambda path: path[:30])
def test_no_odd_path_leads_a_stranger_in(stack: Stack, world: World, package: str, path: str) -> None:
    del world

    answer = raw.send(stack.url_of(package), f"GET {path} HTTP/1.1\nHost: localhost")

    to = answer.headers.get("Location", "")
    assert answer.status in REFUSALS | {414} or to.startswith("/sign-in") or b"sign_in_password" in answer.body
    assert CANARY.encode() not in answer.body
    assert b"root:" not in answer.body


def test_forms_of_a_stranger_change_nothing_and_tell_nothing(stack: Stack, world: World) -> None:
    changing = [row for row in who_may.read("gig_web") if row.method == "POST"]
    client = Client(stack.url)
    token, before = client.hidden("/sign-in")["csrf_token"], rows(stack)

    answers = {row.name: client.post(world.address(row), {"csrf_token": token, "title": "x"}) for row in changing}
    client.close()

    assert {name: told for name, answer in answers.items() if (told := tells(answer))} == {}
    assert {answer.status_code for answer in answers.values()} == {303, 401, 404}
    assert rows(stack) == before


@pytest.mark.parametrize("token", ["", "x" * 40, "canary"])
def test_a_made_up_service_token_opens_no_service(stack: Stack, world: World, token: str) -> None:
    rows = [row for row in who_may.read("band_picker", "venue_picker", "gig_store") if row.least != "anybody"]

    with requests.Session() as session:
        session.trust_env = False
        session.headers["Authorization"] = f"Bearer {token}"
        found = {
            row.name: session.request(row.method, stack.url_of(row.service) + world.address(row), timeout=SECONDS)
            for row in rows
        }

    assert {name: answer.status_code for name, answer in found.items() if answer.status_code != 401} == {}
