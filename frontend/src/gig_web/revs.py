"""The revision that a form was shown with."""

from flask import abort, request

_MOST_DIGITS = 17  # inside a 64-bit integer


def sent() -> int:
    """Read it from the form under way; aborts with 400 when it is damaged."""
    text = request.form.get("rev", "")
    if not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS):
        abort(400)
    return int(text)
