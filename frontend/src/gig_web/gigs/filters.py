"""Which gigs the list shows: read from its address, said as chips, sent to the backend."""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from flask import url_for
from werkzeug.datastructures import MultiDict

from gig_web import pages
from gig_web.gigs import written_days
from gig_web.gigs.words import STATUSES

SORTS = {"gig_day": "Soonest first", "-gig_day": "Latest first", "-updated": "Recently changed", "venue": "Venue"}
BY_DAY = ("gig_day", "-gig_day")
PAGE_SIZE = 50
LONGEST = 200
_TEXTS = ("q", "band", "venue", "city", "held_for", "days", "cursor")
_LABELS = {"q": "Search", "band": "Band", "venue": "Venue", "city": "City", "held_for": "Held for", "days": "Days"}

Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Chip:
    """One active filter in words, and the query that has all the others."""

    text: str
    rest: Pairs


@dataclass(frozen=True, slots=True)
class Filters:
    """The address of the list, read; `errors` are sentences for what cannot be read, which is left out."""

    texts: dict[str, str]
    statuses: tuple[str, ...]
    since: str
    until: str
    nights: tuple[date, ...]
    past: bool
    sort: str
    errors: dict[str, str]

    def pairs(self) -> Pairs:
        """Write the address again, without the cursor."""
        pairs = [(name, self.texts[name]) for name in _LABELS if self.texts[name]]
        pairs += [("status", status) for status in self.statuses]
        pairs += [(name, day) for name, day in (("from", self.since), ("to", self.until)) if day]
        pairs += [("past", "1")] if self.past else []
        return pairs + ([("sort", self.sort)] if self.sort != BY_DAY[0] else [])

    @property
    def is_plain(self) -> bool:
        """Whether it is the list as it opens."""
        return not (self.pairs() or self.errors or self.texts["cursor"])

    def asked(self, ids: dict[str, str], today: date) -> Pairs:
        """Write what the backend is asked; `ids` are those of the band and the venue that are named."""
        pairs = [(name, self.texts[name]) for name in ("q", "city", "held_for", "cursor") if self.texts[name]]
        pairs += list(ids.items()) + [("status", status) for status in self.statuses]
        pairs += [("days", ",".join(day.isoformat() for day in self.nights))] if self.nights else []
        since = self.since or ("" if self.past or self.nights else today.isoformat())
        pairs += [(name, day) for name, day in (("from", since), ("to", self.until)) if day]
        return [*pairs, ("sort", self.sort), ("limit", str(PAGE_SIZE))]

    def filter_params(self, ids: dict[str, str], today: date) -> Pairs:
        """Write what the backend is asked for all that fits, whichever page is looked at."""
        return [pair for pair in self.asked(ids, today) if pair[0] not in {"limit", "cursor"}]

    def chips(self, names: dict[str, str]) -> Iterator[Chip]:
        """Say each active filter; `names` are those of the band and the venue, where they have one."""
        pairs = self.pairs()
        for pair in pairs:
            if pair[0] != "sort" and (pair[0] not in {"band", "venue"} or pair[0] in names):
                yield Chip(_say(*pair, names), [other for other in pairs if other != pair])


def read(args: MultiDict[str, str], today: date) -> Filters:
    """Read the query string of the list."""
    errors: dict[str, str] = {}
    texts = {name: _text(args, name, errors) for name in _TEXTS}
    statuses = tuple(status for status in STATUSES if status in args.getlist("status"))
    sort = args.get("sort", "")
    return Filters(
        texts,
        statuses,
        _day(args, "from", errors),
        _day(args, "to", errors),
        _nights(texts["days"], today, errors),
        args.get("past") == "1",
        sort if sort in SORTS else BY_DAY[0],
        errors,
    )


def address(pairs: Pairs, changes: Mapping[str, str] = MappingProxyType({})) -> str:
    """Give the address of the list with these filters, some of them changed."""
    query: dict[str, list[str]] = {}
    for name, value in pairs:
        query.setdefault(name, []).append(value)
    query.update((name, [value]) for name, value in changes.items())
    return url_for("gigs.list_gigs", **query)  # type: ignore[arg-type]  # a list is written as a repeated parameter


def is_id(text: str) -> bool:
    """Say whether a band or a venue is given by its id instead of its name."""
    try:
        return str(uuid.UUID(text)) == text.lower()
    except ValueError:
        return False


def _text(args: MultiDict[str, str], name: str, errors: dict[str, str]) -> str:
    text = args.get(name, "").strip()
    if name == "cursor" or (len(text) <= LONGEST and text.isprintable()):
        return text
    errors[name] = f"Use at most {LONGEST} characters that can be typed."
    return ""


def _day(args: MultiDict[str, str], name: str, errors: dict[str, str]) -> str:
    try:
        day = written_days.one(args.get(name, "").strip())
    except written_days.UnreadableDaysError as error:
        errors[name] = str(error)
        return ""
    return day.isoformat() if day else ""


def _nights(text: str, today: date, errors: dict[str, str]) -> tuple[date, ...]:
    try:
        return tuple(written_days.read(text, today)) if text else ()
    except written_days.UnreadableDaysError as error:
        errors["days"] = str(error)
        return ()


def _say(name: str, value: str, names: dict[str, str]) -> str:
    if name == "status":
        return STATUSES[value]
    if name in {"from", "to"}:
        return f"{name.capitalize()} {pages.day(value)}"
    return "Past gigs too" if name == "past" else f"{_LABELS[name]}: {names.get(name, value)}"
