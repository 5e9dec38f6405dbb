"""Where an action leads: to the next card, or back to the same one with a sentence."""

from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

from werkzeug.wrappers import Response as BaseResponse

from gig_web import memory
from gig_web.accounts import own
from gig_web.gigs import clock
from gig_web.suggest import answers, earlier, orchestration
from gig_web.suggest.address import Address
from gig_web.suggest.cards import Card
from gig_web.suggest.notices import Notice
from gig_web.upstream import Refused

SILENT = "Your gig list does not answer, so nothing was changed. Try again in a moment."
_TAKEN = 409


def deal_next(card: Card, address: Address, notice: Notice, *passed: str) -> BaseResponse:
    """Remember the search and the card, deal the next without the ids that were passed over."""
    if address.into is None:  # what one gig lacks is no search to come back to
        memory.remember_constraints(urlencode(address.saved_search()))
        own.keep_search()
    memory.remember_cards(earlier.with_card(memory.last_cards(), card))
    return tell(address.following(*passed), notice)


def stay(card: Card, address: Address, text: str) -> BaseResponse:
    """Lead back to the card that was sent and say why."""
    notice = Notice.of(card, "refused", text=text)
    return tell(notice.card_address(address), notice)


def tell(address: Address, notice: Notice) -> BaseResponse:
    """Lead to the address with the notice above its card."""
    return answers.go_to(address, notice.seal(answers.secret()))


def show_taken(card: Card, address: Address, error: Refused) -> BaseResponse:
    """Show the card as it was, what took its night, and the nearest night that nothing stands against."""
    same = Notice.of(card, "refused", text=f"Not saved. {error}")
    taken = same.card_address(address)
    alternative = error.problem.get("alternative") or {}
    nearest = replace(taken, day=date.fromisoformat(alternative["gig_day"])) if alternative.get("gig_day") else None
    outcome = orchestration.show(taken, answers.asker(clock.today()))
    return answers.page(taken, outcome, same, status=_TAKEN, nearest=nearest)
