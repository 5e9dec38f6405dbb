"""The JSON services in this process, with and without accounts."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from testkit.accounts import give_account
from testkit.pickers import PICKERS
from testkit.serving import LiveService
from testkit.signing import TOKEN

import gig_store
import gig_store.migrate
import gig_web
from gig_chassis import migrate
from gig_chassis.catalogue.service import Settings
from gig_web.settings import Settings as PageSettings


@pytest.fixture(scope="session")
def json_apps(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Flask]]:
    """Give the apps by name; `gig_store` has accounts, `gig_store, empty` none."""
    folder = tmp_path_factory.mktemp("access")
    with ExitStack() as stack:
        apps = {}
        for picker in PICKERS:
            name = f"{picker.catalogue.noun}_picker"
            app = picker.create_app(Settings(_url(folder, name), TOKEN))
            apps[name] = stack.enter_context(_migrated(app, picker.catalogue.db, picker.migrations))
        for name in ("gig_store", "gig_store, empty"):
            app = gig_store.create_app(gig_store.Settings(_url(folder, name), TOKEN))
            apps[name] = stack.enter_context(_migrated(app, gig_store.models.db, gig_store.migrate.MIGRATIONS))
        give_account(apps["gig_store"], "admin")
        yield apps


@pytest.fixture(scope="session")
def pages(json_apps: dict[str, Flask]) -> Iterator[dict[str, Flask]]:
    """Give the pages over these services: `settled` with accounts, `empty` with none."""
    with ExitStack() as stack:
        urls = {name: stack.enter_context(LiveService(app)).url for name, app in json_apps.items()}
        pickers = urls["band_picker"], urls["venue_picker"]
        stores = {"settled": urls["gig_store"], "empty": urls["gig_store, empty"]}
        yield {name: _pages(*pickers, url) for name, url in stores.items()}


def _pages(*urls: str) -> Flask:
    hasty = {"sign_ins_per_minute": 10**6, "saves_per_minute": 10**6}
    app = gig_web.create_app(PageSettings(*urls, service_token=TOKEN, secret_key="k" * 40, **hasty))
    app.config["WTF_CSRF_ENABLED"] = False  # what forms need beside the right role has tests of its own
    return app


def _url(folder: Path, name: str) -> str:
    return f"sqlite:///{folder / name}.db"


@contextmanager
def _migrated(app: Flask, db: SQLAlchemy, migrations: Path) -> Iterator[Flask]:
    migrate.upgrade(app, db, migrations)
    yield app
    with app.app_context():
        db.engine.dispose()
