"""The way back for an admin who lost the password: a command at the server."""

import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from testkit.accounts import give_account
from testkit.signing import TOKEN

from gig_store import new_password

Desk = Any
Make = Callable[..., Any]
Signed = Callable[..., Any]

COMMAND = [sys.executable, str(Path(__file__).resolve().parents[3] / "local" / "new_password.py")]
NEW = "another walk, by night"


class Terminal(io.StringIO):
    """Somebody who types."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def run(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Run the command on the database of `app`, with what comes in on stdin."""
    monkeypatch.setattr("gig_store.new_password.create_app", lambda: app)

    def act(*arguments: str, stdin: str = f"{NEW}\n") -> str:
        monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        return new_password.main(list(arguments))

    return act


def test_it_sets_the_password_ends_all_sessions_and_enables(
    app: Flask, admin: Desk, guest: Desk, run: Callable[..., str], sign_in: Signed
) -> None:
    lost = give_account(app, "admin", "Sam Ørsted")
    admin.send("PATCH", f"/v1/people/{lost.id}", {"disabled": True}, 1)

    said = run("sam orsted")

    assert said == "Sam Ørsted (admin) has a new password and is signed out everywhere."
    assert sign_in(guest, "Sam Ørsted", NEW).json["person"]["disabled"] is False
    assert sign_in(guest, "Sam Ørsted").status_code == 422


def test_sessions_of_before_are_over(sam: Desk, run: Callable[..., str]) -> None:
    run("Sam")

    assert sam.send("GET", "/v1/people/me").status_code == 401


@pytest.mark.parametrize(
    ("arguments", "stdin", "said"),
    [
        ([], NEW, "usage:"),
        (["Sam", "Kim"], NEW, "usage:"),
        (["Kim"], NEW, "There is no account called Kim."),
        (["Sam"], "short\n", "The password: Must have at least 8 characters."),
        (["Sam"], "", "The password: Must have at least 8 characters."),
        (["Sam"], "password1\n", "The password: This is one of the passwords tried first."),
        (["Sam"], "a\x00b" * 9, "The password: Must not hold control characters."),
    ],
    ids=["no name", "two names", "nobody", "short", "nothing typed", "common", "control"],
)
def test_what_is_wrong_is_said_and_changes_nothing(
    sam: Desk, run: Callable[..., str], arguments: list[str], stdin: str, said: str
) -> None:
    with pytest.raises(SystemExit, match=said.replace(".", r"\.")):
        run(*arguments, stdin=stdin)

    assert sam.send("GET", "/v1/people/me").status_code == 200


@pytest.mark.parametrize(("second", "works"), [(NEW, True), ("a typo", False)])
def test_at_a_terminal_it_asks_twice(
    sam: Desk, run: Callable[..., str], monkeypatch: pytest.MonkeyPatch, second: str, *, works: bool
) -> None:
    typed = iter([NEW, second])
    monkeypatch.setattr("gig_store.new_password.getpass", lambda _: next(typed))
    monkeypatch.setattr("io.StringIO", Terminal)

    if works:
        assert "new password" in run("Sam")
    else:
        with pytest.raises(SystemExit, match="two different passwords"):
            run("Sam")

    assert sam.send("GET", "/v1/people/me").status_code == (401 if works else 200)


def test_the_command_stands_alone(app: Flask, sam: Desk) -> None:
    settings = {"DATABASE_URL": app.config["SQLALCHEMY_DATABASE_URI"], "SERVICE_TOKEN": TOKEN}
    environment = {**settings, "PYTHONPATH": ":".join(sys.path)}

    done = subprocess.run(
        [sys.executable, "-m", "gig_store.new_password", "Sam"],
        env=environment,
        input=NEW,
        text=True,
        capture_output=True,
        check=True,
    )

    assert done.stdout == "Sam (booker) has a new password and is signed out everywhere.\n"
    assert sam.send("GET", "/v1/people/me").status_code == 401


def test_make_password_says_when_there_is_no_data_yet(tmp_path: Path) -> None:
    environment = {**os.environ, "DATA_DIR": str(tmp_path), "NAME": "Sam", "PYTHONPATH": ":".join(sys.path)}

    done = subprocess.run(COMMAND, env=environment, capture_output=True, text=True, check=False)  # noqa: S603  # ours

    assert (done.returncode, done.stderr) == (
        1,
        f"There are no accounts in DATA_DIR={tmp_path} yet. Start Gig Planner there first.\n",
    )


def test_make_password_finds_the_data_of_make_run(app: Flask, sam: Desk, tmp_path: Path) -> None:
    (tmp_path / "service-token").write_text(TOKEN, encoding="utf-8")
    assert str(tmp_path / "gigs.db") in app.config["SQLALCHEMY_DATABASE_URI"]
    environment = {**os.environ, "DATA_DIR": str(tmp_path), "NAME": "Sam", "PYTHONPATH": ":".join(sys.path)}

    subprocess.run(COMMAND, env=environment, input=NEW.encode(), check=True)  # noqa: S603  # ours

    assert sam.send("GET", "/v1/people/me").status_code == 401
