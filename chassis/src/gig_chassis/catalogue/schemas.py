"""Bodies and answers that every picker has; a picker adds its own fields."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from gig_chassis.catalogue import sizes
from gig_chassis.fields import OPTIONAL, Country, Degrees, Email, Flag, Genres, Text

SET_BY_SERVICE = frozenset({"id", "rev", "archived", "merged_into"})
LAT, LON = 90, 180


class EntryBody(Schema):
    """What a client may send of an entry; what the service sets may be sent back and is ignored."""

    id = fields.UUID()
    external_id = Text(sizes.EXTERNAL_ID, **OPTIONAL)
    name = Text(sizes.NAME, required=True)
    genres = Genres(load_default=list)
    city = Text(sizes.CITY, **OPTIONAL)
    country = Country(**OPTIONAL)
    lat = Degrees(LAT, **OPTIONAL)
    lon = Degrees(LON, **OPTIONAL)
    own = Flag(load_default=False)
    starter = Flag(load_default=False)
    contact = Text(sizes.CONTACT, **OPTIONAL)
    email = Email(sizes.EMAIL, **OPTIONAL)
    phone = Text(sizes.PHONE, **OPTIONAL)
    notes = Text(sizes.NOTES, lines=True, **OPTIONAL)
    archived = fields.Boolean()
    merged_into = fields.UUID(allow_none=True)
    rev = fields.Integer()

    @validates_schema
    def check_coordinates(self, body: dict[str, Any], **_: object) -> None:
        """Take both coordinates or neither."""
        if (body.get("lat") is None) != (body.get("lon") is None):
            raise ValidationError("Send both lat and lon, or neither.", "lat" if body.get("lat") is None else "lon")


class GenreCount(Schema):
    """A genre and how many entries have it."""

    name = fields.String()
    count = fields.Integer()


class CityCount(GenreCount):
    """A city and how many entries are there."""

    country = fields.String(allow_none=True)


class Totals(Schema):
    """How many entries there are, of the starter list and of one's own among them; and how many are archived."""

    all = fields.Integer()
    own = fields.Integer()
    starter = fields.Integer()
    archived = fields.Integer()


class Facets(Schema):
    """What there is to filter by, most frequent first."""

    genres = fields.List(fields.Nested(GenreCount))
    cities = fields.List(fields.Nested(CityCount))
    totals = fields.Nested(Totals)


class MergeBody(Schema):
    """The entry that is kept."""

    into = fields.UUID(required=True)


class Wanted(Schema):
    """An entry as another list has it."""

    external_id = Text(sizes.EXTERNAL_ID, **OPTIONAL)
    name = Text(sizes.NAME, required=True)
    city = Text(sizes.CITY, **OPTIONAL)


class MatchBody(Schema):
    """The entries to find; with `entries` the whole of each is answered."""

    items = fields.List(fields.Nested(Wanted), required=True, validate=validate.Length(max=sizes.MATCHES))
    entries = Flag(load_default=False)


class MatchFound(Schema):
    """The entry that is meant, and by what it was found; without one, how many it may be."""

    id = fields.UUID(allow_none=True)
    candidates = fields.Integer()
    name = fields.String(allow_none=True)
    city = fields.String(allow_none=True)
    by = fields.String(allow_none=True, validate=validate.OneOf(["external_id", "name_city", "name"]))
    entry = fields.Dict(allow_none=True, metadata={"description": "the whole entry, where `entries` asks for it"})


class Matches(Schema):
    """What was found for each, in the order in which they were sent."""

    items = fields.List(fields.Nested(MatchFound))


def page_of(body: type[Schema]) -> dict[str, fields.Field[Any]]:
    """Give the members of a page of `body`."""
    return {"items": fields.List(fields.Nested(body)), "next": fields.String(allow_none=True)}


def picks_of(body: type[Schema]) -> dict[str, fields.Field[Any]]:
    """Give the members of an answer with random picks of `body`."""
    count = fields.Raw(metadata={"description": 'a number, or {"at_least": 10000}'})
    by_rule = fields.Dict(keys=fields.String(), values=count)
    return {
        "items": fields.List(fields.Nested(body)),
        "eligible": count,
        "eliminated": by_rule,
        "alone": by_rule,
    }
