"""`make backup`: put the databases of DATA_DIR into one file, while Gig Planner runs or while it does not."""

import sys

from launcher import backup, copying

if __name__ == "__main__":
    sys.exit(copying.run("back up", backup.back_up))
