"""What a pair is weighed by in numbers: whom the band drew before, what a night would bring. No I/O."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from gig_web.clients.nouns import Band, Venue
from gig_web.clients.takings import Attended, Takings
from gig_web.money import outlook
from gig_web.money.outlook import Outlook

_SAME_YEAR = timedelta(330)  # a month's name alone says which one is meant


@dataclass(frozen=True, slots=True)
class Figures:
    """The past night that says most of whom the band draws in this room, and the outlook; None where not known."""

    drew: Attended | None = None
    outlook: Outlook | None = None


NONE = Figures()


@dataclass(frozen=True, slots=True)
class Ledger:
    """What the backend knows of past nights, by band, and of usual amounts."""

    attended: Mapping[str, Sequence[Attended]] = field(default_factory=dict)
    takings: Takings | None = None

    def of(self, band: Band | None, venue: Venue | None) -> Figures:
        """Give the figures of one pair."""
        if band is None or venue is None:
            return NONE
        return Figures(self._drew(band, venue), self._outlook(band, venue))

    def _drew(self, band: Band, venue: Venue) -> Attended | None:
        """Take the newest night in this room, else in this city, else anywhere."""
        nights = self.attended.get(band.id, ())
        here = (night for night in nights if night.venue_id == venue.id)
        in_town = (night for night in nights if night.city and night.city == venue.city)
        return next(here, None) or next(in_town, None) or next(iter(nights), None)

    def _outlook(self, band: Band, venue: Venue) -> Outlook | None:
        if self.takings is None or band.fee is None or not venue.capacity:
            return None
        usual = self.takings.of(venue.id if venue.own else None)
        found = outlook.read({}, venue.capacity, outlook.Fees(band.fee), usual)
        return found if isinstance(found, Outlook) else None


def draw(band: Band, figures: Figures) -> int | None:
    """Give how many come: who came before goes before what is said of them."""
    return figures.drew.attendance if figures.drew else band.draw


def tell(night: Attended, venue: Venue, day: date) -> str:
    """Say whom they drew: "Drew 140 here in May", elsewhere by the room's name, long ago with the year."""
    when = date.fromisoformat(night.gig_day)
    month = f"{when:%B}" if day - when <= _SAME_YEAR else f"{when:%B %Y}"
    named = ", ".join(filter(None, (night.venue, night.city)))
    where = "here" if night.venue_id == venue.id else f"at {named}," if named else "elsewhere"
    return f"Drew {night.attendance:,} {where} in {month}"
