"""What was just done on a settings page, told on the page that follows."""

from flask import session

_KEY = "settings"
LONGEST_NAME = 80  # of a name in it, as it travels in the cookie


def tell(text: str) -> None:
    """Leave a sentence for the page that follows."""
    session[_KEY] = text


def take() -> str:
    """Give the sentence, once; nothing where there is none."""
    return str(session.pop(_KEY, ""))


def short(name: str) -> str:
    """Cut a name so that it fits into a sentence."""
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
