"""The answers of Suggest: a redirect to a card, the card as a page or as JSON, the form with what cannot be read."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from flask import Response, current_app, jsonify, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from gig_chassis import problems
from gig_web import clients, memory
from gig_web.accounts import check, visitor
from gig_web.gigs import clock
from gig_web.suggest import localities, relaxing, shown
from gig_web.suggest.address import Address
from gig_web.suggest.fields import WEEKDAYS
from gig_web.suggest.notices import Notice
from gig_web.suggest.orchestration import Asker, Outcome
from gig_web.suggest.relaxing import Relaxation
from gig_web.suggest.shown import Shown

JSON = "application/json"
FIELDS = {
    "genre": "Genre",
    "place": "Near",
    "km": "Within km",
    "country": "Country",
    "capacity_min": "Smallest room",
    "capacity_max": "Largest room",
    "from": "From",
    "to": "Until",
    "weekday": "Nights",
    "fee_max": "Highest fee",
    "own": "Start from",
}


def go_to(address: Address, done: str = "") -> BaseResponse:
    """Send the browser to a card; `done` is the sealed notice to show above it."""
    notice = [("done", done)] if done else []
    query = "&".join(filter(None, (address.query_string(), urlencode(notice))))
    answer = redirect(f"{url_for('suggest.show_card')}?{query}", 303)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def page(
    address: Address,
    outcome: Outcome,
    notice: Notice | None = None,
    *,
    status: int = 200,
    nearest: Address | None = None,
) -> BaseResponse:
    """Render the card, or why there is none; `nearest` is where to go instead of a night that was taken."""
    check.settle()  # the page shows it where the sign-in could not be checked
    card, looser = shown.card_of(outcome, address), _relaxations(outcome, address)
    html = render_template(
        "suggest/card.html",
        address=address,
        outcome=outcome,
        shown=card,
        token=_token(card),
        relaxations=looser,
        explained=[] if card or outcome.degraded else relaxing.explain(outcome),
        notice=notice,
        notice_token=notice.seal(secret()) if notice else "",
        nearest=nearest,
        missing=[getattr(clients.current(), name).name for name in outcome.degraded],
        **_surroundings(address),
    )
    return _varied(make_response(html, status))


def as_json(address: Address, outcome: Outcome) -> BaseResponse:
    """Give the card as JSON."""
    check.settle()
    token = _token(shown.card_of(outcome, address))
    answer = jsonify(shown.as_json(outcome, address, token or None, _relaxations(outcome, address)))
    answer.headers["Cache-Control"] = "no-store"
    return _varied(answer)


def refused(errors: dict[str, str]) -> BaseResponse:
    """Say what cannot be read, beside the fields as they were typed."""
    check.settle()
    if wants_json():
        found = [{"pointer": f"/{name}", "detail": detail} for name, detail in errors.items()]
        return _varied(problems.render(problems.Problem(422, "Some of this cannot be read.", errors=found)))
    form = {name: ",".join(values) for name, values in request.args.lists()}
    choices = localities.choices(form.get("place", "")) if "place" in errors else ()
    said = {
        "form": form,
        "errors": errors,
        "asks_first": False,
        "choices": {choice: _instead(form, choice) for choice in choices},
    }
    html = render_template("suggest/refused.html", address=Address(), **_surroundings(Address()) | said, fields=FIELDS)
    return _varied(make_response(html, 422))


def asker(today: date) -> Asker:
    """Give who asks, with what they saw lately."""
    cards = memory.last_cards()
    bands = tuple(card.band_id for card in cards if card.band_id)
    venues = (card.venue_id for card in cards if card.venue_id)
    return Asker(today, bands, frozenset([*bands, *venues]), visitor.sees_money())


def wants_json() -> bool:
    """Say whether JSON is asked for rather than a page."""
    accepted = request.accept_mimetypes
    return accepted[JSON] > accepted["text/html"]


def secret() -> str:
    """Give the key that signs cards and notices."""
    return str(current_app.config["SECRET_KEY"])


def _token(card: Shown | None) -> str:
    return card.card.seal(secret()) if card and card.card else ""


def _relaxations(outcome: Outcome, address: Address) -> list[Relaxation]:
    if outcome.match or outcome.degraded:
        return []
    return relaxing.relaxations(outcome, address, clock.today())


def _surroundings(address: Address) -> dict[str, Any]:
    """Give what every state of the page shows beside the card."""
    return {
        "here": _here,
        "edit_address": _edit_address,
        "form": dict(address.query()),
        "errors": {},
        "choices": (),
        "weekdays": WEEKDAYS,
        "earlier": memory.last_cards(),
        "asks_first": not (address.into or address.constraints.own or memory.constraints() or memory.last_cards()),
    }


def _here(address: Address) -> str:
    return f"{url_for('suggest.show_card')}?{address.query_string()}"


def _instead(form: dict[str, str], place: str) -> str:
    """Give the same search around another place."""
    return f"{url_for('suggest.show_card')}?{urlencode(form | {'place': place})}"


def _edit_address(side: str, item_id: str) -> str:
    return url_for("bands.edit_item" if side == "band" else "venues.edit_item", item_id=item_id)


def _varied(answer: Response) -> Response:
    answer.vary.add("Accept")
    return answer
