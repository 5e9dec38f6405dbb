"""Each JSON service takes the password of its database apart from the address."""

from importlib import import_module

import pytest


@pytest.mark.parametrize("package", ["band_picker", "venue_picker", "gig_store"])
def test_every_service_takes_it_and_shows_it_to_nobody(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "DATABASE_URL": "mysql+pymysql://gigs@mysql/gigs",
        "DATABASE_PASSWORD": "s3cret",
        "SERVICE_TOKEN": "t" * 40,
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("gig_chassis.logs.configure", lambda *_: None)

    app = import_module(package).create_app()

    assert app.config["SQLALCHEMY_DATABASE_URI"].password == "s3cret"
    assert "s3cret" not in repr(app.config)
    with app.app_context():
        assert app.extensions["sqlalchemy"].engine.url.password == "s3cret"
        app.extensions["sqlalchemy"].engine.dispose()
