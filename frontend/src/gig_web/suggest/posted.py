"""What the forms of a card carry: the card or the notice, sealed, and the search they were shown with."""

from urllib.parse import parse_qs

from flask import request

from gig_web.gigs import clock
from gig_web.suggest import answers
from gig_web.suggest.address import Address
from gig_web.suggest.cards import Card, CardError
from gig_web.suggest.notices import Notice

OLD_NOTICE = "This undo did not arrive as it was offered, so nothing was done. Look for the gig in your list."


def card() -> Card:
    """Open the card; raises CardError with a sentence where it was altered or is too old."""
    return Card.open(request.form.get("token", ""), answers.secret())


def notice() -> Notice:
    """Open the notice; raises CardError where it is not one of ours."""
    sent = Notice.open(request.form.get("notice", ""), answers.secret())
    if sent is None:
        raise CardError(OLD_NOTICE)
    return sent


def address() -> Address:
    """Read the search the form was shown with; what cannot be read of it is left out."""
    return Address.parse(parse_qs(request.form.get("query", "")), clock.today())[0]
