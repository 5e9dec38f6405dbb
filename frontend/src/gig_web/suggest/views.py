"""The Suggest page: deal a card, or show the one that the address names."""

from datetime import date

from flask import Blueprint, request
from werkzeug.wrappers import Response as BaseResponse

from gig_web import counts, errors
from gig_web.accounts import access
from gig_web.gigs import clock
from gig_web.suggest import answers, beginning, orchestration, targets
from gig_web.suggest.address import PARTS, Address
from gig_web.suggest.fields import Fields
from gig_web.suggest.notices import Notice
from gig_web.suggest.targets import NotIntoError, Target

bp = Blueprint("suggest", __name__)


@bp.get("/")
@access.allow("viewer", newcomer=True, **access.CARRIED)
def show_card() -> BaseResponse:
    """Deal a card, or show the one that the address names."""
    today = clock.today()
    args = request.args.to_dict(flat=False)
    address, unread = Address.parse(args, today)
    if unread:
        return answers.refused(unread)
    toggled = Fields(args).choice("toggle", PARTS)
    if part := next((part for part in PARTS if part == toggled), None):
        return answers.go_to(address.toggled(part))
    target = targets.find(address.into, today) if address.into else None
    address = target.trimmed(address) if target else address
    return _as_json(address, today, target) if answers.wants_json() else _as_page(address, today, target)


@bp.errorhandler(NotIntoError)
def say_not_into(error: NotIntoError) -> tuple[str, int]:
    """Say why nothing is dealt into that gig."""
    return errors.page(409, "Nothing to look for", str(error))


def _as_page(address: Address, today: date, target: Target | None) -> BaseResponse:
    """Give a whole card an address of its own; what cannot become one is shown where it was asked for."""
    done = request.args.get("done", "")
    notice = Notice.open(done, answers.secret())
    wanted = target.dealt if target else PARTS
    if address.has(wanted):
        return answers.page(address, orchestration.show(address, answers.asker(today), target), notice)
    if address.seed is None:
        return answers.go_to(beginning.begun(address, today), done if notice else "")
    outcome = _deal(address, today, target)
    found = outcome.address(address)
    if found.has(wanted):
        return answers.go_to(found, done if notice else "")
    return answers.page(found, outcome, notice)


def _as_json(address: Address, today: date, target: Target | None) -> BaseResponse:
    if address.seed is None:
        address = beginning.begun(address, today)
    is_given = address.has(target.dealt if target else PARTS)
    asker = answers.asker(today)
    outcome = orchestration.show(address, asker, target) if is_given else _deal(address, today, target)
    return answers.as_json(address, outcome)


def _deal(address: Address, today: date, target: Target | None) -> orchestration.Outcome:
    outcome = orchestration.deal(address, answers.asker(today), target)
    if outcome.address(address).has(outcome.dealt):
        counts.suggestion("dealt")
    return outcome
