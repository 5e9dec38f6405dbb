"""Which place a city is: the answer plans its rows again."""

import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy import update

from gig_chassis import database
from gig_chassis.catalogue import rows
from gig_chassis.catalogue.declaration import Catalogue
from gig_chassis.catalogue.importing import plans, stored
from gig_chassis.catalogue.importing.placing import Questions
from gig_chassis.catalogue.importing.plans import CREATE, SAME, UPDATE, Plan
from gig_chassis.imports import states
from gig_chassis.problems import Problem, invalid

BATCH = 500


def answer(catalogue: Catalogue, import_id: uuid.UUID, answers: Mapping[str, int | None]) -> None:
    """Plan the rows of these cities again, lot by lot, then note the answers; raises Problem 404, 409, 422."""
    database.write(catalogue.db, lambda: _questions(catalogue, import_id, answers))
    edge: uuid.UUID | None = stored.FIRST
    while edge is not None:
        edge = database.write(catalogue.db, lambda edge=edge: _plan_again(catalogue, import_id, answers, edge))  # type: ignore[misc]  # mypy does not infer the default

    def work() -> None:
        questions = _questions(catalogue, import_id, answers)
        noted = {"state": states.STAGED, "progress": 1.0, "questions": list(questions.asked.values())}
        catalogue.imports.note(import_id, **noted, **catalogue.imports.count(import_id))

    database.write(catalogue.db, work)


def _questions(catalogue: Catalogue, import_id: uuid.UUID, answers: Mapping[str, int | None]) -> Questions:
    """Give the questions, answered, of an import that nobody else moves on; raises Problem 404, 409, 422."""
    job = catalogue.imports.locked(import_id)
    if states.state(job) != states.STAGED:
        raise Problem(409, "Only the questions of an import that is staged can be answered.")
    questions = Questions({question["city"]: question for question in job["questions"]})
    for city, choice in answers.items():
        _choose(questions, city, choice)
    return questions


def _choose(questions: Questions, city: str, choice: int | None) -> None:
    question = questions.asked.get(city)
    if question is None:
        raise invalid("/answers", f"{city} was not asked for.")
    if choice is not None and not 0 <= choice < len(question["choices"]):
        raise invalid("/answers", f"There is no choice {choice} for {city}.")
    question["answer"] = choice


def _plan_again(
    catalogue: Catalogue, import_id: uuid.UUID, answers: Mapping[str, int | None], edge: uuid.UUID
) -> uuid.UUID | None:
    """Plan the next lot behind the id `edge` again; give the last id of it, None where there is none."""
    questions, plan = _questions(catalogue, import_id, answers), catalogue.plans.c
    asked = [plan.question.in_(list(answers))]
    found = stored.Lots(catalogue, import_id, plan.keys(), asked, BATCH).beyond(edge)
    entries = catalogue.entries.c
    query = rows.selection(catalogue).where(entries.id.in_([row["entry_id"] for row in found]))
    shown = rows.shapes(catalogue, catalogue.session.execute(query).all())
    now: dict[str, dict[str, Any]] = {entry["id"]: entry for entry in shown}
    again = [plans.restored(row, now.get(str(row["entry_id"]))) for row in found]
    for each in again:
        _again(catalogue, import_id, each, questions)
    stored.save(catalogue, import_id, again)
    return found[-1]["entry_id"] if found else None


def _again(catalogue: Catalogue, import_id: uuid.UUID, plan: Plan, questions: Questions) -> None:
    plans.compare(catalogue, plan, questions)
    if plan.kind == CREATE:
        return
    plan.kind = UPDATE if plan.changes else SAME
    row = catalogue.imports.rows
    this = (row.c.import_id == import_id, row.c.line == plan.line)
    action = "update" if plan.kind == UPDATE else "duplicate"
    catalogue.session.execute(update(row).where(*this).values(action=action))
