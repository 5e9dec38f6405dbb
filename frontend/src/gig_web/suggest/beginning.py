"""Where a person starts who names no card: from their last search, or from what is theirs."""

from dataclasses import replace
from datetime import date
from urllib.parse import parse_qs

from gig_web import clients, deadline, memory, parallel
from gig_web.suggest import chance
from gig_web.suggest.address import Address
from gig_web.suggest.constraints import Own
from gig_web.upstream import UpstreamError

HINT_SECONDS = 0.3  # what is theirs is good to know, not worth waiting for


def begun(address: Address, today: date) -> Address:
    """Give the address a new seed; one without any wish takes over the last search."""
    if not address.query():
        address = _remembered(today)
    if not address.constraints.own:
        address = replace(address, constraints=replace(address.constraints, own=_what_is_theirs()))
    return replace(address, seed=chance.new_seed())


def _remembered(today: date) -> Address:
    """Read the last search; what has become impossible, such as a day that is over, is left out."""
    args = parse_qs(memory.constraints())
    _, errors = Address.parse(args, today)
    return Address.parse({name: values for name, values in args.items() if name not in errors}, today)[0]


def _what_is_theirs() -> Own:
    """Start from rooms that are marked as theirs, else from bands, else from everything."""
    services = clients.current()
    mine = [("own", 1), ("limit", 1)]
    with deadline.at_most(HINT_SECONDS):
        rooms, bands = parallel.both(
            lambda: services.venues.page(mine), lambda: services.bands.page(mine), services.bands.name
        )
    if not isinstance(rooms, UpstreamError) and rooms.items:
        return "rooms"
    return "bands" if not isinstance(bands, UpstreamError) and bands.items else ""
