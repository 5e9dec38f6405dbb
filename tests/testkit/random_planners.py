"""Planners made up at random: bands, rooms and their gigs, close enough together to be in each other's way."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from gig_store import change, conflicts, guard, matrix, nights, standing, wire
from gig_store.models import Gig
from gig_store.nights import Booking, Night, Reading, Spot, Surroundings
from gig_store.rules import INFO, Conflict
from gig_store.schemas import GigBody
from gig_store.views.conflicts import Question
from gig_web.clients import records
from gig_web.clients.gigs import Against
from gig_web.clients.nouns import Band, Venue
from gig_web.suggest import asking
from gig_web.suggest.cards import Card
from gig_web.suggest.matchmaking import Match
from gig_web.suggest.standing import Standing

Body = dict[str, Any]

PLACES = [("Leeds", 53.8, -1.54), ("London", 51.5, -0.1), ("Penzance", 50.1, -5.5), ("Glasgow", 55.9, -4.3)]
GENRES = ("punk", "jazz", "folk")
BANDS, VENUES, NIGHTS, GIGS = 4, 4, 4, 10
FIRST = date(2037, 3, 1)
SPAN = 24  # days on which all of it happens


@dataclass(frozen=True, slots=True)
class Planner:
    """What there is: bands and rooms, the bodies of gigs planned already, discards, busy days by whose diary."""

    bands: list[Band]
    venues: list[Venue]
    days: list[date]
    gigs: list[Body]
    pairs: frozenset[tuple[uuid.UUID, uuid.UUID]]
    left_out: frozenset[uuid.UUID]
    busy: dict[str, date]
    travel_km: int

    def question(self) -> Body:
        """Give what is asked before a card is dealt."""
        return asking.conflicts(self.days, self.bands, self.venues)


def made_up(chance: Random) -> Planner:
    """Make up a planner; the same chance makes the same."""
    bands, venues = [_band(chance) for _ in range(BANDS)], [_venue(chance) for _ in range(VENUES)]
    days = sorted({_day(chance) for _ in range(NIGHTS)})
    pair = uuid.UUID(chance.choice(bands).id), uuid.UUID(chance.choice(venues).id)
    return Planner(
        bands,
        venues,
        days,
        [_gig(chance, bands, venues) for _ in range(chance.randrange(GIGS))],
        frozenset([pair] if chance.random() < 0.3 else []),
        frozenset([pair[chance.randrange(2)]] if chance.random() < 0.1 else []),
        {item.id: chance.choice(days) for item in (*bands, *venues) if chance.random() < 0.1},
        chance.choice((100, 400, 700)),
    )


class Memory:
    """The backend's rules on a planner in memory: the answer before a deal, and the check when a card is saved."""

    def __init__(self, planner: Planner) -> None:
        self.planner = planner
        self._gigs = [gig_of(uuid.uuid4(), body) for body in planner.gigs]

    def standing(self) -> Standing:
        """Ask what stands against the candidates, as Suggest does."""
        body = Question().load(self.planner.question())
        bands = [nights.player(band["id"], band) for band in body["bands"]]
        question = matrix.Question(body["days"], bands, [nights.spot(room) for room in body["venues"]], body["slot"])
        found = matrix.answer(question, self._around())
        return Standing.of(records.read(Against, _item(each), "the rules") for each in found)

    def refusals(self, card: Card) -> list[Conflict]:
        """Save a card at once: give what it is refused for."""
        gig = gig_of(uuid.UUID(card.gig_id), card.gig())
        asked = guard.candidate(gig, date.fromisoformat(card.gig_day), "confirmed")
        return [found for found in conflicts.against(asked, self._around()) if found.level != INFO]

    def _around(self) -> Surroundings:
        planner, there, bookings = self.planner, defaultdict(list), defaultdict(list)
        for gig, night in _counting(self._gigs):
            there[gig.venue_id, night.gig_day].append(night)
            for act in gig.lineup:
                clause = nights.clause(act.radius_km, act.days_before, act.days_after)
                bookings[act.band_id].append(Booking(night, clause))
        read = datetime.now(UTC).replace(tzinfo=None)
        diaries = {uuid.UUID(owner): Reading(read, None, frozenset([day])) for owner, day in planner.busy.items()}
        return Surroundings(
            there,
            bookings,
            planner.pairs,
            planner.left_out,
            diaries,
            travel_km=planner.travel_km,  # type: ignore[arg-type]  # rooms and bands of these gigs are known
        )


def gig_of(gig_id: uuid.UUID, body: Body) -> Gig:
    """Make the gig that this body makes."""
    sent = GigBody().load(body)
    gig = Gig(id=gig_id, lineup=[])
    change.assign(gig, {**change.BLANK, **{name: value for name, value in sent.items() if name in change.BLANK}})
    gig.label = gig.title or gig.venue_name or ""
    return gig


def _counting(gigs: Sequence[Gig]) -> list[tuple[Gig, Night]]:
    found = []
    for gig in gigs:
        stands = standing.stands(gig.status, gig.hold_expires, gig.offer_expires, gig.venue_timezone)
        if gig.gig_day and gig.status != "cancelled" and (stands or gig.status == "idea"):
            spot = Spot(gig.venue_id, gig.venue_name, gig.venue_lat, gig.venue_lon)
            found.append((gig, Night(gig.id, gig.label, gig.gig_day, gig.status, gig.slot, spot, stands)))
    return found


def _item(found: matrix.Against) -> Body:
    return {
        "gig_day": found.gig_day.isoformat(),
        "band_id": wire.text(found.band_id),
        "venue_id": wire.text(found.venue_id),
        "conflicts": [wire.conflict(conflict) for conflict in found.conflicts],
    }


def _band(chance: Random) -> Band:
    city, lat, lon = chance.choice(PLACES)
    radius = chance.choice((None, None, 50, 300))
    facts = {
        **_row(chance, Band, city, lat, lon),
        "draw": chance.choice((None, 80, 300, 900)),
        "fee": None,
        "unavailable": _ranges(chance),
        "radius_km": radius,
        "days_before": None if radius is None else chance.randrange(9),
        "days_after": chance.choice((None, 7)),
    }
    return Band(**facts)


def _venue(chance: Random) -> Venue:
    facts = {
        **_row(chance, Venue, *chance.choice(PLACES)),
        "timezone": "Europe/London",
        "capacity": chance.choice((None, 100, 250, 600)),
        "dark_days": _ranges(chance),
    }
    return Venue(**facts)


def _row(chance: Random, noun: type[Band | Venue], city: str, lat: float, lon: float) -> Body:
    known = chance.random() < 0.85
    named = uuid.UUID(int=chance.getrandbits(128), version=4)
    return {
        **dict.fromkeys(field.name for field in fields(noun)),
        "id": str(named),
        "name": f"{noun.__name__} {named.hex[:6]}",
        "city": city,
        "lat": lat + chance.uniform(-0.5, 0.5) if known else None,
        "lon": lon + chance.uniform(-0.5, 0.5) if known else None,
        "genres": [chance.choice(GENRES)],
        "own": chance.random() < 0.3,
        "starter": False,
        "archived": False,
        "rev": 1,
    }


def _gig(chance: Random, bands: Sequence[Band], venues: Sequence[Venue]) -> Body:
    day = _day(chance).isoformat()
    status = chance.choice(("idea", "hold", "hold", "offered", "confirmed", "confirmed"))
    room, acts = chance.choice(venues), chance.sample(bands, chance.randrange(1, 3))
    cards = [_card(band, room, day) for band in acts]
    lapsed = status in {"hold", "offered"} and chance.random() < 0.2
    return {
        "title": f"Gig {chance.randrange(1000)}",
        "status": status,
        "gig_day": day,
        "slot": chance.choice(("evening", "evening", "late")),
        "hold_expires": "2020-01-01" if lapsed else None,
        "venue": dict(cards[0].venue),
        "lineup": [dict(card.act) for card in cards],
    }


def _card(band: Band, venue: Venue, day: str) -> Card:
    card = Card.of(Match(band, venue, date.fromisoformat(day), ()), 1)
    assert card
    return card


def _day(chance: Random) -> date:
    return FIRST + timedelta(chance.randrange(SPAN))


def _ranges(chance: Random) -> list[str]:
    if chance.random() < 0.7:
        return []
    first = _day(chance)
    return [f"{first}/{first + timedelta(chance.randrange(4))}"]
