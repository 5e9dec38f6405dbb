"""Fail when a hand-written source file is longer than 250 lines."""

import sys
from collections.abc import Iterator
from pathlib import Path

MOST_LINES = 250
FOLDERS = ("chassis", "service1", "service2", "backend", "frontend", "local", "tests", "bench", ".ci")
SUFFIXES = {".py", ".html", ".css", ".js", ".sh", ".sql", ".j2", ".txt", ""}
NOT_BY_HAND = {"vendor", "__pycache__", "requirements.txt"}


def find_long_files(root: Path) -> Iterator[str]:
    """Name each file of `root` that is too long."""
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in SUFFIXES and path.is_file() and not NOT_BY_HAND.intersection(path.parts):
                lines = len(path.read_text(encoding="utf-8").splitlines())
                if lines > MOST_LINES:
                    yield f"{path.relative_to(root)} has {lines} lines, at most {MOST_LINES} are readable: split it"


if __name__ == "__main__":
    sys.exit("\n".join(find_long_files(Path(__file__).parents[1])) or 0)
