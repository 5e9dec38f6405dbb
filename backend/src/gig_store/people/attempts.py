"""Tries to give a password: counted by name and by address before any hash is computed, ten a minute each."""

import hashlib
import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import case, delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from gig_chassis import columns, database
from gig_chassis.problems import Problem
from gig_store import change
from gig_store.models import db
from gig_store.people.models import Attempt

MOST = 10
WINDOW = timedelta(minutes=1)
SWEPT = 20  # old rows that go with each try: more than it can add
RERUNS = 5
IPV6_HOME = 64  # bits that one household or server has to itself


@dataclass(frozen=True, slots=True)
class Tries:
    """What one try was counted under: the keys, each with the start of its window."""

    counted: Sequence[tuple[bytes, datetime]]


def by_name(name: str) -> bytes:
    """Give the key of everybody who tries this name, however it is written."""
    return _key("name", change.key(name) or "")


def by_address(client: str) -> bytes:
    """Give the key of an address; the addresses of one IPv6 network count as one."""
    address = ipaddress.ip_address(client)
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return _key("address", str(address.ipv4_mapped))
        return _key("address", str(ipaddress.IPv6Network((address.packed, IPV6_HOME), strict=False)))
    return _key("address", str(address))


def count(*keys: bytes) -> Tries:
    """Count one try under each of the keys; raises Problem 429, counting nothing, when one of them is used up."""
    for _ in range(RERUNS):
        try:
            return database.write(db, lambda: _count_all(keys))
        except IntegrityError:  # another try made the row first
            continue
    return database.write(db, lambda: _count_all(keys))


def give_back(tries: Tries) -> None:
    """Take a right try off its count; part of the caller's transaction."""
    for key, since in tries.counted:
        still = (Attempt.key == key, Attempt.since == since, Attempt.count > 0)
        db.session.connection().execute(update(Attempt).where(*still).values(count=Attempt.count - 1))


def _count_all(keys: Sequence[bytes]) -> Tries:
    now = columns.now()
    counted = [(key, _count_one(key, now)) for key in sorted(keys)]  # in one order, so that no two wait for each other
    _sweep(now)
    return Tries(counted)


def _count_one(key: bytes, now: datetime) -> datetime:
    """Count in one statement, which holds the row until the end: nobody reads the number before it is kept.

    A window that starts shortly after `now` is that of another try, which came first; one further ahead is left of
    a clock that went back, which locks nobody out.
    """
    over = or_(Attempt.since <= now - WINDOW, Attempt.since > now + WINDOW)
    counted = update(Attempt).where(Attempt.key == key)
    counted = counted.ordered_values(  # MySQL sets them one after the other: the count looks at the old start
        (Attempt.count, case((over, 1), else_=Attempt.count + 1)),
        (Attempt.since, case((over, now), else_=Attempt.since)),
    )
    if not db.session.connection().execute(counted).rowcount:
        db.session.execute(insert(Attempt).values(key=key, since=now, count=1))
    row = db.session.execute(select(Attempt.count.label("tries"), Attempt.since).where(Attempt.key == key)).one()
    if row.tries > MOST:
        raise _too_many(row.since + WINDOW - now)
    since: datetime = row.since
    return since


def _too_many(wait: timedelta) -> Problem:
    seconds = max(1, -int(-wait.total_seconds() // 1))
    return Problem(
        429,
        f"Too many tries. Wait {seconds} seconds, then try again.",
        headers={"Retry-After": str(seconds)},
        code="too_many_tries",
    )


def _sweep(now: datetime) -> None:
    old = db.session.scalars(select(Attempt.key).where(Attempt.since <= now - WINDOW).limit(SWEPT)).all()
    if old:
        still = (Attempt.key.in_(old), Attempt.since <= now - WINDOW)
        db.session.connection().execute(delete(Attempt).where(*still))


def _key(kind: str, value: str) -> bytes:
    return hashlib.sha256(f"{kind}\n{value}".encode()).digest()
