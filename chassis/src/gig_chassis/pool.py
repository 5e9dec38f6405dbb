"""How many of a service's database connections are in use, as a metric."""

from collections.abc import Callable

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event
from sqlalchemy.pool import ConnectionPoolEntry

from gig_chassis import metrics
from gig_chassis.metrics import Metrics

USED = "database_connections_used"
PLACES = "database_connections_places"
_COUNTED = "is counted as used"


def init_app(app: Flask, db: SQLAlchemy, places: int) -> None:
    """Show the connections taken out of the pool, beside the requests that may each want one."""
    shown = metrics.of(app)
    shown.gauge(USED, "Connections taken out of the pool")
    shown.gauge(PLACES, "Requests that may each take one")
    shown.set(PLACES, places)
    with app.app_context():
        event.listen(db.engine, "checkout", _take(shown))
        event.listen(db.engine, "checkin", _give_back(shown))


def _take(shown: Metrics) -> Callable[..., None]:
    def take(_connection: object, entry: ConnectionPoolEntry, _proxy: object) -> None:
        entry.info[_COUNTED] = True
        shown.add(USED, 1)

    return take


def _give_back(shown: Metrics) -> Callable[..., None]:
    """Make what hears of a connection's return; one found dead before it was handed out returns too."""

    def give_back(_connection: object, entry: ConnectionPoolEntry) -> None:
        if entry.info.pop(_COUNTED, False):
            shown.add(USED, -1)

    return give_back
