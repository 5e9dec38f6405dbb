"""What can be done to a card: save, discard, leave out, undo. Each answers with a card, the next one or the same."""

import uuid
from urllib.parse import urlencode

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from gig_web import clients, counts, errors, memory
from gig_web.accounts import access, own, visitor
from gig_web.clients.nouns import Gig
from gig_web.gigs import clock
from gig_web.suggest import answers, into_actions, onward, posted
from gig_web.suggest.cards import Card, CardError
from gig_web.suggest.notices import Notice
from gig_web.suggest.targets import NotIntoError
from gig_web.upstream import Refused, UpstreamError

bp = Blueprint("card", __name__, url_prefix="/suggest")

_DISCARDS = uuid.UUID("0d6f1c0e-55a1-4f0c-8c4e-0f5c7e9b2a31")  # the name space of discards made from cards
_TAKEN, _STALE, _OTHER_BODY = 409, 412, 428
_EDITED = "The gig was changed since, so it was left as it is."


@bp.post("/save")
@access.allow("booker", **access.CARRIED)
def save() -> BaseResponse:
    """Make the card a gig, once however often it is sent; show who took the night where somebody did."""
    card, address = posted.card(), posted.address()
    if card.change:
        return into_actions.save(card, card.change, address)
    try:
        gig = _store(card)
    except UpstreamError:
        return onward.stay(card, address, onward.SILENT)
    except Refused as error:
        if error.status == _TAKEN:
            return onward.show_taken(card, address, error)
        return onward.stay(card, address, f"Not saved. {error}")
    counts.suggestion("saved")
    return onward.deal_next(card, address, Notice.of(card, "saved", str(gig.rev)))


@bp.post("/discard")
@access.allow("booker", newcomer=True, **access.CARRIED)
def discard() -> BaseResponse:
    """Let the pair rest and deal another band at another venue."""
    card, address = posted.card(), posted.address()
    if not card.rests:
        return answers.go_to(address.following())
    discard_id = str(uuid.uuid5(_DISCARDS, f"{card.gig_id} {_words(card)}{visitor.person_id()} {clock.today()}"))
    try:
        clients.current().gigs.discard(discard_id, card.pair())
    except UpstreamError:
        return onward.stay(card, address, onward.SILENT)
    counts.suggestion("discarded")
    notice = Notice.of(card, "discarded", discard_id)
    return onward.deal_next(card, address, notice, card.act["band_id"], card.venue["id"])


@bp.post("/leave-out")
@access.allow("booker", newcomer=True, **access.CARRIED)
def leave_out() -> BaseResponse:
    """Leave the band or the venue of a discarded card out, for everybody."""
    notice, address = posted.notice(), posted.address()
    body = notice.side(request.form.get("part", ""))
    discard_id = str(uuid.uuid5(_DISCARDS, "left out " + " ".join(body.values())))
    try:
        clients.current().gigs.discard(discard_id, body)
    except UpstreamError:
        return onward.tell(address, notice.then("refused", text=onward.SILENT))
    name = next(value for key, value in body.items() if key.endswith("name"))
    return onward.tell(address, notice.then("left_out", discard_id, name))


@bp.post("/undo")
@access.allow("booker", newcomer=True, **access.CARRIED)
def undo() -> BaseResponse:
    """Take back what the notice tells of; the card comes back where it was taken away."""
    notice, address = posted.notice(), posted.address()
    try:
        following = _take_back(notice)
    except UpstreamError:
        return onward.tell(address, notice.then("refused", text=onward.SILENT))
    except Refused as error:
        return onward.tell(address, notice.then("refused", text=_EDITED if error.status == _STALE else str(error)))
    if following.kind == "let_in":
        return onward.tell(address, following)
    return onward.tell(notice.card_address(address), following)


@bp.post("/start")
@access.allow("viewer", newcomer=True)
def start() -> BaseResponse:
    """Take the answer to the first question: rooms and bands lead to where they are marked."""
    targets = {
        "rooms": url_for("venues.list_items", choose="mine"),
        "bands": url_for("bands.list_items", choose="mine"),
        "any": url_for("suggest.show_card"),
    }
    chosen = request.form.get("own", "")
    if chosen not in targets:
        raise CardError("Choose one of the three.")
    memory.remember_constraints(urlencode({"own": chosen}))
    return redirect(targets[chosen], 303)


@bp.post("/keys")
@access.allow("viewer", newcomer=True)
def set_keys() -> BaseResponse:
    """Switch the single-letter keys on or off; the card stays."""
    on = request.form.get("on") == "1"
    own.change({"keys": on})
    memory.set_keys(on=on)
    return answers.go_to(posted.address())


@bp.errorhandler(CardError)
def refuse_card(error: CardError) -> tuple[str, int]:
    """Say what is wrong with the card that was sent."""
    return errors.page(400, "That card cannot be used", str(error))


@bp.errorhandler(NotIntoError)
def refuse_gig(error: NotIntoError) -> tuple[str, int]:
    """Say why the gig that the card was for is left as it is."""
    return errors.page(409, "Nothing was changed", str(error))


def _store(card: Card) -> Gig:
    """Save the card; one that was saved before is the same gig, back from the trash if it lay there."""
    gigs = clients.current().gigs
    try:
        gig = gigs.put(card.gig_id, card.gig())
    except Refused as error:
        if error.status != _OTHER_BODY:
            raise
        gig = gigs.get(card.gig_id)  # saved before, when the band or the room were described otherwise
    return gigs.restore(gig.id, gig.rev) if gig.trashed_at else gig


def _words(card: Card) -> str:
    """Tell cards apart that are dealt into one gig."""
    return f"{card.act['band_id']} {card.venue['id']} " if card.change else ""


def _take_back(notice: Notice) -> Notice:
    gigs = clients.current().gigs
    if notice.kind == "saved":
        gigs.trash(notice.gig_id, int(notice.key))
        return notice.then("unsaved")
    if notice.kind not in {"discarded", "left_out"}:
        raise CardError(posted.OLD_NOTICE)
    gigs.undo_discard(notice.key)
    return notice.then("undiscarded") if notice.kind == "discarded" else notice.then("let_in", text=notice.text)
