"""Between a band or venue and the texts of its form; nothing typed is lost on the way."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from gig_chassis.folding import fold
from gig_web.catalogue.nouns import Field, Item, Noun
from gig_web.upstream import Refused

Texts = dict[str, str]
Errors = dict[str, str]

MOST_TYPED = 10_000  # characters of one field; the picker says what each may have


def blank(noun: Noun, **given: str) -> Texts:
    """Give the texts of an empty form, `given` filled in."""
    return {field.name: given.get(field.name, "") for field in noun.fields}


def texts(noun: Noun, item: Item) -> Texts:
    """Give the texts that stand for `item`."""
    return {field.name: _shown(field, getattr(item, field.name)) for field in noun.fields}


def typed(noun: Noun, form: Mapping[str, str]) -> Texts:
    """Give what was typed, trimmed and with one kind of line ends."""
    return {field.name: form.get(field.name, "").replace("\r\n", "\n").strip()[:MOST_TYPED] for field in noun.fields}


def values(noun: Noun, given: Texts) -> tuple[dict[str, Any], Errors]:
    """Read the texts: the values of the picker's shape, and a sentence for each that cannot be read."""
    found, errors = {}, {}
    for field in noun.fields:
        try:
            found[field.name] = _value(field, given[field.name])
        except ValueError as error:
            errors[field.name] = str(error)
    if given["lat"] and not given["lon"]:
        errors.setdefault("lon", "Give both coordinates, or none.")
    if given["lon"] and not given["lat"]:
        errors.setdefault("lat", "Give both coordinates, or none.")
    return found, errors


def normal(noun: Noun, read: Mapping[str, Any]) -> Texts:
    """Give the texts that stand for what was read, so that two spellings of one value are no change."""
    return {field.name: _shown(field, read[field.name]) for field in noun.fields}


def alike(these: Texts, those: Texts) -> bool:
    """Say whether two forms hold the same but for case, accents and spaces, which the picker may put in order."""
    return {name: fold(text) for name, text in these.items()} == {name: fold(text) for name, text in those.items()}


def whole(item: Item, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Give the whole body that puts `changes` into `item`: what the form does not show stays."""
    return {**asdict(item), **changes}


def refusal(noun: Noun, refused: Refused) -> Errors:
    """Say what the picker refused, each sentence beside its field; the rest under "form"."""
    errors: Errors = {}
    labels = noun.labels
    for each in refused.problem.get("errors", []):
        name = str(each.get("pointer", "")).split("/", 2)[1:2]
        key = name[0] if name and name[0] in labels else "form"
        errors.setdefault(key, str(each.get("detail", "")))
    return errors or {"external_id" if refused.status == 409 else "form": str(refused)}  # noqa: PLR2004  # taken


def remembered(noun: Noun, text: str) -> Texts:
    """Read the texts a form was made from; a field that did not arrive counts as changed by both."""
    try:
        given = json.loads(text)
    except (ValueError, RecursionError):
        given = {}
    names = noun.labels if isinstance(given, dict) else {}
    return {name: given[name] for name in names if isinstance(given.get(name), str)}


def _shown(field: Field, value: object) -> str:
    return "" if value is None else field.kind.show(value)


def _value(field: Field, text: str) -> object:
    if not text and field.required:
        raise ValueError("It needs a name.")
    if field.longest and len(text) > field.longest:
        raise ValueError(f"This is longer than {field.longest} characters.")
    return field.kind.read(text) if text else field.kind.absent
