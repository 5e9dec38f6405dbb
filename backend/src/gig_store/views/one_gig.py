"""One gig as the API answers it."""

from flask import Response, jsonify

from gig_chassis import database, etags
from gig_store import bookings, money, wire
from gig_store.models import Gig, db


def answer(gig: Gig) -> Response:
    """Give a gig as whoever asks may see it, with its ETag and which of the dates of its booking it is."""
    with database.reading(db):
        counted = bookings.counted([gig]).get(gig.id)
    return etags.tag(jsonify(*money.shown([wire.whole_gig(gig) | bookings.written(counted)])), gig.rev)
