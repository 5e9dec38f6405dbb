"""A picker as a Flask app."""

from dataclasses import dataclass, field

from flask import Flask

from gig_chassis import api, database_url, logs, settings
from gig_chassis.catalogue.declaration import Catalogue
from gig_chassis.catalogue.standby import Source, Standby
from gig_chassis.catalogue.views import blueprint


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment says: `DATABASE_URL`, `DATABASE_PASSWORD`, `SERVICE_TOKEN`, `LOG_LEVEL`, `THREADS`."""

    database_url: str = field(repr=False)
    service_token: str = field(repr=False)
    log_level: str = "INFO"
    threads: int = 8
    database_password: str | None = field(default=None, repr=False)


def create_app(catalogue: Catalogue, given: Settings | None = None) -> Flask:
    """Make the app that serves `catalogue`; without settings it takes them from the environment."""
    name = f"{catalogue.noun}_picker"
    if given is None:
        given = settings.load(Settings)
        logs.configure(name, given.log_level)
    title = catalogue.plural.title()
    url, token = database_url.complete(given.database_url, given.database_password), given.service_token
    app = api.create_app(name, catalogue.db, title=title, database_url=url, service_token=token, threads=given.threads)
    api.register(app, blueprint(_source(app, catalogue)))
    return app


def _source(app: Flask, catalogue: Catalogue) -> Source:
    """Give where it reads: a SQLite file is where the service is, another database may be away."""
    with app.app_context():
        if catalogue.db.engine.dialect.name == "sqlite":
            return Source(catalogue)
    app.extensions["standby"] = standby = Standby(catalogue)
    app.before_request(standby.refresh_when_due)
    return standby
