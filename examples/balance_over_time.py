"""Is the world of states more balanced than it was? A series of signed networks, one a year, and its chart.

Pairs of allied states are friends, pairs with a militarised dispute are foes, as in the networks made of the Correlates
of War. Give it such a table of your own, with the columns year, ccode1, ccode2 and sign, or it makes a world up: two
blocs and states outside them, alliances that last, disputes that come and go, and ever more of both.

Run it: python examples/balance_over_time.py [TABLE.csv] [--svg CHART.svg]
"""

import argparse
import csv
import math
import random
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from xml.sax.saxutils import escape

import polars as pl

from mxus.measures import ArrayResult, balance_series, frustration, graphs_by_period

YEARS = range(1950, 2000)
STATES = 40


def invented_world(seed: int = 0) -> pl.DataFrame:
    """Return the ties of every year of a made-up world. Each row is (year, ccode1, ccode2, sign)."""
    chance = random.Random(seed)
    bloc = {state: chance.choice("eeewwwn") for state in range(STATES)}
    allied = {(a, b) for a, b in combinations(bloc, 2) if bloc[a] == bloc[b] != "n" and chance.random() < 0.2}
    rows: list[tuple[int, int, int, int]] = []
    for year in YEARS:
        if year == 1989:  # one bloc dissolves, and some of it joins the other
            bloc = {state: chance.choice("nww") if side == "e" else side for state, side in bloc.items()}
            allied = {(a, b) for a, b in allied if bloc[a] == bloc[b] == "w"}
        for a, b in combinations(bloc, 2):
            same, aligned = bloc[a] == bloc[b], "n" not in {bloc[a], bloc[b]}
            if chance.random() < (0.02 if same and aligned else 0.0005):
                allied.add((a, b))
            if chance.random() < (0.04 if aligned and not same else 0.006):
                rows.append((year, a, b, -1))
            elif (a, b) in allied:
                rows.append((year, a, b, 1))
    return pl.DataFrame(rows, schema=["year", "ccode1", "ccode2", "sign"], orient="row")


def line_chart(
    title: str, lines: Mapping[str, Sequence[tuple[float, float]]], *, x_label: str, y_label: str, log: bool = False
) -> str:
    """Return a chart of lines as SVG, with linear axes or both logarithmic."""
    width, height, left, bottom, top, right = 720, 360, 64, 48, 40, 170
    scale = math.log10 if log else float
    points = [point for line in lines.values() for point in line]
    (x0, x1), (y0, y1) = (
        (min(ends), max(ends)) for ends in zip(*((scale(x), scale(y)) for x, y in points), strict=True)
    )
    x1, y1 = x1 + (x1 == x0), y1 + (y1 == y0)

    def place(x: float, y: float) -> tuple[float, float]:
        across = left + (scale(x) - x0) / (x1 - x0) * (width - left - right)
        up = height - bottom - (scale(y) - y0) / (y1 - y0) * (height - bottom - top)
        return round(across, 1), round(up, 1)

    def ticks(low: float, high: float) -> Iterator[float]:
        if log:
            yield from (10.0**power for power in range(math.ceil(low), math.floor(high) + 1))
        else:
            step = 10 ** math.floor(math.log10((high - low) / 2))
            step = step * (5 if (high - low) / step > 12 else 2 if (high - low) / step > 6 else 1)
            yield from (step * number for number in range(math.ceil(low / step), math.floor(high / step + 1e-9) + 1))

    text = 'font-family="sans-serif" font-size="12"'
    middle = f'text-anchor="middle" {text}'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{width}" height="{height}" fill="white"/>',
        f'<text x="{left}" y="20" {text} font-weight="bold">{escape(title)}</text>',
        f'<text x="{(left + width - right) / 2}" y="{height - 8}" {middle}>{escape(x_label)}</text>',
        f'<text transform="translate(14 {height / 2}) rotate(-90)" {middle}>{escape(y_label)}</text>',
    ]
    back = (lambda value: 10**value) if log else float
    for x in ticks(x0, x1):
        across, _ = place(x, back(y0))
        parts.append(f'<path d="M{across} {top}V{height - bottom}" stroke="#ddd"/>')
        parts.append(
            f'<text x="{across}" y="{height - bottom + 16}" {middle}>{f"{x:,.0f}" if log else f"{x:g}"}</text>'
        )
    for y in ticks(y0, y1):
        _, up = place(back(x0), y)
        parts.append(f'<path d="M{left} {up}H{width - right}" stroke="#ddd"/>')
        parts.append(f'<text x="{left - 6}" y="{up + 4}" text-anchor="end" {text}>{y:g}</text>')
    looks = (("#0b5394", "none"), ("#b45f06", "6 3"), ("#38761d", "2 3"))
    for number, ((name, line), (color, dashes)) in enumerate(zip(lines.items(), looks, strict=False)):
        path = " ".join(f"{x},{y}" for x, y in (place(*point) for point in line))
        drawn = f'fill="none" stroke="{color}" stroke-width="2" stroke-dasharray="{dashes}"'
        parts.append(f'<polyline points="{path}" {drawn}/>')
        across, up = width - right + 10, top + 10 + 20 * number
        parts.append(f'<path d="M{across} {up}h20" {drawn}/>')
        parts.append(f'<text x="{across + 26}" y="{up + 4}" {text}>{escape(name)}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def defined(series: ArrayResult, column: str) -> list[tuple[float, float]]:
    """Return the years and values of a column where there is one: a year without triangles has no triangle index."""
    values = series.values[:, series.columns.index(column)].tolist()
    return [(float(year), value) for year, value in zip(series.rows, values, strict=True) if value is not None]


def main() -> None:
    """Print the series, and draw it."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("table", nargs="?", type=Path, help="CSV with the columns year, ccode1, ccode2 and sign")
    options.add_argument("--svg", type=Path, help="where to draw the chart")
    chosen = options.parse_args()
    if chosen.table is None:
        table = invented_world()
    else:
        with chosen.table.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        table = pl.DataFrame({name: [int(row[name]) for row in rows] for name in ("year", "ccode1", "ccode2", "sign")})
    graphs = graphs_by_period(
        table, source="ccode1", target="ccode2", weight="sign", duplicates="ambivalent-dropped", self_loops="drop"
    )
    series = balance_series(graphs)
    print("year  states  ties  foes  L     F     T")
    for year in list(graphs)[:: max(1, len(graphs) // 10)]:
        nodes, ties, foes, _, least, score, share, _ = series.values[series.rows.index(year)].filled(math.nan)
        bar = "#" * round(30 * score)
        print(f"{year:<5}{nodes:7.0f}{ties:6.0f}{foes:6.0f}{least:4.0f}{score:7.3f}{share:7.3f}  {bar}")
    *_, last = graphs
    strained = frustration(graphs[last]).frustrated
    print(f"\nIn {last}, {len(strained)} relations do not fit two camps, among them:")
    for a, b, weight in strained[:3]:
        print(f"  {a} and {b}, {'allied' if weight > 0 else 'in dispute'}")
    if chosen.svg is not None:
        lines = {
            name: defined(series, column)
            for name, column in (("frustration score", "score"), ("triangle index", "triangle index"))
        }
        chart = line_chart("Balance of a world of states", lines, x_label="year", y_label="1 is balanced")
        chosen.svg.write_text(chart, encoding="utf-8")
        print(f"\nDrawn in {chosen.svg}")
    print(f"\nPlease cite:\n\n{series.cite()}")


if __name__ == "__main__":
    main()
