"""What all templates share: addresses of static files, dates and numbers in words."""

from datetime import date

from flask import Flask

from gig_chassis import business_days
from gig_web import memory, static_files


def init_app(app: Flask) -> None:
    """Give the templates their filters and globals."""
    app.jinja_env.globals.update(static=static_files.address, theme=memory.theme, keys_on=memory.keys_on)
    app.jinja_env.filters.update(day=day, short_day=short_day, long_day=long_day, clock=clock)
    app.jinja_env.filters.update(number=number, ordinal=ordinal)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


def day(iso: str | None) -> str:
    """Say `2027-03-12` as "Fri 12 Mar 2027"; nothing as "No date yet"."""
    if iso is None:
        return "No date yet"
    when = date.fromisoformat(iso)
    return f"{when:%a} {when.day} {when:%b %Y}"


def short_day(iso: str) -> str:
    """Say `2027-03-12` as "Fri 12 Mar", where the year goes without saying."""
    when = date.fromisoformat(iso)
    return f"{when:%a} {when.day} {when:%b}"


def long_day(iso: str) -> str:
    """Say `2027-03-12` as "Friday 12 March 2027"."""
    when = date.fromisoformat(iso)
    return f"{when:%A} {when.day} {when:%B %Y}"


def clock(shown: str, gig_day: str | None) -> str:
    """Say a time of a gig's night; past midnight with the day it is by then: "01:30 (Sat)"."""
    if gig_day is None or not business_days.is_after_midnight(shown):
        return shown
    return f"{shown} ({business_days.wall(date.fromisoformat(gig_day), shown):%a})"


def number(value: int) -> str:
    """Say 1200 as "1,200"."""
    return f"{value:,}"


def ordinal(value: int) -> str:
    """Say 1 as "1st"."""
    teen = value % 100 in {11, 12, 13}
    return f"{value}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(value % 10, 'th')}"
