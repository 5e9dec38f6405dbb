"""`make restore FILE=…`: put the databases of a backup in the place of those of DATA_DIR."""

import sys

from launcher import copying, restore

if __name__ == "__main__":
    sys.exit(copying.run("restore", restore.restore))
