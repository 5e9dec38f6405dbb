"""What can be set in the environment: PORT, HOST, DATA_DIR and the first account."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from gig_chassis import addresses, settings
from launcher.errors import CannotStart

MAX_PORT = 65535 - 3  # the other three services follow


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the pages are served and where the data lies; port 0 takes any free ones."""

    port: int = 5000
    host: str = "127.0.0.1"
    data_dir: Path = Path("var")
    admin_username: str | None = None
    admin_password: str | None = field(default=None, repr=False)


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
    if bool(loaded.admin_username) != bool(loaded.admin_password):
        raise CannotStart("ADMIN_USERNAME and ADMIN_PASSWORD make the first account together: set both, or neither.")
    if not (addresses.is_loopback(loaded.host) or loaded.admin_username):
        raise CannotStart(
            f"HOST={loaded.host} opens Gig Planner to others: set ADMIN_USERNAME and ADMIN_PASSWORD (or "
            "ADMIN_PASSWORD_FILE) for the first account, or HOST=127.0.0.1 to keep it to this machine."
        )
    return loaded
