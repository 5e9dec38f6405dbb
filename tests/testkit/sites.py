"""Installations whose databases lie elsewhere than in their folder, and the backend of one as a process of its own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import requests
from tenacity import Retrying, retry_if_exception_type, stop_after_delay, wait_fixed
from testkit.accounts import Account, acting_as, give_account
from testkit.stacks import CHECKOUT

import gig_store
from gig_store.models import db
from launcher import data_dir, migrations
from launcher.errors import CannotStart
from launcher.process import Process
from launcher.services import APIS, Service, Site

BACKEND = next(service for service in APIS if service.package == "gig_store")
CONNECTIONS, SECONDS = 64, 20


@dataclass(frozen=True, slots=True)
class SiteElsewhere(Site):
    """A site with other databases, by package, and with more settings."""

    databases: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)

    def environment(self, service: Service, urls: Mapping[str, str]) -> dict[str, str]:
        """Give the environment of `service`."""
        given = Site.environment(self, service, urls) | self.settings  # slots leave no bare super()
        moved = self.databases.get(service.package)
        return given | {"DATABASE_URL": moved} if moved else given

    def url_of_database(self, service: Service) -> str:
        """Give the URL of the database of `service`."""
        return self.databases.get(service.package, f"sqlite:///{self.database(service)}")


def site_on(url: str, folder: Path, **settings: str) -> SiteElsewhere:
    """Make a site whose backend keeps its gigs at `url`; a SQLite file must be the folder's own."""
    databases = {} if url.startswith("sqlite") else {BACKEND.package: url}
    return SiteElsewhere(CHECKOUT, folder, databases=databases, settings=settings)


class Backend:
    """The backend alone under gunicorn, and a booker who sends to it; `kill` and `respawn` at the same address."""

    def __init__(self, site: SiteElsewhere) -> None:
        self.site = site
        self.process = Process(site, BACKEND)
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.mount("http://", requests.adapters.HTTPAdapter(pool_maxsize=CONNECTIONS))

    def __enter__(self) -> Self:
        data_dir.prepare(self.site.folder)
        migrations.upgrade(self.site, [BACKEND])
        self.booker = book_in(self.site)
        self.process.bind("127.0.0.1", 0)
        self.respawn()
        self.process.await_ready()
        return self

    def __exit__(self, *_exc: object) -> None:
        self._session.close()
        self.process.stop()

    def respawn(self) -> None:
        """Start it, without waiting until it is ready; a worker killed a moment ago may still hold the port."""
        held = retry_if_exception_type(CannotStart)
        Retrying(stop=stop_after_delay(10), wait=wait_fixed(0.05), retry=held, reraise=True)(self.process.start, {})

    def send(
        self, method: str, path: str, body: object = None, *, rev: int | None = None, seconds: float = SECONDS
    ) -> requests.Response:
        """Send a request as the booker; raises requests' errors where nobody answers."""
        url = f"{self.process.url}/v1{path}"
        return self._session.request(method, url, json=body, headers=self.headers(rev), timeout=seconds)

    def headers(self, rev: int | None = None) -> dict[str, str]:
        """Give the headers of a request made now."""
        token = (self.site.folder / data_dir.TOKEN).read_text(encoding="utf-8")
        return acting_as(self.booker, (token,)) | ({} if rev is None else {"If-Match": f'"{rev}"'})


def book_in(site: SiteElsewhere) -> Account:
    """Make the account of a booker in the backend's database."""
    token = (site.folder / data_dir.TOKEN).read_text(encoding="utf-8")
    app = gig_store.create_app(gig_store.Settings(site.url_of_database(BACKEND), token))
    try:
        return give_account(app)
    finally:
        with app.app_context():
            db.engine.dispose()
