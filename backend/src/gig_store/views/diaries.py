"""`/v1/diaries`: when bands and venues say they are busy, read by the pages from their iCalendar feeds."""

from typing import Any

from flask import Response, jsonify
from marshmallow import Schema

from gig_chassis import acting, api, database, etags
from gig_chassis.problems import Problem
from gig_store import clock, limits, wire
from gig_store.diaries import keeping
from gig_store.diaries.keeping import Kept
from gig_store.diaries.schemas import DiaryAnswer, DiaryBody, DiaryList
from gig_store.fields import Id, one_of
from gig_store.models import db
from gig_store.views import requests
from gig_store.views.queries import Parted

bp = api.Blueprint("diaries", __name__, url_prefix="/v1/diaries", description="When bands and venues are busy")


class DiaryQuery(Schema):
    """Whose diaries."""

    kind = one_of(limits.DIARY_KINDS, required=True)
    ids = Parted(Id(), limits.DIARIES_AT_ONCE, required=True)


@bp.at("")
@bp.takes(DiaryQuery, "query")
@bp.answers(200, DiaryList)
def list_diaries(asked: dict[str, Any]) -> Response:
    """Give the diaries that there are of those asked for."""
    with database.reading(db):
        found = keeping.listed(asked["kind"], asked["ids"])
    return jsonify(items=[_written(each) for each in found], next=None)


@bp.at("/<kind>/<owner_id>", "PUT")
@bp.takes(DiaryBody)
@bp.answers(200, DiaryAnswer)
@bp.or_answers(201, DiaryAnswer)
@bp.asks_rev(always=False)
def put_diary(body: dict[str, Any], kind: str, owner_id: str) -> tuple[Response, int]:
    """Keep what was read of a diary, new or again (`If-Match`)."""
    owner = requests.chosen_id(owner_id)
    kept, new = keeping.put(_known(kind), owner, body, etags.expected_rev(), acting.current().person)
    return etags.tag(jsonify(_written(kept)), kept.diary.rev), 201 if new else 200


@bp.at("/<kind>/<owner_id>", "DELETE")
@bp.answers(204)
@bp.asks_rev()
def forget_diary(kind: str, owner_id: str) -> Response:
    """Forget it, with its address and its days."""
    keeping.forget(_known(kind), requests.known_id(owner_id), etags.require_rev())
    return Response(status=204)


def _known(kind: str) -> str:
    if kind not in limits.DIARY_KINDS:
        raise Problem(404, f"Only these have diaries: {', '.join(limits.DIARY_KINDS)}.")
    return kind


def _written(kept: Kept) -> dict[str, Any]:
    """Write a diary; its address may hold a secret, so it is for those alone who may read it again."""
    diary = kept.diary
    may_read = acting.current().role in {"booker", "admin"}
    return {
        "kind": diary.kind,
        "id": str(diary.owner_id),
        "has_source": diary.source is not None,
        "source": diary.source if may_read else None,
        "busy": kept.busy,
        "read_at": clock.wire(diary.read_at),
        "known_until": wire.iso(diary.known_until),
        "tried_at": clock.wire(diary.tried_at),
        "by": wire.by(diary.tried_by, kept.by),
        "error": diary.error,
        "rev": diary.rev,
    }
