"""Answers that a browser keeps as a file, under a name in any script (RFC 6266)."""

import unicodedata
from urllib.parse import quote

from flask import Response


def name_file(response: Response, name: str) -> None:
    """Say what the file is called: in ASCII for old readers, and as it is."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    names = {"filename": plain} if plain == name else {"filename": plain, "filename*": f"UTF-8''{quote(name, safe='')}"}
    response.headers.set("Content-Disposition", "attachment", **names)
