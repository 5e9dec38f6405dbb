"""The suite that visits the pages in a browser, against the planner in containers."""

import os
import re
import sys

from testkit.doorways import doorway
from testkit.figures import SCALE, Figures
from testkit.installations import Installation, run, under

pytestmark = under(*(("compose",) if SCALE < 1 else ("compose", "swarm")))
SHORT = ("test_smoke.py", "test_loop.py", "test_imports.py", "test_gig_imports.py", "test_diaries.py")
SUITE = "tests/e2e"
WITHOUT_A_BROWSER = ("test_bad_input.py", "test_routes.py")  # they send requests, and read what only the machine has
PASSED = re.compile(r"(\d+) passed")


def test_the_browser_suite_passes(installation: Installation, figures: Figures) -> None:
    left = [f"--ignore={SUITE}/{name}" for name in WITHOUT_A_BROWSER]
    files = [f"{SUITE}/{name}" for name in SHORT] if SCALE < 1 else [SUITE, *left]
    own = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "FIGURES"))}
    own["SCALE"] = "0.1"  # its long series are for `make prove`

    with doorway(installation) as settings:
        command = [sys.executable, "-m", "pytest", "--quiet", "-p", "no:cacheprovider", *files]
        done = run(command, environ={**own, **settings})

    passed = PASSED.search(done.stdout)
    assert done.returncode == 0, done.stdout[-6000:]
    assert passed
    figures("browser suite", passed=int(passed[1]))
