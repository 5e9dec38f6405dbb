"""The logs of all services: one id finds a request in each, one line is one request, and no secret is ever in them."""

import json
import re
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from testkit.accounts import Account
from testkit.forms import Client
from testkit.making import Maker, named, night
from testkit.people import People, people_of
from testkit.screens import search
from testkit.stacks import CHECKOUT

from launcher import data_dir
from launcher.services import APIS, Site
from launcher.stack import Stack

pytestmark = pytest.mark.own_planner
ALL = ["gig_web", *(api.package for api in APIS)]
ADMIN, CANARY = "Canary the first", "a canary of the settings"
QUOTED = re.compile(r"quote this number: <code>([0-9a-f]{32})</code>")
Line = dict[str, Any]


@pytest.fixture(scope="module")
def loud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Start services that log all they can, with a first account from the settings."""
    with pytest.MonkeyPatch.context() as environ:
        for name, value in {"LOG_LEVEL": "DEBUG", "ADMIN_USERNAME": ADMIN, "ADMIN_PASSWORD": CANARY}.items():
            environ.setenv(name, value)
        with Stack(Site(CHECKOUT, tmp_path_factory.mktemp("loud"))) as stack:
            yield stack


@pytest.fixture
def admin(loud: Stack, client_of: Callable[[str], Client]) -> Client:
    """Give the admin of the settings, signed in."""
    client = client_of(loud.url)
    client.sign_in(Account(id=uuid.UUID(int=0), name=ADMIN, role="admin", token="", password=CANARY))
    return client


@pytest.fixture
def insiders(loud: Stack) -> Iterator[People]:
    """Give accounts of the services that log all they can."""
    with people_of(loud) as people:
        yield people


def test_one_id_finds_a_card_in_the_logs_of_all_services(stack: Stack, client: Client, maker: Maker) -> None:
    answer = client.get(search([maker.band()], [maker.venue()]))

    found = _with_id(stack, answer.headers["X-Request-ID"])
    assert answer.status_code == 200
    assert sorted(found) == sorted(ALL)
    assert {line["status"] for lines in found.values() for line in lines} <= {200, 303}


@pytest.mark.parametrize("package", ["band_picker", "gig_store"])
def test_the_number_on_an_error_page_finds_it_in_the_log_of_each_service_that_was_asked(
    stack: Stack, client: Client, package: str
) -> None:
    nowhere = {"band_picker": "/bands/{}", "gig_store": "/gigs/{}"}[package].format(uuid.uuid4())

    page = client.get(nowhere)

    [number] = QUOTED.findall(page.text)
    found = _with_id(stack, number)
    assert (page.status_code, page.headers["X-Request-ID"]) == (404, number)
    assert {"gig_web", package} <= found.keys()
    assert 404 in {line["status"] for line in found[package]}
    assert [line["status"] for line in found["gig_web"]] == [404]


def test_a_line_break_in_a_name_or_an_address_is_one_line(stack: Stack, client_of: Callable[[str], Client]) -> None:
    stranger, forged = client_of(stack.url), '\r\n{"service": "gig_web", "event": "forged"}\r\n'
    before = _lengths(stack)

    hidden = stranger.hidden("/sign-in")
    stranger.post("/sign-in", {**hidden, "sign_in_name": forged, "sign_in_password": forged})
    stranger.get("/gigs/%0d%0a%7b%22event%22:%20%22forged%22%7d", headers={"X-Request-ID": "forged forged"})
    stranger.get("/", params={"q": forged, "next": forged})

    lines = [json.loads(line) for line in _since(stack, before)]
    assert len(lines) >= 4
    assert [line for line in lines if line["event"] == "forged" or "forged" in line.get("request_id", "")] == []


def test_no_secret_is_in_any_log_however_much_is_logged(
    loud: Stack, admin: Client, insiders: People, client_of: Callable[[str], Client]
) -> None:
    sam = insiders.add("booker", named("Sam"))
    secrets = {"the admin's password": CANARY, "a session": sam.token, "the service token": loud.token}
    secrets["the cookie key"] = (loud.site.folder / data_dir.SECRET_KEY).read_text(encoding="utf-8")
    secrets |= _sign_in_and_out(client_of(loud.url), sam) | _invite(admin, client_of(loud.url))
    secrets |= _feed_and_share(admin, client_of(loud.url))

    logged = "".join(_since(loud, dict.fromkeys(ALL, 0)))

    assert logged.count("/v1/sessions") >= 4  # the logs are those of what happened here
    assert [name for name, secret in secrets.items() if not secret or secret in logged] == []


def _sign_in_and_out(client: Client, sam: Account) -> dict[str, str]:
    """Try a wrong password, sign in, try a wrong one again, change it, sign out; give what nobody else may know."""
    wrong, new = "a canary that is wrong", "a canary that is new"
    form = client.hidden("/sign-in") | {"sign_in_name": sam.name}
    assert client.post("/sign-in", form | {"sign_in_password": wrong}).status_code == 422
    assert client.post("/gigs/new?canary=1", form | {"sign_in_password": wrong}).status_code == 422
    client.sign_in(sam)
    cookies = list(client.cookies.values())
    csrf = client.hidden("/settings")["csrf_token"]
    for current in (wrong, sam.password):
        client.post("/settings/password", {"csrf_token": csrf, "current": current, "new": new})
    cookies += client.cookies.values()
    client.post("/sign-out", {"csrf_token": client.hidden("/settings")["csrf_token"]})
    said = {"a wrong password": wrong, "a password": sam.password, "a new password": new, "a form's token": csrf}
    return said | {f"cookie {number}": cookie for number, cookie in enumerate(cookies)}


def _invite(admin: Client, guest: Client) -> dict[str, str]:
    """Invite somebody who takes a weak password first; give what nobody else may know."""
    csrf = admin.hidden("/settings/people")["csrf_token"]
    admin.post("/settings/people/invites", {"csrf_token": csrf, "role": "viewer", "note": ""})
    [secret] = re.findall(r'/invites/([\w-]+)"', admin.get("/settings/people").text)
    form = guest.hidden(f"/invites/{secret}") | {"name": named("Guest")}
    assert guest.post(f"/invites/{secret}", form | {"password": "canary"}).status_code == 422
    joined = guest.post(f"/invites/{secret}", form | {"password": "a canary of a guest"})
    assert (joined.status_code, guest.get(f"/invites/{secret}").status_code) == (303, 404)
    return {"an invite": secret, "a guest's password": "a canary of a guest"}


def _feed_and_share(admin: Client, stranger: Client) -> dict[str, str]:
    """Make a calendar feed and a link to a day sheet, and read both; give what nobody else may know."""
    new = admin.hidden("/gigs/new") | {"title": named("Night"), "gig_day": night()}
    sheet = f"{admin.post('/gigs/new', new).headers['Location']}/sheet"
    csrf = admin.hidden("/settings/feeds")["csrf_token"]
    admin.post("/settings/feeds", {"csrf_token": csrf})
    admin.post(sheet.replace("/sheet", "/share"), {"csrf_token": csrf})
    [feed] = re.findall(r"/feeds/([\w-]+)\.ics", admin.get("/settings/feeds").text)
    [share] = re.findall(r"/tonight/([\w-]+)", admin.get(sheet).text)
    for path in ("/feeds/{}.ics", "/tonight/{}"):
        secret = feed if "feeds" in path else share
        assert [stranger.get(path.format(each)).status_code for each in (secret, f"x{secret}")] == [200, 404]
    return {"a feed": feed, "a link to a sheet": share}


def _with_id(stack: Stack, number: str) -> dict[str, list[Line]]:
    """Give the log lines of a request, by service."""
    found = {}
    for package in ALL:
        lines = stack.processes[package].log.read_text(encoding="utf-8").splitlines()
        if mine := [json.loads(line) for line in lines if number in line]:
            found[package] = [line for line in mine if line["request_id"] == number and line["event"] == "request"]
    return found


def _lengths(stack: Stack) -> dict[str, int]:
    return {package: len(_log(stack, package)) for package in ALL}


def _since(stack: Stack, before: dict[str, int]) -> list[str]:
    return [line for package in ALL for line in _log(stack, package)[before[package] :]]


def _log(stack: Stack, package: str) -> list[str]:
    return stack.processes[package].log.read_text(encoding="utf-8").splitlines(keepends=True)
