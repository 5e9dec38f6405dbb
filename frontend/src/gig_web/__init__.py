"""The pages of Gig Planner; they ask three services, keep no state and answer from any replica."""

from flask import Flask, current_app, request

from gig_chassis import health, logs, metrics, request_ids, service_auth, shedding
from gig_chassis.settings import load as load_settings  # by name: gig_web.settings would hide the module
from gig_web import busy, clients, compiled_templates, counts, deadline, errors, limits, pages, security, static_files
from gig_web.accounts import entrance, visitor
from gig_web.accounts import views as account_views
from gig_web.catalogue import band_views, venue_views
from gig_web.clients.catalogue import Catalogue
from gig_web.clients.diaries import Diaries
from gig_web.clients.feeds import Feeds
from gig_web.clients.gigs import GigStore
from gig_web.clients.nights import Nights
from gig_web.clients.nouns import Band, Venue
from gig_web.clients.people import People
from gig_web.clients.rooms import Rooms
from gig_web.clients.shares import Shares
from gig_web.diaries import files as diary_files
from gig_web.feeds import views as feed_views
from gig_web.gigs import views as gig_views
from gig_web.imports import bounds as import_bounds
from gig_web.preferences import feeds as own_feeds
from gig_web.preferences import holds as hold_settings
from gig_web.preferences import mail_views, people_views, usual_money
from gig_web.preferences import views as preference_views
from gig_web.settings import Settings
from gig_web.sheets import tonight
from gig_web.suggest import actions as card_actions
from gig_web.suggest import views as suggest_views
from gig_web.upstream import Spokesman, Upstream

BLUEPRINTS = (
    suggest_views.bp,
    card_actions.bp,
    account_views.bp,
    gig_views.bp,
    feed_views.bp,
    tonight.bp,
    band_views.bp,
    venue_views.bp,
    preference_views.bp,
    hold_settings.bp,
    usual_money.bp,
    own_feeds.bp,
    people_views.bp,
    mail_views.bp,
)


def create_app(given: Settings | None = None) -> Flask:
    """Make the app from `given` settings or, without them, from the environment."""
    config = given or load_settings(Settings)
    if given is None:
        logs.configure("frontend", config.log_level)
    app = Flask("gig_web", static_folder=None)
    request_ids.init_app(app)
    logs.init_app(app)
    metrics.init_app(app, service_auth.tokens(config.service_token))
    counts.init_app(app)
    import_bounds.init_app(app)
    security.init_app(app, config)
    limits.init_app(app, config)
    app.before_request(_start_deadline)  # once the form has been read: how long that takes is up to the browser
    app.teardown_request(lambda _error: deadline.end())
    errors.init_app(app)
    pages.init_app(app)
    compiled_templates.init_app(app)
    static_files.init_app(app)
    health.init_app(app, lambda: True)  # it needs no other service to say what is missing
    app.extensions["clients"] = _clients(config)
    visitor.init_app(app, config.service_token)
    entrance.init_app(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    diary_files.init_app(app)
    shedding.init_app(app, config.threads, busy.page())
    security.wrap(app, config.trusted_proxies)  # last, so that it lies around everything
    return app


def _clients(config: Settings) -> clients.Clients:
    token = service_auth.tokens(config.service_token)[0]
    spokesman = Spokesman(visitor.headers)
    gigs = Upstream("your gig list", config.gig_store_url, token, Spokesman(visitor.headers, visitor.hear))
    return clients.Clients(
        bands=Catalogue(Upstream("the band list", config.band_picker_url, token, spokesman), "bands", Band),
        venues=Catalogue(Upstream("the venue list", config.venue_picker_url, token, spokesman), "venues", Venue),
        gigs=GigStore(gigs),
        nights=Nights(gigs),
        people=People(gigs),
        diaries=Diaries(gigs),
        rooms=Rooms(gigs),
        feeds=Feeds(gigs),
        shares=Shares(gigs),
    )


def _start_deadline() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    deadline.start(deadline.of(view, reads=request.method in {"GET", "HEAD"}))
