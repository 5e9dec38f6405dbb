"""What the page and the JSON show of an outcome; no I/O."""

from dataclasses import dataclass, replace
from typing import Any

from gig_chassis.places import country_name
from gig_web import pages
from gig_web.clients.gigs import Conflict
from gig_web.clients.nouns import Band, Venue
from gig_web.money import words as money_words
from gig_web.money.words import Said
from gig_web.suggest import changing, factors, reasons
from gig_web.suggest.address import PARTS, Address, Part
from gig_web.suggest.cards import Card
from gig_web.suggest.matchmaking import Match
from gig_web.suggest.orchestration import Outcome
from gig_web.suggest.reasons import Reason, Unknown
from gig_web.suggest.relaxing import Relaxation
from gig_web.suggest.targets import Target

_BAND = ("id", "name", "genres", "city", "country", "lat", "lon", "draw", "fee", "own", "starter")
_VENUE = ("id", "name", "genres", "city", "country", "lat", "lon", "capacity", "timezone", "own", "starter")


@dataclass(frozen=True, slots=True)
class Shown:
    """A card as it is shown; `changed` says why it cannot be dealt any more, `saved_as` is the gig it became."""

    match: Match
    title: str
    card: Card | None
    reasons: list[Reason]
    unknown: list[Unknown]
    distance: str | None
    changed: list[Conflict]
    saved_as: str | None
    target: Target | None = None
    money: Said | None = None

    @property
    def dealt(self) -> tuple[Part, ...]:
        """The parts the card brings; the others are the gig's own."""
        return self.target.dealt if self.target else PARTS

    @property
    def day(self) -> str:
        """The gig day."""
        return str(self.match.day)

    @property
    def band_place(self) -> str:
        """The band's city, with its country where the room is in another."""
        return self._place(self.match.band)

    @property
    def venue_place(self) -> str:
        """The room's city, with its country where the band is from another."""
        return self._place(self.match.venue)

    def _place(self, item: Band | Venue | None) -> str:
        if item is None:
            return ""
        band, venue = self.match.band, self.match.venue
        is_abroad = bool(band and venue and band.country and venue.country and band.country != venue.country)
        return ", ".join(filter(None, (item.city, country_name(item.country or "") if is_abroad else None)))


def card_of(outcome: Outcome, address: Address) -> Shown | None:
    """Turn the outcome into what is shown; None where there is no card."""
    match = outcome.match
    if match is None:
        return None
    card = _card(outcome, match, address.seed or 0)
    saved = [conflict for conflict in match.conflicts if card and _gig_id(conflict) == card.gig_id]
    others = [conflict for conflict in match.conflicts if conflict not in saved]
    match = replace(match, conflicts=tuple(others))
    if not outcome.with_money:
        match = replace(match, figures=replace(match.figures, outlook=None))
    return Shown(
        match,
        title(match),
        card,
        reasons.why(match, is_checked=outcome.is_checked),
        [one for one in reasons.unknown(match, with_money=outcome.with_money) if one.side in outcome.dealt],
        _distance(match),
        [] if saved else _changes(outcome, match),
        card.gig_id if card and saved else None,
        outcome.target,
        money_words.say_short(match.figures.outlook) if match.figures.outlook else None,
    )


def _card(outcome: Outcome, match: Match, seed: int) -> Card | None:
    card = Card.of(match, seed)
    if card is None or outcome.target is None:
        return card
    return card.into(outcome.target.gig, changing.change_of(outcome.target, outcome.accepted))


def title(match: Match) -> str:
    """Put the card into one sentence."""
    where = ", ".join(filter(None, (match.venue.name, match.venue.city))) if match.venue else ""
    who = " at ".join(filter(None, (match.band.name if match.band else "", where)))
    return f"{who}, {pages.long_day(str(match.day))}"


def as_json(outcome: Outcome, address: Address, token: str | None, relaxations: list[Relaxation]) -> dict[str, Any]:
    """Give the suggestion as JSON."""
    shown = card_of(outcome, address)
    return {
        "suggestion": _suggestion(shown, token) if shown else None,
        "seed": address.seed,
        "pool": {
            "bands": len(outcome.bands.items or []),
            "venues": len(outcome.venues.items or []),
            "dates": len(outcome.nights),
            "eliminated": outcome.eliminated,
        },
        "relaxations": [
            {"text": one.text, "params": dict(one.address.query()), "gains": one.gains} for one in relaxations
        ],
        "degraded": list(outcome.degraded),
    }


def _suggestion(shown: Shown, token: str | None) -> dict[str, Any]:
    match = shown.match
    return {
        "token": token,
        "band": _public(match.band, _BAND),
        "venue": _public(match.venue, _VENUE),
        "gig_day": shown.day,
        "doors": shown.card.doors if shown.card else None,
        "score": match.score,
        "reasons": [{"code": each.code, "text": each.text, "weight": each.weight} for each in shown.reasons],
        "unknown": [f"{side.side} {name}" for side in shown.unknown for name in side.fields],
        "money": _money(match),
    }


def _money(match: Match) -> dict[str, int | None] | None:
    """Give the tickets that it takes and their per cent, null where a full room would not do."""
    outlook = match.figures.outlook
    return {"break_even": outlook.breaks_even, "pct": outlook.share} if outlook else None


def _public(item: Band | Venue | None, names: tuple[str, ...]) -> dict[str, Any] | None:
    """Leave contacts and notes out."""
    return None if item is None else {name: getattr(item, name) for name in names}


def _distance(match: Match) -> str | None:
    km = factors.kilometres(match.band, match.venue) if match.band and match.venue else None
    return None if km is None else reasons.distance(km)


def _changes(outcome: Outcome, match: Match) -> list[Conflict]:
    """Say what stands against a given card now."""
    own = {"past": f"{pages.day(str(match.day))} is over."}
    own |= {"band": f"{match.band.name} has left the catalogue."} if match.band else {}
    own |= {"venue": f"{match.venue.name} has left the catalogue."} if match.venue else {}
    own |= {"has_band": f"{match.band.name} is in the line-up already."} if match.band else {}
    own |= {"has_venue": f"The gig is at {match.venue.name} already."} if match.venue else {}
    first = [Conflict("block", rule, None, own[rule]) for rule in outcome.against if rule in own]
    said = {(found.text, _gig_id(found)): found for found in match.conflicts if found.rule in outcome.against}
    return [*first, *said.values()]


def _gig_id(conflict: Conflict) -> str | None:
    return conflict.gig["id"] if conflict.gig else None
