"""Time of a proven frustration index against the number of ties, drawn for the documentation.

Two planted camps, five percent of ties turned, a power law of degrees; beside it the plain binary program in the same
solver, as far as it gets in a minute. Run it: python tests/benchmarks/scaling.py docs/frustration-scaling.svg
"""

import sys
from pathlib import Path
from statistics import median

from line_chart import line_chart
from test_speed import binary_program, power_law, seconds_of

from mxus.measures import frustration

SIZES = (300, 1_000, 3_000, 10_000, 30_000, 100_000)
PLAIN = (100, 300, 1_000, 2_000, 3_000, 4_000, 6_000)
LIMIT = 60.0


def graph_of(ties):
    return power_law(max(30, ties * 13 // 100), ties, 0.05, 2.5)


def ours(graph):
    """Return the median of the seconds of three proofs."""
    assert frustration(graph).exact
    return median(seconds_of(lambda: frustration(graph)) for _ in range(3))


def plainly(graph):
    """Return the seconds the plain binary program takes, None where it is not solved in the limit."""
    solved = []
    seconds = seconds_of(lambda: solved.append(binary_program(graph, LIMIT)))
    return seconds if solved[0] else None


def main() -> None:
    frustration(graph_of(100))  # what is imported at the first call does not count
    lines = {"mxus": [], "plain binary program": []}
    for ties in SIZES:
        lines["mxus"].append((ties, ours(graph_of(ties))))
        print(f"{ties:>8,} ties {lines['mxus'][-1][1]:8.3f} s", flush=True)
    for ties in PLAIN:
        seconds = plainly(graph_of(ties))
        if seconds is None:
            print(f"{ties:>8,} ties: the plain binary program is not solved in {LIMIT:.0f} s")
            break
        lines["plain binary program"].append((ties, seconds))
        print(f"{ties:>8,} ties {seconds:8.3f} s by the plain binary program", flush=True)
    title = "Time to a proven frustration index: planted camps, 5% of ties turned"
    chart = line_chart(title, lines, x_label="ties", y_label="seconds")
    Path(sys.argv[1]).write_text(chart, encoding="utf-8")


if __name__ == "__main__":
    main()
