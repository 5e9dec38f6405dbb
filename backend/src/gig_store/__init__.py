"""The backend: owns gigs, conflicts, discards and history, and answers for them as JSON."""

from dataclasses import dataclass

from flask import Flask

from gig_chassis import api, logs, settings
from gig_store.models import db
from gig_store.views import conflicts as conflict_views
from gig_store.views import discards as discard_views
from gig_store.views import gigs as gig_views


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment decides."""

    database_url: str
    service_token: str
    log_level: str = "INFO"


def create_app(chosen: Settings | None = None) -> Flask:
    """Make the app; without settings they and the logs come from the environment."""
    if chosen is None:
        chosen = settings.load(Settings)
        logs.configure("gig_store", chosen.log_level)
    app = api.create_app(
        "gig_store",
        db,
        title="Gig Planner: gigs",
        database_url=chosen.database_url,
        service_token=chosen.service_token,
    )
    api.register(app, gig_views.bp, conflict_views.bp, discard_views.bp)
    return app
