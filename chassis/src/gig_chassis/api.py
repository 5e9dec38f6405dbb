"""A JSON service: the Flask app, its errors, ids, logs, token, health and OpenAPI, put together once."""

import threading
from collections.abc import Callable
from typing import Any, TypeVar

import flask_smorest as smorest
from flask import Flask, Request, Response
from flask_sqlalchemy import SQLAlchemy
from marshmallow import INCLUDE, Schema, fields
from sqlalchemy import URL
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import BadRequest, HTTPException, UnsupportedMediaType

from gig_chassis import (
    access,
    acting,
    bodies,
    database,
    headers,
    health,
    logs,
    metrics,
    pool,
    problems,
    refusals,
    request_ids,
    service_auth,
    shedding,
)
from gig_chassis.access import Least, Verify
from gig_chassis.acting import Role

MAX_BODY_BYTES = 1024 * 1024

View = TypeVar("View", bound=Callable[..., Any])


class FieldError(Schema):
    """One field that cannot be accepted."""

    pointer = fields.String()
    detail = fields.String()


class ProblemSchema(Schema):
    """An error (RFC 9457); some have members of their own, such as the conflicts of a 409."""

    class Meta:
        """Marshmallow's options."""

        unknown = INCLUDE

    type = fields.String()
    title = fields.String()
    status = fields.Integer()
    detail = fields.String()
    request_id = fields.String()
    errors = fields.List(fields.Nested(FieldError))


class ProblemApi(smorest.Api):  # type: ignore[misc]  # flask-smorest ships no types
    """flask-smorest whose errors are problems, in the answers and in the OpenAPI document.

    The document is made when it is first asked for: that takes longer than all else a service does at its start.
    """

    ERROR_SCHEMA = ProblemSchema
    DEFAULT_ERROR_RESPONSE_NAME = None  # each status is described by itself

    def __init__(self, app: Flask) -> None:
        self._blueprints: list[Blueprint] = []
        self._describing = threading.Lock()
        super().__init__(app)

    def handle_http_exception(self, error: HTTPException) -> Response:
        """Answer with the problem of `error`."""
        return problems.render(error)

    def register_blueprint(self, bp: "Blueprint") -> None:
        """Add a blueprint to the app, and to the document once that is made."""
        self._app.extensions["flask-smorest"]["blp_name_to_api"][bp.name] = self
        self._app.register_blueprint(bp)
        self._blueprints.append(bp)

    def _init_spec(self, **_options: object) -> None:
        """Leave the document for later."""

    def _openapi_json(self) -> Response:
        with self._describing:
            if self.spec is None:
                self._describe()
        answer: Response = super()._openapi_json()
        return answer

    def _describe(self) -> None:
        super()._init_spec()
        self.spec.components.security_scheme("serviceToken", {"type": "http", "scheme": "bearer"})
        self.spec.components.security_scheme("acting", {"type": "apiKey", "in": "header", "name": acting.HEADER})
        self.spec.options["security"] = [{"serviceToken": [], "acting": []}]
        for bp in self._blueprints:
            bp.register_views_in_doc(self, self._app, self.spec, name=bp.name, parameters=None)
            self.spec.tag({"name": bp.name, "description": bp.description})

    def _register_responses(self) -> None:
        self.DEFAULT_RESPONSE_CONTENT_TYPE = problems.MEDIA_TYPE  # for the errors alone
        super()._register_responses()
        del self.DEFAULT_RESPONSE_CONTENT_TYPE


class StrictParser(FlaskParser):
    """Refuses unknown members of the query as of the body."""

    DEFAULT_UNKNOWN_BY_LOCATION = {"json": None, "query": None, "headers": "exclude"}  # noqa: RUF012  # webargs declares it so

    def load_json(self, req: Request, schema: Schema) -> Any:  # noqa: ANN401  # webargs' signature
        """Refuse a body of another type with 415 instead of taking it for missing."""
        if not req.is_json:
            raise UnsupportedMediaType
        try:
            return super().load_json(req, schema)
        except (ValueError, RecursionError) as error:  # numbers of thousands of digits, brackets thousands deep
            raise BadRequest from error


class Blueprint(smorest.Blueprint):  # type: ignore[misc]  # flask-smorest ships no types
    """flask-smorest's blueprint with the strict parser."""

    ARGUMENTS_PARSER = StrictParser()

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401  # flask-smorest's signature
        super().__init__(*args, **options)
        self.least: dict[str, Least] = {}
        self._prepare_doc_cbks.append(refusals.describe)

    def takes(self, schema: type[Schema] | Schema, location: str = "json") -> Callable[[View], View]:
        """Hand what `schema` makes of the body (or the query) to the view; 422 where it refuses."""
        ready = schema() if isinstance(schema, type) else schema  # made once, not with each request
        decorate: Callable[[View], View] = self.arguments(ready, location=location)
        return decorate

    def takes_csv(self) -> Callable[[View], View]:
        """Describe the body as a CSV file; the view reads it."""
        content = {"text/csv": {"schema": {"type": "string"}}}
        decorate: Callable[[View], View] = self.doc(requestBody={"required": True, "content": content})
        return decorate

    def answers(self, status: int, schema: type[Schema] | Schema | None = None) -> Callable[[View], View]:
        """Describe the answer; the view makes the response itself, so nothing is dumped twice."""
        decorate: Callable[[View], View] = self.response(status, schema)
        return decorate

    def answers_csv(self) -> Callable[[View], View]:
        """Describe the answer as a CSV file."""
        decorate: Callable[[View], View] = self.response(200, {"type": "string"}, content_type="text/csv")
        return decorate

    def or_answers(self, status: int, schema: type[Schema] | Schema) -> Callable[[View], View]:
        """Describe another good answer of the same route."""
        decorate: Callable[[View], View] = self.alt_response(status, schema=schema, success=True)
        return decorate

    def asks_rev(self, *, always: bool = True) -> Callable[[View], View]:
        """Describe that the view reads `If-Match`; unless `always`, leaving it out means something too."""
        return lambda view: refusals.note_revision(view, required=always)

    def refuses(self, *statuses: int) -> Callable[[View], View]:
        """Describe what only this route refuses; what all such routes do is known."""
        return lambda view: refusals.note(view, *statuses)

    def at(self, rule: str, *methods: str, role: Role | None = None, newcomer: bool = False) -> Callable[[View], View]:
        """Serve `rule` (GET unless `methods` say otherwise) to `role` and above: viewers read, bookers change."""
        least = Least(role or ("booker" if methods else "viewer"), newcomer)
        route: Callable[[View], View] = self.route(rule, methods=list(methods) or ["GET"])

        def decorate(view: View) -> View:
            self.least[view.__name__] = least
            return route(refusals.complete(view, rule, least))

        return decorate


def create_app(  # noqa: PLR0913  # what a service is made of
    name: str,
    db: SQLAlchemy,
    *,
    title: str,
    database_url: str | URL,
    service_token: str,
    threads: int = 8,
    verify: Verify | None = None,
) -> Flask:
    """Make the Flask app of a JSON service; its blueprints are added with `register`.

    `threads` requests are worked on at once; `verify` checks who acts, where a service knows better than the one
    that signed.
    """
    tokens = service_auth.tokens(service_token)
    app = Flask(name, static_folder=None)
    app.config.update(_config(title))
    app.json.sort_keys = False  # type: ignore[attr-defined]  # Flask's default provider has it
    request_ids.init_app(app)
    logs.init_app(app)
    metrics.init_app(app, tokens)
    shedding.init_app(app, threads, shedding.problem())
    problems.init_app(app)
    service_auth.init_app(app, tokens)
    access.init_app(app, tokens, verify)
    bodies.init_app(app, MAX_BODY_BYTES)
    database.init_app(app, db, database_url, threads=threads)
    pool.init_app(app, db, threads)
    health.init_app(app, lambda: database.is_up(db))
    headers.init_app(app)  # last, so that it lies around everything
    return app


def register(app: Flask, *blueprints: Any) -> ProblemApi:  # noqa: ANN401  # flask-smorest ships no types
    """Add `blueprints` under `/v1` and describe them at `/openapi.json`; raises RuntimeError for one without roles."""
    api = ProblemApi(app)
    for bp in blueprints:
        api.register_blueprint(bp)
        for view, least in bp.least.items():
            access.declare(app, f"{bp.name}.{view}", least)
    access.declared(app)
    return api


def _config(title: str) -> dict[str, object]:
    return {
        "API_TITLE": title,
        "API_VERSION": "v1",
        "OPENAPI_VERSION": "3.0.3",
        "OPENAPI_URL_PREFIX": "/",
        "OPENAPI_JSON_PATH": "openapi.json",
    }
