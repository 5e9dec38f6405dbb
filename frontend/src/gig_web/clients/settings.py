"""What is set for the whole planner."""

from dataclasses import dataclass, field
from typing import Any

from gig_web.clients.history import By
from gig_web.clients.kinds import CURRENCY, Instant, Whole


@dataclass(frozen=True, slots=True)
class PlannerSettings:
    """What holds for the whole planner, and who changed it last; a backend of the version before knew less.

    Amounts are decimal strings; `templates` are `{subject, body}` by the mail they are for.
    """

    leave_starter_out: bool
    rev: Whole
    updated_at: Instant | None
    updated_by: By | None
    first_hold_days: Whole | None = 14
    other_hold_days: Whole | None = 7
    travel_km: Whole = 400
    currency: str = CURRENCY
    ticket_price: str | None = None
    costs: str | None = None
    tax_pct: str | None = None
    gross_pct: str | None = None
    templates: dict[str, Any] = field(default_factory=dict)
