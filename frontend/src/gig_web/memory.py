"""What the browser keeps for the person until there are accounts: Flask's one signed cookie, typed."""

import uuid
from collections.abc import Sequence
from typing import Literal, NamedTuple

from flask import session

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


def person() -> str:
    """Give the random id that stands for the person, made on first use."""
    if "person" not in session:
        _keep("person", str(uuid.uuid4()))
    return str(session["person"])


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
