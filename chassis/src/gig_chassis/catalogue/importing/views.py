"""The API of the imports of a picker."""

import uuid
from typing import Any

from flask import Response, jsonify

from gig_chassis import api, bodies
from gig_chassis.catalogue.declaration import Catalogue
from gig_chassis.catalogue.importing import answers, commit, staging, undo
from gig_chassis.imports import background, report, schemas, uploads

ALL = "/imports"
ONE = f"{ALL}/<uuid:import_id>"
Arguments = dict[str, Any]


def add(bp: api.Blueprint, catalogue: Catalogue) -> None:
    """Add the routes of imports to those of the catalogue."""
    _add_upload(bp, catalogue)
    _add_reading(bp, catalogue)
    _add_rows(bp, catalogue)
    _add_answers(bp, catalogue)
    _add_commit(bp, catalogue)
    _add_undo(bp, catalogue)
    _add_drop(bp, catalogue)


def _add_upload(bp: api.Blueprint, catalogue: Catalogue) -> None:
    bp.record(lambda setup: bodies.let(setup.app, f"{bp.name}.upload_import", uploads.MOST_BYTES))

    @bp.at(ALL, "POST", role="admin")
    @bp.takes(schemas.Upload, "query")
    @bp.takes_csv()
    @bp.answers(202, schemas.Import)
    def upload_import(query: Arguments) -> Response:
        import_id, file = query["id"], uploads.received()
        if catalogue.imports.begin(import_id, query["filename"]):
            background.start(catalogue.imports, import_id, lambda: staging.stage(catalogue, import_id, file))
        else:
            file.close()
        response = _accepted(catalogue, import_id)
        response.location = f"/v1/{catalogue.plural}/imports/{import_id}"
        return response


def _add_reading(bp: api.Blueprint, catalogue: Catalogue) -> None:
    @bp.at(ALL, role="admin")
    @bp.answers(200, schemas.Imports)
    def list_imports() -> Response:
        return jsonify(items=catalogue.imports.latest(), next=None)

    @bp.at(ONE, role="admin")
    @bp.answers(200, schemas.Import)
    def get_import(import_id: uuid.UUID) -> Response:
        return jsonify(catalogue.imports.shape(import_id))


def _add_rows(bp: api.Blueprint, catalogue: Catalogue) -> None:
    @bp.at(f"{ONE}/rows", role="admin")
    @bp.takes(schemas.RowsQuery, "query")
    @bp.answers(200, schemas.ImportRows)
    def list_import_rows(query: Arguments, import_id: uuid.UUID) -> Response:
        return jsonify(report.page(catalogue.imports, import_id, query))

    @bp.at(f"{ONE}/report", role="admin")
    @bp.answers_csv()
    def report_import(import_id: uuid.UUID) -> Response:
        return report.response(catalogue.imports, import_id)


def _add_answers(bp: api.Blueprint, catalogue: Catalogue) -> None:
    @bp.at(f"{ONE}/answers", "POST", role="admin")
    @bp.takes(schemas.Answers)
    @bp.answers(200, schemas.Import)
    @bp.refuses(409)
    def answer_import(body: Arguments, import_id: uuid.UUID) -> Response:
        answers.answer(catalogue, import_id, body["answers"])
        return jsonify(catalogue.imports.shape(import_id))


def _add_commit(bp: api.Blueprint, catalogue: Catalogue) -> None:
    @bp.at(f"{ONE}/commit", "POST", role="admin")
    @bp.takes(schemas.CommitQuery, "query")
    @bp.answers(202, schemas.Import)
    @bp.refuses(409)
    def commit_import(query: Arguments, import_id: uuid.UUID) -> Response:
        hold = commit.begin(catalogue, import_id, skip_errors=query["skip_errors"])
        background.start(catalogue.imports, import_id, lambda: commit.run(hold))
        return _accepted(catalogue, import_id)


def _add_undo(bp: api.Blueprint, catalogue: Catalogue) -> None:
    @bp.at(f"{ONE}/undo", "POST", role="admin")
    @bp.takes(schemas.Keeping)
    @bp.answers(202, schemas.Import)
    @bp.refuses(409)
    def undo_import(body: Arguments, import_id: uuid.UUID) -> Response:
        hold = undo.begin(catalogue, import_id)
        background.start(catalogue.imports, import_id, lambda: undo.run(hold, set(body["keep"])))
        return _accepted(catalogue, import_id)


def _add_drop(bp: api.Blueprint, catalogue: Catalogue) -> None:
    @bp.at(ONE, "DELETE", role="admin")
    @bp.answers(204)
    @bp.refuses(409)
    def drop_import(import_id: uuid.UUID) -> Response:
        catalogue.imports.give_up(import_id)
        return Response(status=204)


def _accepted(catalogue: Catalogue, import_id: uuid.UUID) -> Response:
    response = jsonify(catalogue.imports.shape(import_id))
    response.status_code = 202
    return response
