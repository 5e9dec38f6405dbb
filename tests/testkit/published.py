"""What a service publishes about its answers (OpenAPI 3.0), held against the answers it gives."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from flask import Flask, Response, request

PROBLEM = "application/problem+json"
TYPES: dict[str, Any] = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "array": list,
    "object": dict,
}
DOCUMENTS: dict[str, dict[str, Any]] = {}  # by service: the code alone decides them, and making one takes long
PROBLEM_MEMBERS = {"title", "status", "detail", "request_id"}


class Published:
    """The OpenAPI document of an app; `complaints` gathers what its answers break."""

    def __init__(self, app: Flask, token: str) -> None:
        self.complaints: list[str] = []
        self._document: dict[str, Any] = {"paths": {}}
        app.after_request(self._hold)  # before the first request
        if app.name not in DOCUMENTS:
            answer = app.test_client().get("/openapi.json", headers={"Authorization": f"Bearer {token}"})
            DOCUMENTS[app.name] = answer.get_json()
        self._document = DOCUMENTS[app.name]

    def _hold(self, response: Response) -> Response:
        rule = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", str(request.url_rule))
        called = f"{request.method} {rule} {response.status_code}"
        described = self._document["paths"].get(rule, {}).get(request.method.lower())
        if described:
            self.complaints += [f"{called}: {text}" for text in self._judge(described["responses"], response)]
        return response

    def _judge(self, responses: Mapping[str, Any], response: Response) -> Iterator[str]:
        described = self._resolve(responses.get(str(response.status_code), {}))
        if str(response.status_code) not in responses:
            yield "the status is not documented"
        elif response.status_code >= 400:
            yield from _judge_problem(response)
        elif content := described.get("content", {}).get("application/json"):
            yield from self._differences(content["schema"], response.get_json(), "")

    def _resolve(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        if "$ref" not in schema:
            return schema
        found: Any = self._document
        for part in schema["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        return self._resolve(found)

    def _differences(self, given: Mapping[str, Any], value: Any, at: str) -> Iterator[str]:  # noqa: ANN401  # any JSON
        schema = self._resolve(given)
        for part in schema.get("allOf", ()):
            if value is not None:
                yield from self._differences(part, value, at)
        if value is None:
            if not schema.get("nullable") and (schema.get("type") or schema.get("allOf")):
                yield f"{at} is null"
        elif "type" in schema and not isinstance(value, TYPES[schema["type"]]):
            yield f"{at} is no {schema['type']} but {value!r}"
        elif isinstance(value, dict):
            yield from self._members(schema, value, at)
        elif isinstance(value, list):
            for number, item in enumerate(value):
                yield from self._differences(schema.get("items", {}), item, f"{at}/{number}")
        if "enum" in schema and value not in schema["enum"]:
            yield f"{at} is {value!r}, none of {schema['enum']}"

    def _members(self, schema: Mapping[str, Any], value: Mapping[str, Any], at: str) -> Iterator[str]:
        known, rest = schema.get("properties", {}), schema.get("additionalProperties")
        missing = set(schema.get("required", ())) - set(value)
        yield from (f"{at}/{name} is missing" for name in sorted(missing))
        for name, member in value.items():
            if name in known:
                yield from self._differences(known[name], member, f"{at}/{name}")
            elif known and rest is None:
                yield f"{at}/{name} is not documented"


def _judge_problem(response: Response) -> Iterator[str]:
    if response.mimetype != PROBLEM:
        yield f"is {response.mimetype}"
    elif missing := PROBLEM_MEMBERS - set(response.get_json()):
        yield f"lacks {sorted(missing)}"
