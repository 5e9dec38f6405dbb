"""Turn parsed JSON into a dataclass, checking each value against the declared type."""

import types
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from gig_web.upstream import UpstreamError

Record = TypeVar("Record")


def read(cls: type[Record], body: object, service: str) -> Record:
    """Fill `cls` from `body`, leaving out what it does not declare; raises UpstreamError on another shape."""
    try:
        return _build(cls, body)
    except (TypeError, KeyError) as error:
        raise UpstreamError(service, f"sent an unexpected {cls.__name__}: {error}") from error


def read_page(cls: type[Record], body: object, service: str) -> tuple[list[Record], str | None]:
    """Read `{"items": […], "next": …}`; raises UpstreamError on another shape."""
    if not isinstance(body, dict) or not isinstance(body.get("items"), list):
        raise UpstreamError(service, "sent an unexpected list")
    cursor = body.get("next")
    if not isinstance(cursor, str | None):
        raise UpstreamError(service, "sent an unexpected cursor")
    return [read(cls, item, service) for item in body["items"]], cursor


@cache
def _shape(cls: type) -> tuple[tuple[str, Any, bool], ...]:
    hints = get_type_hints(cls)
    return tuple((field.name, hints[field.name], field.default is MISSING) for field in fields(cls))


def _build(cls: type[Record], body: object) -> Record:
    if not isinstance(body, dict):
        raise TypeError(f"{cls.__name__} is no object")
    values = {}
    for name, hint, required in _shape(cls):  # type: ignore[arg-type]  # a class is hashable; the checker wants proof
        if required or name in body:
            values[name] = _convert(body[name], hint, name)
    return cls(**values)


def _convert(value: object, hint: Any, name: str) -> Any:  # noqa: ANN401  # any JSON value, any type hint
    if get_origin(hint) in {Union, types.UnionType}:
        options = get_args(hint)
        if value is None and type(None) in options:
            return None
        return _convert(value, next(option for option in options if option is not type(None)), name)
    if get_origin(hint) is list and isinstance(value, list):
        return [_convert(item, get_args(hint)[0], name) for item in value]
    if is_dataclass(hint) and isinstance(hint, type):
        return _build(hint, value)
    return _scalar(value, get_origin(hint) or hint, name)


def _scalar(value: object, kind: type, name: str) -> object:
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise TypeError(f"{name} is {type(value).__name__}")
    return value
