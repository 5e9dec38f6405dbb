"""A picker as a process meets it: settings from the environment, migration before service."""

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from testkit.pickers import Picker, close
from testkit.signing import TOKEN, headers

from gig_chassis.settings import SettingsError

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """Record how logging is set up instead of setting it up for all other tests too."""
    calls: list[tuple[Any, ...]] = []
    monkeypatch.setattr("gig_chassis.logs.configure", lambda *given: calls.append(given))
    return calls


def test_the_migration_makes_and_fills_the_database_of_the_environment(
    picker: Picker, sqlite_url: str, monkeypatch: pytest.MonkeyPatch, logged: list[tuple[Any, ...]]
) -> None:
    package = f"{picker.catalogue.noun}_picker"
    for name, value in {"DATABASE_URL": sqlite_url, "SERVICE_TOKEN": TOKEN, "LOG_LEVEL": "ERROR"}.items():
        monkeypatch.setenv(name, value)

    import_module(f"{package}.migrate").main()

    app = import_module(package).create_app()
    answer = app.test_client().get(f"/v1/{picker.catalogue.plural}", headers=headers())
    close(picker, app)
    assert logged == [(package, "ERROR"), (package, "ERROR")]
    assert len(answer.json["items"]) == 50


def test_what_is_missing_in_the_environment_is_named_at_once(picker: Picker, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "SERVICE_TOKEN", "DATABASE_URL_FILE", "SERVICE_TOKEN_FILE"):
        monkeypatch.delenv(name, raising=False)

    with pytest.raises(SettingsError, match=r"DATABASE_URL is not set; SERVICE_TOKEN is not set"):
        import_module(f"{picker.catalogue.noun}_picker").create_app()


def test_a_serving_process_does_not_carry_the_tools_of_migration(picker: Picker) -> None:
    package = f"{picker.catalogue.noun}_picker"
    program = f"import sys, {package}; print(sorted({{'alembic', 'pymysql', 'rich'}} & set(sys.modules)))"
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join(str(path) for path in ROOT.glob("*/src"))}

    told = subprocess.run([sys.executable, "-c", program], env=environ, capture_output=True, text=True, check=True)

    assert told.stdout == "[]\n"


def test_a_database_that_is_down_is_said_to_be_so(picker: Picker, tmp_path: Path) -> None:
    module = import_module(f"{picker.catalogue.noun}_picker")
    app = module.create_app(module.Settings(f"sqlite:///{tmp_path}/no/folder.db", TOKEN))

    statuses = {
        path: app.test_client().get(f"/v1/{picker.catalogue.plural}{path}", headers=headers()).status_code
        for path in ("", "/random", "/facets", "/export")
    }

    close(picker, app)
    assert set(statuses.values()) == {503}
