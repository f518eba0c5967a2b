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
from itertools import combinations
from pathlib import Path

import matplotlib as mpl
import polars as pl
from matplotlib.figure import Figure

import mxus
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


def draw(series: ArrayResult, path: Path) -> None:
    """Draw the series as SVG, the same file every time."""
    with mpl.rc_context({"svg.hashsalt": "balance"}):
        figure = Figure(figsize=(7, 3), layout="constrained")
        mxus.plot.balance_over_time(series, ax=figure.subplots())
        figure.savefig(path, format="svg", metadata={"Date": None})


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
        nodes, ties, foes, _, least, score, share, _ = series.value[series.rows.index(year)].filled(math.nan)
        bar = "#" * round(30 * score)
        print(f"{year:<5}{nodes:7.0f}{ties:6.0f}{foes:6.0f}{least:4.0f}{score:7.3f}{share:7.3f}  {bar}")
    *_, last = graphs
    strained = frustration(graphs[last]).frustrated
    print(f"\nRelations that do not fit two camps in {last}: {len(strained)}")
    for a, b, weight in strained[:3]:
        print(f"  {a} and {b}, {'allied' if weight > 0 else 'in dispute'}")
    if chosen.svg is not None:
        draw(series, chosen.svg)
        print(f"\nDrawn in {chosen.svg}")
    print(f"\nPlease cite:\n\n{series.cite()}")


if __name__ == "__main__":
    main()
