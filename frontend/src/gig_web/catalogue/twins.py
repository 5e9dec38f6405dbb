"""Whether there is one of that name already: a hint while somebody types, a question before another is added."""

from dataclasses import dataclass

from gig_web import deadline
from gig_web.catalogue.nouns import Noun
from gig_web.upstream import Refused, UpstreamError

LONGEST_NAME, LONGEST_CITY = 200, 120
SECONDS = 0.6  # a hint is not worth waiting for
MANY = "many"


@dataclass(frozen=True, slots=True)
class Twins:
    """What has the name already: one item by `id`, or several, which only a list can show."""

    id: str
    name: str
    city: str
    count: int

    @property
    def key(self) -> str:
        """Give what a form says it has seen."""
        return self.id or MANY

    def were_seen(self, seen: str) -> bool:
        """Say whether a form has shown them; one that was sent twice counts as several with what it added."""
        return seen == self.key or bool(seen and not self.id)

    @property
    def title(self) -> str:
        """Say which it is."""
        return ", ".join(filter(None, (self.name, self.city)))


def find(noun: Noun, name: str, city: str, but: str = "") -> Twins | None:
    """Look for others of that name in that city, or anywhere without a city; none where the picker is silent."""
    name, city = " ".join(name.split()), " ".join(city.split())
    if not name or len(name) > LONGEST_NAME or len(city) > LONGEST_CITY:
        return None
    try:
        with deadline.at_most(SECONDS):
            found = noun.client().match([{"name": name, "city": city or None}])
    except (Refused, UpstreamError):
        return None
    match = next(iter(found), None)
    if match is None or not match.candidates or match.id == but:
        return None
    return Twins(match.id or "", match.name or name, match.city or "", match.candidates)
