"""Why this card: plain sentences that say what was checked, and no more."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from gig_web.clients.gigs import Conflict
from gig_web.clients.nouns import Band, Venue
from gig_web.suggest import factors, figures
from gig_web.suggest.factors import Factor
from gig_web.suggest.matchmaking import Match
from gig_web.suggest.standing import FREE, GOOD_TO_KNOW

MOST = 5
_WORTH_SAYING = {factors.CAPACITY: 0.8, factors.DISTANCE: 0.75}  # the others from half of their share on
UNCHECKED = "Not checked against your gigs: the planner's own list does not answer."
DIARY = "Their own diary is not known: ask before you promise."


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence; `weight` is what it adds to the score, a caution adds nothing; `gig` is the one it is about."""

    code: str
    text: str
    weight: float = 0.0
    is_caution: bool = False
    gig: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Unknown:
    """Fields of one side ("band" or "venue") that nobody has filled in."""

    side: str
    fields: tuple[str, ...]


def why(match: Match, *, is_checked: bool) -> list[Reason]:
    """Give up to five reasons, what was checked first, the caution last."""
    first = _checked(match) if is_checked else [Reason("unchecked", UNCHECKED, is_caution=True)]
    first += _free(match)
    last = _to_ask(match)
    return [*first, *_quoted(match)[: MOST - len(first) - len(last)], *last]


def unknown(match: Match, *, with_money: bool = True) -> list[Unknown]:
    """Name what would make the next card better if it were known; a fee that is hidden may well be."""
    found = []
    if band := match.band:
        missing = {
            "fee": with_money and band.fee is None,
            "draw": figures.draw(band, match.figures) is None,
            **_missing(band),
        }
        found.append(Unknown("band", tuple(name for name, is_missing in missing.items() if is_missing)))
    if venue := match.venue:
        missing = {"capacity": venue.capacity is None, **_missing(venue)}
        found.append(Unknown("venue", tuple(name for name, is_missing in missing.items() if is_missing)))
    return [unknown for unknown in found if unknown.fields]


def _missing(item: Band | Venue) -> dict[str, bool]:
    return {"genres": not item.genres, "place": item.lat is None or item.lon is None}


def _checked(match: Match) -> list[Reason]:
    """Say that nothing else is there, or what is."""
    found = sorted(match.conflicts, key=lambda conflict: _is_apart(conflict, match))[:2]
    cautions = [Reason(one.rule, one.text, is_caution=True, gig=one.gig) for one in found]
    if found and not _is_apart(found[0], match):
        return cautions
    whom = "the band or the room" if match.band and match.venue else "the band" if match.band else "the room"
    return [Reason("clear", f"Nothing else in your planner that night, for {whom}."), *cautions]


def _is_apart(conflict: Conflict, match: Match) -> bool:
    """Say whether it is good to know, but about no gig of that night."""
    day = conflict.gig["gig_day"] if conflict.gig else None
    return conflict.rule in GOOD_TO_KNOW and day != str(match.day)


def _free(match: Match) -> list[Reason]:
    """Quote the diaries that say free, and whose they are."""
    names = [part.name for side, part in _parts(match).items() if match.diaries.get(side) == FREE]
    verb = "Their diary says" if len(names) == 1 else "Their diaries say"
    return [Reason("diary_free", f"{verb} free: {' and '.join(names)}.")] if names else []


def _to_ask(match: Match) -> list[Reason]:
    """Name whose diary nobody knows; a room of mine has no other than this planner."""
    parts = _parts(match)
    if not match.diaries:
        return [Reason("diary", DIARY, is_caution=True)]
    unknown = [part.name for side, part in parts.items() if side not in match.diaries and not _is_my_room(part)]
    return [
        Reason("diary", f"The diary of {name} is not known: ask before you promise.", is_caution=True)
        for name in unknown
    ]


def _parts(match: Match) -> dict[str, Band | Venue]:
    return {side: part for side, part in (("band", match.band), ("venue", match.venue)) if part}


def _is_my_room(part: Band | Venue) -> bool:
    return isinstance(part, Venue) and part.own


def _quoted(match: Match) -> list[Reason]:
    """Put the factors that speak for the card into words, the weightiest first."""
    good = [
        factor
        for factor in match.factors
        if factor.share is not None and factor.share >= _WORTH_SAYING.get(factor.code, 0.5)
    ]
    texts = dict(_texts(match))
    quotable = [factor for factor in good if factor.code in texts]
    return [_reason(factor, texts) for factor in sorted(quotable, key=lambda factor: -factor.points)]


def _reason(factor: Factor, texts: dict[str, str]) -> Reason:
    return Reason(factor.code, texts[factor.code], round(factor.points, 2))


def _texts(match: Match) -> Iterator[tuple[str, str]]:
    """Word each factor whose facts are known."""
    if match.band and match.venue:
        yield from _pair_texts(match, match.band, match.venue)
        yield factors.FRESH, "Neither came up on your last cards."
    yield factors.WEEKDAY, f"A {match.day:%A} night."


def _pair_texts(match: Match, band: Band, venue: Venue) -> Iterator[tuple[str, str]]:
    if shared := factors.shared_genres(band, venue)[:2]:
        verb = "suits" if len(shared) == 1 else "suit"
        yield factors.GENRE, f"{' and '.join(shared).capitalize()} {verb} this room."
    draw, night = figures.draw(band, match.figures), match.figures.drew
    if draw and venue.capacity:
        said = figures.tell(night, venue, match.day) if night else f"Draws about {draw:,}"
        fit = "a good fit for" if draw <= venue.capacity else "enough to sell out"
        yield factors.CAPACITY, f"{said}, {fit} a room of {venue.capacity:,}."
    km = factors.kilometres(band, venue)
    if km is not None:
        yield factors.DISTANCE, f"{distance(km)} from where the band is at home, as the crow flies."


def distance(km: float) -> str:
    """Word a distance."""
    return "Less than 1 km" if km < 1 else f"{km:,.0f} km"
