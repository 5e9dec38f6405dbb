"""Settings from the environment: `NAME`, or `NAME_FILE` with a file that holds the value."""

import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, Field, fields
from pathlib import Path
from typing import Any, NoReturn, TypeVar, get_type_hints

Settings = TypeVar("Settings")

CANNOT_BOOT = 3  # gunicorn's own code for a worker that cannot start: it gives up instead of trying for ever

_TRUE, _FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}


class SettingsError(SystemExit):
    """The environment lacks a setting or holds a wrong one; the message names all of them."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.code = CANNOT_BOOT


def load(cls: type[Settings], environ: Mapping[str, str] | None = None) -> Settings:
    """Fill the dataclass `cls` from the environment, converted by field type; raises SettingsError."""
    environ = os.environ if environ is None else environ
    hints = get_type_hints(cls)
    values: dict[str, object] = {}
    errors = []
    for field in fields(cls):  # type: ignore[arg-type]  # a dataclass by contract; the type system cannot say so
        try:
            text = _read(field.name.upper(), environ)
            if text is not None:
                values[field.name] = _convert(text, hints[field.name])
            elif _is_required(field):
                raise ValueError("is not set")
        except (ValueError, OSError) as error:
            errors.append(f"{field.name.upper()} {error}")
    if errors:
        refuse(errors)
    return cls(**values)


def refuse(errors: Iterable[str]) -> NoReturn:
    """Say on stderr what is missing or wrong, and raise SettingsError with it."""
    message = "Cannot start, please set in the environment: " + "; ".join(errors)
    sys.stderr.write(f"{message}\n")
    raise SettingsError(message)


def _read(name: str, environ: Mapping[str, str]) -> str | None:
    """Give the value of `name`, from its file where `NAME_FILE` is set; an empty value counts as not set."""
    path = environ.get(f"{name}_FILE")
    if path and environ.get(name):
        raise ValueError(f"and {name}_FILE are both set: keep one")
    if path:
        try:
            return Path(path).read_text(encoding="utf-8").strip() or None
        except OSError as error:
            raise ValueError(f"cannot be read from {path}: {error.strerror}") from error
    return environ.get(name) or None


def _is_required(field: "Field[Any]") -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _convert(text: str, hint: object) -> object:
    if hint is bool:
        if text.lower() not in _TRUE | _FALSE:
            raise ValueError(f"must be yes or no, not {text!r}")
        return text.lower() in _TRUE
    if hint is int:
        if not text.isascii() or not text.isdigit():
            raise ValueError(f"must be a whole number, not {text!r}")
        return int(text)
    return Path(text) if hint is Path else text
