"""The Suggest page: deal a card, or show the one that the address names."""

from datetime import date

from flask import Blueprint, request
from werkzeug.wrappers import Response as BaseResponse

from gig_web import counts
from gig_web.accounts import access
from gig_web.gigs import clock
from gig_web.suggest import answers, beginning, orchestration
from gig_web.suggest.address import PARTS, Address
from gig_web.suggest.fields import Fields
from gig_web.suggest.notices import Notice

bp = Blueprint("suggest", __name__)


@bp.get("/")
@access.allow("viewer", newcomer=True, **access.CARRIED)
def show_card() -> BaseResponse:
    """Deal a card, or show the one that the address names."""
    today = clock.today()
    args = request.args.to_dict(flat=False)
    address, errors = Address.parse(args, today)
    if errors:
        return answers.refused(errors)
    toggled = Fields(args).choice("toggle", PARTS)
    if part := next((part for part in PARTS if part == toggled), None):
        return answers.go_to(address.toggled(part))
    return _as_json(address, today) if answers.wants_json() else _as_page(address, today)


def _as_page(address: Address, today: date) -> BaseResponse:
    """Give a whole card an address of its own; what cannot become one is shown where it was asked for."""
    done = request.args.get("done", "")
    notice = Notice.open(done, answers.secret())
    if address.is_complete:
        return answers.page(address, orchestration.show(address, answers.asker(today)), notice)
    if address.seed is None:
        return answers.go_to(beginning.begun(address, today), done if notice else "")
    outcome = _deal(address, today)
    found = outcome.address(address)
    if found.is_complete:
        return answers.go_to(found, done if notice else "")
    return answers.page(found, outcome, notice)


def _as_json(address: Address, today: date) -> BaseResponse:
    if address.seed is None:
        address = beginning.begun(address, today)
    is_given = address.is_complete
    outcome = orchestration.show(address, answers.asker(today)) if is_given else _deal(address, today)
    return answers.as_json(address, outcome)


def _deal(address: Address, today: date) -> orchestration.Outcome:
    outcome = orchestration.deal(address, answers.asker(today))
    if outcome.address(address).is_complete:
        counts.suggestion("dealt")
    return outcome
