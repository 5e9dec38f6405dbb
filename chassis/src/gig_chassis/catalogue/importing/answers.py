"""Which place a city is: the answer plans its rows again."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select, update

from gig_chassis import database
from gig_chassis.catalogue import rows
from gig_chassis.catalogue.declaration import Catalogue
from gig_chassis.catalogue.importing import plans, stored
from gig_chassis.catalogue.importing.placing import Questions
from gig_chassis.catalogue.importing.plans import CREATE, SAME, UPDATE, Plan
from gig_chassis.imports import states
from gig_chassis.problems import Problem, invalid


def answer(catalogue: Catalogue, import_id: uuid.UUID, answers: Mapping[str, int | None]) -> None:
    """Note the answers and plan the rows of these cities again; raises Problem 404, 409, 422."""

    def work() -> None:
        imports = catalogue.imports
        locked = update(imports.imports).where(imports.imports.c.id == import_id).values(id=import_id)
        catalogue.session.execute(locked)
        job = imports.one(import_id)
        if states.state(job) != states.STAGED:
            raise Problem(409, "Only the questions of an import that is staged can be answered.")
        questions = Questions({question["city"]: question for question in job["questions"]})
        for city, choice in answers.items():
            _choose(questions, city, choice)
        _plan_again(catalogue, import_id, questions, list(answers))
        noted = {"state": states.STAGED, "progress": 1.0, "questions": list(questions.asked.values())}
        imports.note(import_id, **noted, **imports.count(import_id))

    database.write(catalogue.db, work)


def _choose(questions: Questions, city: str, choice: int | None) -> None:
    question = questions.asked.get(city)
    if question is None:
        raise invalid("/answers", f"{city} was not asked for.")
    if choice is not None and not 0 <= choice < len(question["choices"]):
        raise invalid("/answers", f"There is no choice {choice} for {city}.")
    question["answer"] = choice


def _plan_again(catalogue: Catalogue, import_id: uuid.UUID, questions: Questions, cities: Sequence[str]) -> None:
    table = catalogue.plans
    these = select(table).where(table.c.import_id == import_id, table.c.question.in_(cities))
    found = catalogue.session.execute(these).mappings().all()
    entries = catalogue.entries.c
    query = rows.selection(catalogue).where(entries.id.in_([row["entry_id"] for row in found]))
    shown = rows.shapes(catalogue, catalogue.session.execute(query).all())
    now: dict[str, dict[str, Any]] = {entry["id"]: entry for entry in shown}
    again = [plans.restored(dict(row), now.get(str(row["entry_id"]))) for row in found]
    for plan in again:
        _again(catalogue, import_id, plan, questions)
    stored.save(catalogue, import_id, again)


def _again(catalogue: Catalogue, import_id: uuid.UUID, plan: Plan, questions: Questions) -> None:
    plans.compare(catalogue, plan, questions)
    if plan.kind == CREATE:
        return
    plan.kind = UPDATE if plan.changes else SAME
    row = catalogue.imports.rows
    this = (row.c.import_id == import_id, row.c.line == plan.line)
    action = "update" if plan.kind == UPDATE else "duplicate"
    catalogue.session.execute(update(row).where(*this).values(action=action))
