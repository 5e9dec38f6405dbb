"""One suggestion: two rounds of questions within the page's deadline, whatever part of the planner answers."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from gig_web import clients
from gig_web.clients.nouns import Band, Venue
from gig_web.suggest import asking, days, factors, gathering, matchmaking, standing
from gig_web.suggest.address import PARTS, Address, Part
from gig_web.suggest.asking import Round
from gig_web.suggest.figures import Ledger
from gig_web.suggest.gathering import Side
from gig_web.suggest.matchmaking import Match, Table, Taste
from gig_web.suggest.standing import Standing
from gig_web.suggest.targets import Target
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

    `with_money` is False where fees are not for the eyes of who asked. With a `target`, `accepted` are the rules that
    its gig goes over already.
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
    target: Target | None = None
    accepted: tuple[str, ...] = ()

    @property
    def dealt(self) -> tuple[Part, ...]:
        """The parts that a card brings; the others are a gig's own."""
        return self.target.dealt if self.target else PARTS

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
        whole = replace(
            asked,
            band=band.id if band else asked.band,
            venue=venue.id if venue else asked.venue,
            day=self.match.day,
            ideas=self.idle_nights.get(standing.IDEA, asked.ideas),
        )
        return self.target.trimmed(whole) if self.target else whole


def deal(address: Address, asker: Asker, target: Target | None = None) -> Outcome:
    """Deal a card; only when nothing is left, look again more widely and count what was left out."""
    look = Round(with_money=asker.sees_money, recent_bands=asker.recent_bands, target=target)
    first = _deal_once(address, asker, look)
    if first.match or first.degraded:
        return first
    return _deal_once(address, asker, replace(look, is_wide=True, recent_bands=()))


def show(address: Address, asker: Asker, target: Target | None = None) -> Outcome:
    """Show a given card as it is now, whatever stands against it."""
    bands, venues = gathering.candidates(address, Round(with_money=asker.sees_money, target=target))
    day = target.given_day if target and target.given_day else address.day
    nights = (day,) if day else ()
    found, is_checked = _standing(nights, bands, venues, target)
    seen = Outcome(None, bands, venues, nights, is_checked, with_money=asker.sees_money, target=target)
    band, venue = bands.only, venues.only
    if bands.is_empty or venues.is_empty or not (band or venue) or not day:
        return seen
    conflicts, counting = (
        look(day, band.id if band else None, venue.id if venue else None) for look in (found.against, found.counting)
    )
    taste = _taste(address, asker, target)
    match = matchmaking.with_diaries(matchmaking.weigh(band, venue, day, conflicts, taste, found.ledger), found)
    rules = standing.excluding(counting, with_ideas=taste.with_ideas)
    against = (*_outdated(match, asker.today, target), *rules)
    accepted = dict.fromkeys(each.rule for each in conflicts if each.level == "warn" and each not in counting)
    return replace(seen, match=match, against=against, accepted=tuple(accepted))


def _outdated(match: Match, today: date, target: Target | None) -> list[str]:
    """Name what no conflict says: the day is over, a part has left the catalogue, or the gig has it already."""
    band_left, venue_left = (part is not None and part.archived for part in (match.band, match.venue))
    taken = target.taken_ids if target else ()
    has_band = bool(target and not target.given_band and match.band and match.band.id in taken)
    has_venue = bool(target and not target.given_venue and match.venue and match.venue.id in taken)
    found = {"past": match.day <= today and not (target and target.given_day), "band": band_left, "venue": venue_left}
    return [rule for rule, is_so in (found | {"has_band": has_band, "has_venue": has_venue}).items() if is_so]


def _deal_once(address: Address, asker: Asker, look: Round) -> Outcome:
    target = look.target
    nights = _nights(address, asker.today, target)
    all_bands, all_venues = gathering.candidates(address, look)
    bands, venues = all_bands.in_use(), all_venues.in_use()
    found, is_checked = _standing(nights, bands, venues, target)
    table = Table(bands.items, venues.items, nights, found)
    dealt = matchmaking.deal(table, _taste(address, asker, target), address.seed or 0)
    said = (dealt.eliminated, dealt.nights)
    seen = Outcome(dealt.match, bands, venues, tuple(nights), is_checked, *said, with_money=look.with_money)
    return replace(seen, target=target)


def _nights(address: Address, today: date, target: Target | None) -> list[date]:
    if target and target.given_day:
        return [target.given_day]
    if address.day is None:
        passed = {*address.passed_days, *(_own_day(target) if target else ())}
        return days.draw(address.seed or 0, today, address.constraints, passed)
    return [address.day] if address.day > today else []


def _own_day(target: Target) -> list[date]:
    """Give the date a gig has while another is looked for."""
    return [date.fromisoformat(target.gig.gig_day)] if target.gig.gig_day else []


def _taste(address: Address, asker: Asker, target: Target | None) -> Taste:
    wanted = address.constraints
    with_ideas = wanted.with_ideas or "day" in address.keep or bool(target and target.given_day)
    is_support = target is not None and target.into.purpose == "support"
    uncounted = frozenset({factors.CAPACITY, factors.MONEY} if is_support else ())
    kinds = (wanted.genres, wanted.weekdays)
    return Taste(asker.recent, *kinds, with_ideas=with_ideas, surprise=wanted.surprise, uncounted=uncounted)


def _standing(
    nights: Sequence[date], bands: Side[Band], venues: Side[Venue], target: Target | None
) -> tuple[Standing, bool]:
    """Ask what stands against the combinations, where there are any; say whether there was an answer."""
    if not nights or bands.is_empty or venues.is_empty or (bands.items is None and venues.items is None):
        return Standing.of([]), True
    question = asking.conflicts(nights, bands.items or [], venues.items or [], target)
    try:
        answer = clients.current().gigs.conflicts(question)
        found = Standing.of(answer.items, answer.diaries, target)
        return replace(found, ledger=Ledger(answer.attended, answer.takings)), True
    except UpstreamError:
        return Standing.unchecked(), False
