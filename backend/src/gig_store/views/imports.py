"""`/v1/gigs/imports`: lists of gigs sent, looked at, committed and taken back."""

import uuid
from typing import Any

from flask import Response, jsonify

from gig_chassis import acting, api, bodies
from gig_chassis.imports import background, report, schemas, uploads
from gig_store.importing import commit, naming, planning, shapes, staging, undo
from gig_store.importing.jobs import STORE

ONE = "/<uuid:import_id>"
MOST_FACTS = 8 * 1024 * 1024
Arguments = dict[str, Any]

bp = api.Blueprint("gig_imports", __name__, url_prefix="/v1/gigs/imports", description="Lists of gigs from outside")
bp.record(lambda setup: bodies.let(setup.app, f"{bp.name}.upload_import", uploads.MOST_BYTES))


@bp.at("", "POST", role="admin")
@bp.takes(schemas.Upload, "query")
@bp.takes_csv()
@bp.answers(202, shapes.GigImport)
def upload_import(query: Arguments) -> Response:
    """Take a list and read it beside the requests; the same id again changes nothing."""
    import_id, file = query["id"], uploads.received()
    if STORE.begin(import_id, query["filename"]):
        background.start(STORE, import_id, lambda: staging.stage(import_id, file))
    else:
        file.close()
    response = _accepted(import_id)
    response.location = f"/v1/gigs/imports/{import_id}"
    return response


@bp.at("", role="admin")
@bp.answers(200, shapes.GigImports)
def list_imports() -> Response:
    """Give the latest imports."""
    return jsonify(items=STORE.latest(), next=None)


@bp.at(ONE, role="admin")
@bp.answers(200, shapes.GigImport)
def get_import(import_id: uuid.UUID) -> Response:
    """Give one import."""
    return jsonify(STORE.shape(import_id))


@bp.at(f"{ONE}/names", role="admin")
@bp.takes(shapes.NamesQuery, "query")
@bp.answers(200, shapes.Names)
def list_names(query: Arguments, import_id: uuid.UUID) -> Response:
    """Give the names in a list that are to be looked up, or are in no catalogue."""
    return jsonify(naming.page(import_id, query))


@bp.at(f"{ONE}/names", "POST", role="admin")
@bp.takes(shapes.FoundNames)
@bp.answers(200, shapes.GigImport)
@bp.refuses(409)
def note_names(body: Arguments, import_id: uuid.UUID) -> Response:
    """Note what was found; once no name is open, the rows are planned beside the requests."""
    if naming.note(import_id, body["kind"], body["items"]):
        background.start(STORE, import_id, lambda: planning.plan(import_id))
    return jsonify(STORE.shape(import_id))


@bp.at(f"{ONE}/names/again", "POST", role="admin")
@bp.answers(200, shapes.GigImport)
@bp.refuses(409)
def ask_again(import_id: uuid.UUID) -> Response:
    """Ask again for the names that were not found."""
    naming.again(import_id)
    return jsonify(STORE.shape(import_id))


@bp.at(f"{ONE}/rows", role="admin")
@bp.takes(schemas.RowsQuery, "query")
@bp.answers(200, schemas.ImportRows)
def list_import_rows(query: Arguments, import_id: uuid.UUID) -> Response:
    """Give a page of what becomes of the rows."""
    return jsonify(report.page(STORE, import_id, query))


@bp.at(f"{ONE}/report", role="admin")
@bp.answers_csv()
def report_import(import_id: uuid.UUID) -> Response:
    """Give what becomes of all rows as CSV."""
    return report.response(STORE, import_id)


@bp.at(f"{ONE}/commit", "POST", role="admin")
@bp.takes(schemas.CommitQuery, "query")
@bp.answers(202, shapes.GigImport)
@bp.refuses(409)
def commit_import(query: Arguments, import_id: uuid.UUID) -> Response:
    """Make and change gigs beside the requests."""
    hold, by = commit.begin(import_id, skip_errors=query["skip_errors"]), acting.current().person
    background.start(STORE, import_id, lambda: commit.run(hold, by))
    return _accepted(import_id)


@bp.at(f"{ONE}/undo", "POST", role="admin")
@bp.takes(shapes.Nothing)
@bp.answers(202, shapes.GigImport)
@bp.refuses(409)
def undo_import(body: Arguments, import_id: uuid.UUID) -> Response:
    """Take an import back beside the requests."""
    del body
    hold, by = undo.begin(import_id), acting.current().person
    background.start(STORE, import_id, lambda: undo.run(hold, by))
    return _accepted(import_id)


@bp.at(ONE, "DELETE", role="admin")
@bp.answers(204)
@bp.refuses(409)
def drop_import(import_id: uuid.UUID) -> Response:
    """Forget an import that was not committed."""
    STORE.give_up(import_id)
    return Response(status=204)


def _accepted(import_id: uuid.UUID) -> Response:
    response = jsonify(STORE.shape(import_id))
    response.status_code = 202
    return response
