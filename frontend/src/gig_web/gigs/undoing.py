"""Which change of a gig Undo takes back."""

from collections.abc import Sequence

from gig_web.clients.history import Change
from gig_web.clients.nouns import Gig

EDITED = "edited"  # the kind of notice that carries Undo
EDITS = {"edited", "reverted"}  # as history calls them; a step is taken back by its own button


def can_undo(gig: Gig, changes: Sequence[Change]) -> bool:
    """Say whether the last change is one that Undo takes back; a place in the queue that moved since is no change."""
    is_edit = any(change.rev == gig.rev and change.action in EDITS for change in changes)
    return gig.trashed_at is None and is_edit
