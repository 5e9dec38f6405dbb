"""Parameters of lists, exports and picks."""

import math
import uuid
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from gig_chassis.catalogue import sizes
from gig_chassis.catalogue.schemas import LAT, LON
from gig_chassis.fields import MAX_GENRE, MAX_GENRES, Country, Several, Switch, Text, Whole

HALF_ROUND_KM = 20_040  # no two places lie further apart
MAX_CURSOR = 4_000


class Point(fields.String):
    """A place as "lat,lon" in degrees."""

    def _deserialize(self, value: object, attr: str | None, data: Any, **options: Any) -> tuple[float, float]:  # type: ignore[override]  # noqa: ANN401  # text on the wire, a pair inside
        parts = super()._deserialize(value, attr, data, **options).split(",")
        try:
            lat, lon = (float(part) for part in parts)
        except ValueError:
            lat, lon = math.nan, math.nan
        if not (abs(lat) <= LAT and abs(lon) <= LON):
            raise ValidationError('Must be degrees as lat,lon, such as "53.8,-1.55".')
        return lat, lon


class Ids(fields.String):
    """Ids parted by commas."""

    def _deserialize(self, value: object, attr: str | None, data: Any, **options: Any) -> list[uuid.UUID]:  # type: ignore[override]  # noqa: ANN401  # text on the wire, ids inside
        text = super()._deserialize(value, attr, data, **options)
        try:
            ids = [uuid.UUID(part) for part in text.split(",") if part]
        except ValueError as error:
            raise ValidationError("Must be ids parted by commas.") from error
        if len(ids) > sizes.EXCLUDED:
            raise ValidationError(f"Must be at most {sizes.EXCLUDED} ids.")
        return ids


class FilterQuery(Schema):
    """What narrows a list or an export."""

    q = Text(sizes.NAME)
    genre = Several(Text(MAX_GENRE), MAX_GENRES)
    city = Text(sizes.CITY)
    own = Switch()
    starter = Switch()
    archived = Switch(load_default=False)


class ListQuery(FilterQuery):
    """What narrows, sorts and parts a list."""

    limit = Whole(1, sizes.PAGE, strict=False, load_default=50)
    cursor = fields.String(validate=validate.Length(max=MAX_CURSOR))


class PickQuery(Schema):
    """What a random pick may be asked for."""

    count = Whole(1, sizes.PICKS, strict=False, load_default=1)
    seed = Text(sizes.SEED)
    genre = Several(Text(MAX_GENRE), MAX_GENRES)
    city = Text(sizes.CITY)
    country = Country()
    near = Point(metadata={"format": "lat-lon"})
    within_km = fields.Float(allow_nan=False, validate=validate.Range(0, HALF_ROUND_KM))
    own = Switch()
    starter = Switch()
    excluded = Ids(data_key="exclude", metadata={"format": "ids"})
    counts = Switch(load_default=False)

    @validates_schema
    def check_radius(self, query: dict[str, Any], **_: object) -> None:
        """Take a place and a radius together, or neither."""
        if ("near" in query) != ("within_km" in query):
            raise ValidationError("Send near and within_km together.", "near" if "near" not in query else "within_km")
