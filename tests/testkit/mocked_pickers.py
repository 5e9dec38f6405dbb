"""A mocked picker: the rows it has, what it was asked."""

from dataclasses import dataclass, field
from typing import Any

import requests_mock

ID = "0190a000-0000-7000-8000-000000000001"
OTHER_ID = "0190a000-0000-7000-8000-000000000002"

SHARED: dict[str, Any] = {
    "id": ID,
    "external_id": None,
    "name": "The Howl",
    "genres": ["post-punk", "indie rock"],
    "city": "Leeds",
    "country": "GB",
    "lat": 53.801,
    "lon": -1.549,
    "own": False,
    "starter": False,
    "contact": None,
    "email": None,
    "phone": None,
    "notes": None,
    "archived": False,
    "merged_into": None,
    "rev": 3,
}
BAND = SHARED | {
    "draw": 120,
    "fee": "250.00",
    "unavailable": ["2026-05-01/2026-05-14", "2026-06-01/2026-06-01"],
    "radius_km": 100,
    "days_before": 30,
    "days_after": 14,
}
VENUE = SHARED | {
    "address": "42 The Calls",
    "postcode": "LS2 7EY",
    "timezone": "Europe/London",
    "capacity": 200,
    "hire_cost": "90.00",
    "curfew": "23:00",
    "dark_days": ["2026-12-25/2026-12-26"],
}


@dataclass(slots=True)
class Picker:
    """One mocked picker and the words of its pages; `of` makes an item of it."""

    plural: str
    singular: str
    base: dict[str, Any]
    mock: requests_mock.Mocker
    url: str = field(init=False)
    one: str = field(init=False)
    page: str = field(init=False)

    def __post_init__(self) -> None:
        self.url = f"http://{self.plural}.test/v1/{self.plural}"
        self.one = f"{self.url}/{ID}"
        self.page = f"/{self.plural}/{ID}"

    def of(self, **changes: object) -> dict[str, Any]:
        return self.base | changes

    def lists(self, *items: dict[str, Any], following: str | None = None) -> None:
        self.mock.get(self.url, json={"items": list(items), "next": following})
        genres = [{"name": "post-punk", "count": 34}, {"name": "jazz", "count": 2}]
        cities = [
            {"name": "Birmingham", "country": "GB", "count": 1200},
            {"name": "Birmingham", "country": "US", "count": 1},
        ]
        self.mock.get(f"{self.url}/facets", json={"genres": genres, "cities": cities})

    def has(self, *versions: dict[str, Any]) -> None:
        """Answer one item, each time it is asked the next of `versions`."""
        self.mock.get(self.one, [{"json": version} for version in versions])

    def sent(self, method: str) -> list[Any]:
        """Give what was sent to it with `method`; looking for others of the same name changes nothing."""
        return [
            each for each in self.mock.request_history if each.method == method and not each.path.endswith("/match")
        ]
