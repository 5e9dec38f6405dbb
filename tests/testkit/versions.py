"""Versions of the planner for a rehearsal: its images under other names, a little different, one of them ill."""

import io
import subprocess
import tarfile
from base64 import b64encode
from pathlib import Path

from testkit.installations import Installation
from testkit.stacks import CHECKOUT

MIGRATIONS = ":(glob)*/migrations/0*.py"
SERVICES = ("frontend", "service1", "service2", "backend")
ILL = 'HEALTHCHECK --interval=1s --timeout=5s --retries=2 CMD ["false"]'

REVISION = """
import sqlalchemy as sa
from alembic import op

revision = "{own}"
down_revision = "{before}"

def upgrade():
    {step}
"""


def make_version(installation: Installation, number: int, *, ill: str = "", **changes: str) -> str:
    """Make images that differ by a label, that of the service `ill` by a failing health check too; give their tag.

    `changes` are more lines of a service's Dockerfile.
    """
    first = installation.environ["TAG"]
    tag = f"{installation.stack}-{number}"
    for service in SERVICES:
        lines = [f"FROM gig-planner-{service}:{first}", f"LABEL rehearsal={number}", changes.get(service, "")]
        lines += [ILL] if service == ill else []
        _build(f"gig-planner-{service}:{tag}", "\n".join(lines))
    return tag


def migrations(service: str, head: str, *steps: str) -> str:
    """Give the lines of a Dockerfile that add a migration for each step, on top of `head`."""
    lines, before = ["USER 0"], head
    for number, step in enumerate(steps, 9001):
        own = f"{number}_rehearsal"
        code = b64encode(REVISION.format(own=own, before=before, step=step).encode()).decode()
        lines.append(f"RUN echo {code} | base64 -d >/app/{service}/migrations/{own}.py")
        before = own
    return "\n".join([*lines, "USER 10001:10001"])


def unpack_before_newest_migration(folder: Path) -> None:
    """Unpack the commit before the one that brought the newest migration; it takes the history of the repository."""
    bringing = _git("log", "-1", "--format=%H", "--diff-filter=A", "--", MIGRATIONS).decode().strip()
    assert bringing, "no commit has brought a migration: is this a clone without its history?"
    with tarfile.open(fileobj=io.BytesIO(_git("archive", f"{bringing}^"))) as packed:
        packed.extractall(folder, filter="data")


def _git(*arguments: str) -> bytes:
    command = ["git", *arguments]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def _build(image: str, dockerfile: str) -> None:
    command = ["docker", "build", "--quiet", "--tag", image, "-"]
    done = subprocess.run(command, input=dockerfile, text=True, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
