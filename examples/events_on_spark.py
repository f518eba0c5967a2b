"""From events on a cluster to a series of structural balance: cooperation, signed ties, triangles, year by year.

Give it a Parquet file of events of your own, with the columns year, source, target and code (CAMEO), or it makes some
up: two blocs whose members are kind to each other, less and less so. Everything runs where the events are; only the
last table, one row a year, comes here.

Run it: python examples/events_on_spark.py [EVENTS.parquet]

It starts Spark on two cores of this machine. On a cluster, submit it as it is (the master comes from there) with the
environment that has mxus[spark]:

    spark-submit --master yarn --archives environment.tar.gz#environment examples/events_on_spark.py hdfs:///events
"""

import argparse
import os
import random
import sys

from pyspark.sql import DataFrame, SparkSession

from mxus import tables
from mxus.measures import CAMEO, cite

YEARS = range(2001, 2011)
STATES = [f"S{number:02}" for number in range(12)]


def session() -> SparkSession:
    """Return the session of the cluster that this was submitted to, or one on two cores of this machine."""
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("mxus").config("spark.ui.showConsoleProgress", "false")
    # Spark 4 notes for each column expression which line of Python made it, and asks Java for it every time: two thirds
    # of what planning a wide table takes. Nobody reads these notes where the expressions are a library's.
    for notes in ("spark.python.sql.dataFrameDebugging.enabled", "spark.sql.dataFrameQueryContext.enabled"):
        builder = builder.config(notes, "false")
    if "SPARK_ENV_LOADED" not in os.environ:
        builder = builder.master("local[2]").config("spark.sql.shuffle.partitions", "4")
        builder = builder.config("spark.ui.enabled", "false").config("spark.driver.bindAddress", "127.0.0.1")
        builder = builder.config("spark.driver.host", "127.0.0.1")
    return builder.getOrCreate()


def invented_events(spark: SparkSession, seed: int = 0) -> DataFrame:
    """Return 6,000 events of a made-up world."""
    chance = random.Random(seed)
    kind, unkind = ("036", "042", "057", "063"), ("112", "130", "163", "190")
    rows: list[tuple[int, str, str, str]] = []
    for year in YEARS:
        loyalty = 0.95 - 0.04 * (year - YEARS[0])
        for _ in range(600):
            a, b = chance.sample(range(len(STATES)), 2)
            friendly = (a % 2 == b % 2) == (chance.random() < loyalty)
            rows.append((year, STATES[a], STATES[b], chance.choice(kind if friendly else unkind)))
    return spark.createDataFrame(rows, "year INT, source STRING, target STRING, code STRING")


def main() -> None:
    """Print the series."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("events", nargs="?", help="Parquet with the columns year, source, target and code")
    chosen = options.parse_args()
    spark = session()
    events = invented_events(spark) if chosen.events is None else spark.read.parquet(chosen.events)
    dyads = tables.cooperation(events, source="source", target="target", by="year", code="code", scheme=CAMEO)
    # Kept, since it is checked before it is used: otherwise the cluster would read all events for each look.
    ties = tables.signed_ties(dyads, by="year", rule="events").cache()
    series = tables.signed_triangles(ties, by="year").orderBy("year").collect()
    print("year   ties  foes  triangles  balanced")
    for row in series:
        balanced = row.triangle_balance
        bar = "" if balanced is None else f"{balanced:8.3f}  {'#' * round(30 * balanced)}"
        print(f"{row.year}{row.ties:7}{row.negative_ties:6}{row.n:11}  {bar}")
    spark.stop()
    print(f"\nPlease cite:\n\n{cite(tables.signed_triangles)}")


if __name__ == "__main__":
    main()
