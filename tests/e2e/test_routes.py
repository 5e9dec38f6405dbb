"""Every route, taken from the apps themselves: a form that is not named here fails."""

import re
import uuid
from collections.abc import Iterator

import pytest
import requests
from flask import Flask
from testkit import who_may
from testkit.accounts import acting_as
from testkit.forms import SECONDS, Client
from testkit.making import Body, Maker, room, rows
from testkit.people import People
from testkit.route_forms import FILES, FORMS
from testkit.screens import search
from werkzeug.routing import Rule

import gig_web
from gig_web.settings import Settings
from launcher.stack import Stack

SAFE = {"GET", "HEAD", "OPTIONS"}
ASKS = {"/v1/diaries": f"?kind=band&ids={uuid.uuid4()}"}  # what does not answer to a bare GET
ASKS["/v1/shares"] = f"?gig={uuid.uuid4()}"
ASKS["/v1/gigs/imports/<uuid:import_id>/names"] = "?kind=band"
NOWHERE = "http://127.0.0.1:9"


def _pages() -> Flask:
    return gig_web.create_app(Settings(NOWHERE, NOWHERE, NOWHERE, service_token="t" * 40, secret_key="k" * 40))


RULES: list[Rule] = sorted(_pages().url_map.iter_rules(), key=lambda rule: (rule.rule, sorted(rule.methods or ())))
READ = [rule for rule in RULES if "GET" in (rule.methods or ())]
CHANGE = [rule for rule in RULES if set(rule.methods or ()) - SAFE]
LEAVING = {"accounts.sign_out", "accounts.accept_invite"}  # after these somebody else is here, or nobody
GIGS = {"gigs.restore_gig": "trashed"}  # that a form is about, where not any will do
GIGS |= dict.fromkeys(("gigs.undo_change", "gigs.put_back"), "edited")
GIGS["feeds.take_gig"] = "confirmed"
GIGS |= dict.fromkeys(("gigs.renew_hold", "gigs.challenge", "gigs.note_challenge", "gigs.hold_another_date"), "held")
SECRETS = {"feeds": "feed", "tonight": "share"}  # whose an address holds, where it is no invite's
FRAGMENTS = {"gigs.work_out"}  # forms that change nothing and answer with a part of their page
OWN = {
    *("accounts.go_on", "card.set_keys", "card.start", "settings.save_settings", "settings.save_you"),
    *("settings.change_password", "settings.forget_search", "own_feeds.make_feed", "own_feeds.revoke_feed"),
}


@pytest.fixture
def maker(stack: Stack, people: People) -> Iterator[Maker]:
    """Give an admin, so that no route is out of reach."""
    maker = Maker(stack, people.add("admin"))
    yield maker
    maker.close()


@pytest.fixture
def client(stack: Stack, maker: Maker) -> Iterator[Client]:
    """Give the same admin at the pages."""
    client = Client(stack.url)
    client.sign_in(maker.account)
    yield client
    client.close()


@pytest.fixture
def viewer(stack: Stack, people: People) -> Iterator[Maker]:
    """Give a viewer."""
    maker = Maker(stack, people.add("viewer"))
    yield maker
    maker.close()


@pytest.fixture
def world(maker: Maker, client: Client, people: People) -> Iterator[Body]:
    """Give one of everything a route may be about; imports go again, or a service would tidy them up beside a test."""
    band, venue = maker.band(), maker.venue()
    gig, trashed = maker.gig(), maker.trash(maker.gig())
    hidden = client.hidden(search([band], [venue]))
    discarded = client.post("/suggest/discard", {name: hidden[name] for name in ("csrf_token", "token", "query")})
    told = client.hidden(discarded.headers["Location"])
    mail, new, form = (
        client.hidden("/settings/mails/ask"),
        client.hidden("/gigs/new"),
        client.hidden(f"/gigs/{gig['id']}/edit"),
    )
    made = {"band": band, "venue": venue, "gig": gig, "trashed": trashed, "password": maker.account.password}
    invite = maker.send("POST", "gig_store", "/invites", {"role": "booker"}).json()
    made |= {"invite": invite, "person": str(people.add("booker").id)}
    mine = room(maker.venue(own=True))
    made["held"] = [maker.gig(status="hold", venue=mine) for _ in range(2)][1]  # one is before it in the queue
    made["confirmed"] = maker.gig(status="confirmed")
    share = {"gig": made["confirmed"]["id"], "contacts": {"venue": None, "bands": []}}
    made["share"] = maker.send("POST", "gig_store", "/shares", share).json()
    made["feed"] = maker.send("POST", "gig_store", "/feeds", {}).json()
    made["edited"] = maker.change(maker.gig(), doors="20:15")
    made["imports"] = {noun: _staged(maker, noun) for noun in ("band", "venue", "gig")}
    made["merged"] = {f"{noun}s": _merged(maker, noun, made[noun]) for noun in ("band", "venue")}
    made["twins"] = {"band": maker.band()["id"], "venue": maker.venue()["id"]}
    yield {**made, "hidden": hidden, "told": told, "mail": mail, "new": new, "form": form}
    for noun, import_id in made["imports"].items():
        service = "gig_store" if noun == "gig" else f"{noun}_picker"
        maker.send("DELETE", service, f"/{noun}s/imports/{import_id}")  # refused for what was committed


def _staged(maker: Maker, noun: str) -> str:
    """Give the id of an import that was not committed."""
    if noun == "gig":
        return str(maker.staged("gig_store", "gigs", f"title,band\n{uuid.uuid4()},Nobody\n")["id"])
    return str(maker.staged(f"{noun}_picker", f"{noun}s", f"name\n{uuid.uuid4()}\n")["id"])


def _merged(maker: Maker, noun: str, into: Body) -> str:
    """Give the id of one that was merged into another."""
    gone = maker.band() if noun == "band" else maker.venue()
    path = f"/{noun}s/{gone['id']}/merge"
    maker.send("POST", f"{noun}_picker", path, {"into": into["id"]}, gone["rev"]).raise_for_status()
    return str(gone["id"])


def _address(rule: Rule, world: Body) -> str:
    """Fill in an address with what there is."""
    plural = rule.endpoint.partition(".")[0]
    item = world["venue" if plural == "venues" else "band"]["id"]
    item = world["merged"][plural] if rule.endpoint.endswith("part_item") else item
    gig = world[GIGS.get(rule.endpoint, "gig")]["id"]
    came = world["imports"].get(plural.removesuffix("s"))
    given = {"import_id": came, "gig_id": gig, "item_id": item, "discard_id": str(uuid.uuid4()), "filename": "gig.css"}
    given |= {
        "mail": "ask",
        "secret": world["invite"]["secret"],
        "invite_id": world["invite"]["id"],
        "person_id": world["person"],
    }
    given |= {"feed_id": world["feed"]["id"], "share_id": world["share"]["id"]}
    about = rule.endpoint.partition(".")[0]
    given |= {"secret": world[SECRETS[about]]["secret"]} if about in SECRETS else {}
    address = rule.rule
    for name in rule.arguments:
        kind = next(word for word in (f"<uuid:{name}>", f"<path:{name}>", f"<{name}>") if word in address)
        address = address.replace(kind, given[name])
    return address


def test_no_get_changes_anything(stack: Stack, maker: Maker, client: Client, world: Body) -> None:
    before = rows(stack)

    token = {"Authorization": f"Bearer {stack.token}"}  # the metrics ask for it

    answers = {rule.endpoint: client.get(_address(rule, world), headers=token).status_code for rule in READ}
    client.get("/?toggle=band&keep=venue&own=rooms")
    client.get("/", headers={"Accept": "application/json"})

    assert {endpoint: status for endpoint, status in answers.items() if status != 200} == {}
    assert maker.saved_since(before) == {}


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_no_get_of_a_service_changes_anything(stack: Stack, maker: Maker, world: Body, method: str) -> None:
    reading = [row for row in who_may.read("band_picker", "venue_picker", "gig_store") if row.method == "GET"]
    sent, before = acting_as(maker.account, (stack.token,)), rows(stack)
    answers = {}

    for row in reading:
        about = {"gig_store": "gig", "band_picker": "band", "venue_picker": "venue"}[row.service]
        one = world["imports"][about] if "import_id" in row.rule else world[about]["id"]
        address = re.sub(r"<[^>]+>", one, row.rule)
        url = f"{stack.url_of(row.service)}{address}{ASKS.get(row.rule, '')}"
        answers[row.name] = requests.request(method, url, headers=sent, timeout=SECONDS).status_code

    assert {name: status for name, status in answers.items() if status != 200} == {}
    assert maker.saved_since(before) == {}


def test_every_form_of_the_pages_is_tried_here() -> None:
    assert {rule.endpoint for rule in CHANGE} == set(FORMS)


@pytest.mark.parametrize("rule", CHANGE, ids=[rule.endpoint for rule in CHANGE])
def test_a_form_without_its_csrf_token_changes_nothing_and_with_it_works(
    stack: Stack, maker: Maker, client: Client, world: Body, rule: Rule
) -> None:
    address, form = _address(rule, world), FORMS[rule.endpoint](world)
    form.pop("csrf_token", None)
    before = rows(stack)

    for token in ({}, {"csrf_token": ""}, {"csrf_token": world["hidden"]["csrf_token"][:-3] + "abc"}):
        refused = client.post(address, form | token, files=FILES.get(rule.endpoint))
        assert (refused.status_code, "That form is too old" in refused.text) == (400, True)
    assert maker.saved_since(before) == {}
    taken = client.post(address, form | {"csrf_token": world["hidden"]["csrf_token"]}, files=FILES.get(rule.endpoint))

    assert taken.status_code in ({200} if rule.endpoint in FRAGMENTS else {302, 303}), taken.text
    if "/import" in rule.rule:  # it goes on beside the requests
        maker.await_imports()


def test_a_viewer_changes_nothing_but_their_own_account_by_any_form(stack: Stack, viewer: Maker, world: Body) -> None:
    client = Client(stack.url)
    client.sign_in(viewer.account)
    token, statuses, changed = client.hidden("/settings")["csrf_token"], {}, {}

    for rule in [rule for rule in CHANGE if rule.endpoint not in LEAVING]:
        before = rows(stack)
        form = FORMS[rule.endpoint](world) | {"csrf_token": token}
        answer = client.post(_address(rule, world), form, files=FILES.get(rule.endpoint))
        statuses[rule.endpoint] = answer.status_code
        changed[rule.endpoint] = [line for line in viewer.saved_since(before) if not _is_of(viewer, line)]
    client.close()

    assert {endpoint: lines for endpoint, lines in changed.items() if lines} == {}
    assert {endpoint for endpoint, status in statuses.items() if status != 403} == OWN


def _is_of(maker: Maker, line: str) -> bool:
    """Say whether a row is of their account or session, or counts tries to sign in."""
    return maker.account.id.hex.upper() in line or 'INTO "attempt"' in line


@pytest.mark.parametrize("path", ["/", "/gigs", "/bands", "/no/such/page", "/settings"])
def test_every_page_carries_the_headers_that_protect_it(client: Client, path: str) -> None:
    headers = client.get(path).headers

    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert (headers["X-Content-Type-Options"], headers["Referrer-Policy"]) == ("nosniff", "same-origin")
