"""The front end in one process with the three real services, each behind an oracle that may lie about it."""

import re
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from testkit import accounts, importing
from testkit.lies import Change, members_of
from testkit.oracles import Oracle, Said
from testkit.pickers import PICKERS, close, migrate_up, open_app
from testkit.signing import TOKEN
from werkzeug.test import TestResponse

import gig_store
import gig_store.migrate
import gig_web
from gig_chassis import migrate
from gig_chassis.ids import uuid7
from gig_store.models import db
from gig_web import upstream
from gig_web.settings import Settings

NEVER = 10**9
OF_ACCOUNTS = ("/v1/sessions", "/v1/people", "/v1/invites")
SERVICES = ("bands", "venues", "gigs")
DOWNLOADS = {"export_items", "export_gigs", "report_import"}  # handed on as they come
NOT_PAGES = {"static", "metrics", "health.say_alive", "health.say_ready", "tonight.send_worker"}
ENDS_SESSIONS = ("/sign-out", "/settings/password")
CONFIRMS = "X-Person"


@dataclass(frozen=True, slots=True)
class Page:
    """A route of the front end with the id of something that is there."""

    method: str
    path: str


class World:
    """The pages, and the services behind them; `visit` opens one as an admin."""

    def __init__(self, pages: Flask, oracles: Mapping[str, Oracle]) -> None:
        self.oracles = oracles
        self._pages, self._store = pages, oracles["gigs"].app
        self._ids = _things(self._store, {name: oracle.app for name, oracle in oracles.items()})
        self.routes = self._routes()
        self._admin = accounts.give_account(self._store, "admin")

    def visit(self, page: Page, query: str, form: Mapping[str, str], lies: Mapping[str, Change]) -> TestResponse:
        """Open a page while the services of `lies` lie."""
        for name, oracle in self.oracles.items():
            oracle.told.clear()
            oracle.lie = lies.get(name)
        try:
            return self._signed_in().open(f"{page.path}{query}", method=page.method, data=form or None)
        finally:
            for oracle in self.oracles.values():
                oracle.lie = None
            if page.path in ENDS_SESSIONS:
                self._admin = accounts.give_account(self._store, "admin")

    def members(self) -> list[tuple[Page, str, str]]:
        """Give each page with each service it asks and each member of that one's answers, as they are in truth."""
        found: set[tuple[Page, str, str]] = set()
        for page in self.routes:
            if page.method == "GET":
                self.visit(page, "?seed=7" if page.path == "/" else "", {}, dict.fromkeys(SERVICES, _true))
                for name, oracle in self.oracles.items():
                    found |= {(page, name, member) for _, said in oracle.told for member in members_of(said)}
        return sorted(found, key=str)

    def _signed_in(self) -> FlaskClient:
        admin, client = self._admin, self._pages.test_client()
        with client.session_transaction() as cookie:
            cookie |= {"_user_id": admin.token, "_fresh": True, "checked": int(time.time())}
            cookie["account"] = {"id": str(admin.id), "name": admin.name, "role": admin.role, "rev": 1}
        return client

    def _routes(self) -> list[Page]:
        found = []
        for rule in self._pages.url_map.iter_rules():
            noun = "venue" if rule.rule.startswith("/venues") else "band"
            ids = self._ids | {"secret": self._ids.get(f"{rule.endpoint} secret", self._ids["secret"])}
            path = re.sub(r"<(?:\w+:)?(\w+)>", lambda name, noun=noun, ids=ids: ids.get(name[1], ids[noun]), rule.rule)
            methods = sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}) if _is_page(rule.endpoint) else []
            found += [Page(method, path) for method in methods]
        return sorted(found, key=lambda page: (page.path, page.method))


@contextmanager
def lied_to(folder: Path) -> Iterator[World]:
    """Serve everything on empty databases with the starter lists' first rows; breakers stay shut."""
    with ExitStack() as stack:
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        patch.setattr(upstream, "FAILURES_TO_OPEN", NEVER)  # a service that rests cannot lie
        apps = [open_app(picker, f"sqlite:///{folder / picker.catalogue.plural}.db") for picker in PICKERS]
        for picker, app in zip(PICKERS, apps, strict=True):
            migrate_up(picker, app)
            stack.callback(close, picker, app)
        store = _gig_store(folder, stack)
        oracles = [stack.enter_context(Oracle(app)) for app in (*apps, store)]
        settings = Settings(
            *(each.url for each in oracles), service_token=TOKEN, secret_key="k" * 40, saves_per_minute=NEVER
        )
        pages = gig_web.create_app(replace(settings, sign_ins_per_minute=NEVER))
        pages.config["WTF_CSRF_ENABLED"] = False
        yield World(pages, dict(zip(SERVICES, oracles, strict=True)))


def _is_page(endpoint: str) -> bool:
    return endpoint not in NOT_PAGES and endpoint.rpartition(".")[2] not in DOWNLOADS


def _true(_asked: str, true: Said) -> Said:
    return true


def sparing_accounts(lie: Change) -> Change:
    """Tell the truth about who is here, and lie about all else."""

    def change(asked: str, true: Said) -> Said:
        if asked.split()[1].startswith(OF_ACCOUNTS):
            return true
        said = lie(asked, true)
        who = [field for field in true.headers if field[0] == CONFIRMS]
        return replace(said, headers=[*who, *(field for field in said.headers if field[0] != CONFIRMS)])

    return change


def _things(store: Flask, apps: Mapping[str, Flask]) -> dict[str, str]:
    """Make one of each, and give their ids by the name they have in a route."""
    admin = accounts.give_account(store, "admin")
    headers = accounts.acting_as(admin)

    def made(app: Flask, method: str, path: str, body: Mapping[str, object]) -> dict[str, Any]:
        answer = app.test_client().open(path, method=method, json=body, headers=headers)
        assert answer.status_code == 201, answer.text
        return dict(answer.get_json())

    band = made(apps["bands"], "POST", "/v1/bands", {"name": "The Howl", "city": "Leeds", "country": "GB", "draw": 90})
    venue = made(apps["venues"], "POST", "/v1/venues", {"name": "The Wardrobe", "city": "Leeds", "country": "GB"})
    act = {"band_id": band["id"], "name": band["name"], "billing": "headline", "fee": "90.00"}
    night = {"gig_day": "2199-01-01", "status": "hold", "lineup": [act], "venue": {"id": venue["id"], "name": "W"}}
    gig = made(store, "PUT", f"/v1/gigs/{uuid7()}", {**night, "notes": "Bring a lamp"})
    discard = made(store, "PUT", f"/v1/discards/{uuid7()}", {"band_id": str(uuid7()), "band_name": "Nobody"})
    invite = made(store, "POST", "/v1/invites", {"role": "viewer", "note": "the new one"})
    feed = made(store, "POST", "/v1/feeds", {})
    share = made(store, "POST", "/v1/shares", {"gig": gig["id"], "contacts": {}})
    staged = _staged(headers, [apps["bands"], apps["venues"]])
    ids = {"band": band, "venue": venue, "gig_id": gig, "discard_id": discard, "invite_id": invite}
    others = {"import_id": staged, "person_id": str(accounts.give_account(store).id), "secret": str(invite["secret"])}
    others |= {"feeds.read_feed secret": feed["secret"], "tonight.show_tonight secret": share["secret"]}
    ids |= {"feed_id": feed, "share_id": share}
    return others | {name: str(thing["id"]) for name, thing in ids.items()}


def _staged(headers: Mapping[str, str], pickers: Iterable[Flask]) -> str:
    """Send a list to each picker, all under one id."""
    import_id = str(uuid7())
    query = {"id": import_id, "filename": "list.csv"}
    content = "name,city,colour\nThe Howl,Newcastle,red\n,Leeds,\n"
    for app, plural in zip(pickers, ("bands", "venues"), strict=True):
        sent = {**headers, "Content-Type": "text/csv"}
        answer = app.test_client().post(f"/v1/{plural}/imports", query_string=query, data=content, headers=sent)
        assert answer.status_code == 202, answer.text
    importing.wait()
    return import_id


def _gig_store(folder: Path, stack: ExitStack) -> Flask:
    app = gig_store.create_app(gig_store.Settings(f"sqlite:///{folder / 'gigs.db'}", TOKEN))
    migrate.upgrade(app, db, gig_store.migrate.MIGRATIONS)

    def end() -> None:
        with app.app_context():
            db.engine.dispose()

    stack.callback(end)
    return app
