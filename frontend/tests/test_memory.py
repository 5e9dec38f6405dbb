"""What the browser keeps for the person: one signed cookie, small, tolerant of its own past."""

import uuid
from collections.abc import Iterator

import pytest
from flask import Flask, session
from flask.testing import FlaskClient

from gig_web import memory
from gig_web.clients.people import Person
from gig_web.memory import SeenCard

SAM = Person(
    id="0192f3a0-7c1e-7abc-8def-00000000aaaa",
    name="Sam",
    role="booker",
    disabled=False,
    time_zone=None,
    theme="dark",
    keys=True,
    constraints="",
    created_at="2026-01-01T12:00:00Z",
    rev=1,
)

MOST_COOKIE_BYTES = 4096


@pytest.fixture(autouse=True)
def visit(app: Flask) -> Iterator[None]:
    """Be inside one visit of a new person."""
    with app.test_request_context():
        yield


def test_a_newcomer_is_a_random_id_that_stays_until_there_is_an_account() -> None:
    assert memory.known_newcomer() is None

    newcomer = memory.newcomer()

    assert uuid.UUID(newcomer).version == 4
    assert memory.newcomer() == memory.known_newcomer() == newcomer
    memory.take_over(SAM)
    assert memory.known_newcomer() is None


def test_a_new_person_has_the_theme_of_the_system_the_keys_on_and_no_past() -> None:
    assert (memory.theme(), memory.keys_on(), memory.constraints(), memory.last_cards()) == ("auto", True, "", [])


def test_choices_are_remembered_beyond_the_closing_of_the_browser() -> None:
    memory.set_theme("dark")
    memory.set_keys(on=False)
    memory.remember_constraints("genre=punk")

    assert (memory.theme(), memory.keys_on(), memory.constraints()) == ("dark", False, "genre=punk")
    assert session.permanent


def test_a_theme_that_no_longer_exists_is_that_of_the_system() -> None:
    session["theme"] = "sepia"

    assert memory.theme() == "auto"


def test_a_search_too_long_for_the_cookie_is_forgotten_rather_than_cut() -> None:
    memory.remember_constraints("genre=punk")
    memory.remember_constraints("q=" + "x" * memory.MAX_CONSTRAINTS)

    assert memory.constraints() == ""


def test_the_newest_ten_cards_are_remembered() -> None:
    cards = [SeenCard(f"2027-03-{day:02}", "band", None) for day in range(1, 13)]

    memory.remember_cards(cards)

    assert memory.last_cards() == cards[:10]


def test_remembering_the_same_again_sends_no_cookie() -> None:
    memory.set_theme("dark")
    session.modified = False

    memory.set_theme("dark")

    assert not session.modified


def test_all_there_is_to_remember_fits_into_one_cookie(app: Flask) -> None:
    session["account"] = {"id": SAM.id, "name": "ж" * 80, "role": "booker", "rev": 2**31}
    session.update({"_user_id": "s" * 43, "_id": "f" * 128, "csrf_token": "c" * 40})
    memory.set_theme("light")
    memory.set_keys(on=False)
    memory.remember_constraints("".join(chr(33 + n * 7 % 90) for n in range(memory.MAX_CONSTRAINTS)))
    memory.remember_cards([SeenCard("2027-03-12", str(uuid.uuid4()), str(uuid.uuid4())) for _ in range(10)])

    serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]

    assert len(serializer.dumps(dict(session))) < MOST_COOKIE_BYTES - 200  # its name and its attributes


def test_a_cookie_that_was_tampered_with_is_as_good_as_none(client: FlaskClient) -> None:
    client.set_cookie("gig_planner", "eyJ0aGVtZSI6ImRhcmsifQ.forged.signature")

    assert "data-bs-theme" not in client.get("/nowhere").text
