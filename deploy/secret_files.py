"""`make secrets`: one file for each secret, made once and never changed here."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path

from deploy.settings import Settings

TOKEN_BYTES = 32
PASSWORD_BYTES = 24
ADMIN = "admin"
NO_TLS = "Plain HTTP until a PEM file stands here.\n"  # a swarm takes no empty secret


def _token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


def _password() -> str:
    return secrets.token_urlsafe(PASSWORD_BYTES)


MADE: dict[str, Callable[[], str]] = {
    "service_token": _token,
    "secret_key": _token,
    "admin_username": lambda: os.environ.get("ADMIN_USERNAME") or ADMIN,
    "admin_password": lambda: os.environ.get("ADMIN_PASSWORD") or _password(),
    "mysql_root_password": _password,
    "mysql_bands_password": _password,
    "mysql_venues_password": _password,
    "mysql_gigs_password": _password,
    "mysql_migrations_password": _password,
    "tls_certificate": lambda: NO_TLS,
    "tls_key": lambda: NO_TLS,
}


def make(settings: Settings) -> list[str]:
    """Make the files that are missing; give their names.

    The folder lets in its owner alone; a file in it can be read by all, as containers read it as users of their own.
    """
    folder = settings.secrets_dir
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    missing = [name for name in MADE if not (folder / name).exists()]
    for name in missing:
        _write(folder / name, MADE[name]())
    return missing


def _write(path: Path, text: str) -> None:
    """Write the whole file or none."""
    new = path.with_name(f".{path.name}.new")
    new.write_text(text, encoding="utf-8")
    new.chmod(0o444)
    new.replace(path)
