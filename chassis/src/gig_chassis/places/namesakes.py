"""Which of the places that share a name may be meant."""

from gig_chassis.places import Place

CLEARLY_LARGER = 5  # times: then the smaller namesake is not meant
MOST_CHOICES = 6


def meant(found: list[Place]) -> list[Place]:
    """Leave out of `found`, largest first, the places that are much smaller than the largest one of that name."""
    distinct = list({(place.country, place.lat, place.lon): place for place in found}.values())
    return [place for place in distinct if place.population * CLEARLY_LARGER > distinct[0].population][:MOST_CHOICES]
