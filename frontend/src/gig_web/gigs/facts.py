"""What a gig's page tells beside its ticket: only what is known."""

from collections.abc import Iterator

from gig_web import pages
from gig_web.clients.nouns import Gig
from gig_web.gigs import words

_TIMES = ("load_in", "soundcheck", "start", "end")
_AFTER = ("held_for", "asked_on", "offer_expires", "previous_gig_day")  # the hold box tells of the review date
_TEXTS = ("notes", "staff_notes", "description")
_AMOUNTS = ("ticket_price", "costs")
_SHARES = ("tax_pct", "gross_pct")


def short(gig: Gig) -> list[tuple[str, str]]:
    """List label and value of each short fact."""
    facts = [(words.label(name), pages.clock(value, gig.gig_day)) for name in _TIMES if (value := _of(gig, name))]
    after = [name for name in _AFTER if name != "offer_expires" or gig.status == "offered"]
    facts += [(words.label(name), words.say(name, value)) for name in after if (value := _of(gig, name))]
    if gig.attendance is not None:
        facts.append((words.label("attendance"), pages.number(gig.attendance)))
    return facts + list(_deal(gig))


def long(gig: Gig) -> list[tuple[str, str]]:
    """List label and text of each longer one."""
    return [(words.label(name), text) for name in _TEXTS if (text := _of(gig, name))]


def _of(gig: Gig, name: str) -> str | None:
    value: str | None = getattr(gig, name)
    return value


def _deal(gig: Gig) -> Iterator[tuple[str, str]]:
    deal = gig.deal
    if not deal:
        return
    yield words.label("deal"), words.say_deal(deal)
    for name in _AMOUNTS:
        if deal.get(name):
            yield words.label(f"deal_{name}"), f"{deal[name]} {deal.get('currency') or ''}".strip()
    for name in _SHARES:
        if deal.get(name):
            yield words.label(f"deal_{name}"), words.percent(str(deal[name]))
    if deal.get("comps") is not None:
        yield words.label("deal_comps"), pages.number(deal["comps"])
