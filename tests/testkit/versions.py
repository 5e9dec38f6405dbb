"""Versions of the planner for a rehearsal: its images under other names, a little different, one of them ill."""

import subprocess
from base64 import b64encode

from testkit.installations import Installation

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


def _build(image: str, dockerfile: str) -> None:
    command = ["docker", "build", "--quiet", "--tag", image, "-"]
    done = subprocess.run(command, input=dockerfile, text=True, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
