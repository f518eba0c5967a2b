"""Who votes like whom, and does the answer depend on the index? From roll calls to dyad-years.

One row a vote goes in, one row a pair of states and year comes out, with every index of the family. The votes are made
up, on the scale of the General Assembly (1 yes, 2 abstain, 3 no): in a world of two blocs most resolutions pass by a
large majority, and one state changes its side in the last years.

Run it: python examples/votes_to_dyad_years.py
"""

import random

import polars as pl

from mxus import tables
from mxus.measures import cite

YEARS = range(2001, 2011)
BLOC = {"ARA": "east", "BOL": "east", "CUN": "east", "DOR": "west", "EST": "west", "FIR": "west"}
TURNS = "CUN"
INDICES = ("s_absolute", "agreement", "kappa_squared", "pi_squared", "tau_b", "alignment_absolute")


def invented_votes(seed: int = 0) -> pl.DataFrame:
    """Return 60 roll calls a year. A state that is absent has a row without a vote."""
    chance = random.Random(seed)
    rows: list[tuple[int, int, str, int | None]] = []
    for year in YEARS:
        for number in range(60):
            divisive = chance.random() < 0.3
            sponsor = chance.choice(("east", "west"))
            for state, bloc in BLOC.items():
                side = "west" if state == TURNS and year >= 2006 else bloc
                usual = 3 if divisive and side != sponsor else 1
                cast = usual if chance.random() < 0.85 else chance.choice((1, 2, 3))
                rows.append((year, 1000 * year + number, state, None if chance.random() < 0.03 else cast))
    return pl.DataFrame(rows, schema=["year", "roll call", "state", "vote"], orient="row")


def main() -> None:
    """Print a series of one pair, and the last year by every index."""
    votes = invented_votes()
    dyads = tables.agreement(votes, unit="state", item="roll call", value="vote", by="year", levels=(1, 2, 3))
    print(f"{votes.height} votes, {dyads.height} dyad-years, {dyads.width - 3} columns beside year and pair")

    print(f"\n{TURNS} with ARA, whose side it leaves in 2006, and with DOR, whose side it joins")
    print("         ARA                      DOR\nyear       n      S  kappa      A      n      S  kappa      A")
    for year in YEARS:
        line = f"{year}  "
        for source, target in (("ARA", TURNS), (TURNS, "DOR")):
            row = dyads.row(
                by_predicate=(pl.col("year") == year) & (pl.col("source") == source) & (pl.col("target") == target),
                named=True,
            )
            found = (row["s_absolute"], row["kappa_squared"], row["alignment_absolute"])
            line += f"{row['n']:6}" + "".join(f"{value:7.2f}" for value in found)
        print(line)

    print(f"\nMean of each index in {YEARS[-1]}, pairs of one bloc and of two")
    last = dyads.filter(pl.col("year") == YEARS[-1])
    side = BLOC | {TURNS: "west"}
    same = pl.col("source").replace_strict(side) == pl.col("target").replace_strict(side)
    for name in INDICES:
        within, between = (last.filter(which)[name].mean() for which in (same, ~same))
        print(f"  {name:<20}{within:+.2f} {between:+.2f}   apart by {within - between:.2f}")
    print(
        "\nWhere most resolutions pass, S finds even the two blocs alike. The indices that\n"
        "are corrected for chance tell how much of that is the habit of voting yes."
    )
    print(f"\nPlease cite:\n\n{cite(tables.agreement)}")


if __name__ == "__main__":
    main()
