"""The shapes of imports in requests and answers."""

from marshmallow import Schema, fields, validate

from gig_chassis.fields import Switch, Text, Whole
from gig_chassis.imports.models import FILENAME
from gig_chassis.imports.report import ACTIONS

MAX_KEPT = 10_000
MAX_CURSOR = 4_000
PAGE = 1_000


class Upload(Schema):
    """Which import a file begins, and what it was called."""

    id = fields.UUID(required=True)
    filename = Text(FILENAME, required=True)


class Counts(Schema):
    """How many rows there are and what becomes of them; all but `rows` and `kept` add up to `rows`."""

    rows = fields.Integer()
    created = fields.Integer()
    updated = fields.Integer()
    duplicates = fields.Integer()
    errors = fields.Integer()
    skipped = fields.Integer()
    kept = fields.Integer()


class WhyNot(Schema):
    """What is wrong with a file."""

    line = fields.Integer(allow_none=True)
    detail = fields.String()


class PlaceChoice(Schema):
    """A place that a city may be."""

    label = fields.String()
    country = fields.String()
    lat = fields.Float()
    lon = fields.Float()
    timezone = fields.String()


class PlaceQuestion(Schema):
    """A city that may be several places; no `answer` yet, null for none of them, else the index of the choice."""

    city = fields.String()
    rows = fields.Integer()
    choices = fields.List(fields.Nested(PlaceChoice))
    answer = fields.Integer(allow_none=True)


class Import(Schema):
    """An import."""

    id = fields.UUID()
    filename = fields.String()
    state = fields.String()
    progress = fields.Float()
    counts = fields.Nested(Counts)
    columns_left_out = fields.List(fields.String())
    encoding = fields.String(allow_none=True)
    delimiter = fields.String(allow_none=True)
    problem = fields.Nested(WhyNot, allow_none=True)
    questions = fields.List(fields.Nested(PlaceQuestion))
    undoable = fields.Boolean()
    created_at = fields.String()
    created_by = fields.UUID(allow_none=True)
    committed_at = fields.String(allow_none=True)


class Imports(Schema):
    """The latest imports."""

    items = fields.List(fields.Nested(Import))
    next = fields.String(allow_none=True)


class RowsQuery(Schema):
    """What narrows and parts the rows of an import."""

    action = fields.String(validate=validate.OneOf(ACTIONS))
    limit = Whole(1, PAGE, strict=False, load_default=50)
    cursor = fields.String(validate=validate.Length(max=MAX_CURSOR))


class ImportRow(Schema):
    """What becomes of a row."""

    line = fields.Integer()
    action = fields.String()
    entry_id = fields.UUID(allow_none=True)
    name = fields.String(allow_none=True)
    field = fields.String(allow_none=True)
    reason = fields.String(allow_none=True)


class ImportRows(Schema):
    """A page of rows."""

    items = fields.List(fields.Nested(ImportRow))
    next = fields.String(allow_none=True)


class CommitQuery(Schema):
    """Whether to go on without the rows that are errors."""

    skip_errors = Switch(load_default=False)


class Answers(Schema):
    """Which place each city is: the index of a choice, or null for none of them."""

    answers = fields.Dict(keys=fields.String(), values=fields.Integer(strict=True, allow_none=True), required=True)


class Keeping(Schema):
    """Which created entries an undo archives instead of deleting them."""

    keep = fields.List(fields.UUID(), load_default=list, validate=validate.Length(max=MAX_KEPT))
