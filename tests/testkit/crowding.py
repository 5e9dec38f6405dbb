"""How much slower the machine is for what else it does: figures in seconds hold on an idle one."""

import subprocess
import sys

SPIN = "import time; b = time.perf_counter(); sum(range(10**7)); print((time.perf_counter() - b) / time.process_time())"


def crowding() -> float:
    """Say how many times slower a computation is for what else the machine does, while we press nothing; idle: 1."""
    shares = [float(subprocess.check_output([sys.executable, "-c", SPIN], timeout=60)) for _ in range(3)]
    return max(1.0, *shares)
