"""A picker, its API and an empty database for each test."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from testkit.pickers import PICKERS, Api, Picker, close, migrate_up, open_app, serving


@pytest.fixture(params=PICKERS, ids=lambda picker: picker.catalogue.plural)
def picker(request: pytest.FixtureRequest) -> Picker:
    chosen: Picker = request.param
    return chosen


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Picker], Path]:
    """Give a SQLite file with a picker's tables, made once; each test works on a copy."""
    made: dict[str, Path] = {}

    def give(picker: Picker) -> Path:
        noun = picker.catalogue.noun
        if noun not in made:
            path = tmp_path_factory.mktemp(noun) / "migrated.db"
            app = open_app(picker, f"sqlite:///{path}")
            migrate_up(picker, app)
            close(picker, app)
            made[noun] = path
        return made[noun]

    return give


@pytest.fixture
def api(picker: Picker, migrated: Callable[[Picker], Path], tmp_path: Path) -> Iterator[Api]:
    """Give the API over an empty SQLite database."""
    path = shutil.copy(migrated(picker), tmp_path / "picker.db")
    app = open_app(picker, f"sqlite:///{path}")
    yield Api(picker, app, app.test_client())
    close(picker, app)


@pytest.fixture
def database_api(picker: Picker, database_url: str) -> Iterator[Api]:
    """Give the API over an empty database, once on SQLite and once on MariaDB or MySQL."""
    with serving(picker, database_url) as api:
        yield api


@pytest.fixture
def scale() -> float:
    """Give the part of the long series to run: SCALE=1 runs them whole."""
    return float(os.environ.get("SCALE", "0.1"))
