"""Results carry the versions that made them, keep them, and are not told apart by them."""

import copy
import json
import pickle
import platform
import subprocess
import sys
from importlib import metadata

import attrs
import pytest
from making import dataset
from typer.testing import CliRunner

import mxus
from mxus.cli.app import app
from mxus.measures import SignedGraph, balance_series, krippendorff_alpha, s_score, signed_degrees, walk_balance
from mxus.values.versions import made_with

ALWAYS = {"mxus": mxus.__version__, "python": platform.python_version(), "numpy": metadata.version("numpy")}


def also(*packages):
    """The versions of a result in which these packages took part, too."""
    return ALWAYS | {package: metadata.version(package) for package in packages}


def triangle():
    return SignedGraph.from_edges(["a", "a", "b"], ["b", "c", "c"], [1, 1, -1])


def large():
    """A graph of which the eigenvalues are found by scipy."""
    nodes = [f"n{number}" for number in range(2_100)]
    return SignedGraph.from_edges(nodes, [*nodes[1:], nodes[0]], [1] * (len(nodes) - 1) + [-1])


@pytest.mark.parametrize(
    ("ask", "packages"),
    [
        (lambda ds: mxus.alignment(ds, "mexico", "united-states"), ()),
        (lambda ds: mxus.alignment(ds, "mexico", "united-states", by="arena").groups["global"], ()),
        (lambda ds: mxus.cooperation(ds, "mexico", "united-states"), ()),
        (lambda ds: mxus.dependence(ds, "mexico"), ()),
        (lambda ds: mxus.compensation(ds, "mexico", "united-states"), ()),
        (mxus.balance, ("scipy", "highspy")),
        (lambda ds: mxus.balance(ds).frustration, ("scipy", "highspy")),
        (lambda _: walk_balance(triangle()), ()),
        (lambda _: walk_balance(large(), tolerance=100.0), ("scipy",)),
        (lambda _: signed_degrees(triangle()), ()),
        (lambda _: balance_series({"2025": triangle()}), ("scipy", "highspy")),
        (lambda _: krippendorff_alpha([["a", "b"], ["a", "b"]], level_of_measurement="nominal"), ("krippendorff",)),
        (lambda _: krippendorff_alpha([range(1_100), range(1_100)], level_of_measurement="nominal"), ()),  # by us
        (lambda ds: mxus.compare(ds, ds).agreements["events"], ()),
    ],
)
def test_a_result_says_what_took_part(ds, ask, packages):
    assert dict(ask(ds).made_with) == also(*packages)


def test_numpy_is_named_only_where_it_was_loaded():
    script = "import mxus, sys; print(dict(mxus.Result.exactly('x', 1.0, n=1, method='as given').made_with), sys.argv)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.startswith(repr({name: ALWAYS[name] for name in ("mxus", "python")}))


@pytest.fixture
def older():
    """A result that another version made."""
    return attrs.evolve(s_score([1, 2, 3], [1, 2, 1], levels=(1, 2, 3)), made_with=(("mxus", "0.0.9"),))


@pytest.mark.parametrize(
    "through",
    [
        lambda result: pickle.loads(pickle.dumps(result)),  # noqa: S301 (just made)
        copy.copy,
        copy.deepcopy,
        lambda result: attrs.evolve(result, measure="another"),
        lambda result: mxus.GroupedResult.over(result, measure="whole", by="", groups={}),
    ],
    ids=["pickle", "copy", "deepcopy", "evolve", "over"],
)
def test_versions_are_kept(older, through):
    assert through(older).made_with == (("mxus", "0.0.9"),)


def test_versions_do_not_tell_results_apart(older):
    newer = attrs.evolve(older, made_with=made_with("scipy"))
    assert newer == older
    assert hash(newer) == hash(older)
    assert repr(newer) == repr(older)
    assert (str(newer), newer.explain()) == (str(older), older.explain())


def test_they_are_shown_at_the_foot_of_an_explanation_and_on_the_page(older):
    assert mxus.explain(older, dataset()).splitlines()[-1] == "made with mxus 0.0.9"
    assert ("made with", "mxus 0.0.9") in older.page().facts
    assert ("made with", ", ".join(f"{name} {version}" for name, version in ALWAYS.items())) in signed_degrees(
        triangle()
    ).page().facts


def test_they_are_in_the_report(ds):
    told = json.loads(CliRunner().invoke(app, ["report", "--json"]).stdout)
    assert told["alignment_by_arena"]["made_with"] == ALWAYS
    assert f"Made with mxus {mxus.__version__}." in mxus.report_page(ds)
