"""Structural balance of large graphs: time and memory, each in a process of its own so that nothing else counts.

What is asserted leaves a factor of three or more to what was measured, so that only a change of method fails it.
"""

import csv
import gzip
import json
import os
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest

from mxus.measures import SignedGraph, frustration

MEASURE = """
import json, resource, sys, time
from test_speed import power_law
from mxus.measures import frustration, triangle_balance, walk_balance
graph = power_law(*json.loads(sys.argv[2]))
started = time.perf_counter()
found = eval(sys.argv[1])
seconds = time.perf_counter() - started
unit = 1 if sys.platform == "darwin" else 1024  # the one counts bytes, the others kilobytes
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
result = getattr(found, "index", found)
width = result.interval.width / result.value if result.is_defined else None
print(json.dumps({"seconds": seconds, "megabytes": peak / 1e6, "exact": result.exact, "width": width}))
"""

pytestmark = pytest.mark.long


def measured(expression, *shape):
    folder = Path(__file__).parent
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, expression, json.dumps(shape)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (folder, folder.parent)))},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    print(f"\n{expression} of {shape[1]:,} ties: {found['seconds']:.1f} s, {found['megabytes']:.0f} MB")
    return found


@pytest.mark.skipif(sys.platform == "win32", reason="the system does not tell a process's peak of memory this way")
@pytest.mark.parametrize(
    ("expression", "shape", "seconds"),
    [
        ("frustration(graph)", (2_000, 15_000, 0.05, 2.5), 5),
        ("frustration(graph)", (13_000, 100_000, 0.05, 2.5), 60),
        ("walk_balance(graph)", (130_000, 840_000, 0.1, 2.5), 60),
    ],
)
def test_large_graphs_take_seconds_and_less_than_two_gigabytes(expression, shape, seconds):
    found = measured(expression, *shape)
    assert found["megabytes"] < 2000
    assert found["seconds"] < seconds
    if expression.startswith("frustration"):
        assert found["exact"]
    else:
        assert found["width"] <= 1e-3


def test_every_year_of_the_correlates_of_war_is_proven_in_seconds():
    folder = os.environ.get("MXUS_REFERENCE")
    if folder is None:
        pytest.skip("MXUS_REFERENCE, a folder with the networks, is not set")
    ties = defaultdict(list)
    with gzip.open(Path(folder) / "signed" / "edges_undirected.csv.gz", "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["network"].startswith("cow_"):
                ties[row["network"]].append((row["source"], row["target"], int(row["sign"])))
    graphs = [SignedGraph.from_edges(*zip(*found, strict=True)) for found in ties.values()]
    from test_speed import seconds_of

    found = []
    seconds = seconds_of(lambda: found.extend(map(frustration, graphs)))
    print(f"\nfrustration of {len(graphs)} networks of the Correlates of War: {seconds:.1f} s, all proven")
    assert len(graphs) == 51
    assert all(each.exact for each in found)
    assert seconds < 10


def test_signs_without_order_are_bracketed_in_half_a_minute():
    """1,000 nodes, 5,000 ties, 30 percent negative at random: hard for everyone, and not proven here."""
    chance = np.random.default_rng(0)
    pairs = chance.permutation(np.stack(np.triu_indices(1_000, 1), axis=1))[:5_000]
    sign = np.where(chance.permutation(5_000) < 1_500, -1, 1)
    graph = SignedGraph.from_arrays([str(node) for node in range(1_000)], pairs[:, 0], pairs[:, 1], sign)
    started = time.monotonic()
    found = frustration(graph, time_limit=30)
    gap = (found.upper - found.lower) / found.upper
    seconds = time.monotonic() - started
    print(f"\nrandom signs, 5,000 ties: [{found.lower:.0f}, {found.upper:.0f}], {gap:.1%} open, {seconds:.0f} s")
    assert not found.exact
    # Measured: 11 to 12 percent where nothing else runs. A tenth is aimed at and not reached.
    assert gap < 0.16
