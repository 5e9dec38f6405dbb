"""What was done to a gig, as the backend tells it."""

from dataclasses import dataclass
from typing import Annotated, Any

from gig_web.clients import records
from gig_web.clients.kinds import Id, Instant, Whole
from gig_web.clients.nouns import Gig


@dataclass(frozen=True, slots=True)
class By:
    """Who did it."""

    id: Id
    name: str


def check_change(item: dict[str, Any]) -> None:
    """Raise TypeError or ValueError for what is no `{field, old, new}` of a gig."""
    for value in (item.get("old"), item.get("new")):
        records.check_member(Gig, item.get("field"), value)


@dataclass(frozen=True, slots=True)
class Because:
    """The gig another one changed for, as it was called then."""

    id: Id
    title: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of a gig's history; `changes` are `{field, old, new}`, `accepted_warnings` the rules gone over."""

    rev: Whole
    at: Instant
    by: By | None
    action: str
    changes: list[Annotated[dict[str, Any], check_change]]
    accepted_warnings: list[str]
    because: Because | None = None
