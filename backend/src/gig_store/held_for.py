"""Who gigs were held for lately: promoters and agents, to be offered again while one types."""

from sqlalchemy import false, select

from gig_chassis.folding import fold
from gig_store.models import Gig, db
from gig_store.seen import SEEN

LOOKED_AT, MOST = 500, 50


def lately() -> list[str]:
    """Give up to 50 of them, the last first, from among the 500 gigs changed last."""
    query = select(Gig.held_for).where(SEEN, Gig.in_trash == false()).order_by(Gig.updated_at.desc(), Gig.id.desc())
    names = db.session.scalars(query.limit(LOOKED_AT)).all()
    once: dict[str, str] = {}
    for name in names:
        if name:
            once.setdefault(fold(name), name)
    return list(once.values())[:MOST]
