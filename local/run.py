"""`make run`: start the four services on this machine and keep them running until Ctrl-C."""

import sys
import time

from launcher import main

if __name__ == "__main__":
    sys.exit(main.run(started=time.monotonic()))
