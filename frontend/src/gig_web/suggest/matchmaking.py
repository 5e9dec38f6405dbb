"""Deal one card: leave out what must not be dealt, weigh the rest, draw one with the seed. No I/O."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from math import log

from gig_web.clients.gigs import Conflict
from gig_web.clients.nouns import Band, Venue
from gig_web.suggest import chance, factors, figures, standing
from gig_web.suggest.factors import Factor
from gig_web.suggest.figures import Figures, Ledger
from gig_web.suggest.standing import Standing

NO_LEDGER = Ledger()
_SHARPNESS = 12  # how much a better score is favoured: 80 points come up 32 times as often as 60


@dataclass(frozen=True, slots=True)
class Table:
    """What lies on the table; a side is None, not empty, where its picker does not answer."""

    bands: Sequence[Band] | None
    venues: Sequence[Venue] | None
    days: Sequence[date]
    standing: Standing


@dataclass(frozen=True, slots=True)
class Taste:
    """How to choose: ids seen lately, genres and weekdays asked for, `with_ideas` where ideas do not exclude.

    `uncounted` names factors that say nothing here: a support need not fill the room.
    """

    recent: frozenset[str] = frozenset()
    genres: tuple[str, ...] = ()
    weekdays: frozenset[int] = frozenset()
    with_ideas: bool = False
    surprise: bool = False
    uncounted: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Match:
    """A combination that was weighed; a part is None where its picker does not answer.

    `diaries` says "free" or "busy" of a side whose diary is known for that day, `figures` what the numbers say.
    """

    band: Band | None
    venue: Venue | None
    day: date
    factors: tuple[Factor, ...]
    conflicts: tuple[Conflict, ...] = ()
    diaries: Mapping[str, str] = field(default_factory=dict)
    figures: Figures = figures.NONE

    @property
    def score(self) -> float:
        """Points from 0 to 100."""
        return round(_points(self.factors), 2)


@dataclass(frozen=True, slots=True)
class Deal:
    """What was drawn, if anything.

    `eliminated` counts combinations by the first rule that keeps them out, `nights` the days on which one rule alone
    keeps out what could be dealt.
    """

    match: Match | None
    eliminated: dict[str, int]
    nights: dict[str, int]


@dataclass(slots=True)
class _Tally:
    first: Counter[str] = field(default_factory=Counter)
    alone: defaultdict[str, set[date]] = field(default_factory=lambda: defaultdict(set))

    def note(self, rules: Sequence[str], day: date) -> None:
        self.first[rules[0]] += 1
        if len(rules) == 1:
            self.alone[rules[0]].add(day)

    def deal(self, match: Match | None) -> Deal:
        nights = {rule: len(days) for rule, days in sorted(self.alone.items())}
        return Deal(match, dict(sorted(self.first.items())), nights)


_Combination = tuple[Band | None, Venue | None, date, float]


def deal(table: Table, taste: Taste, seed: int) -> Deal:
    """Draw one combination: in proportion to its score, or all alike where a surprise is wanted."""
    tally = _Tally()
    chosen = min(_eligible(table, taste, tally), key=lambda one: _key(one, taste, seed), default=None)
    if chosen is None:
        return tally.deal(None)
    band, venue, day, _ = chosen
    match = weigh(band, venue, day, _against(table, band, venue, day), taste, table.standing.ledger)
    return tally.deal(with_diaries(match, table.standing))


def weigh(  # noqa: PLR0913, PLR0917  # the three parts of a card, and what is known of them
    band: Band | None,
    venue: Venue | None,
    day: date,
    conflicts: Sequence[Conflict],
    taste: Taste,
    ledger: Ledger = NO_LEDGER,
) -> Match:
    """Weigh one given combination, whatever stands against it."""
    known = ledger.of(band, venue)
    weighed = (*_of_pair(band, venue, taste, known), factors.of_day(day, taste.weekdays))
    return Match(band, venue, day, weighed, tuple(conflicts), figures=known)


def with_diaries(match: Match, standing: Standing) -> Match:
    """Add what their diaries say of that day."""
    ids = (match.band.id if match.band else None, match.venue.id if match.venue else None)
    return replace(match, diaries=standing.diaries_on(match.day, *ids))


def _eligible(table: Table, taste: Taste, tally: _Tally) -> Iterator[_Combination]:
    nights = {day: _points([factors.of_day(day, taste.weekdays)]) for day in table.days}
    for band, venue in _pairs(table):
        points = _points(_of_pair(band, venue, taste, table.standing.ledger.of(band, venue)))
        for day in table.days:
            counting = table.standing.counting(day, band.id if band else None, venue.id if venue else None)
            if rules := standing.excluding(counting, with_ideas=taste.with_ideas):
                tally.note(rules, day)
            else:
                yield band, venue, day, points + nights[day]


def _of_pair(band: Band | None, venue: Venue | None, taste: Taste, known: Figures) -> list[Factor]:
    found = factors.of_pair(band, venue, taste.recent, taste.genres, known)
    return [Factor(factor.code, None) if factor.code in taste.uncounted else factor for factor in found]


def _pairs(table: Table) -> Iterator[tuple[Band | None, Venue | None]]:
    if table.bands is None and table.venues is None:
        return
    for band in [None] if table.bands is None else table.bands:
        for venue in [None] if table.venues is None else table.venues:
            yield band, venue


def _against(table: Table, band: Band | None, venue: Venue | None, day: date) -> list[Conflict]:
    return table.standing.against(day, band.id if band else None, venue.id if venue else None)


def _points(found: Collection[Factor]) -> float:
    return sum(factor.points for factor in found)


def _key(combination: _Combination, taste: Taste, seed: int) -> float:
    """Smallest wins: an exponential race, so that neither the order of the candidates nor the losers matter."""
    band, venue, day, points = combination
    weight = 1.0 if taste.surprise else max(points, 1.0) ** _SHARPNESS
    return -log(chance.roll(seed, band.id if band else None, venue.id if venue else None, day)) / weight
