"""Turn the names typed into a gig form into bands and venues of the catalogue."""

from dataclasses import dataclass, field, replace
from typing import Protocol, TypeVar

from gig_chassis.folding import fold
from gig_web import clients
from gig_web.clients.catalogue import Catalogue
from gig_web.clients.nouns import Band, Gig, Venue
from gig_web.gigs.draft import PLAIN_NAME, UNKNOWN, ActDraft, Draft, Named
from gig_web.upstream import Refused, UpstreamError

MOST_SEARCHED = 100
MOST_OFFERED = 6


class _Listed(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def city(self) -> str | None: ...


Item = TypeVar("Item", Band, Venue)


@dataclass(frozen=True, slots=True)
class Option:
    """One row of the catalogue that a typed name may mean."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask about a typed name: which of `options`, or keep it as it is, which may be what is meant."""

    asked: str
    options: tuple[Option, ...] = ()
    may_stay: bool = False
    stays_likely: bool = False


@dataclass(slots=True)
class Picked:
    """The draft with its names looked up, the rows found, and what has to be asked."""

    draft: Draft
    bands: dict[str, Band] = field(default_factory=dict)
    venue: Venue | None = None
    errors: dict[str, str] = field(default_factory=dict)
    questions: dict[str, Question] = field(default_factory=dict)


def look_up(draft: Draft, known: Gig | None) -> Picked:
    """Look up every name that `known`, the gig as it is saved, does not have yet."""
    picked = Picked(draft)
    bands_known = {act.band_id for act in known.lineup if act.band_id} if known else set()
    acts = [_act(picked, row, act, bands_known) for row, act in enumerate(draft.acts)]
    picked.draft = replace(draft, acts=tuple(acts), venue=_venue(picked, known))
    return picked


def _act(picked: Picked, row: int, act: ActDraft, known: set[str]) -> ActDraft:
    if act.band.id == PLAIN_NAME or act.band.id in known:
        return act
    bands = clients.current().bands
    at = f"act-{row}-name"
    try:
        band = _find(bands, act.band, picked, at)
    except UpstreamError:
        return replace(act, band=_missing_band(picked, at, act.band))
    if band is None:
        return act
    picked.bands[band.id] = band
    return replace(act, band=Named(band.name, band.id))


def _missing_band(picked: Picked, at: str, band: Named) -> Named:
    picked.errors[at] = f"The band list does not answer, so “{band.name}” could not be looked up. Save again, or:"
    picked.questions[at] = Question(band.name, may_stay=True)
    return band


def _venue(picked: Picked, known: Gig | None) -> Named:
    typed = picked.draft.venue
    if not typed.name or (known and known.venue and typed.id == known.venue.id):
        return typed
    try:
        picked.venue = _find(clients.current().venues, typed, picked, "venue")
    except UpstreamError:
        text = "The venue list does not answer. Save again in a moment, or leave the venue empty for now."
        picked.errors["venue"] = text
    return Named(picked.venue.name, picked.venue.id) if picked.venue else typed


def _find(catalogue: Catalogue[Item], typed: Named, picked: Picked, at: str) -> Item | None:
    """Find the one row that is meant; without one the question stands in `picked`."""
    if typed.id not in {UNKNOWN, PLAIN_NAME} and (chosen := _get(catalogue, typed.id)):
        return chosen
    found = catalogue.page({"q": typed.name, "limit": MOST_SEARCHED}).items
    same = [row for row in found if fold(row.name) == fold(typed.name)]
    if len(same) == 1:
        return same[0]
    noun = "band" if at != "venue" else "venue"
    picked.errors[at] = _ask(noun, typed.name, len(same), len(found))
    options = tuple(Option(row.id, _label(row)) for row in (same or found)[:MOST_OFFERED])
    is_band = noun == "band"
    picked.questions[at] = Question(typed.name, options, may_stay=is_band, stays_likely=is_band and not options)
    return None


def _get(catalogue: Catalogue[Item], item_id: str) -> Item | None:
    try:
        return catalogue.get(item_id)
    except Refused:
        return None


def _ask(noun: str, name: str, same: int, found: int) -> str:
    if same:
        return f"{same} {noun}s are called “{name}”. Choose one."
    if found:
        return f"No {noun} is called exactly “{name}”. Choose what you mean."
    return f"No {noun} in your list is called “{name}”."


def _label(row: _Listed) -> str:
    return f"{row.name}, {row.city}" if row.city else row.name
