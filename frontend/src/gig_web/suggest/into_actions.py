"""Save a card that changes a gig: to the gig's page, or back to the card with what came between."""

from dataclasses import replace
from datetime import date

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response as BaseResponse

from gig_web import counts, memory
from gig_web.gigs import clock, meanwhile, past
from gig_web.suggest import answers, changing, earlier, onward, orchestration, targets
from gig_web.suggest.address import Address
from gig_web.suggest.cards import Card, Change
from gig_web.suggest.changing import OtherGigError
from gig_web.suggest.into import Into
from gig_web.suggest.notices import Notice
from gig_web.suggest.targets import Target
from gig_web.upstream import Refused, UpstreamError

_TAKEN, _STALE = 409, 412
_CHANGED = "Not saved: this night was changed since the card was dealt. The card is here, beside the gig as it is now."


def save(card: Card, change: Change, address: Address) -> BaseResponse:
    """Change the gig once, however often the card is sent."""
    address = replace(address, into=Into(card.gig_id, change.purpose, change.replaces))
    try:
        done = changing.save(card, change, clock.today())
    except UpstreamError:
        return onward.tell(address, _told(card, onward.SILENT))
    except OtherGigError:
        return _show(card, address, _told(card, _CHANGED, *_since(change, card.gig_id)), _STALE)
    except Refused as error:
        return _show_refused(card, address, error)
    counts.suggestion("saved")
    if card.act["band_id"]:
        memory.remember_cards(earlier.with_card(memory.last_cards(), card))
    others = meanwhile.tell(meanwhile.since(card.gig_id, change.rev)[1:]) if done.was_merged else ""
    flash(f"Saved: {changing.said(card, change)}. {others}".rstrip())
    return redirect(url_for("gigs.show_gig", gig_id=card.gig_id), 303)


def _show_refused(card: Card, address: Address, error: Refused) -> BaseResponse:
    """Show the card with what took its night, and the nearest night that nothing stands against."""
    notice = _told(card, f"Not saved. {error}")
    if error.status != _TAKEN:
        return onward.tell(address, notice)
    day = (error.problem.get("alternative") or {}).get("gig_day")
    return _show(card, address, notice, _TAKEN, nearest=date.fromisoformat(day) if day else None)


def _show(card: Card, address: Address, notice: Notice, status: int, nearest: date | None = None) -> BaseResponse:
    """Show the card on the gig as it is now."""
    today = clock.today()
    target = targets.find(address.into or Into(card.gig_id, "date"), today)
    shown = target.trimmed(_with(address, card))
    outcome = orchestration.show(shown, answers.asker(today), target)
    another = _on(shown, target, nearest) if nearest else None
    return answers.page(shown, outcome, notice, status=status, nearest=another)


def _with(address: Address, card: Card) -> Address:
    """Name the card in full; what the gig has is trimmed off again."""
    day = date.fromisoformat(card.gig_day)
    return replace(address, seed=card.seed, band=card.act["band_id"], venue=card.venue["id"], day=day)


def _on(shown: Address, target: Target, day: date) -> Address:
    """Give the same card on another night: where the gig has its date, that is looked for instead."""
    if "day" in target.dealt or shown.into is None:
        return replace(shown, day=day)
    return replace(shown, day=day, band=None, into=Into(shown.into.gig_id, "date"))


def _since(change: Change, gig_id: str) -> list[str]:
    """Tell what was done to the gig since the card was dealt."""
    later = past.tell(meanwhile.since(gig_id, change.rev), clock.zone())
    return [f"{entry.who}: {'; '.join(map(str, entry.details)) or entry.what}." for entry in later]


def _told(card: Card, *texts: str) -> Notice:
    return Notice.of(card, "refused", text=" ".join(texts))
