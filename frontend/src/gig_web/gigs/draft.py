"""A gig as its form holds it: every value as text, an empty one where there is none."""

import json
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from gig_chassis.folding import fold
from gig_web.clients.nouns import Act, Gig
from gig_web.gigs.words import CLAUSE

PLAIN = (
    "title", "held_for", "gig_day", "load_in", "soundcheck", "doors", "start", "end", "slot", "hold_level",
    "hold_expires", "offer_expires", "asked_on", "attendance", "notes", "staff_notes", "description", "published",
)  # fmt: skip
DEAL = ("type", "currency", "ticket_price", "tax_pct", "gross_pct", "comps", "guarantee", "split_pct", "costs")
DEAL_FIELDS = tuple(f"deal_{name}" for name in DEAL)
FIELDS = (*PLAIN, *DEAL_FIELDS)
NOTES = ("notes", "staff_notes", "description")
MOST_ACTS = 50
UNKNOWN = ""  # a name that was not looked up yet
YES = "yes"  # what a tick says
PLAIN_NAME = "-"  # a name that stands for itself, with no band behind it


@dataclass(frozen=True, slots=True)
class Named:
    """A name and what it stands for: an id, PLAIN_NAME or UNKNOWN."""

    name: str = ""
    id: str = UNKNOWN

    @property
    def pick(self) -> str:
        """What the form carries beside the name, so that a changed name is looked up again."""
        return f"{self.id} {self.name}" if self.id else ""


@dataclass(frozen=True, slots=True)
class ClauseDraft:
    """The radius clause of an act for this gig, as it is typed."""

    radius_km: str = ""
    days_before: str = ""
    days_after: str = ""


@dataclass(frozen=True, slots=True)
class ActDraft:
    """One row of the line-up; `clause` is None in a form that did not show it."""

    band: Named = Named()
    billing: str = "support"
    set_time: str = ""
    fee: str = ""
    clause: ClauseDraft | None = ClauseDraft()

    @property
    def key(self) -> str:
        """What makes it the same act in two versions of a gig."""
        return self.band.id if self.band.id not in {UNKNOWN, PLAIN_NAME} else fold(self.band.name)


@dataclass(frozen=True, slots=True)
class Draft:
    """All that the form can change."""

    fields: Mapping[str, str] = field(default_factory=lambda: dict.fromkeys(FIELDS, "") | {"slot": "evening"})
    venue: Named = Named()
    acts: tuple[ActDraft, ...] = ()

    def with_fields(self, **values: str) -> "Draft":
        """Copy it with some fields changed."""
        return replace(self, fields={**self.fields, **values})


def from_gig(gig: Gig) -> Draft:
    """Write a gig as its form holds it."""
    plain = {name: _text(getattr(gig, name)) for name in PLAIN}
    deal = {f"deal_{name}": _text((gig.deal or {}).get(name)) for name in DEAL}
    venue = Named(gig.venue.name, gig.venue.id) if gig.venue else Named()
    return Draft(plain | deal, venue, tuple(_act(act) for act in gig.lineup))


def from_form(form: Mapping[str, str], base: Draft) -> Draft:
    """Read what was sent; what the form did not show stays as in `base`."""
    shown = {name: _tidy(form[name]) for name in FIELDS if name in form}
    venue = _named(form, "venue") if "venue" in form else base.venue
    return Draft({**base.fields, **shown}, venue, tuple(_rows(form)))


def with_clauses(draft: Draft, saved: Draft) -> Draft:
    """Give acts whose clause a form of the version before did not show the one that is saved."""
    known = {act.key: act.clause for act in saved.acts}
    acts = (replace(act, clause=act.clause or known.get(act.key, ClauseDraft())) for act in draft.acts)
    return replace(draft, acts=tuple(acts))


def dump(draft: Draft) -> str:
    """Write a draft as the JSON the form carries."""
    return json.dumps(asdict(draft), ensure_ascii=False, separators=(",", ":"))


def load(text: str) -> Draft:
    """Read that JSON; raises ValueError when it is none of ours."""
    try:
        body = json.loads(text)
        given = {**dict.fromkeys(FIELDS, ""), **body["fields"]}  # a form of the version before has less
        fields = {name: _string(given[name]) for name in FIELDS}
        return Draft(fields, _load_named(body["venue"]), tuple(_load_act(act) for act in body["acts"]))
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise ValueError("The form came back damaged.") from error


def _text(value: object) -> str:
    if isinstance(value, bool):
        return YES if value else ""
    return "" if value is None else str(value)


def _tidy(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _act(act: Act) -> ActDraft:
    named = Named(act.name, act.band_id or PLAIN_NAME)
    clause = ClauseDraft(*(_text(getattr(act, name)) for name in CLAUSE))
    return ActDraft(named, act.billing, _text(act.set_time), _text(act.fee), clause)


def _rows(form: Mapping[str, str]) -> Iterable[ActDraft]:
    for row in range(MOST_ACTS + 1):
        at = f"act-{row}"
        if f"{at}-name" not in form:
            return
        billing, set_time, fee = (_tidy(form.get(f"{at}-{part}", "")) for part in ("billing", "set_time", "fee"))
        yield ActDraft(_named(form, f"{at}-name"), billing, set_time, fee, _clause(form, at))


def _clause(form: Mapping[str, str], at: str) -> ClauseDraft | None:
    if f"{at}-radius_km" not in form:
        return None
    return ClauseDraft(*(_tidy(form.get(f"{at}-{name}", "")) for name in CLAUSE))


def _named(form: Mapping[str, str], field: str) -> Named:
    """Read a name; the pick beside it counts only for the name it was made for."""
    name = _tidy(form[field])
    chosen, _, asked = form.get(f"{field}-pick", "").partition(" ")
    return Named(name, chosen if asked == name and _is_pick(chosen) else UNKNOWN)


def _is_pick(chosen: str) -> bool:
    try:
        return chosen == PLAIN_NAME or str(uuid.UUID(chosen)) == chosen.lower()
    except ValueError:
        return False


def _string(value: Any) -> str:  # noqa: ANN401  # any JSON value
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value


def _load_named(body: Mapping[str, Any]) -> Named:
    return Named(_string(body["name"]), _string(body["id"]))


def _load_act(body: Mapping[str, Any]) -> ActDraft:
    billing, set_time, fee = (_string(body[part]) for part in ("billing", "set_time", "fee"))
    clause = body.get("clause")
    read = clause and ClauseDraft(*(_string(clause[name]) for name in CLAUSE))
    return ActDraft(_load_named(body["band"]), billing, set_time, fee, read)
