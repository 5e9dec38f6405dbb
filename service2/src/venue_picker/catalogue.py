"""What is particular to venues in the catalogue."""

from gig_chassis.catalogue import Catalogue, Limit
from gig_chassis.catalogue.queries import PickQuery
from gig_chassis.catalogue.schemas import EntryBody
from gig_chassis.fields import OPTIONAL, ClockTime, DayRanges, Money, Switch, Text, Timezone, Whole
from venue_picker.models import (
    ADDRESS,
    MAX_CAPACITY,
    POSTCODE,
    Venue,
    VenueCount,
    VenueGenre,
    VenueImport,
    VenueImportRow,
    VenuePlan,
    db,
)


class VenueBody(EntryBody):
    """A venue as JSON."""

    address = Text(ADDRESS, **OPTIONAL)
    postcode = Text(POSTCODE, **OPTIONAL)
    timezone = Timezone(**OPTIONAL)
    capacity = Whole(1, MAX_CAPACITY, **OPTIONAL)
    hire_cost = Money(**OPTIONAL)
    curfew = ClockTime(**OPTIONAL)
    dark_days = DayRanges(load_default=list)


class VenuePickQuery(PickQuery):
    """What a random venue may be asked for."""

    capacity_min = Whole(1, MAX_CAPACITY, strict=False)
    capacity_max = Whole(1, MAX_CAPACITY, strict=False)
    hire_max = Money()
    hire_known = Switch(load_default=False)


VENUES = Catalogue(
    noun="venue",
    db=db,
    entry=Venue,
    genre=VenueGenre,
    size=VenueCount,
    job=VenueImport,
    job_row=VenueImportRow,
    plan=VenuePlan,
    body=VenueBody,
    picks=VenuePickQuery,
    limits=(
        Limit("capacity", "capacity", low="capacity_min", high="capacity_max"),
        Limit("hire", "hire_cost", high="hire_max", known="hire_known"),
    ),
    number="capacity",
    columns=(
        *("id", "external_id", "name", "city", "country", "address", "postcode", "lat", "lon", "timezone"),
        *("capacity", "genres", "hire_cost", "own", "starter", "curfew", "dark_days", "contact", "email", "phone"),
        *("notes", "archived"),
    ),
    aliases=(
        *(("Venue", "name"), ("Venue Name", "name"), ("Room", "name"), ("Venue ID", "external_id")),
        *(("Street", "address"), ("Post code", "postcode"), ("Zip", "postcode"), ("Hire", "hire_cost")),
    ),
)
