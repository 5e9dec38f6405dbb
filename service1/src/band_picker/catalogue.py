"""What is particular to bands in the catalogue."""

from band_picker.models import (
    MAX_DAYS_APART,
    MAX_DRAW,
    MAX_RADIUS_KM,
    Band,
    BandCount,
    BandGenre,
    BandImport,
    BandImportRow,
    BandPlan,
    db,
)
from gig_chassis.catalogue import Catalogue, Limit
from gig_chassis.catalogue.queries import PickQuery
from gig_chassis.catalogue.schemas import EntryBody
from gig_chassis.fields import OPTIONAL, DayRanges, Money, Switch, Whole


class BandBody(EntryBody):
    """A band as JSON."""

    draw = Whole(1, MAX_DRAW, **OPTIONAL)
    fee = Money(**OPTIONAL)
    unavailable = DayRanges(load_default=list)
    radius_km = Whole(0, MAX_RADIUS_KM, **OPTIONAL)
    days_before = Whole(0, MAX_DAYS_APART, **OPTIONAL)
    days_after = Whole(0, MAX_DAYS_APART, **OPTIONAL)


class BandPickQuery(PickQuery):
    """What a random band may be asked for."""

    draw_min = Whole(1, MAX_DRAW, strict=False)
    draw_max = Whole(1, MAX_DRAW, strict=False)
    fee_max = Money()
    fee_known = Switch(load_default=False)


BANDS = Catalogue(
    noun="band",
    db=db,
    entry=Band,
    genre=BandGenre,
    size=BandCount,
    job=BandImport,
    job_row=BandImportRow,
    plan=BandPlan,
    body=BandBody,
    picks=BandPickQuery,
    limits=(
        Limit("draw", "draw", low="draw_min", high="draw_max"),
        Limit("fee", "fee", high="fee_max", known="fee_known"),
    ),
    number="draw",
    columns=(
        *("id", "external_id", "name", "genres", "city", "country", "lat", "lon", "draw", "fee", "own", "starter"),
        *("contact", "email", "phone", "unavailable", "radius_km", "days_before", "days_after", "notes", "archived"),
    ),
    together=(("lat", "lon"), ("radius_km", "days_before", "days_after")),
    aliases=(
        *(("Band", "name"), ("Artist", "name"), ("Artist Name", "name"), ("Band Name", "name"), ("Act", "name")),
        *(("Band ID", "external_id"), ("Artist ID", "external_id"), ("Bio", "notes")),
    ),
)
