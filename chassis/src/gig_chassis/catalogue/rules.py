"""The rules of a random pick, in the order in which they are blamed for what they exclude."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from math import asin, cos, degrees, pi, radians, sin
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, true

from gig_chassis import acting
from gig_chassis.catalogue import filters
from gig_chassis.catalogue.declaration import Catalogue, Limit
from gig_chassis.catalogue.rows import folded, money
from gig_chassis.great_circle import EARTH_RADIUS_KM, unit_vector
from gig_chassis.problems import Problem

Condition = ColumnElement[bool]

MARGIN = 1e-6  # degrees, for rounding
HALF_ROUND = 180  # degrees
ROUNDING = 1e-12  # of a dot product: some metres at no distance at all, nothing from a kilometre on


@dataclass(frozen=True, slots=True)
class Rule:
    """What passes: true or false for every entry, never NULL, so that its opposite can be counted.

    `quick` gives the same condition in the form that is quick over the whole table, where that takes a look first;
    `known` tells the entries whose limited value is known, where the rule is a limit.
    """

    name: str
    passes: Condition
    known: Condition | None = None
    quick: Callable[[], Condition] | None = None

    @property
    def through(self) -> Condition:
        """Give what passes in the form that is quick over the whole table."""
        return self.quick() if self.quick else self.passes


def of(catalogue: Catalogue, query: Mapping[str, Any]) -> list[Rule]:
    """Give the rules that `query` asks for; raises Problem 403 for a limit of money that a viewer sets."""
    _keep_back_money(catalogue, query)
    entry = catalogue.entries.c
    found: list[Rule] = []
    if query.get("genre"):
        genres: list[str] = query["genre"]
        quick = cache(lambda: filters.of_genres(catalogue, genres))
        found.append(Rule("genre", filters.has_genre(catalogue, genres), quick=quick))
    if query.get("city"):
        found.append(Rule("city", _equals(entry.city_folded, folded(query["city"]))))
    if query.get("country"):
        found.append(Rule("country", _equals(entry.country, query["country"])))
    if "near" in query:
        found.append(Rule("distance", _within(entry, query["near"], query["within_km"])))
    if "own" in query:
        found.append(Rule("own", filters.is_(entry.own, yes=query["own"])))
    if "starter" in query:
        found.append(Rule("starter", filters.of_starter(catalogue, yes=query["starter"])))
    found += [rule for limit in catalogue.limits if (rule := _limited(catalogue, limit, query))]
    if query.get("excluded"):
        found.append(Rule("exclude", entry.id.not_in(query["excluded"])))
    return found


def _keep_back_money(catalogue: Catalogue, query: Mapping[str, Any]) -> None:
    """Refuse a viewer's question about money: what passes a limit tells the amount."""
    if acting.may_see_money():
        return
    amounts = [limit for limit in catalogue.limits if limit.column in money(catalogue)]
    names = (name for limit in amounts for name in (limit.low, limit.high, limit.known) if name)
    asked = [name for name in names if query.get(name, False) is not False]  # 0 is an amount too
    if asked:
        raise Problem(403, f"Viewers do not see money: leave out {', '.join(asked)}.", code="role")


def _equals(column: ColumnElement[Any], value: str) -> Condition:
    return and_(column.is_not(None), column == value)


def _within(entry: Any, near: tuple[float, float], km: float) -> Condition:  # noqa: ANN401  # the columns of a table
    """Within `km`: a box of degrees is what an index serves, the dot product decides."""
    (lat, lon), (x, y, z) = near, unit_vector(*near)
    angle = min(km / EARTH_RADIUS_KM, pi)
    margin = degrees(angle) + MARGIN
    product = entry.x * x + entry.y * y + entry.z * z
    return and_(
        entry.lat.is_not(None),
        entry.lat.between(lat - margin, lat + margin),
        _between_meridians(entry.lon, (lat, lon), angle),
        product >= cos(angle) - ROUNDING,
    )


def _between_meridians(column: ColumnElement[Any], near: tuple[float, float], angle: float) -> Condition:
    """Between the meridians a circle touches: all of them when a pole lies within; the date line parts them in two."""
    lat, lon = near
    if abs(radians(lat)) + angle >= pi / 2 - radians(MARGIN):
        return true()
    margin = degrees(asin(sin(angle) / cos(radians(lat)))) + MARGIN
    west, east = lon - margin, lon + margin
    if west < -HALF_ROUND or east > HALF_ROUND:
        return or_(column >= (west + HALF_ROUND) % 360 - HALF_ROUND, column <= (east + HALF_ROUND) % 360 - HALF_ROUND)
    return column.between(west, east)


def _limited(catalogue: Catalogue, limit: Limit, query: Mapping[str, Any]) -> Rule | None:
    column = catalogue.entries.c[limit.column]
    bounds: list[Condition] = []
    if (low := query.get(limit.low or "")) is not None:
        bounds.append(column >= low)
    if (high := query.get(limit.high or "")) is not None:
        bounds.append(column <= high)
    known = column.is_not(None)
    if query.get(limit.known or ""):
        return Rule(limit.rule, and_(known, *bounds))
    return Rule(limit.rule, or_(column.is_(None), and_(true(), *bounds)), known) if bounds else None
