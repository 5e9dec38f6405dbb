"""The bands and venues a file names: gathered, asked for, and what was found for them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, case, func, insert, select, update

from gig_chassis import cursors, database
from gig_chassis.imports import states
from gig_chassis.problems import Problem, invalid
from gig_store.importing.jobs import NAMES, STORE
from gig_store.importing.told import BAND, VENUE, Ref, Wrong
from gig_store.models import db
from gig_store.schemas import BandFacts, VenueFacts

OPEN, FOUND, MISSING, UNCLEAR = "open", "found", "missing", "unclear"
PLURALS = {BAND: "bands", VENUE: "venues"}
_FACTS = {BAND: BandFacts(), VENUE: VenueFacts(exclude=["id"])}
_COLUMN = {BAND: "act", VENUE: "venue"}
_name = NAMES.c

JsonObject = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for a name: the id and the facts of the one, else how many it may be."""

    state: str
    found_id: UUID | None
    candidates: int
    facts: JsonObject | None


def add(import_id: UUID, refs: Iterable[Ref]) -> None:
    """Within a transaction under way: note names of some rows, each once for every row it is in."""
    count: dict[str, int] = {}
    known: dict[str, Ref] = {}
    for ref in refs:
        count[ref.key] = count.get(ref.key, 0) + 1
        known.setdefault(ref.key, ref)
    these = select(_name.key).where(_name.import_id == import_id, _name.key.in_(known))
    there = set(db.session.execute(these).scalars())
    new = [_new(import_id, known[key], number) for key, number in count.items() if key not in there]
    if new:
        db.session.execute(insert(NAMES), new)
    if old := [{"which": key, "more": count[key]} for key in there]:
        this = (_name.import_id == import_id, _name.key == bindparam("which"))
        db.session.connection().execute(update(NAMES).where(*this).values(rows=_name.rows + bindparam("more")), old)


def found(import_id: UUID, refs: Iterable[Ref]) -> dict[str, Found]:
    """Give what was found, by the keys of the names."""
    keys = {ref.key for ref in refs}
    columns = (_name.key, _name.state, _name.found_id, _name.candidates, _name.facts)
    query = select(*columns).where(_name.import_id == import_id, _name.key.in_(keys))
    return {key: Found(*values) for key, *values in db.session.execute(query)} if keys else {}


def meant(ref: Ref, known: Mapping[str, Found]) -> tuple[str, JsonObject]:
    """Give the id and the facts of the one a name means; raises Wrong."""
    there = known.get(ref.key)
    if there is None or there.state == OPEN:
        raise Wrong(_COLUMN[ref.kind], "The gig was changed while the list was read. Upload the file again.")
    if there.state != FOUND or there.facts is None:
        raise Wrong(_COLUMN[ref.kind], _why(ref, there.candidates))
    return str(there.found_id), there.facts


def page(import_id: UUID, query: Mapping[str, Any]) -> JsonObject:
    """Give a page of the names of a kind that are open, or missing; raises Problem 404, 422."""
    kind, what, limit = query["kind"], query["what"], query["limit"]
    sort = f"names {kind} {what} {import_id}"
    after = _last_key(query["cursor"], sort) if query.get("cursor") else ""
    shown = (_name.key, _name.external_id, _name.name, _name.city, _name.rows)
    these = (_name.import_id == import_id, _name.state == what, _name.key > after, _of_kind(kind))
    with database.reading(db):
        STORE.one(import_id)
        rows = db.session.execute(select(*shown).where(*these).order_by(_name.key).limit(limit + 1)).mappings().all()
    more = cursors.encode(sort, [rows[limit - 1]["key"]]) if len(rows) > limit else None
    return {"items": [dict(row) for row in rows[:limit]], "next": more}


def note(import_id: UUID, kind: str, items: Sequence[JsonObject]) -> bool:
    """Note what was found, and say whether the file can be planned now; raises Problem 404, 409, 422.

    Answers that come again, or late, change nothing.
    """
    answers = [_answer(kind, place, item) for place, item in enumerate(items)]

    def work() -> bool:
        state = states.state(STORE.locked(import_id))
        if state in {states.PLANNING, states.STAGED}:
            return False
        if state != states.NAMING:
            raise Problem(409, "Only an import that waits for names can be told what was found.")
        _refuse_strangers(import_id, kind, items)
        _put(import_id, answers)
        counts = count(import_id)
        begun = {} if counts["open"] else _planning()
        STORE.note(import_id, names=counts, **begun)
        return not counts["open"]

    return database.write(db, work)


def again(import_id: UUID) -> None:
    """Ask again for all names that were not found; raises Problem 404, 409."""

    def work() -> None:
        if states.state(STORE.locked(import_id)) != states.STAGED:
            raise Problem(409, "Only the names of an import that is staged can be looked up again.")
        these = (_name.import_id == import_id, _name.state.in_([MISSING, UNCLEAR]))
        db.session.execute(update(NAMES).where(*these).values(state=OPEN))
        zeros = dict.fromkeys((*states.COUNTS, "gigs"), 0)
        STORE.note(import_id, state=states.NAMING, names=count(import_id), progress=1.0, **zeros)

    database.write(db, work)


def count(import_id: UUID) -> dict[str, int]:
    """Give how many names are open, and how many are missing of each kind."""
    letter = case((_of_kind(BAND), BAND), else_=VENUE)
    query = select(_name.state, letter, func.count()).where(_name.import_id == import_id).group_by(_name.state, letter)
    numbers = {(state, kind): number for state, kind, number in db.session.execute(query)}
    missing = {f"missing_{PLURALS[kind]}": numbers.get((MISSING, kind), 0) for kind in PLURALS}
    return {"open": sum(n for (state, _), n in numbers.items() if state == OPEN), **missing}


def _planning() -> JsonObject:
    return {"state": states.PLANNING, "progress": 0.0, "problem_line": None, "problem_detail": None}


def _new(import_id: UUID, ref: Ref, rows: int) -> JsonObject:
    told = {"external_id": ref.external_id, "name": ref.name, "city": ref.city}
    return {"import_id": import_id, "key": ref.key, **told, "rows": rows, "state": OPEN, "candidates": 0}


def _of_kind(kind: str) -> ColumnElement[bool]:
    return _name.key.between(kind[0], kind[0] + "~")


def _last_key(cursor: str, sort: str) -> str:
    values = cursors.decode(cursor, sort)
    if len(values) != 1 or not isinstance(values[0], str):
        raise cursors.wrong()
    return values[0]


def _answer(kind: str, place: int, item: JsonObject) -> JsonObject:
    """Give the columns of one answer; raises Problem 422."""
    if item["id"] is None:
        return {"which": item["key"], "id": None, "candidates": item["candidates"], "facts": None}
    if item["facts"] is None:
        raise invalid(f"/items/{place}/facts", "Say what is known of the one that was found.")
    if errors := _FACTS[kind].validate(item["facts"]):
        column, messages = next(iter(errors.items()))
        raise invalid(f"/items/{place}/facts/{column}", str(messages))
    facts = _FACTS[kind].load(item["facts"])
    return {"which": item["key"], "id": item["id"], "candidates": 1, "facts": facts}


def _refuse_strangers(import_id: UUID, kind: str, items: Collection[JsonObject]) -> None:
    keys = {item["key"] for item in items}
    these = select(_name.key).where(_name.import_id == import_id, _name.key.in_(keys), _of_kind(kind))
    if keys and keys - set(db.session.execute(these).scalars()):
        raise invalid("/items", f"One of these keys is of no {kind} in this list.")


def _put(import_id: UUID, answers: Sequence[JsonObject]) -> None:
    """Change the names that are open alone: what was found first counts."""
    if not answers:
        return
    found_id = bindparam("id", type_=_name.found_id.type)
    candidates = bindparam("candidates", type_=_name.candidates.type)
    facts = bindparam("facts", type_=_name.facts.type)
    lacking = case((_name.name.is_(None), UNCLEAR), (candidates == 0, MISSING), else_=UNCLEAR)
    state = case((found_id.is_not(None), FOUND), else_=lacking)
    this = (_name.import_id == import_id, _name.key == bindparam("which"), _name.state == OPEN)
    values = {"state": state, "found_id": found_id, "candidates": candidates, "facts": facts}
    db.session.connection().execute(update(NAMES).where(*this).values(values), list(answers))


def _why(ref: Ref, candidates: int) -> str:
    plural, where = PLURALS[ref.kind], f" in {ref.city}" if ref.city else ""
    if candidates > 1:
        number = "Artist ID" if ref.kind == BAND else "Venue ID"
        more = "city" if ref.kind == VENUE and not ref.city else number
        return f"{candidates} {plural} are called {ref.name}{where}: add the {more}, or take the row out."
    called = f"called {ref.name}{where}" if ref.name else f"with the id {ref.external_id}"
    return f"The planner knows no {ref.kind} {called}: add it to the {plural}, or take the row out."
