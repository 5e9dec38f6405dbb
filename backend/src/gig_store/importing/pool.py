"""All gigs that some rows may mean, looked up at once: those of the planner, and what earlier rows make of them."""

import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any

from sqlalchemy import Select, and_, bindparam, false, or_, select

from gig_chassis.database import Uuid
from gig_store import change, wire
from gig_store.importing import plans
from gig_store.importing.jobs import PLANS
from gig_store.importing.plans import Plan
from gig_store.models import Gig, db
from gig_store.seen import SEEN

TOGETHER = 100  # nights asked for in one query
_COUNTING = (Gig.in_trash == false(), Gig.status != "cancelled", SEEN)
_NOWHERE = (uuid.UUID(int=0), change.UNDATED)

JsonObject = dict[str, Any]


class Pool:
    """Gigs by their ids, and by what finds them (`plans.key`)."""

    def __init__(self, import_id: uuid.UUID) -> None:
        self._import_id = import_id
        self.plans: dict[uuid.UUID, Plan] = {}
        self._by_key: dict[str, dict[uuid.UUID, None]] = {}

    def there(self, key: str) -> list[Plan]:
        """Give the gigs that are found by `key`."""
        return [self.plans[gig_id] for gig_id in self._by_key.get(key, ())]

    def put(self, plan: Plan) -> None:
        """Let rows find a gig, as it is to be."""
        if plan.target["status"] != "cancelled" and not (plan.now or {}).get("trashed_at"):
            self._by_key.setdefault(plans.key(plan.target), {})[plan.gig_id] = None
        self.plans[plan.gig_id] = plan

    def move(self, plan: Plan, target: JsonObject) -> None:
        """Let a gig become `target`."""
        self._by_key.get(plans.key(plan.target), {}).pop(plan.gig_id, None)
        plan.target = target
        self.put(plan)

    def load(self, gigs: Mapping[uuid.UUID, JsonObject], keys: Mapping[str, JsonObject]) -> None:
        """Look up what rows may mean: `gigs` by the ids in them, others by `keys` and what these were made of."""
        stored = {row["gig_id"]: row for row in self._stored(gigs, keys)}
        known = {gig["id"]: gig for gig in [*gigs.values(), *_by_ids(stored.keys() - gigs.keys()), *_found(keys)]}
        for gig in known.values():
            self.put(plans.of_gig(gig))
        for gig_id, row in stored.items():
            now = None if row["kind"] == plans.CREATE else known.get(str(gig_id))
            self._replace(plans.restored(row, now))

    def _replace(self, plan: Plan) -> None:
        earlier = self.plans.get(plan.gig_id)
        if earlier:
            self._by_key.get(plans.key(earlier.target), {}).pop(plan.gig_id, None)
        self.put(plan)

    def _stored(self, gigs: Collection[uuid.UUID], keys: Collection[str]) -> list[Mapping[str, Any]]:
        plan, found = PLANS.c, dict[uuid.UUID, Mapping[str, Any]]()
        for column, values in ((plan.gig_id, gigs), (plan.night, keys)):
            if values:
                query = select(PLANS).where(plan.import_id == self._import_id, column.in_(values))
                found |= {row["gig_id"]: row for row in db.session.execute(query).mappings()}
        return sorted(found.values(), key=lambda row: (row["line"], row["gig_id"]))


def there(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, JsonObject]:
    """Give the JSON of those gigs of `ids` that are there, in the trash or not."""
    return {uuid.UUID(gig["id"]): gig for gig in _by_ids(ids)}


def _by_ids(ids: Collection[uuid.UUID]) -> Iterator[JsonObject]:
    if ids:
        yield from _read(select(Gig).where(Gig.id.in_(ids), SEEN), {})


def _found(keys: Mapping[str, JsonObject]) -> Iterator[JsonObject]:
    """Give the gigs of the planner on these nights, and those without a night that are called so."""
    nights, ideas = set[tuple[uuid.UUID, date]](), list[JsonObject]()
    for asked in keys.values():
        day = plans.day(asked)
        if day and asked["venue"]:
            nights.add((uuid.UUID(asked["venue"]["id"]), day))
        else:
            ideas.append(asked)
    yield from _at_nights(sorted(nights))
    if ideas:
        found = {"days": [plans.day(idea) or change.UNDATED for idea in ideas], "labels": list(map(plans.label, ideas))}
        yield from (gig for gig in _read(_CALLED, found) if plans.key(gig) in keys)


def _at_nights(nights: Sequence[tuple[uuid.UUID, date]]) -> Iterator[JsonObject]:
    left = iter(nights)
    while some := list(islice(left, TOGETHER)):
        padded = some + [_NOWHERE] * (TOGETHER - len(some))
        venues = {f"v{n}": venue for n, (venue, _) in enumerate(padded)}
        yield from _read(_AT, venues | {f"d{n}": day for n, (_, day) in enumerate(padded)})


def _read(query: Select[Gig], asked: Mapping[str, Any]) -> Iterator[JsonObject]:
    for gig in db.session.execute(query, asked).scalars():
        yield wire.whole_gig(gig)


def _at() -> Select[Gig]:
    """Name the nights one by one, and nothing else: only so SQLite looks each of them up through its index."""
    each = (
        and_(Gig.venue_id == bindparam(f"v{n}", type_=Uuid), Gig.sort_day == bindparam(f"d{n}"))
        for n in range(TOGETHER)
    )
    return select(Gig).where(or_(*each), SEEN)


_AT = _at()
_CALLED = select(Gig).where(
    Gig.sort_day.in_(bindparam("days", expanding=True)), Gig.label.in_(bindparam("labels", expanding=True)), *_COUNTING
)
