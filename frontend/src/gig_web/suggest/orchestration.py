"""One suggestion: two rounds of questions within the page's deadline, whatever part of the planner answers."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from gig_web import clients
from gig_web.clients.nouns import Band, Venue
from gig_web.suggest import asking, days, gathering, matchmaking, standing
from gig_web.suggest.address import Address
from gig_web.suggest.asking import Round
from gig_web.suggest.figures import Ledger
from gig_web.suggest.gathering import Side
from gig_web.suggest.matchmaking import Match, Table, Taste
from gig_web.suggest.standing import Standing
from gig_web.upstream import UpstreamError

BANDS, VENUES, GIGS = "bands", "venues", "gigs"


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks and when: the ids of their last cards' bands and of all on them; whether fees are for their eyes."""

    today: date
    recent_bands: tuple[str, ...] = ()
    recent: frozenset[str] = frozenset()
    sees_money: bool = True


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it; `against` names the rules by which a given card could not be dealt any more.

    `with_money` is False where fees are not for the eyes of who asked.
    """

    match: Match | None
    bands: Side[Band]
    venues: Side[Venue]
    nights: tuple[date, ...]
    is_checked: bool
    eliminated: dict[str, int] = field(default_factory=dict)
    idle_nights: dict[str, int] = field(default_factory=dict)
    against: tuple[str, ...] = ()
    with_money: bool = True

    @property
    def degraded(self) -> tuple[str, ...]:
        """The services that did not answer."""
        states = {BANDS: self.bands.items is None, VENUES: self.venues.items is None, GIGS: not self.is_checked}
        return tuple(name for name, is_down in states.items() if is_down)

    def address(self, asked: Address) -> Address:
        """Give the address of the card; it stays incomplete where a part is missing."""
        if self.match is None:
            return asked
        band, venue = self.match.band, self.match.venue
        return replace(
            asked,
            band=band.id if band else asked.band,
            venue=venue.id if venue else asked.venue,
            day=self.match.day,
        )


def deal(address: Address, asker: Asker) -> Outcome:
    """Deal a card; only when nothing is left, look again more widely and count what was left out."""
    first = _deal_once(address, asker, Round(with_money=asker.sees_money, recent_bands=asker.recent_bands))
    if first.match or first.degraded:
        return first
    return _deal_once(address, asker, Round(is_wide=True, with_money=asker.sees_money))


def show(address: Address, asker: Asker) -> Outcome:
    """Show a given card as it is now, whatever stands against it."""
    bands, venues = gathering.candidates(address, Round(with_money=asker.sees_money))
    nights = (address.day,) if address.day else ()
    found, is_checked = _standing(nights, bands, venues)
    band, venue = bands.only, venues.only
    if bands.is_empty or venues.is_empty or not (band or venue) or not address.day:
        return Outcome(None, bands, venues, nights, is_checked)
    conflicts = found.against(address.day, band.id if band else None, venue.id if venue else None)
    taste = _taste(address, asker)
    match = matchmaking.with_diaries(matchmaking.weigh(band, venue, address.day, conflicts, taste, found.ledger), found)
    rules = standing.excluding(conflicts, with_ideas=taste.with_ideas)
    against = (*_outdated(match, asker.today), *rules)
    return Outcome(match, bands, venues, nights, is_checked, against=against, with_money=asker.sees_money)


def _outdated(match: Match, today: date) -> list[str]:
    """Name what no conflict says: the day is over, or a part has left the catalogue."""
    band_left, venue_left = (part is not None and part.archived for part in (match.band, match.venue))
    found = {"past": match.day <= today, "band": band_left, "venue": venue_left}
    return [rule for rule, is_so in found.items() if is_so]


def _deal_once(address: Address, asker: Asker, look: Round) -> Outcome:
    nights = _nights(address, asker.today)
    all_bands, all_venues = gathering.candidates(address, look)
    bands, venues = all_bands.in_use(), all_venues.in_use()
    found, is_checked = _standing(nights, bands, venues)
    table = Table(bands.items, venues.items, nights, found)
    dealt = matchmaking.deal(table, _taste(address, asker), address.seed or 0)
    said = (dealt.eliminated, dealt.nights)
    return Outcome(dealt.match, bands, venues, tuple(nights), is_checked, *said, with_money=look.with_money)


def _nights(address: Address, today: date) -> list[date]:
    if address.day is None:
        return days.draw(address.seed or 0, today, address.constraints, address.passed_days)
    return [address.day] if address.day > today else []


def _taste(address: Address, asker: Asker) -> Taste:
    wanted = address.constraints
    with_ideas = wanted.with_ideas or "day" in address.keep
    return Taste(asker.recent, wanted.genres, wanted.weekdays, with_ideas=with_ideas, surprise=wanted.surprise)


def _standing(nights: Sequence[date], bands: Side[Band], venues: Side[Venue]) -> tuple[Standing, bool]:
    """Ask what stands against the combinations, where there are any; say whether there was an answer."""
    if not nights or bands.is_empty or venues.is_empty or (bands.items is None and venues.items is None):
        return Standing.of([]), True
    question = asking.conflicts(nights, bands.items or [], venues.items or [])
    try:
        answer = clients.current().gigs.conflicts(question)
        ledger = Ledger(answer.attended, answer.takings)
        return Standing.of(answer.items, answer.diaries, ledger), True
    except UpstreamError:
        return Standing.unchecked(), False
