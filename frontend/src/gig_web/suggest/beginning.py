"""Where a person starts who names no card: from their last search, from what is theirs, as the planner is set."""

from dataclasses import replace
from datetime import date
from urllib.parse import parse_qs

from gig_web import clients, deadline, memory, parallel, planner
from gig_web.accounts import check
from gig_web.suggest import chance
from gig_web.suggest.address import Address
from gig_web.suggest.constraints import Own, StarterOut
from gig_web.upstream import UpstreamError

HINT_SECONDS = 0.3  # what is theirs is good to know, not worth waiting for


def begun(address: Address, today: date) -> Address:
    """Give the address a new seed; one without any wish takes over the last search."""
    address = _remembered(today) if not address.query() else address.unset()
    wanted = address.constraints
    if address.into is None:  # what a gig lacks may be anybody's
        wanted = replace(wanted, own=wanted.own or _what_is_theirs())
    wanted = replace(wanted, starter_out=wanted.starter_out or _as_set())
    return replace(address, constraints=wanted, seed=chance.new_seed())


def _remembered(today: date) -> Address:
    """Read the last search; what has become impossible, such as a day that is over, is left out."""
    args = parse_qs(memory.constraints())
    _, errors = Address.parse(args, today)
    return Address.parse({name: values for name, values in args.items() if name not in errors}, today)[0]


def _as_set() -> StarterOut:
    """Say it for the whole planner; the check of the session tells, which this page needs anyway."""
    check.settle()
    return "all" if planner.leaves_starter_out() else ""


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
