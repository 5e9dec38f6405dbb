"""The search that Suggest starts from, in words."""

from collections.abc import Iterator
from datetime import date
from urllib.parse import parse_qs

from gig_chassis.places import country_name
from gig_web import pages
from gig_web.suggest.address import Address
from gig_web.suggest.constraints import Constraints
from gig_web.suggest.fields import WEEKDAYS

_OWN = {"rooms": "starting from my rooms", "bands": "starting from my bands", "any": "from all bands and rooms"}
_STARTER_OUT = {"0": "with the starter list", "1": "without the starter list", "all": "without the starter list"}


def in_words(query: str, today: date, *, with_money: bool) -> list[str]:
    """Say each wish of a remembered query string; what has become impossible is left out, as Suggest does."""
    address, _ = Address.parse(parse_qs(query), today)
    return [*_wishes(address.constraints, with_money=with_money), *_kept(address)]


def _wishes(wanted: Constraints, *, with_money: bool) -> Iterator[str]:
    for ids, noun in ((wanted.bands, "band"), (wanted.venues, "venue")):
        if ids:
            yield f"{len(ids)} named {noun}{'s' * (len(ids) > 1)}"
    if wanted.genres:
        yield ", ".join(wanted.genres)
    if wanted.around:
        yield f"within {wanted.around.km:,} km of {wanted.around.name}"
    if wanted.country:
        yield country_name(wanted.country) or wanted.country
    yield from _limits(wanted)
    if with_money and wanted.fee_max is not None:
        yield f"a fee of at most {wanted.fee_max}"
    if with_money and wanted.fee_known:
        yield "only known fees"
    if wanted.own:
        yield _OWN[wanted.own]
    if wanted.starter_out:
        yield _STARTER_OUT[wanted.starter_out]
    flags = {"nights with an idea too": wanted.with_ideas, "surprise me": wanted.surprise}
    yield from (words for words, is_set in flags.items() if is_set)


def _limits(wanted: Constraints) -> Iterator[str]:
    """Say sizes and nights."""
    if wanted.capacity_min is not None:
        yield f"rooms from {wanted.capacity_min:,}"
    if wanted.capacity_max is not None:
        yield f"rooms up to {wanted.capacity_max:,}"
    if wanted.first:
        yield f"from {pages.day(str(wanted.first))}"
    if wanted.last:
        yield f"until {pages.day(str(wanted.last))}"
    if wanted.weekdays:
        yield ", ".join(WEEKDAYS[day].capitalize() for day in sorted(wanted.weekdays))


def _kept(address: Address) -> Iterator[str]:
    for part, word in (("band", "a kept band"), ("venue", "a kept venue")):
        if part in address.keep:
            yield word
    if "day" in address.keep and address.day:
        yield f"on {pages.day(str(address.day))}"
