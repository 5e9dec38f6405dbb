"""Databases migrated once a session: a new data folder gets copies of them, which is quicker than four migrations."""

import shutil
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

import pytest
from testkit.stacks import CHECKOUT

from launcher import data_dir, migrations
from launcher.services import APIS, Service, Site

UPGRADE = migrations.upgrade


@pytest.fixture(scope="session", autouse=True)
def prepared_databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let services of this checkout start on copies; `make run` itself is tried by the tests of the launcher."""
    prepared = Site(CHECKOUT, tmp_path_factory.mktemp("prepared"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrations, "upgrade", partial(_copy_or_upgrade, prepared))
        yield


def _copy_or_upgrade(prepared: Site, site: Site, services: Iterable[Service]) -> None:
    services = list(services)
    for service in services:
        if _is_new(site, service):
            shutil.copyfile(_made(prepared, service), site.database(service))
    UPGRADE(site, services)


def _is_new(site: Site, service: Service) -> bool:
    own = f"sqlite:///{site.database(service)}"
    is_ours = site.checkout == CHECKOUT and site.environment(service, {})["DATABASE_URL"] == own
    return is_ours and not site.database(service).exists() and not migrations.unfinished(site, service).exists()


def _made(prepared: Site, service: Service) -> Path:
    if not prepared.database(service).exists():
        data_dir.prepare(prepared.folder)
        UPGRADE(prepared, APIS)
    return prepared.database(service)
