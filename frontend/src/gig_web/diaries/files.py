"""The file of a diary as it is uploaded: its form may be larger than others."""

from flask import Flask, request

from diary_reader.trouble import Trouble
from gig_chassis import bodies

MOST_BYTES = 2 * 1024 * 1024
FORM_BYTES = MOST_BYTES + 1024 * 1024  # so that a file a little too large is refused in words of its own
LARGE = "This file is larger than 2 MB. Export a shorter time, such as from this year on."
EMPTY = "This file is empty. Export the diary again as an iCal file (.ics)."


def init_app(app: Flask) -> None:
    """Let the forms that take a diary hold a file."""
    for plural in ("bands", "venues"):
        bodies.let(app, f"{plural}.set_diary", FORM_BYTES)


def uploaded() -> bytes | None:
    """Give the file that was sent, None without one; raises Trouble."""
    file = request.files.get("file")
    if file is None or not file.filename:
        return None
    content = file.stream.read(MOST_BYTES + 1)
    if not content:
        raise Trouble(EMPTY)
    if len(content) > MOST_BYTES:
        raise Trouble(LARGE)
    return content
