"""Take from a file only what says when somebody is busy; all that says what they do is dropped, unread."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from diary_reader.trouble import Trouble

WEB_PAGE = "This is a web page, not a calendar: look for the iCal address (often it ends in .ics) and give that."
NO_CALENDAR = "This is not a calendar. Export the diary as an iCal file (.ics), or look for its iCal address."

_KEPT = {
    "VEVENT": set(
        "UID DTSTART DTEND DURATION RRULE RDATE EXDATE RECURRENCE-ID STATUS TRANSP SEQUENCE".split()  # noqa: SIM905  # names as in RFC 5545
    ),
    "VFREEBUSY": {"DTSTART", "DTEND", "FREEBUSY"},
    "VTIMEZONE": {"TZID"},
}
_RULES_OF_ZONE = {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "RRULE", "RDATE"}
_OBSERVANCES = {"STANDARD", "DAYLIGHT"}
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CALENDAR = re.compile(r"(?:^|[\r\n])[ \t]*BEGIN:VCALENDAR[ \t]*(?=[\r\n]|$)", re.IGNORECASE)
_WEB_PAGE = re.compile(r"<(!doctype|html|head|body|script)\b", re.IGNORECASE)
_NAME = re.compile(r"([A-Za-z0-9-]+)[;:]")
_NAME_OF_PART = re.compile(r"(BEGIN|END):\s*([A-Za-z0-9-]+)\s*$", re.IGNORECASE)
_DEEPEST = 16  # parts within parts; a calendar has three
_LOOKED_AT = 4096  # characters in which a web page shows itself


@dataclass(slots=True)
class Sheet:
    """The parts of a calendar, each the lines of one; `is_whole` is False where one breaks off."""

    events: list[str] = field(default_factory=list)
    free_busy: list[list[str]] = field(default_factory=list)
    zones: list[str] = field(default_factory=list)
    is_whole: bool = True


def read(content: bytes) -> Sheet:
    """Read a file; raises Trouble for what is no calendar."""
    text = _decode(content)
    if not _CALENDAR.search(text):
        raise Trouble(WEB_PAGE if _WEB_PAGE.search(text[:_LOOKED_AT]) else NO_CALENDAR)
    sheet, path, lines = Sheet(), list[str](), list[str]()
    for line in _unfolded(text):
        if found := _NAME_OF_PART.match(line):
            lines = _turn(sheet, path, lines, found[1].upper() == "BEGIN", found[2].upper())
        elif _is_kept(path, line):
            lines.append(line)
    sheet.is_whole &= not path
    return sheet


def _decode(content: bytes) -> str:
    for mark, name in _MARKS:
        if content.startswith(mark):
            return content.decode(name, "replace")
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _unfolded(text: str) -> Iterator[str]:
    """Give the lines, those that were folded in one piece again."""
    pieces: list[str] = []
    for line in re.split(r"\r\n|\r|\n", text):
        if line[:1] in {" ", "\t"}:
            pieces.append(line[1:])
        else:
            yield "".join(pieces)
            pieces = [line]
    yield "".join(pieces)


def _turn(sheet: Sheet, path: list[str], lines: list[str], begins: bool, name: str) -> list[str]:  # noqa: FBT001  # one of two
    """Go into a part or out of it; give the lines of the part that is open then."""
    if begins and len(path) < _DEEPEST:
        path.append(name)
        return _opened(path, lines)
    if begins or name not in path:
        sheet.is_whole = False
        return lines
    sheet.is_whole &= path[-1] == name
    while path.pop() != name:
        pass
    return _closed(sheet, path, lines, name)


def _opened(path: list[str], lines: list[str]) -> list[str]:
    if path[-1] in _KEPT:
        return []
    if path[-1] in _OBSERVANCES and path[-2:-1] == ["VTIMEZONE"]:
        lines.append(f"BEGIN:{path[-1]}")
    return lines


def _closed(sheet: Sheet, path: list[str], lines: list[str], name: str) -> list[str]:
    if name in _OBSERVANCES and path[-1:] == ["VTIMEZONE"]:
        lines.append(f"END:{name}")
    if name == "VEVENT":
        sheet.events.append(_part(name, lines))
    elif name == "VTIMEZONE":
        sheet.zones.append(_part(name, lines))
    elif name == "VFREEBUSY":
        sheet.free_busy.append(lines)
    return [] if name in _KEPT else lines


def _part(name: str, lines: list[str]) -> str:
    return "\r\n".join([f"BEGIN:{name}", *lines, f"END:{name}", ""])


def _is_kept(path: list[str], line: str) -> bool:
    """Say whether a line tells when."""
    if not path or not (found := _NAME.match(line)):
        return False
    name = found[1].upper()
    if path[-1] in _OBSERVANCES and path[-2:-1] == ["VTIMEZONE"]:
        return name in _RULES_OF_ZONE
    return name in _KEPT.get(path[-1], ())
