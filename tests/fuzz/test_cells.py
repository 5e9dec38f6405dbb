"""No cell of an export is a formula to a spreadsheet, whatever was typed, and all come back as they were typed."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from testkit.payloads import PAYLOADS
from testkit.pickers import PICKERS, Api, Picker, serving

from gig_chassis.catalogue import cells

FORMULA = tuple("=+-@\t\r")
TEXTS = ("name", "city", "contact", "notes")
AROUND = ("", " ", "'", "''", "\t", "\r\n", "\u200b", "\uff1d", "|")


@pytest.fixture(params=PICKERS, ids=lambda picker: picker.catalogue.plural)
def api(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Api]:
    """Give each picker on an empty database."""
    picker: Picker = request.param
    with serving(picker, f"sqlite:///{tmp_path / 'cells.db'}") as api:
        yield api


def test_no_cell_of_an_export_is_a_formula_and_all_come_back(api: Api) -> None:
    typed = [before + payload for payload in PAYLOADS for before in AROUND if (before + payload).strip()]
    api.fill([{**dict.fromkeys(TEXTS, text[:100]), "genres": ["jazz"]} for text in typed if is_taken(text)])

    rows = list(csv.DictReader(io.StringIO(api.call("GET", "/export").text, newline="")))

    assert len(rows) >= len(PAYLOADS)
    assert [cell for row in rows for name in TEXTS if (cell := row[name]).startswith(FORMULA)] == []
    assert {cells.unguarded(row["name"]) for row in rows} == {text[:100].strip() for text in typed if is_taken(text)}


def is_taken(text: str) -> bool:
    """Say whether the text is one a name may be: control characters are refused, not guarded."""
    return all(sign.isprintable() or sign in "\u200b\u202e\u2028\uff1c" for sign in text.strip())
