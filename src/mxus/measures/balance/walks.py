"""Walk balance of a signed graph: closed walks of every length, signed ones by all."""

from __future__ import annotations

from typing import Final

import numpy as np

from mxus.measures.balance.signed_graph import SignedGraph
from mxus.measures.citing import cites, references_of
from mxus.measures.literature import ESTRADA_2019
from mxus.values.result import Result, Undefined

__all__ = ["walk_balance"]

_NO_TIES: Final = "there are no ties"


@cites(ESTRADA_2019)
def walk_balance(graph: SignedGraph) -> Result:
    r"""Walk balance: closed walks of every length, signed ones by all, short ones weighing most.

    .. math:: K = \frac{\mathrm{tr}\, e^{A}}{\mathrm{tr}\, e^{|A|}}

    Parameters
    ----------
    graph : SignedGraph
        With its weights: the index is not scale-free, and doubling all weights lowers it for a graph that is not
        balanced.

    Returns
    -------
    Result
        ``value`` above 0 to 1 (balanced). ``n`` is the number of nodes; isolated ones count, each with the walk of
        length 0. Undefined without ties.

    Notes
    -----
    By all eigenvalues of both matrices, so that time grows with the cube of the nodes and memory with the square:
    seconds for two thousand nodes.

    References
    ----------
    Estrada (2019), Discrete Applied Mathematics 268, 70-90.

    Examples
    --------
    >>> graph = SignedGraph.from_edges(["a", "a", "b"], ["b", "c", "c"], [1, 1, -1])
    >>> round(walk_balance(graph).value, 6)
    0.685788
    """
    value: float | Undefined = Undefined(_NO_TIES)
    if graph.n_ties:
        matrix = graph.to_matrix()
        signed, unsigned = np.linalg.eigvalsh(matrix), np.linalg.eigvalsh(np.abs(matrix))
        # Both in parts of the larger trace's largest term, which can be too large for a number.
        top = float(unsigned[-1])
        value = min(1.0, float(np.exp(signed - top).sum() / np.exp(unsigned - top).sum()))
    return Result.exactly(
        "walk balance", value, n=graph.n_nodes, method="all eigenvalues", references=references_of(walk_balance)
    )
