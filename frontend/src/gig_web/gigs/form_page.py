"""The form of a gig, for a new one and for a change alike."""

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from flask import abort, render_template, request

from gig_web import clients
from gig_web.clients.nouns import Gig
from gig_web.gigs import deal_box, draft, words
from gig_web.gigs.deal_box import Box
from gig_web.gigs.differences import Difference
from gig_web.gigs.draft import ActDraft, Draft
from gig_web.gigs.picking import Question
from gig_web.gigs.refusals import ELSEWHERE, Standing
from gig_web.upstream import UpstreamError

_ROW_BUTTON = re.compile(r"(up|down|remove)-([0-9]{1,2})")
_CHOICE = "choice-"
_MOST_DIGITS = 17


@dataclass(frozen=True, slots=True)
class Sent:
    """What came with the form."""

    draft: Draft
    base: Draft
    rev: int
    choices: Mapping[str, str]
    accepted: list[str]


@dataclass(frozen=True, slots=True)
class FormPage:
    """What the form shows beside the values: errors, questions, the other editor's changes, conflicts."""

    draft: Draft
    base: Draft
    rev: int = 0
    errors: Mapping[str, str] = field(default_factory=dict)
    questions: Mapping[str, Question] = field(default_factory=dict)
    taken: tuple[Difference, ...] = ()
    clashes: tuple[Difference, ...] = ()
    standing: Standing | None = None
    accepted: list[str] = field(default_factory=list)
    missing: tuple[str, ...] = ()
    saved_before: bool = False
    room: str = ""
    box: Box = field(default_factory=Box)

    def render(self, gig_id: str, *, is_new: bool = False, shows: Container[str] | None = None) -> str:
        """Render the page; `shows` are the fields only some gigs have, by default those that were sent."""
        of_gig = self.room or room()
        return render_template(
            "gigs/form.html",
            page=replace(self, room=of_gig, box=Box() if self.missing else deal_box.of(self.draft, of_gig)),
            gig_id=gig_id,
            is_new=is_new,
            shows=request.form if shows is None else shows,
            base=draft.dump(self.base),
            name=_name(self.base),
            labels=words.LABELS | _act_labels(self.draft) | {ELSEWHERE: "This gig"},
            hold_levels=words.hold_levels(),
            held_for=_held_for(),
            words=words,
        )


def shown_for(gig: Gig, today: date) -> set[str]:
    """Name the fields that make sense for this gig beside those every gig has."""
    shown: set[str] = set()
    if gig.status in {"hold", "offered"}:
        shown.add("hold_expires")
        if not (gig.venue and gig.venue.own):  # at my rooms the level is the place in the queue
            shown.add("hold_level")
    if gig.status == "offered":
        shown.add("offer_expires")
    if gig.gig_day and gig.gig_day <= today.isoformat():
        shown.add("attendance")
    return shown


def room() -> str:
    """Give the room that the form was made with: its id, and how many fit in."""
    return request.form.get("room", "")


def sent() -> Sent:
    """Read the form of the request under way; aborts with 400 when its hidden parts are damaged."""
    form = request.form
    try:
        base, rev = draft.load(form.get("base", "")), int(form.get("rev", "")[:_MOST_DIGITS])
    except ValueError:
        abort(400)
    choices = {name.removeprefix(_CHOICE): value for name, value in form.items() if name.startswith(_CHOICE)}
    return Sent(draft.from_form(form, base), base, rev, choices, form.getlist("accept_warnings"))


def rearranged(given: Draft) -> Draft | None:
    """Do what a button of the line-up asks; None when none of them was pressed."""
    if "work_out" in request.form:
        return given
    if "add_act" in request.form:
        billing = "support" if given.acts else "headline"
        return replace(given, acts=(*given.acts, ActDraft(billing=billing))[: draft.MOST_ACTS])
    pressed = next((found for name in request.form if (found := _ROW_BUTTON.fullmatch(name))), None)
    if pressed is None:
        return None
    return replace(given, acts=_moved(given.acts, pressed[1], int(pressed[2])))


def _moved(acts: tuple[ActDraft, ...], verb: str, row: int) -> tuple[ActDraft, ...]:
    rows = list(acts)
    if row >= len(rows):
        return acts
    act = rows.pop(row)
    if verb == "up":
        rows.insert(max(0, row - 1), act)
    elif verb == "down":
        rows.insert(row + 1, act)
    return tuple(rows)


def _act_labels(given: Draft) -> dict[str, str]:
    parts = {"name": "Band", "billing": "Billing", "set_time": "On at", "fee": "Fee"}
    parts |= {"radius_km": "Radius", "days_before": "Days before", "days_after": "Days after"}
    return {
        f"act-{row}-{part}": f"{label} of act {row + 1}"
        for row in range(len(given.acts))
        for part, label in parts.items()
    }


def _held_for() -> list[str]:
    """Offer whom gigs were held for lately; nobody while the backend is silent."""
    try:
        return clients.current().gigs.held_for()
    except UpstreamError:
        return []


def _name(given: Draft) -> str:
    return " + ".join(act.band.name for act in given.acts) or given.fields["title"] or given.venue.name
