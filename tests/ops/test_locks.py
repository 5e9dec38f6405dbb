"""The lock files: exact versions with their hashes, and no word on where a machine gets them from."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PYTHON_LOCKS = sorted([*ROOT.glob("requirements-*.txt"), *ROOT.glob("*/requirements.txt")])
NODE_LOCKS = sorted(ROOT.glob("*/package-lock.json"))
AN_ADDRESS = re.compile(r"https?://|file:|git\+|--(?:extra-)?index-url|--find-links|--trusted-host", re.IGNORECASE)
PINNED = re.compile(r"^[\w.-]+(?:\[[\w,-]+\])?==\S+( ;[^\\]+)?( \\\n +--hash=sha256:[0-9a-f]{64})+$", re.MULTILINE)


def name_of(lock: Path) -> str:
    return str(lock.relative_to(ROOT))


def lock_of(wanted: Path) -> Path:
    return wanted.with_name("package-lock.json") if wanted.name == "package.json" else wanted.with_suffix(".txt")


def test_whatever_is_installed_has_its_lock() -> None:
    wanted = {*ROOT.glob("requirements-*.in"), *ROOT.glob("*/requirements.in"), *ROOT.glob("*/package.json")}
    wanted.remove(ROOT / "chassis" / "requirements.in")  # each service takes it into its own

    assert {lock_of(given) for given in wanted} == {*PYTHON_LOCKS, *NODE_LOCKS}


@pytest.mark.parametrize("lock", PYTHON_LOCKS, ids=name_of)
def test_python_packages_are_pinned_with_hashes_and_without_an_index(lock: Path) -> None:
    text = lock.read_text()
    requirements = re.findall(r"^\w.*$", text, re.MULTILINE)

    assert AN_ADDRESS.findall(text) == []
    assert len(PINNED.findall(text)) == len(requirements) > 0


@pytest.mark.parametrize("lock", NODE_LOCKS, ids=name_of)
def test_node_packages_are_pinned_with_hashes_and_without_a_registry(lock: Path) -> None:
    packages = json.loads(lock.read_text())["packages"]
    own = packages.pop("")

    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in own["devDependencies"].values())
    assert {name for name, package in packages.items() if "resolved" in package} == set()
    assert {name for name, package in packages.items() if not package["integrity"].startswith("sha512-")} == set()
    assert "registry=" not in lock.with_name(".npmrc").read_text()
