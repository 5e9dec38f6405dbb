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
    """Take over the preferences of an account; a search the account does not have yet is newer than its own."""
    session.pop("newcomer", None)
    for name in ("theme", "keys", "time_zone"):
        _keep(name, getattr(person, name))
    if unsent_constraints() is None:
        _keep("constraints", person.constraints)


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


def time_zone() -> str:
    """Give the person's time zone; nothing where they have not said."""
    return str(session.get("time_zone") or "")


def constraints() -> str:
    """Give the remembered query string of Suggest."""
    return str(session.get("constraints", ""))


def remember_constraints(query: str) -> None:
    """Remember the query string of Suggest; one too long for the cookie is not remembered."""
    kept = query if len(query) <= MAX_CONSTRAINTS else ""
    if kept != constraints():
        _keep("constraints", kept)
        _keep("unsent", value=True)


def unsent_constraints() -> str | None:
    """Give the remembered query string where the account does not have it yet."""
    return constraints() if session.get("unsent") else None


def constraints_sent() -> None:
    """Note that the account has the remembered query string, or has one of its own."""
    session.pop("unsent", None)


def forget_constraints() -> None:
    """Forget the remembered query string; the account has been told."""
    _keep("constraints", "")
    constraints_sent()


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
