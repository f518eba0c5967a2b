"""The same input gives the same bytes, whatever the hash seed; results go through threads, processes and pickles."""

import copy
import hashlib
import json
import multiprocessing
import os
import pickle
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import pytest

import mxus
from mxus.exchange.json_document import dumps
from mxus.measures import SignedGraph, frustration

DIGESTS = Path(__file__).parent / "digests.json"

ANSWERS = {
    "document": dumps,
    "schema": lambda _: json.dumps(mxus.schema()),
    "codebook": lambda _: mxus.codebook(),
    "alignment": lambda ds: mxus.alignment(ds, "mexico", "united-states", by="arena").explain(),
    "cooperation": lambda ds: mxus.cooperation(ds, "mexico", "united-states").explain(),
    "dependence": lambda ds: mxus.dependence(ds, "mexico").explain(),
    "compensation": lambda ds: mxus.compensation(ds, "mexico", "united-states").explain(),
    "balance": lambda ds: mxus.balance(ds).explain(),
    **{
        name: lambda ds, name=name: repr(sorted(mxus.exported(ds, name).files.items()))
        for name in ("datapackage", "dna", "ftm", "plover", "prov", "annotations", "qdc")
    },
}
"""What is asked of the bundled article. Not Parquet and GraphML, whose bytes are made by other libraries."""


def digests():
    """The SHA-256 of every answer."""
    ds = mxus.load()
    return {name: hashlib.sha256(ask(ds).encode()).hexdigest() for name, ask in ANSWERS.items()}


@pytest.mark.parametrize("seed", ["0", "424242"])
def test_no_answer_depends_on_the_hash_seed_or_the_number_of_threads(seed):
    here = str(Path(__file__).parent)
    script = f"import sys; sys.path.insert(0, {here!r}); import test_determinism as tested; print(tested.digests())"
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1" if seed == "0" else "4")
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, **threads, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == f"{digests()}\n"


def test_answers_are_the_same_on_every_python():
    """Held to a file that every Python is run against; `python tests/unit/test_determinism.py` makes it anew."""
    assert digests() == json.loads(DIGESTS.read_text(encoding="utf-8"))


def results():
    ds = mxus.load()
    graph = SignedGraph.from_edges(["a", "a", "b"], ["b", "c", "c"], [1, 1, -1])
    return {
        "dataset": ds,
        **{record.kind: record for record in ds.values()},
        "alignment": mxus.alignment(ds, "mexico", "united-states", by="arena"),
        "cooperation": mxus.cooperation(ds, "mexico", "united-states"),
        "dependence": mxus.dependence(ds, "mexico"),
        "compensation": mxus.compensation(ds, "mexico", "united-states"),
        "balance": mxus.balance(ds),
        "graph": graph,
        "frustration": frustration(graph),
        "quantity": mxus.Quantity.more_than(26, "persons"),
        "period": mxus.Period("2025-10~"),
        "undefined": mxus.Undefined("no observation in common"),
    }


@pytest.mark.parametrize("name", results())
def test_copies_and_pickles_are_equal(name):
    made = results()[name]
    assert pickle.loads(pickle.dumps(made)) == made  # noqa: S301 (just made)
    assert copy.deepcopy(made) == made
    assert copy.copy(made) == made


def test_eight_threads_at_one_dataset_get_the_answers_of_one():
    """A new dataset, so that what is made when first asked for is made by all at once."""
    new = mxus.Dataset(mxus.load().values(), **mxus.load().about())
    expected = [ask(mxus.load()) for ask in ANSWERS.values()]
    with ThreadPoolExecutor(8) as pool:
        asked = [(place, pool.submit(ask, new)) for _ in range(3) for place, ask in enumerate(ANSWERS.values())]
        assert all(future.result() == expected[place] for place, future in asked)


def _value(ds):
    return str(mxus.alignment(ds, "mexico", "united-states", by="arena"))


def test_processes_that_are_spawned_get_the_same_answers():
    ds = mxus.load()
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        assert list(pool.map(_value, [ds, ds])) == [_value(ds)] * 2


if __name__ == "__main__":
    DIGESTS.write_text(json.dumps(digests(), indent=2) + "\n", encoding="utf-8")
