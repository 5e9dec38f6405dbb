"""`/v1/invites`: links that make one account each."""

from typing import Any

from flask import Response, jsonify

from gig_chassis import api, database
from gig_store.models import db
from gig_store.paging import PageQuery
from gig_store.people import invites, presence, wire
from gig_store.people.schemas import (
    Acceptance,
    InviteBody,
    InvitePage,
    InviteSeen,
    NewInvite,
    Secret,
    SignedInAnswer,
)
from gig_store.views import requests

bp = api.Blueprint("invites", __name__, url_prefix="/v1/invites", description="One-time links to an account")


@bp.at("", role="admin")
@bp.takes(PageQuery, "query")
@bp.answers(200, InvitePage)
def list_invites(asked: dict[str, Any]) -> Response:
    """Give the open invites, newest first."""
    with database.reading(db):
        found, following = invites.page(asked["cursor"], asked["limit"])
    return jsonify(items=[wire.invite(each) for each in found], next=following)


@bp.at("", "POST", role="admin")
@bp.takes(InviteBody)
@bp.answers(201, NewInvite)
def invite(body: dict[str, Any]) -> tuple[Response, int]:
    """Make an invite; this answer alone holds its secret."""
    made, secret = invites.invite(presence.person_id(), body["role"], body["note"])
    return jsonify(**wire.invite(made), secret=secret), 201


@bp.at("/<invite_id>", "DELETE", role="admin")
@bp.answers(204)
def revoke(invite_id: str) -> Response:
    """Take an invite back."""
    invites.revoke(requests.known_id(invite_id))
    return Response(status=204)


@bp.at("/look", "POST", role="guest")
@bp.takes(Secret)
@bp.answers(200, InviteSeen)
@bp.refuses(404)
def look_at_invite(body: dict[str, Any]) -> Response:
    """Say what an invite offers; the secret stays out of addresses."""
    seen = wire.invite(invites.look(body["secret"]))
    return jsonify(role=seen["role"], invited_by=seen["invited_by"])


@bp.at("/accept", "POST", role="guest")
@bp.takes(Acceptance)
@bp.answers(201, SignedInAnswer)
@bp.refuses(404)
def accept_invite(body: dict[str, Any]) -> tuple[Response, int]:
    """Make the account and start its first session."""
    secret, password = body.pop("secret"), body.pop("password")
    return jsonify(wire.signed_in(invites.accept(secret, password, body))), 201
