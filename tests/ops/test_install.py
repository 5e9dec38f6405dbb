"""`.install` says in a sentence what it lacks, before it touches anything; make is answered as ever."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
Install = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def install() -> Install:
    """Run `bash .install`, as far as it goes without machines."""

    def run(*options: str, **settings: str) -> subprocess.CompletedProcess[str]:
        command, environ = ["bash", ".install", *options], {**os.environ, **settings}
        return subprocess.run(command, cwd=CHECKOUT, env=environ, capture_output=True, text=True, check=False)

    return run


def test_the_example_addresses_are_refused(install: Install) -> None:
    done = install()

    assert done.returncode == 1
    assert done.stderr == (
        "The addresses in ansible/inventory are examples: replace them with those of your machines, then try again.\n"
    )


def test_an_inventory_that_is_not_there_is_named(install: Install, tmp_path: Path) -> None:
    done = install(INVENTORY=str(tmp_path / "none"))

    assert done.returncode == 1
    assert done.stderr == f"There is no inventory {tmp_path}/none: it lists the machines.\n"


def test_a_version_that_is_no_commit_is_named(install: Install, tmp_path: Path) -> None:
    (tmp_path / "inventory").write_text("[manager]\ngp1 ansible_host=127.0.0.1\n")

    done = install(INVENTORY=str(tmp_path / "inventory"), TAG="no-such-commit")

    assert done.returncode == 1
    assert "no-such-commit is none" in done.stderr


@pytest.mark.parametrize("option", ["--yes", "--volumes"])
def test_what_belongs_to_destroying_is_refused_without_it(install: Install, option: str) -> None:
    done = install(option)

    assert done.returncode == 1
    assert done.stderr == "--yes and --volumes go with --destroy. Nothing was touched.\n"


@pytest.mark.parametrize("options", [("--nonsense",), ("--destroy", "now"), ("everything",)], ids=" ".join)
def test_an_unknown_word_is_answered_with_the_usage(install: Install, options: tuple[str, ...]) -> None:
    done = install(*options)

    assert done.returncode == 2
    assert ".install" in done.stderr


def test_help_names_every_option(install: Install) -> None:
    done = install("--help")

    assert done.returncode == 0
    options = {line.split()[0] for line in done.stdout.splitlines() if line.strip().startswith("--")}
    assert options == {"--machines", "--skip-jenkins", "--destroy", "--yes", "--volumes", "--verbose", "--help"}


@pytest.mark.parametrize("purpose", ["run", "make"])
def test_make_is_told_quietly_that_nothing_is_missing(install: Install, purpose: str) -> None:
    done = install(purpose)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_python_that_is_too_old_is_named_before_anything_else(install: Install, tmp_path: Path) -> None:
    old = tmp_path / "python3"
    old.write_text('#!/bin/sh\ncase "$*" in *version_info*) exit 1 ;; --version) echo Python 3.9.2 ;; esac\n')
    old.chmod(0o755)

    done = install(PYTHON=str(old))

    assert done.returncode == 1
    assert done.stderr.startswith(f"Gig Planner needs Python 3.11 or newer, and {old} is Python 3.9.2.")
