"""What the balance measures use of scipy, an extra, behind functions with types."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mxus.errors import MissingExtraError
from mxus.measures.inputs import Array

__all__ = ["components", "compressed", "shortest_paths", "tree_order"]

Ids = NDArray[np.int64]


def compressed(rows: Ids, columns: Ids, values: Array, n: int) -> Any:  # noqa: ANN401 (scipy's arrays are not typed)
    """Return a sparse array of n x n in compressed rows.

    Raises
    ------
    MissingExtraError
        If scipy is not installed (``mxus[balance]``).

    Examples
    --------
    >>> compressed(np.array([0]), np.array([1]), np.array([2.0]), 2).toarray().tolist()
    [[0.0, 2.0], [0.0, 0.0]]
    """
    # Before scipy 1.17 the functions on graphs take no wider indices than these.
    places = rows.astype(np.int32), columns.astype(np.int32)
    return MissingExtraError.importing("scipy.sparse", extra="balance").csr_array((values, places), shape=(n, n))


def components(source: Ids, target: Ids, n: int) -> Ids:
    """Return the number of the connected part of each of n nodes.

    Examples
    --------
    >>> components(np.array([0]), np.array([2]), 3).tolist()
    [0, 1, 0]
    """
    graphs = MissingExtraError.importing("scipy.sparse.csgraph", extra="balance")
    parts: Ids = graphs.connected_components(compressed(source, target, np.ones(source.size), n), directed=False)[1]
    return parts.astype(np.int64)


def shortest_paths(graph: Any, starts: Ids, *, limit: float) -> tuple[Array, NDArray[np.int32]]:  # noqa: ANN401
    """Return distances from each start to each node, infinite beyond the limit, and the node before each on its path.

    Examples
    --------
    >>> line = compressed(np.array([0, 1]), np.array([1, 2]), np.array([1.0, 1.0]), 3)
    >>> shortest_paths(line, np.array([0]), limit=1.5)[0].tolist()
    [[0.0, 1.0, inf]]
    """
    found = MissingExtraError.importing("scipy.sparse.csgraph", extra="balance").dijkstra(
        graph, directed=True, indices=starts, return_predecessors=True, limit=limit
    )
    distance: Array = found[0]
    before: NDArray[np.int32] = found[1]
    return distance, before


def tree_order(source: Ids, target: Ids, length: Array, n: int) -> tuple[Ids, Ids]:
    """Return nodes of a shortest spanning forest, each after the one it hangs on, and that one; -1 for a root.

    Examples
    --------
    >>> nodes, above = tree_order(np.array([0, 1, 0]), np.array([1, 2, 2]), np.array([1.0, 1.0, 5.0]), 3)
    >>> nodes.tolist(), above.tolist()
    ([0, 1, 2], [-1, 0, 1])
    """
    graphs = MissingExtraError.importing("scipy.sparse.csgraph", extra="balance")
    tree = graphs.minimum_spanning_tree(compressed(source, target, length, n))
    part = graphs.connected_components(tree, directed=False)[1]
    roots = np.unique(part, return_index=True)[1]
    # A node above all roots makes one tree of the parts.
    rows, columns = tree.nonzero()
    rows, columns = np.append(rows, np.full(roots.size, n)), np.append(columns, roots)
    joined = compressed(rows, columns, np.ones(rows.size), n + 1)
    order, before = graphs.breadth_first_order(joined, n, directed=False)
    nodes: Ids = order[1:].astype(np.int64)
    above: Ids = before[nodes].astype(np.int64)
    return nodes, np.where(above == n, -1, above)
