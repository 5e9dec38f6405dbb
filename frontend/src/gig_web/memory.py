"""What the browser keeps beside who is signed in: their last cards and a copy of their preferences, typed."""

import uuid
from collections.abc import Sequence
from typing import Literal, NamedTuple

from flask import session

from gig_web.clients.people import Person

Theme = Literal["auto", "light", "dark"]
THEMES: tuple[Theme, ...] = ("auto", "light", "dark")
LAST_CARDS = 10
MAX_CONSTRAINTS = 1000  # characters; a browser drops a cookie above 4 kB


class SeenCard(NamedTuple):
    """A card that was saved or discarded: day, two ids and a short label, small enough for ten in a cookie."""

    day: str | None
    band_id: str | None
    venue_id: str | None
    label: str = ""


def newcomer() -> str:
    """Give the random id of somebody who has no account yet, made on first use; the first account takes it over."""
    if "newcomer" not in session:
        _keep("newcomer", str(uuid.uuid4()))
    return str(session["newcomer"])


def known_newcomer() -> str | None:
    """Give that id where there is one."""
    known: str | None = session.get("newcomer")
    return known


def take_over(person: Person) -> None:
    """Take over the preferences of an account."""
    session.pop("newcomer", None)
    chosen = {"theme": person.theme, "keys": person.keys, "constraints": person.constraints}
    for name, value in (chosen | {"time_zone": person.time_zone}).items():
        _keep(name, value)


def theme() -> Theme:
    """Give the chosen theme; auto follows the system."""
    chosen = session.get("theme")
    return next((theme for theme in THEMES if theme == chosen), "auto")


def set_theme(chosen: Theme) -> None:
    """Remember the theme."""
    _keep("theme", chosen)


def keys_on() -> bool:
    """Say whether the single-letter keys work."""
    return bool(session.get("keys", True))


def set_keys(*, on: bool) -> None:
    """Switch the single-letter keys."""
    _keep("keys", on)


def constraints() -> str:
    """Give the remembered query string of Suggest."""
    return str(session.get("constraints", ""))


def remember_constraints(query: str) -> None:
    """Remember the query string of Suggest; one too long for the cookie is not remembered."""
    _keep("constraints", query if len(query) <= MAX_CONSTRAINTS else "")


def last_cards() -> list[SeenCard]:
    """Give the cards dealt last, newest first."""
    return [SeenCard(*card) for card in session.get("last", [])]


def remember_cards(cards: Sequence[SeenCard]) -> None:
    """Remember the newest ten of `cards`, newest first."""
    _keep("last", [list(card) for card in cards[:LAST_CARDS]])


def _keep(name: str, value: object) -> None:
    """Keep a value beyond the closing of the browser; without a change nothing is sent."""
    if session.get(name) != value:
        session[name] = value
        session.permanent = True
