"""How the bytes of a file are written as text: by their mark, else by trying; what is no text is told by its sign."""

import codecs
from dataclasses import dataclass
from typing import BinaryIO

from gig_chassis.imports.unreadable import Unreadable

CHUNK = 1 << 16
_SIGNS = {
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"%PDF": "a PDF document",
    b"PK\x03\x04": "a ZIP archive or an Excel workbook",
    b"PK\x05\x06": "a ZIP archive",
    b"\x1f\x8b": "a gzip archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"Rar!": "a RAR archive",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"SQLite format": "a database",
}
_UNUSED = b"\x81\x8d\x8f\x90\x9d"  # bytes that Windows-1252 gives no letter


@dataclass(frozen=True, slots=True)
class Encoding:
    """An encoding: `name` for people, `codec` for Python."""

    name: str
    codec: str


UTF_8 = Encoding("UTF-8", "utf-8-sig")
UTF_16 = Encoding("UTF-16", "utf-16")
UNMARKED = (Encoding("UTF-16", "utf-16-le"), Encoding("UTF-16", "utf-16-be"))
WINDOWS = Encoding("Windows-1252", "cp1252")
LATIN = Encoding("ISO 8859-1", "latin-1")


def detect(file: BinaryIO) -> Encoding:
    """Give how the seekable `file` is encoded and go back to its start; raises Unreadable for what is no text."""
    file.seek(0)
    head = file.read(16)
    _refuse_others(head)
    found = _marked(head) or _tried(file)
    file.seek(0)
    return found


def _marked(head: bytes) -> Encoding | None:
    """Tell UTF-16 by its mark, or by the zeros beside the letters a header begins with."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return UTF_16
    for zeros, encoding in zip((head[1::2], head[::2]), UNMARKED, strict=True):
        if len(zeros) > 1 and not any(zeros) and head.count(0) == len(zeros):
            return encoding
    return None


def _refuse_others(head: bytes) -> None:
    for sign, kind in _SIGNS.items():
        if head.startswith(sign):
            raise Unreadable(f"This is not a text file (it looks like {kind}). Save the list as CSV and send that.")


def _tried(file: BinaryIO) -> Encoding:
    """UTF-8 when every byte fits, else what western spreadsheets write."""
    file.seek(0)
    decoder, is_utf_8, is_windows, line = codecs.getincrementaldecoder("utf-8")(), True, True, 1
    while chunk := file.read(CHUNK):
        if b"\0" in chunk:
            line += chunk[: chunk.index(0)].count(b"\n")
            raise Unreadable("This is not a text file (it holds zero bytes). Save the list as CSV and send that.", line)
        line += chunk.count(b"\n")
        is_utf_8 = is_utf_8 and _fits(decoder, chunk)
        is_windows = is_windows and chunk.translate(None, _UNUSED) == chunk
    if is_utf_8 and _fits(decoder, b"", final=True):
        return UTF_8
    _refuse_mixed(file)
    return WINDOWS if is_windows else LATIN


def _refuse_mixed(file: BinaryIO) -> None:
    """Refuse a file of which some lines are UTF-8 and others are not: half of its names would be spoilt."""
    file.seek(0)
    first: bool | None = None
    for number, line in enumerate(iter(lambda: file.readline(CHUNK), b""), 1):
        if line.isascii() or len(line) == CHUNK:  # a line that long is refused for that
            continue
        is_utf_8 = _fits(codecs.getincrementaldecoder("utf-8")(), line, final=True)
        if first is None:
            first = is_utf_8
        elif is_utf_8 is not first:
            raise Unreadable("This line has another encoding than those before. Save the whole list as UTF-8.", number)


def _fits(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True
