"""`make password NAME=…`: give somebody a new password, in the data of `make run`, which may run meanwhile."""

import os
import subprocess
import sys

from launcher import migrations, settings
from launcher.main import CHECKOUT
from launcher.services import APIS, Site

GIG_STORE = next(service for service in APIS if service.package == "gig_store")


def main() -> int:
    """Run the backend's own command on its database; give its exit code."""
    site = Site(CHECKOUT, settings.load(os.environ).data_dir.resolve())
    if migrations.is_behind(site, GIG_STORE):
        print(f"There are no accounts in DATA_DIR={site.folder} yet. Start Gig Planner there first.", file=sys.stderr)
        return 1
    command = [sys.executable, "-P", "-m", "gig_store.new_password", os.environ.get("NAME", "")]
    return subprocess.run(command, env=site.environment(GIG_STORE, {}), check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
