"""What a conflict says to people: plain sentences with the gig, the day and the distance."""

from datetime import date

from gig_store.nights import Clause, Night, Player, Spot

_DOING = {"confirmed": "is confirmed", "hold": "is on hold", "offered": "has an offer", "idea": "is planned as an idea"}
_ORDINALS = {1: "st", 2: "nd", 3: "rd"}
_TEENS = range(11, 14)


def day(when: date) -> str:
    """Write a day as "Fri 12 Mar 2027"."""
    return f"{when:%a} {when.day} {when:%b %Y}"


def ordinal(number: int) -> str:
    """Write 1st, 2nd, 3rd …."""
    return f"{number}{'th' if number % 100 in _TEENS else _ORDINALS.get(number % 10, 'th')}"


def taken(venue: Spot, night: Night) -> str:
    """Say that a confirmed gig has the venue that night."""
    return f"{venue.name} is taken on {day(night.gig_day)}: {night.title} is confirmed there."


def over_confirmed(venue: Spot, night: Night) -> str:
    """Say that a hold would stand behind a confirmed gig."""
    return f"{venue.name} has confirmed {night.title} on {day(night.gig_day)}: this would only stand behind it."


def held(venue: Spot, night: Night, before: int) -> str:
    """Say that others hold the venue that night already."""
    first = f"{night.title} holds {venue.name} on {day(night.gig_day)}"
    return f"{first}: you would be the {ordinal(before + 1)} hold."


def dark(venue: Spot, when: date) -> str:
    """Say that the venue is closed."""
    return f"{venue.name} is closed on {day(when)}."


def unavailable(band: Player, when: date) -> str:
    """Say that the band said it cannot play."""
    return f"{band.name} cannot play on {day(when)}: the day is noted as unavailable."


def diary(owner: Player | Spot, when: date, read: date) -> str:
    """Say that their own diary has something on that day."""
    return f"Their diary says busy: {owner.name} on {day(when)}, as read on {day(read)}."


def busy(band: Player, night: Night) -> str:
    """Say that the band plays elsewhere that day."""
    return f"{band.name} {_DOING[night.status]} {_where(night, band)} on {day(night.gig_day)}."


def near(band: Player, night: Night, km: float, clause: Clause, *, own: bool) -> str:
    """Say that two shows of a band lie too close by a radius clause, the new one's `own` or the other's."""
    whose = "its radius clause" if own else "the radius clause of that gig"
    return (
        f"{band.name} {_DOING[night.status]} {_where(night, band)} on {day(night.gig_day)}, {_km(km)}: within {whose} "
        f"({clause.km} km, {clause.before} days before, {clause.after} after)."
    )


def far(band: Player, night: Night, km: float, *, before: bool) -> str:
    """Say that the way from the day before, or to the day after, is long."""
    when = "the day before" if before else "the day after"
    return f"{band.name} {_DOING[night.status]} {_where(night, band)} on {day(night.gig_day)}, {when}, {_km(km)}."


def unchecked(band: Player, night: Night, what: str) -> str:
    """Say that a distance is not known."""
    where = f"{_where(night, band)} on {day(night.gig_day)}"
    return f"Cannot check {what} of {band.name} against the gig {where}: a venue's coordinates are not known."


def too_small(band: Player, venue: Spot) -> str:
    """Say that far more would come than fit."""
    return f"{_draws(band)}, more than three times what {venue.name} holds ({venue.capacity:,})."


def sells_out(band: Player, venue: Spot) -> str:
    """Say that more would come than fit."""
    return f"{_draws(band)}, and {venue.name} holds {venue.capacity:,}: likely to sell out."


def same_genre(venue: Spot, night: Night, when: date) -> str:
    """Say that the venue has the same kind of music about that time."""
    return f"{venue.name} has the same genre {_apart(night, when)}: {_named(night)}."


def same_city(band: Player, night: Night, when: date) -> str:
    """Say that the band plays the same city about that time."""
    return f"{band.name} {_DOING[night.status]} in the same city {_apart(night, when)}, {_where(night, band)}."


def idea_here(venue: Spot, night: Night) -> str:
    """Say that an idea has the venue that night."""
    return f"{venue.name} has an idea on {day(night.gig_day)}: {night.title}."


def rests(band: Player, venue: Spot) -> str:
    """Say that this person discarded the pair."""
    return f"You discarded {band.name} at {venue.name}: the pair rests for now."


def left_out(name: str | None) -> str:
    """Say that everybody leaves it out."""
    return f"Somebody asked to leave {name} out of suggestions."


def _draws(band: Player) -> str:
    return f"{band.name} draws about {band.draw:,}"


def _named(night: Night) -> str:
    return f"{night.title} {_DOING[night.status]}"


def _apart(night: Night, when: date) -> str:
    """Write "3 days later, on Mon 15 Mar 2027"."""
    days = (night.gig_day - when).days
    if days == 0:
        return f"the same day, {day(when)}"
    return (
        f"{abs(days)} day{'s' if abs(days) > 1 else ''} {'later' if days > 0 else 'earlier'}, on {day(night.gig_day)}"
    )


def _where(night: Night, band: Player) -> str:
    title = "" if night.title == band.name else f"for {night.title} "
    return title + (f"at {night.spot.name}" if night.spot.name else "at a venue not named yet")


def _km(km: float) -> str:
    return f"{km:,.0f} km away as the crow flies"
