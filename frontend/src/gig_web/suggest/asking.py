"""What the pickers and the backend are asked, worded from the address; no I/O."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from gig_web.clients.nouns import Band, Venue
from gig_web.suggest.address import Address
from gig_web.suggest.targets import Target

Query = list[tuple[str, object]]

FEW, MANY = 8, 50
MOST_BY_ID = 4  # bands or venues named in the search are fetched one by one
_SMALLEST_SHARE = 4  # a draw of a quarter of the room, or a room of four times the draw, is where narrowing ends
_BAND_FACTS = ("id", "name", "lat", "lon", "genres", "draw", "unavailable", "radius_km", "days_before", "days_after")
_VENUE_FACTS = ("id", "name", "city", "capacity", "lat", "lon", "timezone", "genres", "dark_days", "own")


@dataclass(frozen=True, slots=True)
class Round:
    """A first look takes few and only what fits well; a wide one takes many and says what was left out, and why.

    `with_money` is False for those who may not see fees: limits of fees are not asked then.
    """

    is_wide: bool = False
    with_money: bool = True
    recent_bands: tuple[str, ...] = ()
    target: Target | None = None

    @property
    def taken_ids(self) -> tuple[str, ...]:
        """What the gig that is dealt into has already."""
        return self.target.taken_ids if self.target else ()

    @property
    def is_for_support(self) -> bool:
        """Whether the band plays before another: it need not fill the room."""
        return self.target is not None and self.target.into.purpose == "support"

    def common(self, address: Address, excluded: Iterable[str]) -> Query:
        """Give what both pickers are asked alike."""
        query: Query = [("count", MANY if self.is_wide else FEW), ("seed", address.seed or 0)]
        if self.is_wide:
            query.append(("counts", 1))
        if address.constraints.leaves_starter_out:
            query.append(("starter", 0))
        ids = ",".join(dict.fromkeys([*self.taken_ids, *excluded]))
        return [*query, ("exclude", ids)] if ids else query


def bands(address: Address, venue: Venue | None, look: Round) -> Query:
    """Ask for bands: those that fit a given room first."""
    wanted = address.constraints
    excluded = address.passed_ids if look.is_wide else (*address.passed_ids, *look.recent_bands)
    query = look.common(address, excluded)
    query += [("genre", genre) for genre in wanted.genres or _like_the_others(look)]
    if wanted.own == "bands":
        query.append(("own", 1))
    if look.with_money and wanted.fee_max is not None:
        query.append(("fee_max", str(wanted.fee_max)))
    if look.with_money and wanted.fee_known:
        query.append(("fee_known", 1))
    if venue and venue.capacity and not look.is_wide:
        smallest = [] if look.is_for_support else [("draw_min", -(-venue.capacity // _SMALLEST_SHARE))]
        query += [*smallest, ("draw_max", venue.capacity)]
    return query


def venues(address: Address, band: Band | None, look: Round) -> Query:
    """Ask for rooms: those that fit a given band first."""
    wanted = address.constraints
    query = look.common(address, address.passed_ids)
    if wanted.own == "rooms":
        query.append(("own", 1))
    if wanted.country:
        query.append(("country", wanted.country))
    if wanted.around:
        query += [("near", f"{wanted.around.lat},{wanted.around.lon}"), ("within_km", wanted.around.km)]
    low, high = _capacities(address, band, look)
    return query + [(name, n) for name, n in (("capacity_min", low), ("capacity_max", high)) if n is not None]


def conflicts(
    nights: Sequence[date], some_bands: Iterable[Band], some_venues: Iterable[Venue], target: Target | None = None
) -> dict[str, object]:
    """Ask what stands against each combination; a gig that is dealt into does not stand against itself."""
    everybody = {band.id: band for band in (*some_bands, *(target.company if target else ())) if band.id}
    question: dict[str, object] = {
        "days": [str(night) for night in nights],
        "bands": [_facts(band, _BAND_FACTS) for band in everybody.values()],
        "venues": [_facts(venue, _VENUE_FACTS) for venue in some_venues],
    }
    return question | {"slot": target.gig.slot, "except": target.gig.id} if target else question


def _like_the_others(look: Round) -> list[str]:
    """At first a support is looked for that plays what the headliner plays."""
    if not look.is_for_support or look.is_wide or not look.target or not look.target.others:
        return []
    return look.target.others[0].genres or []


def _capacities(address: Address, band: Band | None, look: Round) -> tuple[int | None, int | None]:
    """Take the limits asked for; within them, those that fit the draw, unless nothing would be left between."""
    low, high = address.constraints.capacity_min, address.constraints.capacity_max
    if band is None or band.draw is None or look.is_wide:
        return low, high
    snug_low = max(low or 0, band.draw)
    snug_high = min(high or band.draw * _SMALLEST_SHARE, band.draw * _SMALLEST_SHARE)
    return (snug_low, snug_high) if snug_low <= snug_high else (low, high)


def _facts(item: Band | Venue, names: Iterable[str]) -> dict[str, object]:
    return {name: getattr(item, name) for name in names}
