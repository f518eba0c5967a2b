"""Do the conflicts of a year fit two camps, and which relations do not? From coded events to structural balance.

Events become cooperation of pairs, cooperation becomes ties of friends and foes by a rule that one has to choose, and
ties become a graph whose frustration index is proven. The events are made up: two camps, and a state in between that
gets on with both until its year of decision.

Run it: python examples/events_to_balance.py
"""

import random
from typing import Literal, get_args

import polars as pl

from mxus import tables
from mxus.measures import CAMEO, balance_series, cite, frustration, graphs_by_period

YEARS = range(2011, 2017)
CAMP = {"ALB": 0, "BRE": 0, "COR": 0, "DAL": 1, "ELB": 1, "FAR": 1, "MID": None}
DECIDES = 2015

Rule = Literal["events", "deeds", "intensity"]


def invented_events(seed: int = 7) -> pl.DataFrame:
    """Return 300 events a year: codes of CAMEO, words more often than deeds."""
    chance = random.Random(seed)
    kind = ("036", "036", "042", "057", "063", "073")  # to negotiate, visit, sign, extradite, aid
    unkind = ("111", "111", "112", "130", "163", "173")  # to criticise, accuse, threaten, sanction, arrest
    rows: list[tuple[int, str, str, str]] = []
    for year in YEARS:
        camp = CAMP | ({"MID": 0} if year >= DECIDES else {})
        for _ in range(300):
            source, target = chance.sample(list(CAMP), 2)
            alike = None in {camp[source], camp[target]} or camp[source] == camp[target]
            rows.append((year, source, target, chance.choice(kind if alike == (chance.random() < 0.85) else unkind)))
    return pl.DataFrame(rows, schema=["year", "source", "target", "code"], orient="row")


def main() -> None:
    """Print the series by each rule, and what strains the network in two of the years."""
    events = invented_events()
    dyads = tables.cooperation(events, source="source", target="target", by="year", code="code", scheme=CAMEO)
    print(f"{events.height} events, {dyads.height} directed dyad-years")
    pair = dyads.filter((pl.col("year") == YEARS[0]) & (pl.col("source") == "MID") & (pl.col("target") == "DAL"))
    first = pair.row(0, named=True)
    print(f"MID towards DAL in {YEARS[0]}: {first['n']} events, net {first['net_cooperation']:+.2f},")
    print(f"in deeds {first['net_material_cooperation']:+.2f}, mean intensity {first['intensity_mean']:+.1f}")

    print("\nFrustration score by the rule that makes a friend (1: two camps fit all)")
    print("year   " + "".join(f"{rule:>22}" for rule in get_args(Rule)))
    graphs = {}
    for rule in get_args(Rule):
        ties = tables.signed_ties(dyads, by="year", rule=rule)
        graphs[rule] = graphs_by_period(ties, weight="sign")
    series = {rule: balance_series(found) for rule, found in graphs.items()}
    for year in YEARS:
        print(f"{year}   ", end="")
        for found in series.values():
            ties, least = (int(found.at(str(year), column)) for column in ("ties", "frustration upper"))
            print(f"{found.at(str(year), 'score'):8.2f} ({least} of {ties:2})", end="")
        print()

    print("\nRelations that fit no two camps, by the rule 'events'")
    for year in (YEARS[0], DECIDES):
        found = frustration(graphs["events"][str(year)])
        print(f"{year}: {len(found.frustrated)}, proven: {found.exact}")
        for a, b, weight in found.frustrated:
            print(f"      {a} and {b}, {'friends' if weight > 0 else 'foes'}")
    print("\nA state that is everyone's friend strains a divided world. That it takes a side")
    print("makes the world more balanced, which is not to say better.")
    print(f"\nPlease cite:\n\n{cite(frustration)}")


if __name__ == "__main__":
    main()
