"""Make, list, revoke and open links to a day sheet: good until noon after the gig day, as the gig is now."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import Row, Select, delete, func, select

from gig_chassis import business_days, columns, database, problems
from gig_chassis.ids import uuid7
from gig_chassis.problems import Problem
from gig_store import gigs, limits
from gig_store.models import Gig, db
from gig_store.people import secret_words
from gig_store.people.models import Person
from gig_store.shares.models import Share

Shared: TypeAlias = Row[Share, Gig, str | None]  # with the name of who made it

GONE = "share_gone"
NOON = time(12)


def of(gig_id: UUID) -> Sequence[Shared]:
    """Give the links to a gig's sheet, newest first."""
    query = _shares().where(Share.gig_id == gig_id).order_by(Share.created_at.desc(), Share.id.desc())
    return db.session.execute(query.limit(limits.SHARES)).all()


def make(gig_id: UUID, by: UUID, contacts: Mapping[str, Any]) -> tuple[Shared, str]:
    """Make a link; the secret is said this once. Raises Problem 404, 409, 410, or 422 for a gig without a night."""
    secret = secret_words.make()

    def work() -> Shared:
        _check(gig_id)
        hashed = secret_words.hashed(secret)
        share = Share(id=uuid7(), gig_id=gig_id, secret_hash=hashed, created_at=columns.now(), created_by=by)
        share.contacts = dict(contacts)
        db.session.add(share)
        db.session.flush()
        return db.session.execute(_shares().where(Share.id == share.id)).one()

    return database.write(db, work), secret


def revoke(share_id: UUID) -> None:
    """End a link; one that is gone stays gone."""
    database.write(db, lambda: db.session.connection().execute(delete(Share).where(Share.id == share_id)))


def look(secret: str) -> tuple[Gig, Share]:
    """Give what a link leads to; raises Problem 404 for one that is wrong, revoked or over."""
    share = db.session.scalar(select(Share).where(Share.secret_hash == secret_words.hashed(secret)))
    gig = db.session.get(Gig, share.gig_id) if share else None
    ends = ends_at(gig) if gig else None
    if share is None or gig is None or ends is None or ends <= columns.now():
        raise Problem(404, "This link is wrong, was taken back, or its night is over. Ask for a new one.", code=GONE)
    return gig, share


def ends_at(gig: Gig) -> datetime | None:
    """Give when links to its sheet end, in UTC: at noon after the gig day; None while they lead nowhere."""
    if gig.gig_day is None or gig.trashed_at:
        return None
    noon = datetime.combine(gig.gig_day + business_days.A_DAY, NOON)
    return business_days.instant(noon, business_days.zone(gig.venue_timezone) or UTC).replace(tzinfo=None)


def _check(gig_id: UUID) -> None:
    gig = gigs.find(gig_id)
    if gig.trashed_at:
        raise Problem(409, "This gig is in the trash. Restore it first.")
    if gig.gig_day is None:
        raise problems.invalid("/gig", "Give the gig a date first: a link to its day sheet ends after that night.")
    if (db.session.scalar(select(func.count()).where(Share.gig_id == gig_id)) or 0) >= limits.SHARES:
        raise Problem(409, f"There are {limits.SHARES} links to this day sheet. Revoke one first.")


def _shares() -> Select[Share, Gig, str | None]:
    shares = select(Share, Gig, Person.name).join(Gig, Gig.id == Share.gig_id)
    return shares.outerjoin(Person, Person.id == Share.created_by)
