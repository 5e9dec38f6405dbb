"""From which status a gig may go to which, what the step is called, and what each status needs."""

from collections.abc import Collection

from gig_chassis.problems import Problem

# (from, to) and what history calls the step.
ACTIONS = {
    ("idea", "hold"): "held",
    ("idea", "offered"): "offered",
    ("idea", "confirmed"): "confirmed",
    ("hold", "offered"): "offered",
    ("hold", "confirmed"): "confirmed",
    ("hold", "idea"): "released",
    ("offered", "confirmed"): "confirmed",
    ("offered", "hold"): "held",
    ("offered", "idea"): "declined",
    ("confirmed", "cancelled"): "cancelled",
    ("confirmed", "hold"): "unconfirmed",
    ("confirmed", "idea"): "postponed",
    ("cancelled", "idea"): "revived",
}
BINDING = ("hold", "offered", "confirmed")
_NAMES = {"hold": "A hold", "offered": "An offer", "confirmed": "A confirmed gig"}


def allowed(status: str) -> list[str]:
    """Give the statuses that may follow."""
    return [after for before, after in ACTIONS if before == status]


def check(before: str, after: str) -> None:
    """Raise Problem 422 with what is allowed unless the step is."""
    if before != after and (before, after) not in ACTIONS:
        options = allowed(before)
        raise Problem(
            422,
            f"A gig that is {before} cannot become {after}; it can become {' or '.join(options)}.",
            allowed=options,
            errors=[{"pointer": "/status", "detail": f"Must be one of: {', '.join(options)}."}],
        )


def check_first(status: str) -> None:
    """Raise Problem 422 when a gig cannot begin with that status."""
    if status == "cancelled":
        options = ["idea", *BINDING]
        raise Problem(
            422,
            "A gig cannot begin as cancelled.",
            allowed=options,
            errors=[{"pointer": "/status", "detail": f"Must be one of: {', '.join(options)}."}],
        )


def require(status: str, given: Collection[str]) -> None:
    """Raise Problem 422 naming what a gig of that status lacks; `given` are the names of the filled fields."""
    errors = list(_lacking(status, given))
    if errors:
        detail = " ".join(error["detail"] for error in errors)
        raise Problem(422, detail, errors=errors)


def _lacking(status: str, given: Collection[str]) -> list[dict[str, str]]:
    if not {"title", "lineup", "venue"}.intersection(given):
        return [{"pointer": "/title", "detail": "A gig needs a title, a band or a venue."}]
    if status not in BINDING:
        return []
    name, needed = _NAMES[status], [("gig_day", "a date"), ("venue", "a venue")]
    errors = [{"pointer": f"/{f}", "detail": f"{name} needs {what}."} for f, what in needed if f not in given]
    if status == "confirmed" and not {"title", "lineup"}.intersection(given):
        errors.append({"pointer": "/lineup", "detail": f"{name} needs a band or a title."})
    return errors
