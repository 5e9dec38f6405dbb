"""gunicorn, ended by the kernel when the launcher is gone: nothing is left behind even by `kill -9`.

Linux only (prctl); elsewhere the services outlive a launcher killed that way, and the next says their port is taken.
"""

import ctypes
import os
import signal
import sys

PARENT = "LAUNCHER_PID"
PR_SET_PDEATHSIG = 1


def follow(parent: int) -> None:
    """Ask for SIGTERM at the end of `parent`; leave at once when it ended before we could ask."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        sys.exit("the launcher is gone")


if __name__ == "__main__":
    from gunicorn.app.wsgiapp import run

    follow(int(os.environ[PARENT]))
    run()
