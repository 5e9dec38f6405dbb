"""A list as it was sent: a file or pasted text, passed on as it comes."""

import hashlib
import io
import os
from dataclasses import dataclass
from typing import IO
from uuid import UUID, uuid5

from flask import request
from werkzeug.datastructures import FileStorage

from gig_chassis.ids import uuid7
from gig_web.imports import bounds
from gig_web.imports.kinds import Kind

PIECE_BYTES = 64 * 1024
LONGEST_NAME = 200
PASTED = "Pasted text"
TOO_LARGE = "That is too large: a file may have up to 32 MB, pasted text up to 5 MB. Send it in several parts."
_NOTHING = "Choose a file, or paste the list. A file has to be chosen anew each time."
_BOTH = "That is a file and pasted text. Send one of them: empty the text, or paste it without choosing a file."
_EMPTY = "This file is empty. Choose another one."


class Wrong(Exception):  # noqa: N818  # said of what was sent
    """What was sent cannot be a list; `field` is where, the text a sentence."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True, slots=True)
class Sent:
    """A list under the id its import gets: the same list from the same form is one import."""

    import_id: str
    name: str
    file: IO[bytes]


def form_id() -> str:
    """Give the id the form was made with, or make one where it is missing or spoilt."""
    try:
        return str(UUID(request.form.get("id", "")))
    except ValueError:
        return str(uuid7())


def read(kind: Kind) -> Sent:
    """Read the form of the request under way; raises Wrong."""
    uploaded, text = request.files.get("file"), request.form.get("text", "")
    has_file = uploaded is not None and bool(uploaded.filename)
    if has_file and text.strip():
        raise Wrong("file", _BOTH)
    if uploaded is not None and has_file:
        return _sent(kind, _name(uploaded), _checked(uploaded))
    if not text.strip():
        raise Wrong("file", _NOTHING)
    content = text.encode()
    if len(content) > bounds.MOST_TEXT_BYTES:
        raise Wrong("text", TOO_LARGE)
    return _sent(kind, PASTED, io.BytesIO(content))


def _checked(uploaded: FileStorage) -> IO[bytes]:
    size = uploaded.stream.seek(0, os.SEEK_END)
    uploaded.stream.seek(0)
    if not size:
        raise Wrong("file", _EMPTY)
    if size > bounds.MOST_BYTES:
        raise Wrong("file", TOO_LARGE)
    return uploaded.stream


def _sent(kind: Kind, name: str, file: IO[bytes]) -> Sent:
    digest = hashlib.sha256(kind.plural.encode())
    while piece := file.read(PIECE_BYTES):
        digest.update(piece)
    file.seek(0)
    return Sent(str(uuid5(UUID(form_id()), digest.hexdigest())), name, file)


def _name(uploaded: FileStorage) -> str:
    """Give what the file is called, without the folders some browsers tell."""
    last = (uploaded.filename or "").replace("\\", "/").rpartition("/")[2]
    shown = "".join(sign if sign.isprintable() else " " for sign in last).strip()
    return shown[-LONGEST_NAME:].strip() or "A file without a name"
