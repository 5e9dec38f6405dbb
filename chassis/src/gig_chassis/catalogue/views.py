"""The API of a picker."""

import uuid
from typing import Any

from flask import Response, jsonify
from marshmallow import Schema, fields, validate

from gig_chassis import api, database, etags
from gig_chassis.catalogue import changes, export, facets, listing, matching, merging, picks, queries, rows, schemas
from gig_chassis.catalogue.declaration import Catalogue
from gig_chassis.catalogue.importing import views as import_views
from gig_chassis.catalogue.standby import Source

ONE = "/<uuid:entry_id>"
Arguments = dict[str, Any]


def blueprint(source: Source) -> api.Blueprint:
    """Give all routes of a catalogue; what a suggestion needs is read from `source`."""
    catalogue = source.catalogue
    bp = api.Blueprint(catalogue.plural, __name__, url_prefix=f"/v1/{catalogue.plural}")
    _add_list(bp, catalogue)
    _add_create(bp, catalogue)
    _add_pick(bp, source)
    _add_facets(bp, catalogue)
    _add_export(bp, catalogue)
    _add_match(bp, catalogue)
    _add_one(bp, source)
    _add_replace(bp, catalogue)
    _add_archive(bp, catalogue)
    _add_merge(bp, catalogue)
    import_views.add(bp, catalogue)
    return bp


def _add_list(bp: api.Blueprint, catalogue: Catalogue) -> None:
    sort = fields.String(load_default="name", validate=validate.OneOf(listing.sorts(catalogue)))

    @bp.at("")
    @bp.takes(catalogue.named("ListQuery", queries.ListQuery, sort=sort), "query")
    @bp.answers(200, catalogue.named("Page", Schema, **schemas.page_of(catalogue.body)))
    def list_entries(query: Arguments) -> Response:
        with database.reading(catalogue.db):
            return jsonify(listing.page(catalogue, query))


def _add_create(bp: api.Blueprint, catalogue: Catalogue) -> None:
    @bp.at("", "POST")
    @bp.takes(catalogue.body)
    @bp.answers(201, catalogue.body)
    @bp.or_answers(200, catalogue.body)
    @bp.refuses(409)
    def create_entry(body: Arguments) -> Response:
        entry, is_new = changes.create(catalogue, body)
        response = _tagged(entry, 201 if is_new else 200)
        response.location = f"/v1/{catalogue.plural}/{entry['id']}"
        return response


def _add_pick(bp: api.Blueprint, source: Source) -> None:
    catalogue = source.catalogue

    @bp.at("/random")
    @bp.takes(catalogue.picks, "query")
    @bp.answers(200, catalogue.named("Picks", Schema, **schemas.picks_of(catalogue.body)))
    @bp.refuses(403)
    def pick_entries(query: Arguments) -> Response:
        response = jsonify(source.read(lambda catalogue: picks.answer(catalogue, query)))
        response.cache_control.no_store = True
        return response


def _add_facets(bp: api.Blueprint, catalogue: Catalogue) -> None:
    @bp.at("/facets")
    @bp.answers(200, schemas.Facets)
    def count_facets() -> Response:
        with database.reading(catalogue.db):
            return jsonify(facets.facets(catalogue))


def _add_export(bp: api.Blueprint, catalogue: Catalogue) -> None:
    @bp.at("/export")
    @bp.takes(queries.FilterQuery, "query")
    @bp.answers_csv()
    def export_entries(query: Arguments) -> Response:
        return export.response(catalogue, query)


def _add_match(bp: api.Blueprint, catalogue: Catalogue) -> None:
    @bp.at("/match", "POST", role="viewer")
    @bp.takes(schemas.MatchBody)
    @bp.answers(200, schemas.Matches)
    def match_entries(body: Arguments) -> Response:
        with database.reading(catalogue.db):
            return jsonify(items=matching.match(catalogue, body["items"], entries=body["entries"]))


def _add_one(bp: api.Blueprint, source: Source) -> None:
    @bp.at(ONE)
    @bp.answers(200, source.catalogue.body)
    @bp.refuses(304)
    def get_entry(entry_id: uuid.UUID) -> Response:
        return _tagged(source.read(lambda catalogue: rows.one(catalogue, entry_id)))


def _add_replace(bp: api.Blueprint, catalogue: Catalogue) -> None:
    @bp.at(ONE, "PUT")
    @bp.takes(catalogue.body)
    @bp.answers(200, catalogue.body)
    @bp.asks_rev()
    @bp.refuses(409)
    def replace_entry(body: Arguments, entry_id: uuid.UUID) -> Response:
        return _tagged(changes.replace(catalogue, entry_id, body, etags.require_rev()))


def _add_archive(bp: api.Blueprint, catalogue: Catalogue) -> None:
    @bp.at(ONE, "DELETE")
    @bp.answers(204)
    @bp.asks_rev()
    def archive_entry(entry_id: uuid.UUID) -> Response:
        entry = changes.set_archived(catalogue, entry_id, etags.require_rev(), archived=True)
        return etags.tag(Response(status=204), entry["rev"])

    @bp.at(f"{ONE}/restore", "POST")
    @bp.answers(200, catalogue.body)
    @bp.asks_rev()
    def restore_entry(entry_id: uuid.UUID) -> Response:
        return _tagged(changes.set_archived(catalogue, entry_id, etags.require_rev(), archived=False))


def _add_merge(bp: api.Blueprint, catalogue: Catalogue) -> None:
    @bp.at(f"{ONE}/merge", "POST")
    @bp.takes(schemas.MergeBody)
    @bp.answers(200, catalogue.body)
    @bp.asks_rev()
    @bp.refuses(409)
    def merge_entry(body: Arguments, entry_id: uuid.UUID) -> Response:
        return _tagged(merging.merge(catalogue, entry_id, body["into"], etags.require_rev()))


def _tagged(entry: dict[str, Any], status: int = 200) -> Response:
    response = jsonify(entry)
    response.status_code = status
    return etags.tag(response, entry["rev"])
