"""Sessions: a browser holds a token, the database its hash; what ends one ends all of that person's."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import Row, bindparam, delete, false, select

from gig_chassis import columns
from gig_store import limits
from gig_store.models import db
from gig_store.people import secret_words
from gig_store.people.models import Person, Session

SWEPT = 20  # sessions over their time that go with each new one
_HOLDER = (
    select(Person.id, Person.name, Person.role, Person.rev)
    .join(Session, Session.person_id == Person.id)
    .where(
        Session.token_hash == bindparam("token_hash"),
        Session.expires_at > bindparam("now"),
        Person.disabled == false(),
    )
)


def holder(token: str) -> Row[UUID, str, str, int] | None:
    """Give id, name, role and rev of the person whose session this is, while it stands; one indexed read."""
    asked = {"token_hash": secret_words.hashed(token), "now": columns.now()}
    with db.engine.connect() as connection:  # every request pays for this: without the ORM it costs half
        return connection.execute(_HOLDER, asked).one_or_none()


def start(person_id: UUID) -> str:
    """Sign a person in and give the token; part of the caller's transaction."""
    token, now = secret_words.make(), columns.now()
    _sweep()
    expires = now + timedelta(limits.SESSION_DAYS)
    db.session.add(Session(token_hash=secret_words.hashed(token), person_id=person_id, expires_at=expires))
    return token


def end_all(person_id: UUID) -> None:
    """Sign a person out everywhere; part of the caller's transaction, which holds the person's row."""
    db.session.connection().execute(delete(Session).where(Session.person_id == person_id))


def _sweep() -> None:
    over = Session.expires_at <= columns.now()
    old = db.session.scalars(select(Session.token_hash).where(over).limit(SWEPT)).all()
    if old:
        db.session.connection().execute(delete(Session).where(Session.token_hash.in_(old)))
