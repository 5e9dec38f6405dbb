"""Turn parsed JSON into a dataclass, checking each value against the declared type."""

import types
from collections.abc import Callable
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache, partial
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin, get_type_hints

from gig_web.upstream import UpstreamError

Record = TypeVar("Record")
Reader = Callable[[object], Any]


def read(cls: type[Record], body: object, service: str) -> Record:
    """Fill `cls` from `body`, leaving out what it does not declare; raises UpstreamError on another shape."""
    try:
        return _build(cls, body)
    except (TypeError, KeyError, ValueError, OverflowError) as error:
        raise UpstreamError(service, f"sent an unexpected {cls.__name__}: {error}") from error


def check_member(cls: type, name: object, value: object) -> None:
    """Raise TypeError or ValueError where `value` cannot stand for the member `name` of `cls`; null always can."""
    reader = next((reader for known, reader, _ in _shape(cls) if known == name), None)
    if reader is None:
        raise TypeError(f"{cls.__name__} has no such member")
    if value is not None:
        reader(value)


def read_page(cls: type[Record], body: object, service: str) -> tuple[list[Record], str | None]:
    """Read `{"items": […], "next": …}`; raises UpstreamError on another shape."""
    if not isinstance(body, dict) or not isinstance(body.get("items"), list):
        raise UpstreamError(service, "sent an unexpected list")
    cursor = body.get("next")
    if not isinstance(cursor, str | None):
        raise UpstreamError(service, "sent an unexpected cursor")
    return [read(cls, item, service) for item in body["items"]], cursor


@cache
def _shape(cls: type) -> tuple[tuple[str, Reader, bool], ...]:
    """Give name, reader and whether it must be there of each field; worked out once, as a list reads it a lot."""
    hints = get_type_hints(cls, include_extras=True)
    return tuple((field.name, _reader(hints[field.name]), _must_be_there(field)) for field in fields(cls))


def _must_be_there(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _build(cls: type[Record], body: object) -> Record:
    if not isinstance(body, dict):
        raise TypeError(f"{cls.__name__} is no object")
    values = {}
    for name, reader, required in _shape(cls):  # type: ignore[arg-type]  # a class is hashable; the checker wants proof
        if required or name in body:
            try:
                values[name] = reader(body[name])
            except (TypeError, ValueError, OverflowError) as error:
                raise TypeError(f"{name}: {error}") from error
    return cls(**values)


def _reader(hint: Any) -> Reader:  # noqa: ANN401  # any type hint
    if get_origin(hint) in {Union, types.UnionType}:
        inner = _reader(next(option for option in get_args(hint) if option is not type(None)))
        return lambda value: None if value is None else inner(value)
    if get_origin(hint) is Annotated:
        kind, check = get_args(hint)
        return partial(_checked, _reader(kind), check)
    if get_origin(hint) is list:
        return partial(_list, _reader(get_args(hint)[0]))
    if is_dataclass(hint) and isinstance(hint, type):
        return partial(_build, hint)
    return partial(_number if hint is float else _exactly, get_origin(hint) or hint)


def _checked(inner: Reader, check: Callable[[Any], None], value: object) -> Any:  # noqa: ANN401  # of the kind that is read
    found = inner(value)
    check(found)
    return found


def _list(inner: Reader, value: object) -> list[Any]:
    return [inner(item) for item in _exactly(list, value)]


def _number(kind: type[float], value: object) -> float:
    return float(value) if type(value) is int else _exactly(kind, value)


def _exactly(kind: type[Record], value: object) -> Record:
    """Compare types, not kinds: to Python, yes is a number."""
    if type(value) is not kind:
        raise TypeError(f"a {type(value).__name__}")
    return value
