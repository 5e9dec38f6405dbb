"""The front end's own clients, talking over real sockets to the three real apps on empty SQLite databases."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from testkit.accounts import Account, give_account
from testkit.pickers import PICKERS, migrate_up, open_app
from testkit.published import Published
from testkit.serving import LiveService
from testkit.signing import TOKEN

import gig_store.migrate
import gig_web
from gig_chassis import migrate
from gig_chassis.acting import Role
from gig_store.models import db as gig_db
from gig_web import clients
from gig_web.accounts import visitor
from gig_web.clients import Clients
from gig_web.clients.catalogue import Catalogue
from gig_web.clients.people import Person, SignedIn
from gig_web.settings import Settings

Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Served:
    """An app on a socket, and what it publishes about its answers."""

    app: Flask
    url: str
    published: Published


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Served]]:
    """Serve bands, venues and gigs, in this order."""
    folder = tmp_path_factory.mktemp("served")
    apps = [*(_picker(picker, folder) for picker in PICKERS), _gig_store(folder)]
    published = [Published(app, TOKEN) for app in apps]
    live = [LiveService(app) for app in apps]
    for service in live:
        service.__enter__()
    yield [Served(app, service.url, each) for app, service, each in zip(apps, live, published, strict=True)]
    for service in live:
        service.stop()
    for app, db in zip(apps, (*(picker.catalogue.db for picker in PICKERS), gig_db), strict=True):
        with app.app_context():
            db.engine.dispose()


@pytest.fixture(scope="session")
def pages(served: list[Served]) -> Flask:
    """Give the front end in front of them."""
    urls = [each.url for each in served]
    return gig_web.create_app(Settings(*urls, service_token=TOKEN, secret_key="k" * 40))


@pytest.fixture
def booker(served: list[Served]) -> Account:
    """Give somebody who plans."""
    return give_account(served[-1].app, "booker")


@pytest.fixture
def services(pages: Flask, served: list[Served], booker: Account) -> Iterator[Clients]:
    """Give the clients inside a booker's request; all answers are held against what their services publish."""
    for each in served:
        each.published.complaints.clear()
    with acting_at(pages, booker) as acting:
        yield acting
    assert [text for each in served for text in each.published.complaints] == []


@pytest.fixture
def somebody(pages: Flask, served: list[Served]) -> Callable[[Role], AbstractContextManager[Clients]]:
    """Act as somebody new with a role for a while, as a guest without an account."""
    app = served[-1].app
    return lambda role: acting_at(pages, None if role == "guest" else give_account(app, role))


@pytest.fixture(params=["bands", "venues"])
def catalogue(request: pytest.FixtureRequest, services: Clients) -> Catalogue[Any]:
    """Give the client of each picker in turn."""
    chosen: Catalogue[Any] = getattr(services, request.param)
    return chosen


@pytest.fixture
def word() -> str:
    """Give a word no other test uses."""
    return f"w{uuid.uuid4().hex[:12]}"


@pytest.fixture
def gig_id() -> str:
    return str(uuid.uuid4())


@pytest.fixture
def night() -> str:
    """Give a night that is still to come."""
    return str(date.today() + timedelta(days=60))  # noqa: DTZ011  # where the tests run


@pytest.fixture
def some_venue(word: str) -> Body:
    """Make a room of its own for a gig, told apart by a word."""
    return {"id": str(uuid.uuid4()), "name": f"Room {word}", "city": "Leeds", "capacity": 300}


@pytest.fixture
def some_act(word: str) -> Body:
    """Make an act of its own for a gig."""
    return {"band_id": str(uuid.uuid4()), "name": f"Band {word}", "billing": "headline", "fee": "250.00"}


@pytest.fixture
def confirm(services: Clients) -> Callable[[Body, str], Any]:
    """Confirm a gig at a room on a night."""

    def make(venue: Body, night: str) -> Any:  # noqa: ANN401  # the client's Gig
        body = {"status": "confirmed", "gig_day": night, "venue": venue, "title": "The winner"}
        return services.gigs.put(str(uuid.uuid4()), body)

    return make


@contextmanager
def acting_at(pages: Flask, account: Account | None) -> Iterator[Clients]:
    """Give the clients inside a request of an account, or of nobody."""
    with pages.app_context(), pages.test_request_context():  # a `g` of its own, also inside another's request
        if account:
            visitor.begin(SignedIn(account.token, person_of(account)))
        yield clients.current()


def person_of(account: Account) -> Person:
    """Give an account as the front end knows it."""
    preferences = {"time_zone": None, "theme": "auto", "keys": True, "constraints": ""}
    standing = {"role": account.role, "disabled": False, "created_at": "", "rev": 1}
    return Person(id=str(account.id), name=account.name, **standing, **preferences)


def _picker(picker: Any, folder: Path) -> Flask:  # noqa: ANN401  # testkit's Picker
    app = open_app(picker, f"sqlite:///{folder / picker.catalogue.plural}.db")
    migrate_up(picker, app)
    return app


def _gig_store(folder: Path) -> Flask:
    app = gig_store.create_app(gig_store.Settings(f"sqlite:///{folder / 'gigs.db'}", TOKEN))
    migrate.upgrade(app, gig_db, gig_store.migrate.MIGRATIONS)
    return app
