"""The password of the database may lie apart from its address."""

from pathlib import Path

import pytest
from sqlalchemy import URL, create_engine, make_url, text

from gig_chassis import database_url, settings
from gig_chassis.catalogue.service import Settings

OPEN = "mysql+pymysql://gigs@mysql/gigs?charset=utf8mb4"


@pytest.mark.parametrize(
    "password",
    ["plain", "a b+c", "%2F@:/?#[]", "'\"\\`$;", "пароль ü 🎸", "*" * 3, "x" * 200],
    ids=["plain", "blanks", "URL", "quotes", "beyond ASCII", "asterisks", "long"],
)
def test_the_driver_is_given_the_password_as_it_is(password: str) -> None:
    url = database_url.complete(OPEN, password)

    assert isinstance(url, URL)
    _, given = create_engine(url).dialect.create_connect_args(url)
    assert (given["user"], given["password"], given["host"], given["database"]) == ("gigs", password, "mysql", "gigs")


def test_it_is_hidden_when_printed() -> None:
    url = database_url.complete(OPEN, "s3cret")

    assert str(url) == repr(url) == "mysql+pymysql://gigs:***@mysql/gigs?charset=utf8mb4"


@pytest.mark.parametrize("address", [OPEN, "mysql+pymysql://gigs:in-it@mysql/gigs", "sqlite:////srv/gigs.db"])
def test_without_it_the_address_stays_as_it_is(address: str) -> None:
    assert database_url.complete(address, None) == address


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        pytest.param("mysql+pymysql://gigs:other@mysql/gigs", "DATABASE_URL has a password too: keep one", id="both"),
        pytest.param(
            "mysql+pymysql://gigs:@mysql/gigs", "DATABASE_URL has a password too: keep one", id="an empty one"
        ),
        pytest.param("mysql+pymysql://mysql/gigs", "does not say whose", id="nobody's"),
        pytest.param("sqlite:////srv/gigs.db", "the SQLite file of DATABASE_URL has none", id="SQLite"),
        pytest.param("other gigs", "DATABASE_URL is no address of a database", id="no URL"),
        pytest.param("mysql://gigs:other@mysql:port/gigs", "DATABASE_URL is no address of a database", id="no port"),
    ],
)
def test_what_does_not_go_together_is_refused_with_a_sentence_that_tells_neither(
    address: str, reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(settings.SettingsError, match=reason) as refused:
        database_url.complete(address, "s3cret")

    said = str(refused.value) + capsys.readouterr().err
    assert "s3cret" not in said
    assert "other" not in said
    assert refused.value.code == settings.CANNOT_BOOT


def test_it_is_read_from_a_file_and_kept_out_of_what_is_printed(tmp_path: Path) -> None:
    (tmp_path / "password").write_text("s3cret\n")
    environ = {"DATABASE_URL": OPEN, "SERVICE_TOKEN": "t0ken", "DATABASE_PASSWORD_FILE": f"{tmp_path}/password"}

    loaded = settings.load(Settings, environ)

    assert loaded.database_password == "s3cret"
    assert repr(loaded) == "Settings(log_level='INFO', threads=8)"


@pytest.mark.database
def test_a_server_lets_in_who_comes_with_both(mysql_url: str) -> None:
    whole = make_url(mysql_url)
    assert whole.password
    engine = create_engine(database_url.complete(whole._replace(password=None).render_as_string(), whole.password))

    with engine.connect() as connection:
        who = connection.scalar(text("SELECT CURRENT_USER()"))
    engine.dispose()

    assert who.partition("@")[0] == whole.username
