"""What differs between two versions of a gig, in words."""

from dataclasses import asdict, dataclass
from typing import Any

from gig_web.gigs import flat_draft, meanwhile, words
from gig_web.gigs.draft import NOTES, ActDraft, ClauseDraft, Draft, Named
from gig_web.gigs.flat_draft import ACT, PART, PARTS, Flat

ORDER = "order"
_ABSENT = "not in the line-up"


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in words: its name in the form, what it is called, the value on each side, and who gave it theirs."""

    field: str
    label: str
    mine: str
    theirs: str
    who: str = meanwhile.SOMEBODY

    @property
    def in_history(self) -> str:
        """What the history of the gig calls it."""
        if self.field.startswith((ACT, PART)) or self.field == ORDER:
            return "lineup"
        return "deal" if self.field.startswith("deal_") else self.field

    @property
    def done(self) -> str:
        """What they did, after their name."""
        if self.field == ORDER:
            return "changed the order of the line-up"
        if self.theirs == _ABSENT:
            return f"took {self.label} off the line-up"
        if self.mine == _ABSENT:
            return f"added {self.label}"
        within = words.within(self.label)
        return meanwhile.phrase(f"the {within}" if self.field.startswith(PART) else within, self.theirs)


def of(name: str, mine: Flat, theirs: Flat) -> Difference:
    """Say what differs in one field of two flat drafts."""
    return Difference(name, _label(name, mine, theirs), _say(name, mine[name]), _say(name, theirs[name]))


def of_order(mine: Draft, theirs: Draft) -> Difference:
    """Say that the order of the line-up differs."""
    return Difference(ORDER, words.label(ORDER), _say_order(mine), _say_order(theirs))


def _label(name: str, mine: Flat, theirs: Flat) -> str:
    act = mine[name] or theirs[name]
    if isinstance(act, ActDraft):
        return act.band.name
    if not name.startswith(PART):
        return words.label(name)
    band = mine[f"{PART}band:{name.partition(':')[2]}"]
    return f"{PARTS[flat_draft.part(name)]} of {band.name}"


def _say(name: str, value: Any) -> str:  # noqa: ANN401  # a text, a name, an act, a clause or nothing
    if isinstance(value, ActDraft):
        said = {"name": value.band.name, "billing": value.billing, "set_time": value.set_time, "fee": value.fee}
        return words.say_act(said | (asdict(value.clause) if value.clause else {}))
    if name.startswith(ACT):
        return _ABSENT
    if isinstance(value, ClauseDraft):
        return words.say_clause(*asdict(value).values()) if value.radius_km else words.NOTHING
    if name in NOTES:
        return value or words.NOTHING
    return (value.name or words.NOTHING) if isinstance(value, Named) else words.say(flat_draft.part(name), value)


def _say_order(draft: Draft) -> str:
    return ", ".join(act.band.name for act in draft.acts)
