"""Values of the formats that our OpenAPI documents name, so that most of what schemathesis makes gets past the door."""

from datetime import date, timedelta

import schemathesis
from hypothesis import strategies as st

DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))
SIGNS = st.characters(exclude_categories=["Cc", "Cs"])
DEGREES = st.floats(-90, 90).map(lambda value: f"{value:.4f}")


def _ranges() -> st.SearchStrategy[str]:
    long = st.builds(lambda day, days: f"{day}/{day + timedelta(days)}", DAYS, st.integers(0, 400))
    return DAYS.map(str) | long


FORMATS: dict[str, st.SearchStrategy[str]] = {
    "uuid": st.uuids(version=4).map(str),
    "date": DAYS.map(str),
    "date-time": DAYS.map(lambda day: f"{day}T20:15:00Z"),
    "amount": st.decimals(0, "9999999.99", places=2).map(str) | st.sampled_from(["0", "1.5", "0.00"]),
    "country": st.sampled_from(["GB", "de", "FR", "us"]),
    "time-zone": st.sampled_from(["Europe/London", "America/New_York", "UTC", "Asia/Kathmandu"]),
    "clock-time": st.from_regex(r"([01][0-9]|2[0-3]):[0-5][0-9]", fullmatch=True),
    "day-range": _ranges(),
    "lat-lon": st.tuples(DEGREES, DEGREES).map(",".join),
    "ids": st.lists(st.uuids().map(str), max_size=5).map(",".join),
    "ip-address": st.ip_addresses().map(str),
    "password": st.text(SIGNS, min_size=8, max_size=40),
}


def register() -> None:
    """Tell schemathesis."""
    for name, values in FORMATS.items():
        schemathesis.openapi.format(name, values)
