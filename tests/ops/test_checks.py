"""The gates of `make check` and `make test` close when they should."""

from pathlib import Path

import pytest

import check_coverage
import check_sizes


@pytest.mark.parametrize(
    ("lines", "branches", "missed"),
    [
        (95.0, 90.0, []),
        (99.9, 89.9, ["89.9 % of the branches are tested, at least 90 % must be"]),
        (94.9, 99.9, ["94.9 % of the lines are tested, at least 95 % must be"]),
    ],
    ids=["both reached", "branches missed", "lines missed"],
)
def test_lines_and_branches_have_a_floor_each(lines: float, branches: float, missed: list[str]) -> None:
    totals = {"percent_statements_covered": lines, "percent_branches_covered": branches, "percent_covered": 97.0}

    assert check_coverage.find_shortfalls(totals) == missed


def test_only_long_files_written_by_hand_are_named(tmp_path: Path) -> None:
    for name, lines in {
        "chassis/short.py": 250,
        "chassis/long.py": 251,
        "frontend/static/vendor/bootstrap.min.css": 9000,
        "frontend/page.html": 300,
        "service1/requirements.txt": 900,
        "service1/starter.csv": 900,
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x\n" * lines)

    assert list(check_sizes.find_long_files(tmp_path)) == [
        "chassis/long.py has 251 lines, at most 250 are readable: split it",
        "frontend/page.html has 300 lines, at most 250 are readable: split it",
    ]
