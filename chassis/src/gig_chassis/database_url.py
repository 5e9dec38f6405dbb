"""Where the database is: an address that may stand in the open, and a password that may not."""

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from gig_chassis import settings


def complete(address: str, password: str | None) -> str | URL:
    """Give `address` with `password` in it, hidden when printed; raises SettingsError where they do not go together."""
    if password is None:
        return address
    url = _parse(address)
    if url.get_backend_name() == "sqlite":
        settings.refuse(["DATABASE_PASSWORD is set, but the SQLite file of DATABASE_URL has none: keep DATABASE_URL"])
    if url.password is not None:
        settings.refuse(["DATABASE_PASSWORD is set, and DATABASE_URL has a password too: keep one"])
    if url.username is None:
        settings.refuse(
            ["DATABASE_PASSWORD is set, but DATABASE_URL does not say whose: mysql+pymysql://user@host/name"]
        )
    return url.set(password=password)


def _parse(address: str) -> URL:
    try:
        return make_url(address)
    except (ArgumentError, ValueError):  # without its words: they may hold what was typed
        settings.refuse(["DATABASE_URL is no address of a database: mysql+pymysql://user@host/name"])
