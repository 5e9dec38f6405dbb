"""Settings come from the environment, and everything wrong with them is said at once."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from gig_chassis import settings


@dataclass(frozen=True, slots=True)
class Settings:
    database_url: str
    service_token: str
    threads: int = 8
    verbose: bool = False
    data_dir: Path = Path("var")


GIVEN = {"DATABASE_URL": "sqlite://", "SERVICE_TOKEN": "t0ken"}


def test_each_field_is_read_and_converted_by_its_type() -> None:
    environ = {**GIVEN, "THREADS": "4", "VERBOSE": "Yes", "DATA_DIR": "/srv/gigs", "HOME": "/root"}

    assert settings.load(Settings, environ) == Settings(
        "sqlite://", "t0ken", 4, verbose=True, data_dir=Path("/srv/gigs")
    )


def test_what_is_not_set_or_empty_has_its_default() -> None:
    assert settings.load(Settings, {**GIVEN, "THREADS": ""}) == Settings("sqlite://", "t0ken")


def test_the_process_environment_is_read_when_no_other_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {**GIVEN, "THREADS": "2"}.items():
        monkeypatch.setenv(name, value)

    assert settings.load(Settings).threads == 2


def test_a_secret_may_lie_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("from a file\n")

    loaded = settings.load(Settings, {"DATABASE_URL": "sqlite://", "SERVICE_TOKEN_FILE": f"{tmp_path}/token"})

    assert loaded.service_token == "from a file"


def test_a_password_that_looks_like_a_number_stays_a_text() -> None:
    assert settings.load(Settings, {**GIVEN, "SERVICE_TOKEN": "12e4"}).service_token == "12e4"


@pytest.mark.parametrize("word", ["1", "true", "YES", "on"])
def test_these_words_mean_yes(word: str) -> None:
    assert settings.load(Settings, {**GIVEN, "VERBOSE": word}).verbose is True


@pytest.mark.parametrize("word", ["0", "False", "no", "off"])
def test_these_words_mean_no(word: str) -> None:
    assert settings.load(Settings, {**GIVEN, "VERBOSE": word}).verbose is False


def test_all_errors_are_named_at_once() -> None:
    environ = {"SERVICE_TOKEN": "t0ken", "SERVICE_TOKEN_FILE": "/run/token", "THREADS": "-1", "VERBOSE": "perhaps"}

    with pytest.raises(settings.SettingsError) as raised:
        settings.load(Settings, environ)

    assert str(raised.value) == (
        "Cannot start, please set in the environment: "
        "DATABASE_URL is not set; "
        "SERVICE_TOKEN and SERVICE_TOKEN_FILE are both set: keep one; "
        "THREADS must be a whole number, not '-1'; "
        "VERBOSE must be yes or no, not 'perhaps'"
    )


@pytest.mark.parametrize("number", ["1.5", "٣", "12e4", " 8"], ids=["a fraction", "Arabic", "a float", "a blank"])
def test_only_plain_digits_are_a_whole_number(number: str) -> None:
    with pytest.raises(settings.SettingsError, match="THREADS must be a whole number"):
        settings.load(Settings, {**GIVEN, "THREADS": number})


@pytest.mark.parametrize(
    ("content", "reason"),
    [(None, "cannot be read from .*: No such file or directory"), (" \n", "SERVICE_TOKEN is not set")],
    ids=["missing", "empty"],
)
def test_a_file_without_a_value_is_named(tmp_path: Path, content: str | None, reason: str) -> None:
    if content is not None:
        (tmp_path / "token").write_text(content)

    with pytest.raises(settings.SettingsError, match=reason):
        settings.load(Settings, {"DATABASE_URL": "sqlite://", "SERVICE_TOKEN_FILE": f"{tmp_path}/token"})
