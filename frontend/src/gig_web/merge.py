"""Bring two edits of one record together: a three-way merge, field by field."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged `values`; `taken` are the fields that only they changed, `clashes` those both changed differently."""

    values: dict[str, Any]
    taken: tuple[str, ...]
    clashes: tuple[str, ...]


def merge(base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> Merged:
    """Merge the fields of `mine`, all made from `base`: one side's change wins over none, mine over theirs."""
    changed = tuple(name for name in mine if theirs.get(name) not in (base.get(name), mine[name]))
    taken = tuple(name for name in changed if mine[name] == base.get(name))
    clashes = tuple(name for name in changed if name not in taken)
    return Merged({**mine, **{name: theirs.get(name) for name in taken}}, taken, clashes)
