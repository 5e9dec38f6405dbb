"""Changes of gigs that are there: worked out beforehand, so that they take little time once they are made."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Date, DateTime, Table, bindparam, delete, insert, select, update
from sqlalchemy.types import TypeEngine

from gig_chassis import database
from gig_chassis.columns import Money
from gig_chassis.imports.holding import Hold
from gig_chassis.problems import Problem
from gig_store.importing import lots, making, plans, warnings
from gig_store.importing.jobs import ACTS, GIGS, HISTORY, PLANS
from gig_store.importing.making import Maker
from gig_store.models import Gig, db

BATCH = 250
AT_ONCE = 1_000
CHANGED = "{} was changed meanwhile. Upload the file again."
SOME_GIG = "A gig of this list"
_NIGHT = {"status", "gig_day", "slot", "venue_id"}
_UPDATES = PLANS.c.kind == plans.UPDATE

JsonObject = dict[str, Any]


def prepare(hold: Hold, maker: Maker) -> None:
    """Note for each gig what is going to be written; raises Problem 409 for one that was changed meanwhile."""
    for lot in lots.read(hold.import_id, _UPDATES, size=BATCH):
        with database.reading(db), db.session.no_autoflush:
            ready = _ready(lot, maker)
            db.session.rollback()
        hold.write(lambda ready=ready: _note(hold, ready))  # type: ignore[misc]  # mypy does not infer the default


def make(hold: Hold) -> None:
    """Within the last transaction: write what was prepared; raises Problem 409 for a gig that was changed since."""
    after = (-1, UUID(int=0))
    these = (PLANS.c.import_id == hold.import_id, _UPDATES)
    columns = (PLANS.c.line, PLANS.c.gig_id, PLANS.c.rev, PLANS.c.ready)
    query = select(*columns).where(*these).order_by(PLANS.c.line, PLANS.c.gig_id)
    while found := db.session.execute(query.where(PLANS.c.line > after[0]).limit(AT_ONCE)).mappings().all():
        _write([dict(row) for row in found])
        after = found[-1]["line"], found[-1]["gig_id"]
    db.session.execute(update(PLANS).where(*these).values(rev=PLANS.c.rev + 1, ready=None))


def _ready(lot: Sequence[JsonObject], maker: Maker) -> list[JsonObject]:
    query = select(Gig).where(Gig.id.in_([plan["gig_id"] for plan in lot]))
    gigs = {gig.id: gig for gig in db.session.execute(query).scalars()}
    changed = {plan["gig_id"]: _changed(plan, gigs.get(plan["gig_id"]), maker) for plan in lot}
    warned = warnings.of(list(gigs.values()), maker.import_id)
    for gig_id, (ready, _) in changed.items():
        ready["history"]["accepted_warnings"] = warned.get(gig_id, [])
    return [{"which": gig_id, "to_ready": ready, "to_before": before} for gig_id, (ready, before) in changed.items()]


def _changed(plan: JsonObject, gig: Gig | None, maker: Maker) -> tuple[JsonObject, JsonObject]:
    """Change a gig in memory; give the rows to be written, and what differs."""
    if gig is None or gig.rev != plan["rev"] or gig.trashed_at:
        raise Problem(409, CHANGED.format(gig.label if gig else SOME_GIG))
    was = {column: getattr(gig, column) for column in making.GIG}
    before = making.apply(gig, plan["wanted"])
    entry = maker.change(gig, before)
    columns = {name: value for name in making.GIG if (value := getattr(gig, name)) != was[name]}
    has_acts = "lineup" in before or "gig_day" in before
    acts = [making.act_row(act, gig.id) for act in gig.lineup] if has_acts else None
    return {"gig": _told(columns), "acts": acts and list(map(_told, acts)), "history": _told(entry)}, before


def _note(hold: Hold, ready: Sequence[JsonObject]) -> None:
    this = (PLANS.c.import_id == hold.import_id, PLANS.c.gig_id == bindparam("which"))
    values = {name: bindparam(f"to_{name}", type_=PLANS.c[name].type) for name in ("ready", "before")}
    db.session.connection().execute(update(PLANS).where(*this).values(values), list(ready))


def _write(lot: Sequence[JsonObject]) -> None:
    """Write some changes; gigs that leave or take a night one by one, for one may take what another leaves."""
    together: dict[tuple[str, ...], list[JsonObject]] = defaultdict(list)
    for row in lot:
        columns = tuple(row["ready"]["gig"])
        if _NIGHT & set(columns):
            _update(columns, [row])
        else:
            together[columns].append(row)
    for columns, rows in together.items():
        _update(columns, rows)
    _write_acts(lot)
    db.session.execute(insert(HISTORY), [_read(HISTORY, row["ready"]["history"]) for row in lot])


def _update(columns: Sequence[str], rows: Sequence[JsonObject]) -> None:
    this = (GIGS.c.id == bindparam("which"), GIGS.c.rev == bindparam("was"), GIGS.c.trashed_at.is_(None))
    values = {name: bindparam(f"to_{name}", type_=GIGS.c[name].type) for name in columns}
    change = update(GIGS).where(*this).values({**values, "rev": GIGS.c.rev + 1})
    told = [{"which": row["gig_id"], "was": row["rev"], **_bound(_read(GIGS, row["ready"]["gig"]))} for row in rows]
    if db.session.connection().execute(change, told).rowcount != len(rows):
        raise Problem(409, CHANGED.format(SOME_GIG))


def _write_acts(lot: Sequence[JsonObject]) -> None:
    acts = {row["gig_id"]: row["ready"]["acts"] for row in lot if row["ready"]["acts"] is not None}
    if acts:
        db.session.execute(delete(ACTS).where(ACTS.c.gig_id.in_(acts)))
    if found := [_read(ACTS, act) for theirs in acts.values() for act in theirs]:
        db.session.execute(insert(ACTS), found)


def _bound(row: Mapping[str, Any]) -> JsonObject:
    return {f"to_{name}": value for name, value in row.items()}


def _told(row: Mapping[str, Any]) -> JsonObject:
    """Give a row as JSON."""
    return {name: _text(value) for name, value in row.items()}


def _text(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID | Decimal) else value


def _read(table: Table, row: Mapping[str, Any]) -> JsonObject:
    """Give a row again."""
    return {name: _value(table.c[name].type, value) for name, value in row.items()}


def _value(kind: TypeEngine[Any], value: Any) -> Any:  # noqa: ANN401  # whatever a column holds
    if value is None:
        return None
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    if isinstance(kind, DateTime):
        return datetime.fromisoformat(value)
    if isinstance(kind, database.Uuid):
        return UUID(value)
    return Decimal(value) if isinstance(kind, Money) else value
