"""A gig's page leads to Suggest for what it lacks, and for another act in the place of one."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from flask.testing import FlaskClient

from gig_web.clients.nouns import Gig
from gig_web.gigs import finding

TODAY = date(2026, 11, 22)
AsGig = Callable[..., Gig]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, ["Find support"]),
        ({"gig_day": None}, ["Find a date", "Find support"]),
        ({"venue": None}, ["Find a venue", "Find support"]),
        ({"lineup": []}, ["Find a headliner"]),
    ],
    ids=["a headliner alone", "no date", "no venue", "no line-up"],
)
def test_what_a_gig_lacks_can_be_found(as_gig: AsGig, given: dict[str, Any], words: list[str]) -> None:
    assert [label for _, label in finding.of(as_gig(**given), TODAY).missing] == words


@pytest.mark.parametrize(
    "given",
    [{"status": "cancelled"}, {"gig_day": "2026-11-21"}, {"trashed_at": "2026-11-22T10:00:00Z"}],
    ids=["cancelled", "past", "in the trash"],
)
def test_nothing_is_found_for_a_gig_that_is_closed(as_gig: AsGig, given: dict[str, Any]) -> None:
    found = finding.of(as_gig(**given), TODAY)

    assert (found.is_open, found.missing) == (False, ())


def test_each_act_has_replace_beside_it(
    client: FlaskClient, serve: Callable[..., str], a_gig: Callable[..., Any], ids: SimpleNamespace
) -> None:
    serve(a_gig())

    html = client.get(f"/gigs/{ids.gig}").text

    assert f'href="/?gig={ids.gig}&amp;for=headliner&amp;replace={ids.band}"' in html
    assert f'href="/?gig={ids.gig}&amp;for=support"' in html
