"""What make hands over in the environment, and what docker-compose.yaml is given to fill in."""

import hashlib
import hmac
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from deploy.errors import CannotDeploy

CHECKOUT = Path(__file__).parents[1]
COMPOSE_FILE = CHECKOUT / "docker-compose.yaml"
ENCRYPTED_FILE = Path(__file__).with_name("encrypted.yaml")
NO = {"0", "no", "false", "off"}
HASH_DIGITS = 12
KEY = "mysql_root_password"
DATABASES = [f"{schema}_{of}_URL" for schema in ("BANDS", "VENUES", "GIGS") for of in ("DATABASE", "MIGRATIONS")]
IMAGES = ("frontend", "service1", "service2", "backend")

# A secret or config of docker-compose.yaml: its file, and the variable that stands for the hash in its name.
_HASHED = re.compile(r'\{file: "?(?P<file>[^",]+)"?, name: "[^"]*\$\{(?P<variable>HASH_\w+)')
_SECRETS_DIR = re.compile(r"\$\{SECRETS_DIR[^}]*\}")


@dataclass(frozen=True, slots=True)
class Settings:
    """One installation: its name, the version wanted, where images and secrets are, where its pages answer."""

    stack: str
    tag: str
    image_prefix: str
    has_registry: bool
    secrets_dir: Path
    url: str
    replicas: int
    is_encrypted: bool = True

    @property
    def compose_files(self) -> tuple[Path, ...]:
        """Give the files a stack is made from."""
        return (COMPOSE_FILE, ENCRYPTED_FILE) if self.is_encrypted else (COMPOSE_FILE,)

    def image(self, service: str) -> str:
        """Give the image of `service` in the version wanted."""
        return f"{self.image_prefix}-{service}:{self.tag}"


def load(environ: Mapping[str, str]) -> Settings:
    """Read the settings; raises CannotDeploy for what cannot be."""
    registry = environ.get("REGISTRY", "").rstrip("/")
    replicas = environ.get("REPLICAS") or "2"
    if not replicas.isdigit() or int(replicas) < 1:
        raise CannotDeploy(f"REPLICAS must be a whole number from 1, not {replicas!r}.")
    return Settings(
        stack=environ.get("STACK") or "gigs",
        tag=environ.get("TAG", ""),
        image_prefix=f"{registry}/gig-planner" if registry else "gig-planner",
        has_registry=bool(registry),
        secrets_dir=Path(environ.get("SECRETS_DIR") or CHECKOUT / "secrets").absolute(),
        url=environ.get("URL") or f"http://127.0.0.1:{environ.get('HTTP_PORT') or 8080}",
        replicas=int(replicas),
        is_encrypted=environ.get("ENCRYPTED", "").lower() not in NO,
    )


def environment(settings: Settings, **more: str) -> dict[str, str]:
    """Give the environment docker runs in: every variable of docker-compose.yaml that has no default of use."""
    return {
        **os.environ,
        "STACK": settings.stack,
        **tag_variables(dict.fromkeys(IMAGES, settings.tag)),
        "IMAGE_PREFIX": settings.image_prefix,
        "SECRETS_DIR": str(settings.secrets_dir),
        "DATA_INTERNAL": "false" if any(map(os.environ.get, DATABASES)) else "true",
        **hashes(settings.secrets_dir),
        **more,
    }


def tag_variables(tags: Mapping[str, str]) -> dict[str, str]:
    """Give the variables that say which version of each service is meant."""
    return {f"{service.upper()}_TAG": tag for service, tag in tags.items()}


def hashes(secrets_dir: Path) -> dict[str, str]:
    """Give the hash of each file that becomes a secret or config; raises CannotDeploy when one is missing.

    Keyed with a secret that stays: a name in the swarm must not help anybody to guess a password.
    """
    found = {}
    for match in _HASHED.finditer(COMPOSE_FILE.read_text(encoding="utf-8")):
        path = CHECKOUT / _SECRETS_DIR.sub(str(secrets_dir), match["file"])
        found[match["variable"]] = _digest(secrets_dir, path)
    return found


def _digest(secrets_dir: Path, path: Path) -> str:
    try:
        key, content = (secrets_dir / KEY).read_bytes(), path.read_bytes()
    except OSError as error:
        raise CannotDeploy(f"{error.filename} cannot be read ({error.strerror}). `make secrets` makes it.") from error
    return hmac.new(key, content, hashlib.sha256).hexdigest()[:HASH_DIGITS]
