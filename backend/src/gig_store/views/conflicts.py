"""`POST /v1/conflicts`: what stands against each combination of days, bands and venues."""

from typing import Any

from flask import Response, jsonify
from marshmallow import Schema, fields, validate

from gig_chassis import acting, api, database
from gig_store import answers, attended, clock, limits, matrix, neighbours, nights, wire
from gig_store.fields import Day, Id, one_of
from gig_store.models import db
from gig_store.rooms import keeping
from gig_store.rooms.schemas import TakingsAnswer
from gig_store.schemas import BandFacts, VenueFacts

MOST_DAYS, MOST_SIDE = 8, 50
MOST_BANDS = MOST_SIDE + limits.LINEUP  # with those who play already where one is looked for

bp = api.Blueprint("conflicts", __name__, url_prefix="/v1/conflicts", description="What stands against a night")


class CandidateBand(BandFacts):
    """A band that might play."""

    id = Id(required=True)


class Question(Schema):
    """Each day is asked about with each band at each venue."""

    days = fields.List(Day(), required=True, validate=validate.Length(1, MOST_DAYS))
    bands = fields.List(fields.Nested(CandidateBand), load_default=list, validate=validate.Length(max=MOST_BANDS))
    venues = fields.List(fields.Nested(VenueFacts), load_default=list, validate=validate.Length(max=MOST_SIDE))
    slot = one_of(limits.SLOTS, load_default="evening")
    except_ = Id(data_key="except", load_default=None, allow_none=True)


class Matrix(answers.Matrix):
    """What stands against the night, beside it what a card is weighed by: `money` only for those who may see it."""

    attended = fields.Dict(keys=fields.String(), values=fields.List(fields.Nested(attended.AttendedAnswer)))
    money = fields.Nested(TakingsAnswer)


@bp.at("", "POST", role="viewer")
@bp.takes(Question)
@bp.answers(200, Matrix)
def find_conflicts(body: dict[str, Any]) -> Response:
    """Say what stands against them; combinations that nothing stands against are left out."""
    question = matrix.Question(
        sorted(set(body["days"])),
        [nights.player(band["id"], band) for band in body["bands"]],
        [nights.spot(venue) for venue in body["venues"]],
        body["slot"],
    )
    with database.reading(db):
        beside = _beside(body)
        around = neighbours.around(
            question.days,
            question.bands,
            question.venues,
            leaving_out=body["except_"],
            person=acting.current().person,
            closely=question.is_close,
        )
    items = [_item(item) for item in matrix.answer(question, around)]
    return jsonify(
        items=items, diaries={str(owner): _reading(each) for owner, each in around.diaries.items()}, **beside
    )


def _beside(body: dict[str, Any]) -> dict[str, Any]:
    """Give what the card is weighed by beside conflicts."""
    found: dict[str, Any] = {"attended": attended.nights([band["id"] for band in body["bands"]])}
    if acting.may_see_money():
        found["money"] = keeping.takings([venue["id"] for venue in body["venues"]])
    return found


def _reading(reading: nights.Reading) -> dict[str, Any]:
    return {"read_at": clock.wire(reading.read_at), "until": wire.iso(reading.until)}


def _item(item: matrix.Against) -> dict[str, Any]:
    return {
        "gig_day": item.gig_day.isoformat(),
        "band_id": wire.text(item.band_id),
        "venue_id": wire.text(item.venue_id),
        "conflicts": [wire.conflict(conflict) for conflict in item.conflicts],
    }
