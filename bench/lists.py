"""`make bench`, second part: large lists. `python bench/lists.py 100000` goes no further than so many rows."""

import os
import sys

import importing
import picking

MOST = 1_000_000
IMPORTED = 100_000
COUNTS = (1, 8)  # what is dealt when nobody says how many, and what a suggestion asks for


def main(most: int) -> None:
    """Measure and print tables for results.md."""
    print(f"Load {os.getloadavg()[0]:.1f} at the start.\n")
    rows = min(IMPORTED, most)
    for others in (False, True):
        print(f"## Import of {rows:,} venues on SQLite, {'while others work' if others else 'alone'}\n")
        _print_steps(rows, importing.measure(rows, others=others))
    for name, taken in picking.measure(tuple(size for size in picking.SIZES if size <= most), COUNTS):
        for count, of_count in taken.items():
            print(f"\n## Random bands on {name}, count={count}: p50 in milliseconds\n")
            _print_taken(of_count)
    print(f"\nLoad {os.getloadavg()[0]:.1f} at the end.")


def _print_steps(rows: int, steps: dict[str, importing.Step]) -> None:
    print("| | seconds | rows/s | CPU s | rows/CPU s | MB more | longest save | list | random |")
    print("|---|---|---|---|---|---|---|---|---|")
    for name, step in steps.items():
        took = f"{step.seconds:.1f} | {rows / step.seconds:.0f} | {step.cpu:.1f} | {rows / step.cpu:.0f}"
        waits = " | ".join(f"{step.waits[what]:.2f} s" if what in step.waits else "" for what in importing.ASKED)
        print(f"| {name} | {took} | {step.grown:.0f} | {waits} |")
    both = [steps[name] for name in ("staged", "committed")]
    seconds, cpu = sum(step.seconds for step in both), sum(step.cpu for step in both)
    print(f"\nStaged and committed together: {rows / seconds:.0f} rows/s, {rows / cpu:.0f} rows a CPU second.\n")


def _print_taken(taken: picking.Taken) -> None:
    sizes = list(next(iter(taken.values())))
    print(f"| filter | {' | '.join(f'{size:,}' for size in sizes)} | ratio | goal |")
    print(f"|---|{'---|' * len(sizes)}---|---|")
    for name, of_size in taken.items():
        ratio, goal = of_size[sizes[-1]] / of_size[sizes[0]], picking.FILTERS[name][1]
        kept = f"≤ {goal}" if ratio <= goal else f"**≤ {goal}: missed**"
        print(f"| {name} | {' | '.join(f'{of_size[size]:.1f}' for size in sizes)} | {ratio:.1f} | {kept} |")


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else MOST))
