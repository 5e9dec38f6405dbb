"""Change a gig by a card: the act, the room or the date that was looked for, once, and on the gig that was shown."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import blake2b
from json import dumps
from typing import Any

from gig_web import clients, pages
from gig_web.clients.nouns import Act, Gig
from gig_web.suggest.cards import Card, Change
from gig_web.suggest.into import Into
from gig_web.suggest.targets import NotIntoError, Target
from gig_web.upstream import Refused

TRIES = 3
_STALE = 412
_NIGHT = ("status", "gig_day", "slot", "venue", "lineup")
_WORDS = {"band": "the line-up", "venue": "the room", "day": "the date"}


class OtherGigError(Exception):
    """The night itself was changed since the card was shown, so the card has to be looked at again."""


@dataclass(frozen=True, slots=True)
class Changed:
    """The gig as it was saved, and whether somebody else's change came between and was kept."""

    gig: Gig
    was_merged: bool = False


def fingerprint(gig: Gig) -> str:
    """Give a short text that differs when the night of a gig does: who plays, where, when, in which status."""
    night = {name: value for name, value in asdict(gig).items() if name in _NIGHT}
    return blake2b(dumps(night, sort_keys=True).encode(), digest_size=8).hexdigest()


def change_of(target: Target, accepted: Sequence[str]) -> Change:
    """Give what a card has to carry to change this gig later."""
    into = target.into
    return Change(target.gig.rev, into.purpose, into.replaces, target.dealt, tuple(accepted), fingerprint(target.gig))


def save(card: Card, change: Change, today: date) -> Changed:
    """Put the card into its gig; the same card again finds it done. Raises OtherGigError, NotIntoError or Refused."""
    gigs = clients.current().gigs
    for _ in range(TRIES):
        gig = gigs.get(card.gig_id)
        if is_done(gig, card, change):
            return Changed(gig)
        if fingerprint(gig) != change.night:
            raise OtherGigError(gig.id)
        body = _body(Target.of(gig, Into(gig.id, change.purpose, change.replaces), today), card, change)
        try:
            return Changed(gigs.patch(gig.id, body, gig.rev), was_merged=gig.rev != change.rev)
        except Refused as error:
            if error.status != _STALE:
                raise
    raise NotIntoError("Others are changing this gig at this moment. Save again.")


def is_done(gig: Gig, card: Card, change: Change) -> bool:
    """Say whether the gig has all of the card already."""
    bands = [act.band_id for act in gig.lineup]
    is_there = {
        "band": card.act["band_id"] in bands and (not change.replaces or change.replaces not in bands),
        "venue": gig.venue is not None and gig.venue.id == card.venue["id"],
        "day": gig.gig_day == card.gig_day,
    }
    return gig.trashed_at is None and all(is_there[part] for part in change.dealt)


def said(card: Card, change: Change) -> str:
    """Say in a few words what was changed."""
    new = {"band": card.act["name"], "venue": card.venue["name"], "day": pages.day(card.gig_day)}
    return " and ".join(f"{_WORDS[part]}: {new[part]}" for part in change.dealt)


def _body(target: Target, card: Card, change: Change) -> dict[str, Any]:
    """Write only what the card brings; an idea is checked as if it were to be confirmed, another gig as what it is."""
    body: dict[str, Any] = {"accept_warnings": list(change.accepted)}
    if "band" in change.dealt:
        body["lineup"] = _lineup(target, dict(card.act))
    if "venue" in change.dealt:
        body["venue"] = dict(card.venue)
    if "day" in change.dealt:
        body["gig_day"] = card.gig_day
    return body | {"from_suggestion": True} if target.gig.status == "idea" else body


def _lineup(target: Target, new: dict[str, Any]) -> list[dict[str, Any]]:
    """Put a headliner first and a support last; who replaces somebody takes their place, billing and time."""
    acts, gone = target.gig.lineup, target.replaced
    if gone:
        new |= {"billing": gone.billing, "set_time": gone.set_time}
        return [new if act is gone else asdict(act) for act in acts]
    rest: list[Act] = list(acts)
    if target.into.purpose == "support":
        return [*map(asdict, rest), new | {"billing": "support"}]
    return [new | {"billing": "headline"}, *map(asdict, rest)]
