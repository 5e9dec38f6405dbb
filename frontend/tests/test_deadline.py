"""How long a page may take: whole lists have a time of their own, and a form that is slow to arrive costs none."""

import pytest
from flask import Flask

from gig_web import deadline
from gig_web.deadline import CHANGE_SECONDS, LIST_SECONDS, PAGE_SECONDS

AN_IMPORT = "/bands/import/0190a000-0000-7000-8000-0000000000e1"


@pytest.mark.parametrize(
    ("method", "path", "seconds"),
    [
        ("GET", "/bands", PAGE_SECONDS),
        ("HEAD", "/bands", PAGE_SECONDS),
        ("POST", "/bands/new", CHANGE_SECONDS),
        ("GET", "/no/such/page", PAGE_SECONDS),
        ("GET", "/bands/export.csv", LIST_SECONDS),
        ("GET", "/gigs/export.csv", LIST_SECONDS),
        ("POST", "/venues/import", LIST_SECONDS),
        ("GET", AN_IMPORT, PAGE_SECONDS),
        ("GET", f"{AN_IMPORT}/report.csv", LIST_SECONDS),
        ("POST", f"{AN_IMPORT}/commit", LIST_SECONDS),
        ("POST", f"{AN_IMPORT}/undo", LIST_SECONDS),
        ("POST", f"{AN_IMPORT}/answers", CHANGE_SECONDS),
        ("POST", f"{AN_IMPORT.replace('bands', 'gigs')}/names", LIST_SECONDS),
        ("POST", f"{AN_IMPORT.replace('bands', 'gigs')}/missing", LIST_SECONDS),
    ],
)
def test_each_page_has_its_time(
    app: Flask, monkeypatch: pytest.MonkeyPatch, method: str, path: str, seconds: float
) -> None:
    given: list[float] = []
    monkeypatch.setattr(deadline, "start", given.append)

    app.test_client().open(path, method=method)

    assert given == [seconds]
