"""What was just done on a settings page, told on the page that follows."""

from flask import session

_KEY, _UNDO = "settings", "settings_undo"
LONGEST_NAME = 80  # of a name in it, as it travels in the cookie


def tell(text: str, undo: str = "") -> None:
    """Leave a sentence for the page that follows, and the name of what it offers to undo."""
    session[_KEY] = text
    if undo:
        session[_UNDO] = undo


def take() -> str:
    """Give the sentence, once; nothing where there is none."""
    return str(session.pop(_KEY, ""))


def undo() -> str:
    """Give the name of what can be undone, once."""
    return str(session.pop(_UNDO, ""))


def short(name: str) -> str:
    """Cut a name so that it fits into a sentence."""
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
