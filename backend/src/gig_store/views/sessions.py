"""`/v1/sessions`: sign in, ask who is here, sign out."""

from typing import Any

from flask import Response, jsonify

from gig_chassis import acting, api, database
from gig_store import counts, planner_settings
from gig_store.answers import Planner
from gig_store.models import db
from gig_store.people import accounts, presence, wire
from gig_store.people import sign_in as signing
from gig_store.people.schemas import SignedInAnswer, SignIn, WhoIsHere

bp = api.Blueprint("sessions", __name__, url_prefix="/v1/sessions", description="Who is signed in")


@bp.at("", "POST", role="guest")
@bp.takes(SignIn)
@bp.answers(201, SignedInAnswer)
@bp.refuses(429)
def sign_in(body: dict[str, Any]) -> tuple[Response, int]:
    """Start a session."""
    with counts.signing_in():
        made = signing.sign_in(body["name"], body["password"], body["client"])
    return jsonify(wire.signed_in(made)), 201


@bp.at("/current", role="guest")
@bp.answers(200, WhoIsHere)
def say_who_is_here() -> Response:
    """Give the person whose session this is and how the planner is set; `newcomer` while there is no account."""
    who = acting.current()
    if who.role == "newcomer":
        return jsonify(person=None, newcomer=True)
    if who.person is None:
        raise presence.signed_out()
    with database.reading(db):
        planner = Planner().dump(planner_settings.current())
        person = accounts.find(who.person)
        return jsonify(person=wire.person(person), newcomer=False, planner=planner)


@bp.at("/current", "DELETE", role="viewer")
@bp.answers(204)
def sign_out() -> Response:
    """End all sessions of the person."""
    signing.sign_out(presence.person_id())
    presence.forget()
    return Response(status=204)
