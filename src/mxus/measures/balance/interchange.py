"""Signed ties from and to what other packages hold: dataframes, networkx graphs, scipy's sparse arrays, GraphML."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Protocol, cast

import attrs
import numpy as np
from numpy.typing import NDArray

from mxus.errors import InvalidValueError, MissingExtraError, shown
from mxus.measures.balance.nodes import Node, nodes_of
from mxus.measures.inputs import Array, Numbers, Table, is_missing, listed, numbers_of

__all__ = [
    "SparseMatrix",
    "Ties",
    "frames_by",
    "graphml_of",
    "networkx_of",
    "ties_of_frame",
    "ties_of_matrix",
    "ties_of_networkx",
]


class SparseMatrix(Protocol):
    """A sparse array or matrix of scipy, of any format."""

    def tocoo(self) -> Any:  # noqa: ANN401 (scipy is an extra)
        """Return its entries."""
        ...


@attrs.frozen
class Ties:
    """Columns of ties, and all nodes where these are known apart from the ties."""

    source: Sequence[Node]
    target: Sequence[Node]
    weight: Numbers
    nodes: Sequence[Node] | None


def ties_of_frame(frame: Any, source: str, target: str, weight: str) -> Ties:  # noqa: ANN401 (any dataframe)
    """Return the ties of a dataframe that has one row for each.

    Raises
    ------
    InvalidValueError
        If it is not a dataframe, a column is not there, or a cell of `source` or `target` is missing, or a number that
        is not whole.
    """
    table = _table(frame)
    missing = [shown(name) for name in (source, target, weight) if name not in table.columns]
    if missing:
        message = f"found no column {listed(missing)}; expected some of {listed(table.columns)}"
        raise InvalidValueError(message)
    first, second = table[source].to_list(), table[target].to_list()
    for column, values in ((source, first), (target, second)):
        _require_names(values, column)
    return Ties(first, second, table[weight].to_list(), None)


def frames_by(frame: Any, by: str) -> list[tuple[str, Any]]:  # noqa: ANN401 (any dataframe)
    """Return the rows of each period as a dataframe, periods in order and named in text.

    Raises
    ------
    InvalidValueError
        If it is not a dataframe, the column is not there, or a cell of it is missing, or a number that is not whole.
    """
    table = _table(frame)
    if by not in table.columns:
        message = f"found no column {shown(by)}; expected one of {listed(table.columns)}"
        raise InvalidValueError(message)
    _require_names(table[by].to_list(), by)
    values = table[by].unique().sort().to_list()
    return [(str(value), table.filter(table[by] == value).to_native()) for value in values]


def _table(frame: Any) -> Any:  # noqa: ANN401 (any dataframe)
    """Return a dataframe behind narwhals, a lazy one collected."""
    import narwhals.stable.v2 as nw  # noqa: PLC0415 (only those who come with a dataframe pay for it)

    try:
        table: Any = nw.from_native(frame)
    except TypeError:
        message = f"found {shown(frame)}; expected a dataframe that narwhals knows, such as one of pandas or polars"
        raise InvalidValueError(message) from None
    return table.collect() if isinstance(table, nw.LazyFrame) else table


def ties_of_networkx(graph: Any, weight: str, *, directed: bool) -> Ties:  # noqa: ANN401 (networkx is an extra)
    """Return the ties of a networkx graph or multigraph.

    Raises
    ------
    InvalidValueError
        If it is not such a graph, is directed where it should not be or the other way round, an edge lacks the
        attribute.
    """
    if not (hasattr(graph, "is_directed") and hasattr(graph, "edges")):
        message = f"found {shown(graph)}; expected a graph of networkx"
        raise InvalidValueError(message)
    if graph.is_directed() != directed:
        kinds = ("an undirected", "a directed")
        message = (
            f"found {kinds[not directed]} graph; expected {kinds[directed]} one "
            f"(to_{'' if directed else 'un'}directed() of networkx makes it one)"
        )
        raise InvalidValueError(message)
    edges = [(a, b, found.get(weight)) for a, b, found in graph.edges(data=True)]
    without = [f"{shown(a)} - {shown(b)}" for a, b, value in edges if value is None]
    if without:
        message = f"found no attribute {shown(weight)} of {listed(without)}; expected one of every edge"
        raise InvalidValueError(message)
    return Ties([a for a, _, _ in edges], [b for _, b, _ in edges], [w for *_, w in edges], list(graph.nodes))


def ties_of_matrix(
    matrix: Table | SparseMatrix,
    nodes: Sequence[Node] | None,
) -> tuple[tuple[Node, ...], NDArray[np.int64], NDArray[np.int64], Array]:
    """Return the nodes, and row, column and value of every entry of a square matrix that is not 0.

    Raises
    ------
    InvalidValueError
        If the matrix is not square, or an entry is missing or not finite.
    """
    sparse: Any = getattr(matrix, "tocoo", None)
    if sparse is not None:
        entries = sparse()
        entries.sum_duplicates()
        shape: tuple[int, ...] = entries.shape
        values = numbers_of(entries.data, "matrix")[0]
        rows, columns = entries.coords if hasattr(entries, "coords") else (entries.row, entries.col)
    else:
        dense = numbers_of(cast("Table", matrix), "matrix")[0]
        shape = dense.shape
        _require_square(shape)
        rows, columns = np.nonzero(dense)
        values = dense[rows, columns]
    _require_square(shape)
    if not np.isfinite(values).all():
        message = "found a matrix with entries that are missing or not finite; expected finite numbers, 0 for no tie"
        raise InvalidValueError(message)
    some = values != 0
    return nodes_of(nodes, shape[0]), rows[some].astype(np.int64), columns[some].astype(np.int64), values[some]


def networkx_of(nodes: Iterable[Node], ties: Iterable[tuple[Node, Node, float]], *, directed: bool) -> Any:  # noqa: ANN401 (networkx is an extra)
    """Return a networkx graph whose edges have a ``sign`` and a ``weight``.

    Raises
    ------
    MissingExtraError
        If networkx is not installed (``mxus[networks]``).
    """
    nx = MissingExtraError.importing("networkx", extra="networks")
    graph = nx.DiGraph() if directed else nx.Graph()
    graph.add_nodes_from(nodes)
    graph.add_edges_from((a, b, {"sign": 1 if weight > 0 else -1, "weight": weight}) for a, b, weight in ties)
    return graph


def graphml_of(graph: Any) -> str:  # noqa: ANN401 (networkx is an extra)
    """Return a networkx graph as GraphML."""
    nx = MissingExtraError.importing("networkx", extra="networks")
    return "\n".join(nx.generate_graphml(graph)) + "\n"


def _require_names(values: Sequence[object], what: str) -> None:
    """Refuse cells that name nothing: missing ones, and numbers that are not whole, as codes beside a gap are read."""
    wrong = [f"{what}[{place}] = {shown(value)}" for place, value in enumerate(values) if not _is_name(value)]
    if wrong:
        message = f"found {listed(wrong)}; expected text, dates, or whole numbers such as the codes of states"
        raise InvalidValueError(message)


def _is_name(value: object) -> bool:
    return not (is_missing(value) or isinstance(value, bool | np.bool_ | float | np.floating))


def _require_square(shape: tuple[int, ...]) -> None:
    if len(shape) != 2 or shape[0] != shape[1]:
        message = f"found a matrix of shape {shape}; expected as many rows as columns"
        raise InvalidValueError(message)
