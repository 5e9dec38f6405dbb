"""Templates that were compiled before: used while they are right, never needed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask, render_template

from gig_web import compiled_templates

NAME = "page.html"
Make = Callable[[], Flask]


@pytest.fixture
def compiled(tmp_path: Path) -> Path:
    folder = tmp_path / "compiled"
    folder.mkdir()
    return folder


@pytest.fixture
def make(tmp_path: Path, compiled: Path) -> Make:
    """Make an app with one template, as another process would."""
    (tmp_path / NAME).write_text("first", encoding="utf-8")

    def make() -> Flask:
        app = Flask(__name__, template_folder=str(tmp_path))
        compiled_templates.init_app(app, compiled)
        return app

    return make


def shown(app: Flask) -> str:
    with app.app_context():
        return render_template(NAME)


def test_a_template_is_compiled_once_for_all_processes(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    shown(make())
    second = make()
    monkeypatch.setattr(second.jinja_env, "_generate", lambda *_args, **_more: pytest.fail("compiled again"))

    assert shown(second) == "first"


def test_one_that_has_changed_is_compiled_anew(make: Make, tmp_path: Path) -> None:
    shown(make())
    (tmp_path / NAME).write_text("second", encoding="utf-8")

    assert shown(make()) == "second"


def test_a_folder_that_cannot_be_written_to_harms_nobody(make: Make, compiled: Path) -> None:
    app = make()
    compiled.rmdir()

    assert shown(app) == "first"


def test_without_the_folder_each_process_compiles_its_own(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("alone", encoding="utf-8")
    app = Flask(__name__, template_folder=str(tmp_path))

    compiled_templates.init_app(app, tmp_path / "nowhere")

    assert shown(app) == "alone"
    assert "warm_up" not in app.extensions


def test_an_image_is_given_all_of_them_for_everybody_to_read(make: Make, compiled: Path) -> None:
    compiled_templates.compile_all(make(), compiled)

    [kept] = compiled.iterdir()
    assert kept.stat().st_mode & 0o777 == 0o644


def test_warming_up_leaves_nothing_to_load(make: Make, tmp_path: Path) -> None:
    app = make()
    app.extensions["warm_up"]()
    app.jinja_env.auto_reload = False
    (tmp_path / NAME).unlink()

    assert shown(app) == "first"
