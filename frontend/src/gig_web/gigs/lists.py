"""The list of gigs and the trash."""

from dataclasses import dataclass, field
from datetime import date

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from gig_web import clients, deadline, exports, parallel
from gig_web.accounts import access
from gig_web.clients.nouns import Gig
from gig_web.gigs import clock, filter_names, filters
from gig_web.gigs.words import STATUSES
from gig_web.nights import waiting
from gig_web.upstream import Refused, UpstreamError


@dataclass(slots=True)
class Part:
    """One page of a list: what could be had, and what is missing."""

    gigs: list[Gig] = field(default_factory=list)
    next: str | None = None
    missing: list[str] = field(default_factory=list)
    refused: bool = False

    @property
    def dated(self) -> list[Gig]:
        """Those with a date."""
        return [gig for gig in self.gigs if gig.gig_day]

    @property
    def undated(self) -> list[Gig]:
        """Ideas without a date yet."""
        return [gig for gig in self.gigs if not gig.gig_day]


@access.allow("viewer", newcomer=True, carries_check=True)
def list_gigs() -> str:
    """Show the gigs that fit the address, a page of them."""
    today = clock.today()
    asked = filters.read(request.args, today)
    named = filter_names.resolve(asked.texts)
    part, needs = _with_needs(asked.asked(named.ids, today), today, asks=asked.is_plain)
    part.missing = list(dict.fromkeys([*named.missing, *part.missing]))
    return render_template(
        "gigs/list.html",
        asked=asked,
        named=named,
        part=part,
        needs=needs,
        errors=asked.errors | named.errors,
        chips=list(asked.chips(named.names)),
        by_day=asked.sort in filters.BY_DAY,
        sorts=filters.SORTS,
        statuses=STATUSES,
        address=filters.address,
    )


@access.allow("viewer", newcomer=True)
@deadline.for_lists
def export_gigs() -> Response:
    """Hand on all gigs that fit the address as CSV; where a filter cannot be read the list says so."""
    today = clock.today()
    asked = filters.read(request.args, today)
    named = filter_names.resolve(asked.texts)
    if asked.errors or named.errors or named.missing:
        return redirect(filters.address(asked.pairs()))
    return exports.csv(clients.current().gigs.export(asked.filter_params(named.ids, today)), "gigs.csv")


@access.allow("viewer", newcomer=True, carries_check=True)
def list_trash() -> str:
    """Show the gigs put into the trash within the last 30 days."""
    cursor = request.args.get("cursor", "")
    pairs = [("trashed", "1"), ("sort", "-updated"), ("limit", str(filters.PAGE_SIZE))]
    part = _fetch([*pairs, ("cursor", cursor)] if cursor else pairs)
    return render_template("gigs/trash.html", part=part, cursor=cursor)


def _with_needs(params: filters.Pairs, today: date, *, asks: bool) -> tuple[Part, list[waiting.Group]]:
    """Fetch a page of the list and, where somebody `asks`, what needs them."""
    nights = clients.current().nights
    if not asks:
        return _fetch(params), []
    part, needs = parallel.both(lambda: _fetch(params), nights.needs, nights.name)
    if isinstance(part, UpstreamError):
        part = Part(missing=[part.service])
    if isinstance(needs, UpstreamError):
        part.missing.append(needs.service)
        return part, []
    return part, waiting.groups(needs, today, clock.zone())


def _fetch(params: filters.Pairs) -> Part:
    try:
        page = clients.current().gigs.page(params)
    except UpstreamError as error:
        return Part(missing=[error.service])
    except Refused:  # an address that was altered or has aged
        return Part(refused=True)
    return Part(page.items, page.next)
