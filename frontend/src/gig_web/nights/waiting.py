"""What needs you, as rows with one next action each."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from itertools import groupby

from flask import url_for

from gig_web import pages
from gig_web.accounts import visitor
from gig_web.clients.nights import Need, Needs
from gig_web.clients.nouns import Gig
from gig_web.gigs import past

PAST_DAYS = 30
COUNTED = 400  # no more are looked at, so a number near it is said to be more


@dataclass(frozen=True, slots=True)
class Row:
    """A gig, what it needs in a few words, and the link to do it."""

    gig: Gig
    label: str
    detail: str
    action: str
    address: str


@dataclass(frozen=True, slots=True)
class Group:
    """The needs of one kind, and in words how many more there are, with where these are listed."""

    why: str
    rows: list[Row]
    more: str
    address: str


@dataclass(frozen=True, slots=True)
class _Kind:
    label: Callable[[Gig], str]
    detail: Callable[[Gig, tzinfo], str]
    action: Callable[[Gig], str]
    address: Callable[[Gig], str]
    listed: Callable[[date], dict[str, object]]


def groups(needs: Needs, today: date, zone: tzinfo) -> list[Group]:
    """Group what waits by kind, the most pressing first; kinds of a later version are left to it."""
    known = [need for need in needs.items if need.why in _KINDS]
    return [_group(why, list(found), needs, today, zone) for why, found in groupby(known, lambda need: need.why)]


def _group(why: str, found: list[Need], needs: Needs, today: date, zone: tzinfo) -> Group:
    kind, more = _KINDS[why], int(needs.more.get(why, 0))
    said = f"more than {COUNTED}" if more > COUNTED else str(more)
    return Group(
        why,
        [_row(kind, need.gig, zone) for need in found],
        f"and {said} more" if more else "",
        url_for("gigs.list_gigs", **kind.listed(today)),  # type: ignore[arg-type]  # a list is written as a repeated parameter
    )


def _row(kind: _Kind, gig: Gig, zone: tzinfo) -> Row:
    acts = visitor.plans() or kind is _KINDS["tonight"]
    action, address = (kind.action(gig), kind.address(gig)) if acts else ("Open", _page(gig))
    return Row(gig, kind.label(gig), kind.detail(gig, zone), action, address)


def _page(gig: Gig, anchor: str | None = None) -> str:
    return url_for("gigs.show_gig", gig_id=gig.id, _anchor=anchor)


def _ends(gig: Gig) -> str | None:
    return gig.offer_expires if gig.status == "offered" else gig.hold_expires


def _held(gig: Gig) -> str:
    return "Offer" if gig.status == "offered" else "Hold"


def _settling(gig: Gig) -> str:
    return "Confirm or decline" if gig.status == "offered" else "Renew or release"


_HELD: dict[str, object] = {"status": ["hold", "offered"]}
_TO_HOLD: Callable[[Gig], str] = lambda gig: _page(gig, "hold-box")  # noqa: E731  # one of a table's cells, used three times
_KINDS = {
    "tonight": _Kind(
        lambda _gig: "Tonight",
        lambda gig, _zone: f"doors {pages.clock(gig.doors, gig.gig_day)}" if gig.doors else "",
        lambda _gig: "Day sheet",
        lambda gig: f"{_page(gig)}/sheet",
        lambda today: {"from": today, "to": today, "status": "confirmed"},
    ),
    "challenged": _Kind(
        lambda _gig: "Challenged",
        lambda gig, zone: f"until {past.moment(gig.challenged_until, zone)}" if gig.challenged_until else "",
        lambda _gig: "Confirm or release",
        _TO_HOLD,
        lambda _today: _HELD,
    ),
    "lapsed": _Kind(
        lambda gig: f"{_held(gig)} lapsed",
        lambda gig, _zone: f"ended {pages.day(_ends(gig))}",
        _settling,
        _TO_HOLD,
        lambda _today: _HELD,
    ),
    "ending": _Kind(
        lambda gig: f"{_held(gig)} ends",
        lambda gig, _zone: f"on {pages.day(_ends(gig))}",
        _settling,
        _TO_HOLD,
        lambda _today: _HELD,
    ),
    "no_deal": _Kind(
        lambda _gig: "No deal yet",
        lambda _gig, _zone: "",
        lambda _gig: "Add the deal",
        lambda gig: url_for("gigs.edit_gig", gig_id=gig.id, _anchor="deal"),
        lambda _today: {"status": "confirmed"},
    ),
    "no_attendance": _Kind(
        lambda _gig: "How many came?",
        lambda _gig, _zone: "",
        lambda _gig: "Add attendance",
        lambda gig: _page(gig, "attendance"),
        lambda today: {"from": today - timedelta(PAST_DAYS), "to": today, "status": "confirmed", "sort": "-gig_day"},
    ),
}
