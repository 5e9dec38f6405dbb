"""`/v1/people`: the first account, one's own, and everybody's."""

from typing import Any

from flask import Response, jsonify

from gig_chassis import acting, api, database, etags
from gig_chassis.ids import uuid7
from gig_store.models import db
from gig_store.paging import PageQuery
from gig_store.people import accounts, first, presence, sign_in, wire
from gig_store.people.models import Person
from gig_store.people.schemas import (
    FirstAccount,
    NewPassword,
    OwnAccount,
    PeoplePage,
    PersonAnswer,
    SignedInAnswer,
    Standing,
)
from gig_store.views import requests

bp = api.Blueprint("people", __name__, url_prefix="/v1/people", description="Accounts")


@bp.at("/first", "POST", role="guest")
@bp.takes(FirstAccount)
@bp.answers(201, SignedInAnswer)
@bp.refuses(409)
def make_first(body: dict[str, Any]) -> tuple[Response, int]:
    """Make the first account of a newcomer, who keeps the id they had so far."""
    password = body.pop("password")
    made = first.make(acting.current().person or uuid7(), password, body)
    return jsonify(wire.signed_in(made)), 201


@bp.at("", role="admin")
@bp.takes(PageQuery, "query")
@bp.answers(200, PeoplePage)
def list_people(asked: dict[str, Any]) -> Response:
    """Give everybody, by name."""
    with database.reading(db):
        people, following = accounts.page(asked["cursor"], asked["limit"])
    return jsonify(items=[wire.person(person) for person in people], next=following)


@bp.at("/me")
@bp.answers(200, PersonAnswer)
@bp.refuses(304)
def show_own() -> Response:
    """Give one's own account with its ETag."""
    with database.reading(db):
        return _answer(accounts.find(presence.person_id()))


@bp.at("/me", "PATCH", role="viewer")
@bp.takes(OwnAccount)
@bp.answers(200, PersonAnswer)
@bp.asks_rev()
def change_own(body: dict[str, Any]) -> Response:
    """Change one's own name and preferences."""
    return _answer(accounts.change_own(presence.person_id(), body, etags.require_rev()))


@bp.at("/me/password", "PUT", role="viewer")
@bp.takes(NewPassword)
@bp.answers(200, SignedInAnswer)
@bp.refuses(429)
def change_password(body: dict[str, Any]) -> Response:
    """Set one's own password; all other sessions end."""
    made = sign_in.change_password(presence.person_id(), body["current"], body["new"])
    presence.note(made.person)
    return jsonify(wire.signed_in(made))


@bp.at("/<person_id>", "PATCH", role="admin")
@bp.takes(Standing)
@bp.answers(200, PersonAnswer)
@bp.asks_rev()
@bp.refuses(409)
def change_standing(body: dict[str, Any], person_id: str) -> Response:
    """Change somebody's role, disable or enable them."""
    return _answer(accounts.change_standing(requests.known_id(person_id), body, etags.require_rev()))


def _answer(person: Person) -> Response:
    presence.note(person)
    return etags.tag(jsonify(wire.person(person)), person.rev)
