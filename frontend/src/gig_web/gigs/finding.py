"""What Suggest can find for a gig: the parts it lacks."""

from dataclasses import dataclass
from datetime import date

from gig_web.clients.nouns import Gig


@dataclass(frozen=True, slots=True)
class Finding:
    """Whether a gig is still open to change, and what it lacks: the purpose of a card and the words of its link."""

    gig_id: str
    is_open: bool
    missing: tuple[tuple[str, str], ...]


def of(gig: Gig, today: date) -> Finding:
    """Look at what is missing; nothing is found for a gig that is cancelled, over or in the trash."""
    is_over = gig.gig_day is not None and date.fromisoformat(gig.gig_day) < today
    is_open = not (gig.trashed_at or gig.status == "cancelled" or is_over)
    billings = [act.billing for act in gig.lineup]
    lacks = {
        ("date", "Find a date"): not gig.gig_day,
        ("venue", "Find a venue"): not gig.venue,
        ("headliner", "Find a headliner"): "headline" not in billings,
        ("support", "Find support"): "headline" in billings and "support" not in billings,
    }
    return Finding(gig.id, is_open, tuple(what for what, is_so in lacks.items() if is_so and is_open))
