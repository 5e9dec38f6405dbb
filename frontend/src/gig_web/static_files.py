"""CSS, scripts, fonts and pictures; under a name with the hash of their content they can be kept for ever.

The hash stands in the path, and a wrong one is not found: while two versions serve side by side, no page gets a file
of the other version, and no cache keeps one under its name.
"""

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path, PurePosixPath

from flask import Flask, Response, send_from_directory

FOLDER = Path(__file__).parent / "static"
PREFIX = "/static/"
YEAR_SECONDS = 365 * 24 * 3600
DAY_SECONDS = 24 * 3600  # by their plain name: fonts, which the CSS names, and what an error page needs
HASH_DIGITS = 12


def init_app(app: Flask) -> None:
    """Serve them; `app` must have no static folder of Flask's."""
    app.add_url_rule(f"{PREFIX}<path:filename>", "static", send)


def address(name: str) -> str:
    """Give the address of a file, with its hash: `gig.css` is at `/static/gig.0123456789ab.css`."""
    return PREFIX + _hashed()[name]


def send(filename: str) -> Response:
    """Answer with a file; 404 where there is none of this name, or none any more with this hash."""
    plain = _plain().get(filename)
    if plain is None:
        return send_from_directory(FOLDER, filename, max_age=DAY_SECONDS)
    answer = send_from_directory(FOLDER, plain, max_age=YEAR_SECONDS)
    answer.cache_control.immutable = True
    return answer


@cache
def _hashed() -> Mapping[str, str]:
    files = [path for path in FOLDER.rglob("*") if path.is_file()]
    return {path.relative_to(FOLDER).as_posix(): _with_hash(path) for path in files}


@cache
def _plain() -> Mapping[str, str]:
    return {hashed: name for name, hashed in _hashed().items()}


def _with_hash(path: Path) -> str:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:HASH_DIGITS]
    name = PurePosixPath(path.relative_to(FOLDER))
    return str(name.with_name(f"{name.stem}.{digest}{name.suffix}"))
