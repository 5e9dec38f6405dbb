"""`/v1/gigs/repoint` and `/v1/gigs/used`: which gigs name a band or venue, and follow when it is merged."""

from typing import Any

from flask import Response, jsonify
from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from gig_chassis import acting, api, database
from gig_store import repointing
from gig_store.answers import OtherGig
from gig_store.fields import Id, one_of
from gig_store.models import db
from gig_store.repointing import BAND, VENUE, Move
from gig_store.schemas import BandFacts, VenueFacts

MOST_IDS = 1_000
KINDS = (BAND, VENUE)
FACTS = {BAND: BandFacts(), VENUE: VenueFacts(exclude=["id"])}

bp = api.Blueprint("repoint", __name__, url_prefix="/v1/gigs", description="Gigs whose band or venue was merged")


class Parting(Schema):
    """Who was merged into whom."""

    kind = one_of(KINDS, required=True)
    from_ = Id(data_key="from", required=True)
    to = Id(required=True)

    @validates_schema
    def check_two(self, body: dict[str, Any], **_: object) -> None:
        """Refuse one and the same."""
        if body["from_"] == body["to"]:
            raise ValidationError("Must be another than from.", "to")


class FactsOfKind(fields.Dict):
    """The facts of a band or of a venue, as `kind` says."""

    def _deserialize(self, value: object, attr: object, data: Any, **_: object) -> dict[str, Any]:  # noqa: ANN401, ARG002  # marshmallow calls it so
        if not isinstance(value, dict):
            raise self.make_error("invalid")
        if data.get("kind") not in KINDS:
            raise ValidationError("Say of which kind they are.")
        FACTS[data["kind"]].load(value)
        return value


class Repointing(Parting):
    """The same, with the facts of the one that is kept; `dry_run` moves nothing."""

    facts = FactsOfKind(required=True)
    dry_run = fields.Boolean(load_default=False)


class Moved(Schema):
    """The gigs that followed, or would."""

    moved = fields.List(Id())


class Parted(Moved):
    """The gigs that went back, and those that no longer can."""

    left = fields.List(Id())


class Clash(Schema):
    """Two confirmed gigs that would share a night."""

    moving = fields.Nested(OtherGig)
    standing = fields.Nested(OtherGig)


class Ids(Schema):
    """Bands or venues."""

    kind = one_of(KINDS, required=True)
    ids = fields.List(Id(), required=True, validate=validate.Length(max=MOST_IDS))


class UsedIds(Schema):
    """Those of them that a gig names."""

    ids = fields.List(Id())


@bp.at("/repoint", "POST")
@bp.takes(Repointing)
@bp.answers(200, Moved)
@bp.refuses(409)
def repoint_gigs(body: dict[str, Any]) -> Response:
    """Let all gigs of `from` name `to`, or none where two would share a night."""
    if body["dry_run"]:
        with database.reading(db):
            return jsonify(moved=repointing.look(_move(body)))
    return jsonify(moved=repointing.repoint(_move(body), body["facts"]))


@bp.at("/repoint/undo", "POST")
@bp.takes(Parting)
@bp.answers(200, Parted)
@bp.refuses(409)
def part_gigs(body: dict[str, Any]) -> Response:
    """Give the gigs that went from `from` to `to` what they had before."""
    moved, left = repointing.part(_move(body))
    return jsonify(moved=moved, left=left)


@bp.at("/used", "POST", role="viewer")
@bp.takes(Ids)
@bp.answers(200, UsedIds)
def find_used(body: dict[str, Any]) -> Response:
    """Give the bands or venues that any gig names, trashed ones too."""
    with database.reading(db):
        return jsonify(ids=repointing.used(body["kind"], body["ids"]))


def _move(body: dict[str, Any]) -> Move:
    return Move(body["kind"], body["from_"], body["to"], acting.current().person)
