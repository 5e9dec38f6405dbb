"""The candidates of a card: both pickers asked at once, or one after the other where a given part narrows the next."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from gig_web import clients, parallel
from gig_web.clients.catalogue import Catalogue, Picks
from gig_web.clients.nouns import Band, Venue
from gig_web.suggest import asking, chance
from gig_web.suggest.address import Address
from gig_web.suggest.asking import Round
from gig_web.upstream import Refused, UpstreamError

Item = TypeVar("Item", Band, Venue)


@dataclass(frozen=True, slots=True)
class Side(Generic[Item]):
    """One side's candidates, None where its picker does not answer; `picks` has the counts of a random pick."""

    items: list[Item] | None
    picks: Picks[Item] | None = None

    @property
    def is_empty(self) -> bool:
        """Whether its picker answered, and had nothing."""
        return self.items is not None and not self.items

    @property
    def only(self) -> Item | None:
        """The one that is given, if it is."""
        return self.items[0] if self.items and len(self.items) == 1 else None

    def in_use(self) -> "Side[Item]":
        """Leave out what was archived."""
        items = None if self.items is None else [item for item in self.items if not item.archived]
        return Side(items, self.picks)


def candidates(address: Address, look: Round) -> tuple[Side[Band], Side[Venue]]:
    """Ask both pickers at once, unless a given part narrows what the other is asked."""
    band, venue = (look.target.given_band, look.target.given_venue) if look.target else (None, None)
    has_band, has_venue = bool(address.band or band), bool(address.venue or venue)
    if has_band and not has_venue:
        bands = _settled(lambda: _bands(address, None, look))
        return bands, _settled(lambda: _venues(address, bands.only, look))
    if has_venue and not has_band:
        venues = _settled(lambda: _venues(address, None, look))
        return _settled(lambda: _bands(address, venues.only, look)), venues
    found = parallel.both(
        lambda: _bands(address, None, look), lambda: _venues(address, None, look), clients.current().venues.name
    )
    return _answered(found[0]), _answered(found[1])


def _bands(address: Address, venue: Venue | None, look: Round) -> Side[Band]:
    if look.target and (given := look.target.given_band):
        return Side([given])
    catalogue = clients.current().bands
    ids = [address.band] if address.band else _drawn(address.constraints.bands, address, look)
    if ids:
        return _by_id(catalogue, ids)
    picks = catalogue.random(asking.bands(address, venue, look))
    return Side(picks.items, picks)


def _venues(address: Address, band: Band | None, look: Round) -> Side[Venue]:
    if look.target and (given := look.target.given_venue):
        return Side([given])
    catalogue = clients.current().venues
    ids = [address.venue] if address.venue else _drawn(address.constraints.venues, address, look)
    if ids:
        return _by_id(catalogue, ids)
    picks = catalogue.random(asking.venues(address, band, look))
    return Side(picks.items, picks)


def _drawn(ids: tuple[str, ...], address: Address, look: Round) -> list[str]:
    """Draw a few of the bands or venues that the search names; those passed over only when no other is left."""
    allowed = [one for one in ids if one not in look.taken_ids]
    fresh = [one for one in allowed if one not in address.passed_ids]
    named = allowed if look.is_wide or not fresh else fresh
    return sorted(named, key=lambda one: chance.roll(address.seed or 0, one))[: asking.MOST_BY_ID]


def _by_id(catalogue: Catalogue[Item], ids: list[str]) -> Side[Item]:
    """Fetch what is in the catalogue, archived or not."""
    found = (_one(catalogue, one) for one in ids)
    return Side([item for item in found if item is not None])


def _one(catalogue: Catalogue[Item], item_id: str) -> Item | None:
    try:
        return catalogue.get(item_id)
    except Refused as error:
        if error.status == 404:  # noqa: PLR2004  # gone, which is an answer
            return None
        raise


def _settled(call: Callable[[], Side[Item]]) -> Side[Item]:
    try:
        return call()
    except UpstreamError:
        return Side(None)


def _answered(result: Side[Item] | UpstreamError) -> Side[Item]:
    return Side(None) if isinstance(result, UpstreamError) else result
