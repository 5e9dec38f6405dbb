"""The hold box of a gig's page: its place, who waits with it, its other dates, what makes room or comes back."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from gig_chassis import business_days
from gig_web import clients, pages
from gig_web.clients.nouns import Gig
from gig_web.gigs import clock, past
from gig_web.upstream import Query, Refused, UpstreamError

WAITING = ("hold", "offered")
_MOST = 50
_DASH = "\N{EN DASH}"
_SOON = timedelta(days=7)  # as *Needs you* has it
_USUAL_ANSWER = timedelta(days=2)  # as long as a challenge at a room of mine
_SETTING_UP = {"idea", *WAITING}


@dataclass(frozen=True, slots=True)
class Box:
    """What stands around a gig; `whole` is False where the gig list gave no answer."""

    queue: list[Gig] = field(default_factory=list)
    dates: list[Gig] = field(default_factory=list)
    cleared: list[Gig] = field(default_factory=list)
    whole: bool = True
    text: str = ""
    challenger: Gig | None = None
    challenged: Gig | None = None
    until: str = ""
    can_challenge: bool = False
    can_renew: bool = False
    usual_answer: str = ""

    def rivals(self, gig: Gig) -> list[Gig]:
        """Give the others that may make room: first those of the night, then the other dates of the booking."""
        found = {each.id: each for each in (*self.queue, *self.dates) if each.id != gig.id and each.status in WAITING}
        return list(found.values())


def look(gig: Gig) -> Box:
    """Ask for what stands around a gig."""
    try:
        return _look(gig)
    except (UpstreamError, Refused):  # a backend of the version before knows none of it
        return Box(whole=False, can_renew=_can_renew(gig))


def copied(dates: Iterable[Gig]) -> str:
    """Write holds in one line, each night with its level, as people paste it; with their rooms where these differ."""
    held = [each for each in dates if each.gig_day]
    differ = len({each.venue and each.venue.name for each in held}) > 1
    return " · ".join(
        f"{_short(each.gig_day)}{f', {each.venue.name}' if differ and each.venue else ''} {_DASH} {_word(each)}"
        for each in held
    )


def end_of(day: date, gig: Gig) -> str:
    """Give the last minute of a day where the gig takes place, in UTC."""
    zone = (gig.venue and business_days.zone(gig.venue.timezone)) or clock.zone()
    return datetime.combine(day, time(23, 59), zone).astimezone(UTC).isoformat().replace("+00:00", "Z")


def _look(gig: Gig) -> Box:
    if gig.trashed_at:
        return Box()
    queue = _queue(gig) if gig.status in _SETTING_UP else []
    dates = _page([("booking", gig.booking), ("status", "hold,offered,confirmed")]) if gig.booking else []
    cleared = _page([("cleared_by", gig.id)]) if gig.status == "confirmed" else []
    held = dates if len(dates) > 1 else [gig]
    text = copied(held) if gig.status in WAITING else ""
    challenger = next((each for each in queue if each.id == gig.challenged_by), None)
    challenged = next((each for each in queue if each.challenged_by == gig.id), None)
    on = gig if gig.challenged_until else challenged
    until = past.moment(on.challenged_until, clock.zone()) if on and on.challenged_until else ""
    own = bool(gig.venue and gig.venue.own)
    can = own and gig.status in WAITING and (gig.hold_level or 0) > 1 and challenged is None
    return Box(
        queue,
        dates,
        cleared,
        text=text,
        challenger=challenger,
        challenged=challenged,
        until=until,
        can_challenge=can,
        can_renew=_can_renew(gig),
        usual_answer=(clock.today() + _USUAL_ANSWER).isoformat(),
    )


def _can_renew(gig: Gig) -> bool:
    """Say whether its review date is past or close, or somebody else asks: renewing any other would only shorten it."""
    ends = gig.hold_expires is not None and gig.hold_expires <= (clock.today() + _SOON).isoformat()
    return gig.status in WAITING and (ends or gig.challenged_until is not None)


def _queue(gig: Gig) -> list[Gig]:
    if not gig.venue or not gig.gig_day:
        return []
    found = _page([("venue", gig.venue.id), ("days", gig.gig_day), ("status", "hold,offered")])
    return sorted((each for each in found if each.slot == gig.slot), key=lambda each: each.hold_level or _MOST)


def _page(params: Query) -> list[Gig]:
    return clients.current().gigs.page([*params, ("limit", str(_MOST))]).items


def _short(iso: str | None) -> str:
    return pages.day(iso).rsplit(" ", 1)[0]


def _word(gig: Gig) -> str:
    if gig.status != "hold":
        return gig.status
    return ("lapsed " if gig.hold_lapsed else f"{pages.ordinal(gig.hold_level)} " if gig.hold_level else "") + "hold"


def renewed_until(gig: Gig) -> str | None:
    """Give the new review date of a hold by the planner's settings, None where holds have none."""
    usual = clients.current().gigs.settings()
    days = usual.first_hold_days if gig.hold_level in {None, 1} else usual.other_hold_days
    if days is None:
        return None
    until = (clock.today() + timedelta(days=days)).isoformat()
    return min(until, gig.gig_day) if gig.gig_day and gig.gig_day >= clock.today().isoformat() else until
