"""Which passwords are taken, and how they are kept."""

import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import ValidationError
from testkit.accounts import give_account

from gig_store.people import passwords

Desk = Any
Signed = Callable[..., Any]

ACCENTED = "crème brûlée, s'il vous plaît"


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("1234567", "Must have at least 8 characters."),
        ("é" * 7, "Must have at least 8 characters."),
        ("password", "This is one of the passwords tried first. Choose another one."),
        ("PassWord1", "This is one of the passwords tried first. Choose another one."),
        ("qwertyuiop", "This is one of the passwords tried first. Choose another one."),
        ("Samantha F", "Must be something else than a name."),
        ("samanthaf", "Must be something else than a name."),
        ("GIG planner", "Must be something else than a name."),
    ],
)
def test_a_weak_password_is_refused_with_its_reason(guest: Desk, password: str, why: str) -> None:
    answer = guest.send("POST", "/v1/people/first", {"name": "Sámantha F", "password": password})

    assert answer.status_code == 422
    assert answer.json["errors"] == [{"pointer": "/password", "detail": why}]


@pytest.mark.parametrize(
    "password",
    ["eight ch", "x" * 64, "y" * 256, "\U0001f3b8" * 256, ACCENTED, " leading and trailing ", "Samantha F sings"],
    ids=["eight", "64", "256", "1024 bytes", "accents", "spaces", "holds the name"],
)
def test_a_long_or_odd_password_is_taken_whole(guest: Desk, sign_in: Signed, password: str) -> None:
    made = guest.send("POST", "/v1/people/first", {"name": "Samantha F", "password": password})

    assert made.status_code == 201, made.text
    assert sign_in(guest, "Samantha F", password).status_code == 201
    assert sign_in(guest, "Samantha F", password[:-1]).status_code == 422


@pytest.mark.parametrize(
    ("password", "detail"),
    [
        ("x" * 257, "Must have at most 256 characters."),
        ("\U0001f3b8" * 257, "Must have at most 256 characters."),
        ("\ufb2c" * 200, "Must have at most 256 characters."),
        ("x" * 100_000, "Must have at most 256 characters."),
        ("tab\tinside", "Must not hold control characters."),
        ("nul\x00inside", "Must not hold control characters."),
        ("half a \ud83c pair", "Must not hold control characters."),
        (12345678, "Not a valid string."),
        (None, "Field may not be null."),
    ],
    ids=["257", "1028 bytes", "grows in NFC", "endless", "tab", "NUL", "surrogate", "number", "null"],
)
@pytest.mark.parametrize("path", ["/v1/sessions", "/v1/people/first"])
def test_what_cannot_be_a_password_is_refused_before_any_hash(
    guest: Desk, hashes: list[str], path: str, password: object, detail: str
) -> None:
    client = {"client": "192.0.2.1"} if path == "/v1/sessions" else {}
    answer = guest.send("POST", path, {"name": "Sam", "password": password, **client})

    assert (answer.status_code, answer.json["errors"]) == (422, [{"pointer": "/password", "detail": detail}])
    assert hashes == []


@pytest.mark.parametrize(
    "typed",
    [unicodedata.normalize("NFD", ACCENTED), ACCENTED.replace(" ", "\u00a0"), ACCENTED.replace(" ", "\u3000")],
    ids=["accents apart", "no-break spaces", "wide spaces"],
)
def test_a_password_is_the_same_from_whatever_keyboard(app: Flask, guest: Desk, sign_in: Signed, typed: str) -> None:
    give_account(app, name="Sam", password=ACCENTED)

    assert sign_in(guest, "Sam", typed).status_code == 201
    assert sign_in(guest, "Sam", typed.upper()).status_code == 422


def test_only_two_hashes_are_computed_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "WAIT_SECONDS", 0.01)
    with passwords._turn(), passwords._turn(), pytest.raises(Exception, match="Many people are signing in"):  # noqa: SLF001  # its own lock
        passwords.digest("a third one")

    assert passwords.matches(passwords.digest("a third one"), "a third one")


@given(st.text(max_size=80))
def test_preparing_twice_is_preparing_once(text: str) -> None:
    once = passwords.prepare(text)

    assert passwords.prepare(once) == once


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=8, max_size=60))
def test_every_password_without_control_characters_is_read(text: str) -> None:
    try:
        prepared = str(passwords.Password().deserialize(text))
    except ValidationError:
        assert len(passwords.prepare(text)) > 256
    else:
        assert len(prepared.encode()) <= 1024
