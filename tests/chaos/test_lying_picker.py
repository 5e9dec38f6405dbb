"""A picker that hangs, drips or lies between a card and its Save: pages keep their time, what was shown is saved."""

import sqlite3
import time
import uuid
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import requests
from itsdangerous import URLSafeTimedSerializer
from testkit.figures import Figures
from testkit.forms import Client
from testkit.liars import LIE, MISBEHAVED, Liar, Mood
from testkit.patience import await_that
from testkit.planners import Planner
from testkit.sites import BACKEND, site_on

PAGE_SECONDS, SLACK = 1.5, 1.0  # what is promised; what other programs on the machine may take
RECOVERY_SECONDS = 15
SHOWN = ("csrf_token", "token", "query")


@pytest.fixture(scope="module")
def liar() -> Iterator[Liar]:
    """Give what stands before the band picker."""
    with Liar() as liar:
        yield liar


@pytest.fixture(scope="module")
def planner(liar: Liar, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Planner]:
    """Give a planner that takes the liar for its band picker."""
    site = site_on("sqlite", tmp_path_factory.mktemp("lied") / "var", BAND_PICKER_URL=liar.url)
    with Planner(site) as planner:
        liar.target = planner.url_of("band_picker")
        yield planner


@pytest.fixture(scope="module")
def client(planner: Planner) -> Client:
    """Give a booker at the pages."""
    return planner.client()


@pytest.mark.parametrize("mood", MISBEHAVED)
def test_what_was_shown_is_saved_however_the_picker_misbehaves_meanwhile(
    planner: Planner, client: Client, liar: Liar, mood: Mood, figures: Figures
) -> None:
    shown = deal(client)

    liar.mood = mood
    saving, saved = timed(client, "POST", "/suggest/save", {name: shown[name] for name in SHOWN})
    following, after = timed(client, "GET", saved.headers["Location"])
    again, page = timed(client, "GET", "/")
    liar.mood = "honest"
    began = time.monotonic()
    await_that(lambda: bool(client.hidden("/").get("token")), RECOVERY_SECONDS)
    recovery = time.monotonic() - began

    assert saved.status_code == 303
    assert (after.status_code, page.status_code) == (200, 200)
    assert max(saving, following, again) < PAGE_SECONDS + SLACK
    assert line_up(planner.site.database(BACKEND), shown) == [(shown["band"], shown["band_id"])]
    figures("lying pickers during saves", page_s=max(saving, following, again), recovery_s=recovery)


def deal(client: Client) -> dict[str, str]:
    """Deal a card; give its form, and the band it shows."""
    fields = client.hidden("/")
    _, (gig_id, _, _, _, act, _) = URLSafeTimedSerializer("any").loads_unsafe(fields["token"])  # anyone may read it
    assert act["name"] != LIE
    return fields | {"gig_id": gig_id, "band": act["name"], "band_id": act["band_id"]}


def timed(client: Client, method: str, path: str, form: object = None) -> tuple[float, requests.Response]:
    """Send a request; give the seconds it took, and the answer."""
    began = time.monotonic()
    answer = client.get(path) if method == "GET" else client.post(path, form)
    return time.monotonic() - began, answer


def line_up(database: Path, shown: dict[str, str]) -> list[tuple[str, str]]:
    """Read the line-up of the card's gig: name and id of each act."""
    query = "SELECT name, lower(hex(band_id)) FROM act WHERE gig_id = ?"
    with closing(sqlite3.connect(database)) as gigs:
        found = gigs.execute(query, (uuid.UUID(shown["gig_id"]).bytes,)).fetchall()
    return [(name, str(uuid.UUID(band_id))) for name, band_id in found]
