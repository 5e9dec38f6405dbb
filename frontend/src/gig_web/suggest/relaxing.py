"""Nothing fits: how many there were, what left them out, and what each single relaxation would bring back."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from gig_web.clients.catalogue import Picks
from gig_web.suggest import days
from gig_web.suggest.address import Address
from gig_web.suggest.constraints import Constraints
from gig_web.suggest.orchestration import Outcome
from gig_web.suggest.standing import DISCARDED, HELD, IDEA

_BAND_RULES = {
    "genre": "of another genre",
    "own": "not marked as yours",
    "starter": "from the starter list",
    "fee": "with a fee above it or not known",
    "exclude": "just passed over",
}
_VENUE_RULES = {
    "country": "in another country",
    "distance": "too far away",
    "own": "not marked as yours",
    "starter": "from the starter list",
    "capacity": "of another size",
    "exclude": "just passed over",
}
_NIGHT_RULES = {
    IDEA: "already an idea in your list",
    DISCARDED: "discarded or left out",
    HELD: "on hold for somebody",
    "venue_taken": "room taken",
    "band_busy": "band busy elsewhere",
    "dark_day": "room closed",
    "unavailable": "band unavailable",
    "radius": "within a radius clause",
    "travel": "too far from the night before or after",
    "diary": "busy by their own diary",
    "draw_over": "in a room far too small",
}


@dataclass(frozen=True, slots=True)
class Relaxation:
    """One thing to let go of: where that leads, and how many bands, venues or nights it brings back at least."""

    text: str
    address: Address
    gains: int
    unit: str
    is_at_least: bool = False


def explain(outcome: Outcome) -> list[str]:
    """Say in sentences what was looked at and what left it out."""
    sentences = []
    for picks, noun, rules in (
        (outcome.bands.picks, "bands", _BAND_RULES),
        (outcome.venues.picks, "venues", _VENUE_RULES),
    ):
        if picks and not picks.items:
            sentences.append(
                _sentence(
                    f"0 of {_total([picks.eligible, *picks.eliminated.values()])} {noun}", picks.eliminated, rules
                )
            )
    if outcome.eliminated:
        total = _total(outcome.eliminated.values())
        sentences.append(_sentence(f"0 of {total} combinations", outcome.eliminated, _NIGHT_RULES))
    return sentences or ["No night is left that is still to come."]


def relaxations(outcome: Outcome, address: Address, today: date) -> list[Relaxation]:
    """List what to let go of, the most helpful first."""
    found = [*_of_bands(outcome, address), *_of_venues(outcome, address), *_of_nights(outcome, address, today)]
    helpful = sorted((one for one in found if one.gains), key=lambda one: -one.gains)
    best = {one.address: one for one in reversed(helpful)}  # one that brings back bands and venues stands once
    return [one for one in helpful if best[one.address] is one] or [*_of_everything(outcome, address)]


def _of_bands(outcome: Outcome, address: Address) -> Iterator[Relaxation]:
    alone = _alone(outcome.bands.picks)
    for rule, text, looser in (
        ("genre", "Any genre", {"genres": ()}),
        ("own", "Not only my bands", {"own": "any"}),
        ("starter", "With the starter list", {"starter_out": "0"}),
        ("fee", "Any fee", {"fee_max": None, "fee_known": False}),
    ):
        yield _relaxed(text, _loosened(address, looser), alone.get(rule), "bands")
    yield _relaxed("Those passed over again", replace(address, passed=()), alone.get("exclude"), "bands")


def _of_venues(outcome: Outcome, address: Address) -> Iterator[Relaxation]:
    alone = _alone(outcome.venues.picks)
    for rule, text, looser in (
        ("distance", "Anywhere", {"around": None}),
        ("country", "Any country", {"country": ""}),
        ("capacity", "Any size", {"capacity_min": None, "capacity_max": None}),
        ("own", "Not only my rooms", {"own": "any"}),
        ("starter", "With the starter list", {"starter_out": "0"}),
    ):
        yield _relaxed(text, _loosened(address, looser), alone.get(rule), "venues")
    yield _relaxed("Those passed over again", replace(address, passed=()), alone.get("exclude"), "venues")


def _of_nights(outcome: Outcome, address: Address, today: date) -> Iterator[Relaxation]:
    """Let ideas in, or look at other nights; the latter cannot help where a picker has nothing."""
    ideas = outcome.idle_nights.get(IDEA)
    yield _relaxed("Nights that have an idea too", _loosened(address, {"with_ideas": True}), ideas, "nights")
    wanted = replace(address.constraints, first=None, last=None, weekdays=frozenset())
    others = set(days.draw(address.seed or 0, today, wanted)) - set(outcome.nights)
    if "day" in outcome.dealt and not outcome.bands.is_empty and not outcome.venues.is_empty:
        looser = replace(address, constraints=wanted, day=None, keep=address.keep - {"day"}, passed=())
        yield _relaxed("Other nights", looser, len(others), "nights")


def _of_everything(outcome: Outcome, address: Address) -> Iterator[Relaxation]:
    """No single rule helps: start again without any."""
    for picks, unit in ((outcome.bands.picks, "bands"), (outcome.venues.picks, "venues")):
        if picks and not picks.items and picks.eliminated:
            everything = Address(Constraints(own="any"), seed=address.seed, into=address.into)
            yield _relaxed("Start again without limits", everything, sum(map(_number, picks.eliminated.values())), unit)
            return


def _relaxed(text: str, address: Address, gains: Any, unit: str) -> Relaxation:  # noqa: ANN401  # a count as it is sent
    return Relaxation(text, address, _number(gains), unit, isinstance(gains, dict))


def _loosened(address: Address, looser: Mapping[str, Any]) -> Address:
    return replace(address, constraints=replace(address.constraints, **looser))


def _alone(picks: Picks[Any] | None) -> dict[str, Any]:
    return picks.alone if picks and not picks.items else {}


def _number(count: Any) -> int:  # noqa: ANN401  # a number, or {"at_least": number} above what is counted
    if isinstance(count, dict):
        return int(count.get("at_least", 0))
    return int(count or 0)


def _total(counts: Iterable[Any]) -> str:
    every = list(counts)
    return _say(sum(map(_number, every)), is_at_least=any(isinstance(count, dict) for count in every))


def _say(number: int, *, is_at_least: bool) -> str:
    return f"{number:,} or more" if is_at_least else f"{number:,}"


def _sentence(start: str, eliminated: Mapping[str, Any], words: Mapping[str, str]) -> str:
    found = sorted(
        ((_number(n), words.get(rule, rule), isinstance(n, dict)) for rule, n in eliminated.items()), reverse=True
    )
    told = ", ".join(f"{_say(n, is_at_least=more)} {word}" for n, word, more in found if n)
    return f"{start}: {told}." if told else f"{start}."
