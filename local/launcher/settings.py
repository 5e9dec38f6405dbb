"""What can be set in the environment: PORT, HOST and DATA_DIR."""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from gig_chassis import settings
from launcher.errors import CannotStart

MAX_PORT = 65535 - 3  # the other three services follow


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the pages are served and where the data lies; port 0 takes any free ones."""

    port: int = 5000
    host: str = "127.0.0.1"
    data_dir: Path = Path("var")


def load(environ: Mapping[str, str]) -> Settings:
    """Read the settings; raises CannotStart for what cannot be."""
    try:
        loaded = settings.load(Settings, environ)
    except settings.SettingsError as error:  # it has said what is wrong
        raise SystemExit(1) from error
    if loaded.port > MAX_PORT:
        raise CannotStart(
            f"PORT must be at most {MAX_PORT}, not {loaded.port}: the other services take the next three."
        )
    if not _is_loopback(loaded.host):
        raise CannotStart(
            f"HOST={loaded.host} would open Gig Planner to others, and it has no accounts yet: use HOST=127.0.0.1."
        )
    return loaded


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.IPv4Address(host).is_loopback
    except ValueError:
        return False
