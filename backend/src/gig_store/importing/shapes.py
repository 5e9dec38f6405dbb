"""The shapes of imports of gigs in requests and answers."""

from marshmallow import Schema, fields, validate

from gig_chassis.fields import OPTIONAL, Text, Whole
from gig_chassis.imports import schemas
from gig_store import limits
from gig_store.fields import Id, one_of
from gig_store.importing.models import KEY
from gig_store.importing.naming import MISSING, OPEN
from gig_store.importing.told import BAND, VENUE

AT_ONCE = 1_000
KINDS = (BAND, VENUE)


class NameCounts(Schema):
    """How many names are to be looked up, and how many are in no catalogue."""

    open = fields.Integer()
    missing_bands = fields.Integer()
    missing_venues = fields.Integer()


class GigCounts(schemas.Counts):
    """How many rows there are and what becomes of them; `gigs` are made of them."""

    gigs = fields.Integer()
    names = fields.Nested(NameCounts)


class GigImport(schemas.Import):
    """An import of gigs; it asks nothing but names."""

    counts = fields.Nested(GigCounts)
    questions = fields.List(fields.Dict(), validate=validate.Length(max=0))


class GigImports(Schema):
    """The latest imports."""

    items = fields.List(fields.Nested(GigImport))
    next = fields.String(allow_none=True)


class NamesQuery(Schema):
    """Which names, and which part of them."""

    kind = one_of(KINDS, required=True)
    what = one_of((OPEN, MISSING), load_default=OPEN)
    limit = Whole(1, AT_ONCE, strict=False, load_default=AT_ONCE)
    cursor = fields.String(validate=validate.Length(max=schemas.MAX_CURSOR))


class Name(Schema):
    """A band or a venue as the file names it, in so many rows."""

    key = fields.String()
    external_id = fields.String(allow_none=True)
    name = fields.String(allow_none=True)
    city = fields.String(allow_none=True)
    rows = fields.Integer()


class Names(Schema):
    """A page of names."""

    items = fields.List(fields.Nested(Name))
    next = fields.String(allow_none=True)


class FoundName(Schema):
    """What was found for a name: the one and what is known of it, else how many it may be."""

    key = Text(KEY, required=True)
    id = Id(**OPTIONAL)
    candidates = Whole(0, limits.PEOPLE, load_default=0)
    facts = fields.Dict(keys=fields.String(), **OPTIONAL)


class FoundNames(Schema):
    """What was found for some names of a kind."""

    kind = one_of(KINDS, required=True)
    items = fields.List(fields.Nested(FoundName), required=True, validate=validate.Length(max=AT_ONCE))


class Nothing(Schema):
    """A body that says nothing."""
