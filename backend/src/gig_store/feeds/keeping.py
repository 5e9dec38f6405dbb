"""Make, list and revoke a person's feeds; each ends with its person's account."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import delete, false, func, select

from gig_chassis import columns, database
from gig_chassis.ids import uuid7
from gig_chassis.problems import Problem
from gig_store import limits
from gig_store.feeds.models import Feed
from gig_store.models import db
from gig_store.people import accounts, secret_words
from gig_store.people.models import Person

GONE = "feed_gone"


def of(person_id: UUID) -> Sequence[Feed]:
    """Give the feeds of a person, newest first."""
    query = select(Feed).where(Feed.person_id == person_id)
    return db.session.scalars(query.order_by(Feed.created_at.desc(), Feed.id.desc()).limit(limits.FEEDS)).all()


def make(person_id: UUID, name: str | None) -> tuple[Feed, str]:
    """Make a feed; the secret is said this once. Raises Problem 409 for one too many."""
    secret = secret_words.make()

    def work() -> Feed:
        accounts.find(person_id, lock=True)  # or two at once would make one too many
        there = db.session.scalar(select(func.count()).select_from(Feed).where(Feed.person_id == person_id))
        if there and there >= limits.FEEDS:
            raise Problem(409, f"You have {limits.FEEDS} calendar feeds. Revoke one that no calendar reads any more.")
        hashed = secret_words.hashed(secret)
        feed = Feed(id=uuid7(), person_id=person_id, secret_hash=hashed, name=name, created_at=columns.now())
        db.session.add(feed)
        return feed

    return database.write(db, work), secret


def revoke(person_id: UUID, feed_id: UUID) -> None:
    """End one of a person's feeds; one that is gone, or another's, stays as it is."""
    which = delete(Feed).where(Feed.id == feed_id, Feed.person_id == person_id)
    database.write(db, lambda: db.session.connection().execute(which))


def check(secret: str) -> None:
    """Raise Problem 404 unless this is the secret of a feed whose person may still sign in."""
    known = select(Feed.id).join(Person, Person.id == Feed.person_id)
    found = known.where(Feed.secret_hash == secret_words.hashed(secret), Person.disabled == false())
    if db.session.execute(found).scalar() is None:
        raise Problem(404, "There is no such feed, or it was revoked.", code=GONE)
