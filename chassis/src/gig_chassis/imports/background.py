"""Work on an import beside the requests; what goes wrong is told to who looks at the import."""

import threading
import uuid
from collections.abc import Callable

import structlog
from flask import Flask, current_app

from gig_chassis import database
from gig_chassis.imports import states
from gig_chassis.imports.holding import LostHoldError
from gig_chassis.imports.store import Store
from gig_chassis.imports.unreadable import Unreadable
from gig_chassis.problems import Problem

_log = structlog.get_logger()
_WENT_WRONG = "Something went wrong on our side. Try again; if it stays, ask who runs the planner for the log."


def start(store: Store, import_id: uuid.UUID, work: Callable[[], None]) -> threading.Thread:
    """Run `work` in a thread of its own within the app; when it fails the import says why."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001  # Flask's documented way

    def run() -> None:
        with app.app_context():
            _guarded(store, import_id, work)

    thread = threading.Thread(target=run, name=f"import {import_id}", daemon=True)
    thread.start()
    return thread


def _guarded(store: Store, import_id: uuid.UUID, work: Callable[[], None]) -> None:
    try:
        work()
    except LostHoldError:
        _log.warning("import taken over by another run", import_id=str(import_id))  # whose state is not ours to note
    except Unreadable as refusal:
        _fail(store, import_id, refusal.detail, refusal.line)
    except Problem as problem:
        _fail(store, import_id, str(problem.description))
    except Exception as error:  # noqa: BLE001  # nobody waits for this thread: it has to tell by itself
        _log.exception("import failed", import_id=str(import_id), error=type(error).__name__)
        _fail(store, import_id, _WENT_WRONG)


def _fail(store: Store, import_id: uuid.UUID, detail: str, line: int | None = None) -> None:
    """Leave the import as one that was cut off, with the reason; when not even that can be saved its heart stops."""
    try:
        database.write(store.db, lambda: _note_failure(store, import_id, detail, line))
    except (*database.UNAVAILABLE, Problem):
        _log.warning("failure of import not noted", import_id=str(import_id))


def _note_failure(store: Store, import_id: uuid.UUID, detail: str, line: int | None) -> None:
    state = states.AFTER_A_CUT.get(store.one(import_id)["state"])
    if state is not None:
        store.note(import_id, state=state, problem_line=line, problem_detail=detail)
