"""Values of other software for signed graphs, in a folder ``signed`` of CSV files.

``nodes.csv.gz``, ``edges_undirected.csv.gz`` and ``edges_directed.csv.gz`` hold them, and one file each the large
ones of ``expected_open_large.csv``. What must come of them: ``expected_open_scores.csv``,
``expected_open_directed.csv``, ``expected_open_triad_census.csv`` (types that do not occur left out) and
``expected_open_centrality.csv`` (eigenvectors compared by the size of their entries).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeVar

from mxus.measures.arrays import ArrayResult
from mxus.measures.balance.blockmodel import signed_blockmodel
from mxus.measures.balance.centrality import pn_centrality, signed_degrees, signed_eigenvector_centrality
from mxus.measures.balance.frustration import frustration
from mxus.measures.balance.signed_digraph import SignedDiGraph
from mxus.measures.balance.signed_graph import SignedGraph
from mxus.measures.balance.spectrum import algebraic_conflict
from mxus.measures.balance.triads import signed_triad_census, transitive_triad_balance
from mxus.measures.balance.triangles import triangle_balance
from mxus.measures.balance.walks import walk_balance
from mxus.selftest.golden import GoldenValue
from mxus.selftest.reading import golden_value, rows_of
from mxus.values.result import Result

__all__ = ["blockmodel", "census", "centrality", "directed", "large", "undirected"]

_Graph = TypeVar("_Graph", SignedGraph, SignedDiGraph)


def undirected(folder: Path) -> Iterator[GoldenValue]:
    """Return the balance of undirected networks. An annealing score in the file is a bound and no expected value."""
    yield from _expected(folder / "expected_open_scores.csv", _networks(folder, SignedGraph), _UNDIRECTED)


def large(folder: Path) -> Iterator[GoldenValue]:
    """Return the balance of large networks, each in a file of its own."""
    path = folder / "expected_open_large.csv"
    names = {row["network"] for row in rows_of(path)}
    graphs = {
        name: SignedGraph.from_edges(
            [tie["source"] for tie in ties], [tie["target"] for tie in ties], [float(tie["sign"]) for tie in ties]
        )
        for name, ties in ((name, rows_of(folder / f"{name}.csv.gz")) for name in sorted(names))
    }
    yield from _expected(path, graphs, _UNDIRECTED)


def directed(folder: Path) -> Iterator[GoldenValue]:
    """Return the balance of directed networks."""
    yield from _expected(folder / "expected_open_directed.csv", _networks(folder, SignedDiGraph), _DIRECTED)


def census(folder: Path) -> Iterator[GoldenValue]:
    """Return the counts of triads of directed networks."""
    path = folder / "expected_open_triad_census.csv"
    counted = {name: signed_triad_census(graph) for name, graph in _networks(folder, SignedDiGraph).items()}
    for row in rows_of(path):
        name, kind = row["network"], row["type"]
        compute = partial(counted[name].of, kind)
        yield golden_value(path, f"{name} {kind}", "signed triad census", row["count"], compute)


def centrality(folder: Path) -> Iterator[GoldenValue]:
    """Return the centrality of each node of networks of both kinds."""
    path = folder / "expected_open_centrality.csv"
    graphs: dict[str, Any] = {**_networks(folder, SignedGraph), **_networks(folder, SignedDiGraph)}
    columns: dict[tuple[str, str], dict[str, float | None]] = {}
    for row in rows_of(path):
        name, node, quantity, expected = row["network"], row["node"], row["quantity"], row["value"]
        if (name, quantity) not in columns:
            measure, column = _CENTRALITY[quantity]
            found = measure(graphs[name])
            columns[name, quantity] = dict(
                zip(found.rows, found.value[:, found.columns.index(column)].tolist(), strict=True)
            )
        value = columns[name, quantity][node]
        if quantity.startswith("eigen"):  # which of its two directions a vector has is arbitrary
            value, expected = value and abs(value), expected.removeprefix("-")
        yield golden_value(path, f"{name} {node}", quantity, expected, partial(_same, value))


def blockmodel(folder: Path) -> Iterator[GoldenValue]:
    """Return the fewest ties against a division into so many camps at most."""
    path = folder / "expected_open_blockmodel.csv"
    graphs = _networks(folder, SignedGraph)
    for row in rows_of(path):
        name, camps = row["network"], int(row["k"])
        yield golden_value(
            path,
            f"{name} {camps}",
            "ties against camps",
            row["min_violations_exact"],
            partial(_against, graphs[name], camps),
        )


def _against(graph: SignedGraph, camps: int) -> Result:
    return signed_blockmodel(graph, camps=camps)


def _networks(folder: Path, kind: type[_Graph]) -> dict[str, _Graph]:
    nodes: dict[str, list[str]] = defaultdict(list)
    for row in rows_of(folder / "nodes.csv.gz"):
        nodes[row["network"]].append(row["node"])
    ties: dict[str, list[tuple[str, str, float]]] = defaultdict(list)
    for row in rows_of(folder / f"edges_{'directed' if kind.directed else 'undirected'}.csv.gz"):
        ties[row["network"]].append((row["source"], row["target"], float(row["sign"])))
    return {name: kind.from_edges(*zip(*found, strict=True), nodes=nodes[name]) for name, found in ties.items()}


def _expected(
    path: Path, graphs: Mapping[str, _Graph], measures: Mapping[str, Callable[[_Graph], Result | float]]
) -> Iterator[GoldenValue]:
    for row in rows_of(path):
        name, quantity = row["network"], row["quantity"]
        if quantity in measures:
            yield golden_value(path, name, quantity, row["value"], partial(measures[quantity], graphs[name]))


def _same(value: float | None) -> float | None:
    return value


def _count(kind: int) -> Callable[[SignedGraph], float]:
    return lambda graph: float(triangle_balance(graph).by_negative_ties[kind])


_UNDIRECTED: Final[Mapping[str, Callable[[SignedGraph], Result | float]]] = {
    "triangles_ppp": _count(0),
    "triangles_ppm": _count(1),
    "triangles_pmm": _count(2),
    "triangles_mmm": _count(3),
    "balance_triangles": triangle_balance,
    "balance_triangles_weak": lambda graph: triangle_balance(graph, convention="weak"),
    "balance_walk": walk_balance,
    "algebraic_conflict_whole_graph": algebraic_conflict,
    "algebraic_conflict_largest_over_components": lambda graph: algebraic_conflict(graph).largest,
    "frustration_index": frustration,
    "frustration_score": lambda graph: frustration(graph).score,
}

_DIRECTED: Final[Mapping[str, Callable[[SignedDiGraph], Result | float]]] = {
    "frustration_index_arcs": frustration,
    "frustration_score_arcs": lambda graph: frustration(graph).score,
    "triad_level_balance": transitive_triad_balance,
    "transitive_triads_balanced": lambda graph: transitive_triad_balance(graph).balanced,
    "transitive_triads_unbalanced": lambda graph: transitive_triad_balance(graph).unbalanced,
}

_COLUMNS: Final = {"pos": "positive", "neg": "negative", "net": "net", "ratio": "ratio"}

_CENTRALITY: Final[Mapping[str, tuple[Callable[[Any], ArrayResult], str]]] = {
    **{f"degree_{part}": (signed_degrees, column) for part, column in _COLUMNS.items()},
    **{f"degree_in_{part}": (partial(signed_degrees, direction="in"), column) for part, column in _COLUMNS.items()},
    **{f"degree_out_{part}": (partial(signed_degrees, direction="out"), column) for part, column in _COLUMNS.items()},
    "pn_index": (pn_centrality, "PN"),
    "pn_index_in": (pn_centrality, "PN in"),
    "pn_index_out": (pn_centrality, "PN out"),
    "eigen_centrality_unscaled": (signed_eigenvector_centrality, "unit length"),
    "eigen_centrality_scaled": (signed_eigenvector_centrality, "scaled"),
}
