"""What the documents say there is: tests that prove a promise, files to read, commands to type."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("docs", "tests", "chassis", "service1", "service2", "backend", "frontend")
PROVING = [ROOT / "docs" / "risks.md", ROOT / "docs" / "trust.md"]
DOCUMENTS = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
A_FILE = re.compile(r"`((?:[\w.-]+/)*[\w.*-]+\.(?:py|txt|md)|(?:[\w.-]+/)+)`")
A_COMMAND = re.compile(r"`(?:[A-Z_]+=\S+ )*make ([a-z]+)")
RISK = re.compile(r"^\| \*\*.*", re.MULTILINE)


def name_of(document: Path) -> str:
    return document.name


def missing_files(text: str) -> list[str]:
    """Give the files and folders that `text` names, by path or by bare name, and that are not there."""
    return [name for name in A_FILE.findall(text) if not is_there(name)]


def is_there(name: str) -> bool:
    if "/" in name:
        return any(ROOT.glob(name))
    return any(path for folder in FOLDERS for path in (ROOT / folder).rglob(name))


@pytest.mark.parametrize("document", PROVING, ids=name_of)
def test_every_file_that_proves_something_is_there(document: Path) -> None:
    text = document.read_text()

    assert len(A_FILE.findall(text)) > 30
    assert missing_files(text) == []


def test_a_file_that_is_not_there_is_missed() -> None:
    text = "`tests/ops/test_docs.py`, `tests/ops/test_nothing.py`, `test_unwritten*.py`, `tests/nothing/`, `tests/ops/`"

    assert missing_files(text) == ["tests/ops/test_nothing.py", "test_unwritten*.py", "tests/nothing/"]


def test_every_risk_names_its_test_or_says_that_there_is_none() -> None:
    risks = RISK.findall((ROOT / "docs" / "risks.md").read_text())
    proofs = [risk.split(" | ")[4] for risk in risks]

    assert len(proofs) > 30
    assert [proof for proof in proofs if not ("/test_" in proof or proof.startswith("No test"))] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_every_command_to_type_is_there(document: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))

    assert set(A_COMMAND.findall(document.read_text())) - targets == set()
