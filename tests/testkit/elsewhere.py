"""A planner that runs already, wherever that is: the browser suite visits it where PLANNER_URL names its pages.

PLANNER_SECRETS is the folder of its secrets, PLANNER_APIS and PLANNER_MYSQL say where its services and its database
server can be reached from here.
"""

import os
from pathlib import Path

from sqlalchemy import URL

from launcher.services import APIS, PAGES, Service
from launcher.stack import Stack

SCHEMAS = {"band_picker": "bands", "venue_picker": "venues", "gig_store": "gigs"}


class PlannerElsewhere:
    """What the tests ask of the four services, of ones they did not start."""

    def __init__(self) -> None:
        self.processes: dict[str, object] = {}  # none is ours
        self.url = os.environ["PLANNER_URL"]
        self._secrets = Path(os.environ["PLANNER_SECRETS"])
        self.token = self._secret("service_token")
        self._urls = dict(zip((api.package for api in APIS), os.environ["PLANNER_APIS"].split(), strict=True))

    def url_of(self, package: str) -> str:
        """Give the address of one service."""
        return self.url if package == PAGES.package else self._urls[package]

    def url_of_database(self, service: Service) -> str:
        """Give the address of the database of `service`, as its account."""
        schema = SCHEMAS[service.package]
        host, port = os.environ["PLANNER_MYSQL"].split(":")
        password = self._secret(f"mysql_{schema}_password")
        url = URL.create("mysql+pymysql", schema, password, host, int(port), schema)
        return url.render_as_string(hide_password=False)

    def _secret(self, name: str) -> str:
        return (self._secrets / name).read_text(encoding="utf-8").strip()


def url_of_database(planner: Stack | PlannerElsewhere, service: Service) -> str:
    """Give the address of a database, of a planner started here or elsewhere."""
    if isinstance(planner, PlannerElsewhere):
        return planner.url_of_database(service)
    return f"sqlite:///{planner.site.database(service)}"


def is_given() -> bool:
    """Say whether there is such a planner."""
    return bool(os.environ.get("PLANNER_URL"))
