"""Which day it is for whom, and what zones are called."""

import pytest
import time_machine
from flask import Flask, session

from gig_web.accounts import zones
from gig_web.gigs import clock


@pytest.mark.parametrize(
    ("zone", "now", "today"),
    [
        ("", "2026-11-22T05:59:59Z", "2026-11-21"),
        ("", "2026-11-22T06:00:00Z", "2026-11-22"),
        ("Asia/Tokyo", "2026-11-21T20:59:59Z", "2026-11-21"),
        ("Asia/Tokyo", "2026-11-21T21:00:00Z", "2026-11-22"),
        ("America/Los_Angeles", "2026-11-22T13:59:59Z", "2026-11-21"),
        ("Pacific/Kiritimati", "2026-11-21T16:00:00Z", "2026-11-22"),
        ("Europe/London", "2026-10-25T05:59:59Z", "2026-10-24"),
        ("Gone/Away", "2026-11-22T06:00:00Z", "2026-11-22"),
        ("../etc/passwd", "2026-11-22T06:00:00Z", "2026-11-22"),
    ],
)
def test_a_gig_day_ends_at_six_in_the_morning_where_the_person_is(app: Flask, zone: str, now: str, today: str) -> None:
    with time_machine.travel(now, tick=False), app.test_request_context():
        session["time_zone"] = zone

        assert str(clock.today()) == today


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Europe/London", "Europe/London"),
        (" london ", "Europe/London"),
        ("New York", "America/New_York"),
        ("sao paulo", "America/Sao_Paulo"),
        ("america/argentina/buenos aires", "America/Argentina/Buenos_Aires"),
        ("UTC", "UTC"),
        ("Atlantis", None),
        ("", None),
        ("Europe", None),
    ],
)
def test_a_zone_is_found_by_its_name_or_its_city(typed: str, found: str | None) -> None:
    assert zones.find(typed) == found


def test_zones_are_offered_by_region_and_city() -> None:
    assert {"Europe/London", "Asia/Kolkata", "America/New_York"} <= set(zones.offered())
    assert not [zone for zone in zones.offered() if zone.startswith(("Etc/", "US/", "SystemV"))]
