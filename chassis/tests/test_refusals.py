"""The OpenAPI document says which errors a route may answer with."""

from typing import Any

import pytest
from flask import Flask, Response
from marshmallow import Schema, fields

from gig_chassis import api
from gig_chassis.access import Least
from gig_chassis.refusals import complete


class Body(Schema):
    name = fields.String()


def noted(decorate: Any, rule: str = "", role: Any = "viewer") -> set[int]:  # noqa: ANN401  # a decorator
    @decorate
    def view() -> Response:
        return Response()

    found: set[int] = complete(view, rule, Least(role))._apidoc["refusals"]  # noqa: SLF001  # where flask-smorest looks
    return found


def as_it_is(view: Any) -> Any:  # noqa: ANN401  # a view
    return view


BP = api.Blueprint("things", __name__)
ALWAYS = {401, 503}


@pytest.mark.parametrize(
    ("decorate", "where", "statuses"),
    [
        pytest.param(as_it_is, {}, set(), id="a list"),
        pytest.param(as_it_is, {"role": "booker"}, {403}, id="not for viewers"),
        pytest.param(as_it_is, {"role": "guest"}, set(), id="for anybody"),
        pytest.param(as_it_is, {"rule": "/<uuid:thing>"}, {404}, id="one thing"),
        pytest.param(BP.takes(Body), {}, {400, 413, 415, 422}, id="with a body"),
        pytest.param(BP.takes(Body, "query"), {}, {414, 422}, id="with a query"),
        pytest.param(BP.asks_rev(), {}, {400, 412, 428}, id="with a revision"),
        pytest.param(BP.refuses(409, 429), {}, {409, 429}, id="its own"),
    ],
)
def test_a_route_refuses_what_its_declaration_brings(decorate: object, where: Any, statuses: set[int]) -> None:  # noqa: ANN401  # options
    assert noted(decorate, **where) == ALWAYS | statuses


@pytest.mark.parametrize("always", [True, False])
def test_the_revision_is_described_as_a_header(always: bool) -> None:  # noqa: FBT001  # a parameter of the test
    bp = api.Blueprint("things", __name__, url_prefix="/v1/things")

    @bp.at("", "PUT")
    @bp.takes(Body, "query")
    @bp.answers(200)
    @bp.asks_rev(always=always)
    def replace() -> Response:
        return Response()

    described = document(bp)["paths"]["/v1/things"]["put"]

    names = {each["name"]: each["required"] for each in described["parameters"]}
    assert names == {"name": False, "If-Match": always}
    assert set(described["responses"]) == {"200", "400", "401", "403", "412", "414", "422", "428", "503"}


def document(bp: api.Blueprint) -> Any:  # noqa: ANN401  # any JSON
    app = Flask(__name__)
    app.config |= {"API_TITLE": "Things", "API_VERSION": "v1", "OPENAPI_VERSION": "3.0.3"}
    app.config |= {"OPENAPI_URL_PREFIX": "/", "OPENAPI_JSON_PATH": "openapi.json"}
    api.ProblemApi(app).register_blueprint(bp)
    return app.test_client().get("/openapi.json").json
