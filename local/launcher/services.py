"""The four services: where their code lies, and what each needs in its environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from launcher import data_dir

LOOPBACK = "127.0.0.1"
OWN_NAMES = {  # set here for each service, so never taken over from the caller's environment
    *("DATABASE_URL", "SERVICE_TOKEN", "SECRET_KEY", "BAND_PICKER_URL", "VENUE_PICKER_URL", "GIG_STORE_URL"),
    *("DATABASE_PASSWORD", "HOST", "PORT", "PYTHONPATH"),
}


@dataclass(frozen=True, slots=True)
class Service:
    """One service: its package, its folder in the checkout, its database file, its setting at the front end.

    `secrets` are settings of the caller that reach this service and no other.
    """

    package: str
    folder: str
    database: str | None = None
    url_setting: str | None = None
    secrets: tuple[str, ...] = ()


PAGES = Service("gig_web", "frontend", secrets=("RATE_STORAGE",))
APIS = (
    Service("band_picker", "service1", "bands.db", "BAND_PICKER_URL"),
    Service("venue_picker", "service2", "venues.db", "VENUE_PICKER_URL"),
    Service("gig_store", "backend", "gigs.db", "GIG_STORE_URL", ("ADMIN_USERNAME", "ADMIN_PASSWORD")),
)
SERVICES = (PAGES, *APIS)
NOT_FOR_ALL = OWN_NAMES.union(*(service.secrets for service in SERVICES))


@dataclass(frozen=True, slots=True)
class Site:
    """One installation: the checkout its code comes from, the folder of its data, the address of its pages."""

    checkout: Path
    folder: Path
    host: str = LOOPBACK

    def database(self, service: Service) -> Path:
        """Give the file of the service's database."""
        assert service.database, f"{service.package} keeps nothing"  # noqa: S101  # a slip in this program, not in use
        return self.folder / service.database

    def log(self, service: Service) -> Path:
        """Give the service's log file."""
        return data_dir.log_of(self.folder, service.package)

    def environment(self, service: Service, urls: Mapping[str, str]) -> dict[str, str]:
        """Give the environment of `service`; `urls` has the address of each package."""
        sources = [str(self.checkout / folder / "src") for folder in (service.folder, "chassis")]
        common = {
            "PYTHONPATH": os.pathsep.join(sources),
            "SERVICE_TOKEN_FILE": str(self.folder / data_dir.TOKEN),
            "HOST": self.host,  # each service decides what it asks for where others reach the pages
            "MALLOC_ARENA_MAX": "2",  # glibc would give each of the threads a heap of its own
        }
        return {**self._inherited(service), **common, **self._own(service, urls)}

    def _inherited(self, service: Service) -> dict[str, str]:
        withheld = NOT_FOR_ALL.difference(service.secrets)
        taken = {name: value for name, value in os.environ.items() if name.removesuffix("_FILE") not in withheld}
        paths = {f"{name}_FILE" for name in service.secrets} & taken.keys()
        return taken | {name: str(Path(taken[name]).absolute()) for name in paths if taken[name]}  # it runs elsewhere

    def _own(self, service: Service, urls: Mapping[str, str]) -> dict[str, str]:
        if service.database:
            return {"DATABASE_URL": f"sqlite:///{self.database(service)}"}
        upstreams = {api.url_setting: urls[api.package] for api in APIS if api.url_setting}
        return {**upstreams, "SECRET_KEY_FILE": str(self.folder / data_dir.SECRET_KEY)}
