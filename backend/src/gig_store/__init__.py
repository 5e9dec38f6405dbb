"""The backend: owns gigs, conflicts, discards, history and people, and answers for them as JSON."""

from dataclasses import dataclass, field

from flask import Flask

from gig_chassis import api, database_url, logs, settings
from gig_store import counts
from gig_store.models import db
from gig_store.people import first, presence
from gig_store.views import again as again_views
from gig_store.views import conflicts as conflict_views
from gig_store.views import diaries as diary_views
from gig_store.views import discards as discard_views
from gig_store.views import feeds as feed_views
from gig_store.views import gigs as gig_views
from gig_store.views import imports as import_views
from gig_store.views import invites as invite_views
from gig_store.views import nights as night_views
from gig_store.views import people as people_views
from gig_store.views import repoint as repoint_views
from gig_store.views import rooms as room_views
from gig_store.views import sessions as session_views
from gig_store.views import settings as setting_views
from gig_store.views import shares as share_views

GIG_VIEWS = (
    import_views, gig_views, night_views, again_views, repoint_views, conflict_views, discard_views, diary_views,
    room_views,
)  # fmt: skip
VIEWS = (*GIG_VIEWS, share_views, feed_views, session_views, people_views, invite_views, setting_views)


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment decides."""

    database_url: str = field(repr=False)
    service_token: str = field(repr=False)
    log_level: str = "INFO"
    threads: int = 8
    host: str = "127.0.0.1"
    admin_username: str | None = None
    admin_password: str | None = field(default=None, repr=False)
    database_password: str | None = field(default=None, repr=False)


def create_app(chosen: Settings | None = None) -> Flask:
    """Make the app; without settings they and the logs come from the environment."""
    if chosen is None:
        chosen = settings.load(Settings)
        logs.configure("gig_store", chosen.log_level)
    app = api.create_app(
        "gig_store",
        db,
        title="Gig Planner: gigs",
        database_url=database_url.complete(chosen.database_url, chosen.database_password),
        service_token=chosen.service_token,
        threads=chosen.threads,
        verify=presence.verify,
    )
    counts.init_app(app)
    first.init_app(app, chosen.admin_username, chosen.admin_password, chosen.host)
    presence.init_app(app)
    api.register(app, *(views.bp for views in VIEWS))
    return app
