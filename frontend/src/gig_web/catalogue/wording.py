"""Bands and venues in words."""

from dataclasses import dataclass
from urllib.parse import quote

from gig_chassis import places
from gig_web import pages, planner
from gig_web.catalogue.nouns import Item, Noun
from gig_web.clients.nouns import Band, Venue

_MONEY = {"fee": "fee", "hire_cost": "hire cost"}


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: what it is about and what is known, one line each; `href` makes a link of it."""

    label: str
    lines: tuple[str, ...]
    href: str = ""


def place(item: Item) -> str:
    """Say where it is."""
    country = places.country_name(item.country) if item.country else None
    return ", ".join(part for part in (item.city, country or item.country) if part)


def size(item: Item) -> str:
    """Say how many people it draws or holds; nothing where that is not known."""
    if isinstance(item, Band):
        return f"draws about {item.draw:,}" if item.draw else ""
    return f"room for {item.capacity:,}" if item.capacity else ""


def facts(item: Item) -> list[Fact]:
    """Say all that is known."""
    own = _band_facts(item) if isinstance(item, Band) else _venue_facts(item)
    contact = [
        Fact("Contact", (item.contact or "",)),
        Fact("Email", (item.email or "",), f"mailto:{quote(item.email or '', safe='@+')}"),
        Fact("Phone", (item.phone or "",), f"tel:{_dialled(item.phone or '')}"),
        Fact("Notes", tuple((item.notes or "").splitlines())),
        Fact("Number in another list", (item.external_id or "",)),
    ]
    return [fact for fact in (*own, *contact) if any(fact.lines)]


def text(name: str, typed: str) -> str:
    """Say what stands in a field of the form."""
    if name in {"own", "starter"}:
        return "yes" if typed else "no"
    if name == "country":
        typed = places.country_name(typed) or typed
    return "; ".join(typed.splitlines()) or "empty"


def not_known(noun: Noun, item: Item, *, with_money: bool) -> list[str]:
    """Name what Suggest could use and does not have; money that is hidden may well be known."""
    wanted = {
        "genres": "genres",
        "lat": "coordinates",
        noun.size: noun.size,
        **(_MONEY if with_money else {}),
        "timezone": "time zone",
        "email": "email",
    }
    return [word for name, word in wanted.items() if hasattr(item, name) and getattr(item, name) in (None, [])]


def days(ranges: list[str]) -> tuple[str, ...]:
    """Say ranges of days, one a line."""
    pairs = (each.partition("/")[::2] for each in ranges)
    return tuple(
        pages.day(first) if last in {"", first} else f"{pages.day(first)} to {pages.day(last)}" for first, last in pairs
    )


def _band_facts(band: Band) -> list[Fact]:
    estimate = " (an estimate)" if band.starter else ""
    return [
        Fact("From", (place(band),)),
        Fact("Genres", (", ".join(band.genres),)),
        Fact("Draw", (f"About {band.draw:,} people{estimate}" if band.draw else "",)),
        Fact("Fee", (_money(band.fee),)),
        Fact("Cannot play", days(band.unavailable)),
        Fact("Radius clause", (_radius(band),)),
    ]


def _venue_facts(venue: Venue) -> list[Fact]:
    where = tuple(line for line in (venue.address, " ".join(filter(None, (venue.postcode, place(venue))))) if line)
    return [
        Fact("Where", where),
        Fact("Capacity", (f"{venue.capacity:,} people" if venue.capacity else "",)),
        Fact("Genres", (", ".join(venue.genres),)),
        Fact("Hire", (_money(venue.hire_cost, " a night"),)),
        Fact("Curfew", (venue.curfew or "",)),
        Fact("Dark days", days(venue.dark_days)),
        Fact("Time zone", (venue.timezone or "",)),
    ]


def _money(amount: str | None, each: str = "") -> str:
    return f"{amount} {planner.currency()}".rstrip() + each if amount else ""


def _radius(band: Band) -> str:
    if not band.radius_km:
        return ""
    span = f"from {band.days_before or 0} days before to {band.days_after or 0} days after"
    return f"No other show within {band.radius_km:,} km as the crow flies, {span}"


def _dialled(phone: str) -> str:
    return "".join(sign for sign in phone if sign.isdigit() or sign == "+")
