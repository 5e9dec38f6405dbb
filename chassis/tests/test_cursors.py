"""Cursors hold where a page ended and notice when they are altered."""

import pytest

from gig_chassis import cursors
from gig_chassis.problems import Problem


@pytest.mark.parametrize("values", [[], ["é", 5, None], ["x" * 900]], ids=["none", "of each kind", "long"])
def test_a_cursor_gives_back_what_it_was_made_of(values: list[str | int | None]) -> None:
    made = cursors.encode("-name", values)

    assert cursors.decode(made, "-name") == values
    assert made.isascii()
    assert not set(made) & set("+/=&?# ")


def test_a_cursor_belongs_to_one_sort() -> None:
    with pytest.raises(Problem, match="cannot be accepted") as refused:
        cursors.decode(cursors.encode("name", ["a"]), "-name")

    assert refused.value.code == 422
    assert "another sort than -name" in str(refused.value.members)


@pytest.mark.parametrize("cursor", ["", "A", "é", "AAAA", "=", "a b", cursors.encode("name", []) + "A"])
def test_what_is_no_cursor_is_refused(cursor: str) -> None:
    with pytest.raises(Problem) as refused:
        cursors.decode(cursor, "name")

    assert "no cursor of this list" in str(refused.value.members)


@pytest.mark.parametrize(
    "payload", [b"5", b"[]", b"{", b"[" * 100_000, b'"na'], ids=["number", "empty", "cut", "deep", "text"]
)
def test_a_cursor_with_a_true_check_around_nonsense_is_refused(payload: bytes) -> None:
    forged = cursors._spell(cursors._check(payload) + payload)  # noqa: SLF001  # the forger knows the way

    with pytest.raises(Problem):
        cursors.decode(forged, "name")
