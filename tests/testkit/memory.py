"""The memory of a service (Linux: read from /proc)."""

from pathlib import Path


def pss_megabytes(master: int) -> float:
    """Give the proportional set size of a process and its children."""
    children = Path(f"/proc/{master}/task/{master}/children").read_text(encoding="utf-8").split()
    lines = Path(f"/proc/{master}/smaps_rollup").read_text(encoding="utf-8").splitlines()
    own = next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
    return own + sum(pss_megabytes(int(child)) for child in children)
