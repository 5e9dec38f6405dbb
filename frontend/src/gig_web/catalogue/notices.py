"""What was just done, told once on the page that follows."""

from dataclasses import astuple, dataclass
from typing import Literal

from flask import session

_Changed = Literal["created", "saved", "archived", "restored", "mine", "not_mine", "merged", "parted", "money"]
_OfDiary = Literal["diary_read", "diary_failed", "diary_crowded", "diary_gone", "diary_forgotten"]
Done = _Changed | _OfDiary

_KEY = "catalogue"
_PARTS = 6


@dataclass(frozen=True, slots=True)
class Notice:
    """What was done to which item; `note` what was filled in, `taken` the fields somebody else had changed.

    `other` is the item that was merged into it, `gigs` how many gigs went along.
    """

    done: Done
    item_id: str
    note: str = ""
    taken: tuple[str, ...] = ()
    other: str = ""
    gigs: int = 0


def leave(notice: Notice) -> None:
    """Leave a notice for the next page."""
    session[_KEY] = astuple(notice)


def take() -> Notice | None:
    """Take the notice that was left."""
    left = session.pop(_KEY, ())
    return Notice(*left) if len(left) == _PARTS else None
