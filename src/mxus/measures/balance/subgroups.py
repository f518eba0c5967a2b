"""Camps that are given: whether there are two without any frustrated tie, and how well a division fits."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from mxus.errors import InvalidValueError, shown
from mxus.measures.balance.literature import AREF_2020_LEVELS, HARARY_1953, HARARY_1959
from mxus.measures.balance.nodes import Node, node_array
from mxus.measures.balance.parts import sides_asked_for
from mxus.measures.balance.signed_digraph import SignedDiGraph
from mxus.measures.balance.signed_graph import SignedGraph
from mxus.measures.balance.signed_ties import SignedTies, require_kind
from mxus.measures.citing import cites, references_of
from mxus.measures.inputs import listed
from mxus.values.interval import Undefined
from mxus.values.result import Result

__all__ = ["balanced_partition", "cohesiveness", "divisiveness", "frustrated_ties"]


@cites(HARARY_1953)
def balanced_partition(graph: SignedGraph | SignedDiGraph) -> tuple[tuple[Node, ...], tuple[Node, ...]] | None:
    """Return the two camps of a balanced graph, friends within and foes between; None if it is not balanced.

    Parameters
    ----------
    graph : SignedGraph or SignedDiGraph
        Only the signs of its ties matter.

    Returns
    -------
    tuple of two tuples of str, or None
        The camp of the first node first. A graph of several parts has several such pairs of camps: here the first node
        of each part is in the first. How far a graph is from balance tells :func:`frustration`.

    Raises
    ------
    InvalidValueError
        If it is not a signed graph.

    Notes
    -----
    A graph is balanced exactly if there are such camps (Harary 1953). Each node takes the side that its first known
    neighbour's tie asks for, so that the time is that of reading the ties once.

    References
    ----------
    Harary (1953), Michigan Mathematical Journal 2(2), 143-146.

    Examples
    --------
    >>> balanced_partition(SignedGraph.from_edges(["a", "a", "b"], ["b", "c", "c"], [1, -1, -1]))
    (('a', 'b'), ('c',))
    >>> balanced_partition(SignedGraph.from_edges(["a", "a", "b"], ["b", "c", "c"], [1, 1, -1])) is None
    True
    """
    require_kind(graph, SignedTies)
    sides = sides_asked_for(graph)
    if (sides[graph.source] * sides[graph.target] != graph.sign).any():
        return None
    names = node_array(graph.nodes)
    return tuple(names[sides == 1]), tuple(names[sides == -1])


@cites(HARARY_1959)
def frustrated_ties(
    graph: SignedGraph | SignedDiGraph, camps: Sequence[Collection[str]]
) -> tuple[tuple[Node, Node, float], ...]:
    """Return the ties that a division into camps frustrates: the relations that would have to turn.

    Parameters
    ----------
    graph : SignedGraph or SignedDiGraph
        Any graph.
    camps : sequence of collections of str
        Names of the nodes of each camp; each node in one.

    Returns
    -------
    tuple of (str, str, float)
        Positive ties between camps and negative ones within, with their weights, in the graph's order.

    Raises
    ------
    InvalidValueError
        If it is not a signed graph, a node is in no camp or in several, or a name is not a node's.

    References
    ----------
    Harary (1959), Behavioral Science 4(4), 316-323.

    Examples
    --------
    >>> graph = SignedGraph.from_edges(["a", "a", "b"], ["b", "c", "c"], [1, 1, -1])
    >>> frustrated_ties(graph, [{"a", "b"}, {"c"}])
    (('a', 'c', 1.0),)
    """
    within = _within(graph, camps)
    bad = within == (graph.weight < 0)
    return tuple(tie for tie, wrong in zip(graph.edges.data("weight"), bad.tolist(), strict=True) if wrong)


@cites(AREF_2020_LEVELS)
def cohesiveness(graph: SignedGraph | SignedDiGraph, camps: Sequence[Collection[str]]) -> Result:
    """Cohesiveness: the share of ties within camps that are positive.

    Parameters
    ----------
    graph : SignedGraph or SignedDiGraph
        Only the signs of its ties matter.
    camps : sequence of collections of str
        Names of the nodes of each camp; each node in one.

    Returns
    -------
    Result
        From 0 to 1. ``n`` is the number of ties within camps; undefined where there are none.

    Raises
    ------
    InvalidValueError
        If it is not a signed graph, a node is in no camp or in several, or a name is not a node's.

    References
    ----------
    Aref, Dinh, Rezapour and Diesner (2020), Scientific Reports 10, 15228.

    Examples
    --------
    >>> graph = SignedGraph.from_edges(["a", "a", "b"], ["b", "c", "c"], [1, 1, -1])
    >>> cohesiveness(graph, [{"a", "b"}, {"c"}]).value
    1.0
    """
    within = _within(graph, camps)
    positive = int((graph.weight[within] > 0).sum())
    return _share("cohesiveness", positive, int(within.sum()), "within camps", cohesiveness)


@cites(AREF_2020_LEVELS)
def divisiveness(graph: SignedGraph | SignedDiGraph, camps: Sequence[Collection[str]]) -> Result:
    """Divisiveness: the share of ties between camps that are negative.

    Parameters
    ----------
    graph : SignedGraph or SignedDiGraph
        Only the signs of its ties matter.
    camps : sequence of collections of str
        Names of the nodes of each camp; each node in one.

    Returns
    -------
    Result
        From 0 to 1. ``n`` is the number of ties between camps; undefined where there are none.

    Raises
    ------
    InvalidValueError
        If it is not a signed graph, a node is in no camp or in several, or a name is not a node's.

    References
    ----------
    Aref, Dinh, Rezapour and Diesner (2020), Scientific Reports 10, 15228.

    Examples
    --------
    >>> graph = SignedGraph.from_edges(["a", "a", "b"], ["b", "c", "c"], [1, 1, -1])
    >>> divisiveness(graph, [{"a", "b"}, {"c"}]).value
    0.5
    """
    within = _within(graph, camps)
    negative = int((graph.weight[~within] < 0).sum())
    return _share("divisiveness", negative, int((~within).sum()), "between camps", divisiveness)


def _within(graph: SignedGraph | SignedDiGraph, camps: Sequence[Collection[str]]) -> NDArray[np.bool_]:
    """Return which ties join two nodes of one camp."""
    require_kind(graph, SignedTies)
    if not isinstance(camps, Iterable) or not all(isinstance(camp, Iterable) for camp in camps):
        message = f"found camps {shown(camps)}; expected names of nodes for each camp"
        raise InvalidValueError(message)
    camp_of: dict[Node, list[int]] = {name: [] for name in graph.nodes}
    problems: list[str] = []
    for place, camp in enumerate(camps):
        for name in camp:
            if isinstance(name, str) and name in camp_of:
                camp_of[name].append(place)
            else:
                problems.append(f"{shown(name)}, which is no node")
    problems += [f"{name!r} in {len(found)} camps" for name, found in camp_of.items() if len(found) != 1]
    if problems:
        message = f"found {listed(problems)}; expected each node in one camp"
        raise InvalidValueError(message)
    number = np.array([found[0] for found in camp_of.values()], dtype=np.int64)
    same: NDArray[np.bool_] = number[graph.source] == number[graph.target]
    return same


def _share(measure: str, part: int, total: int, where: str, function: Callable[..., Result]) -> Result:
    return Result.exactly(
        measure,
        part / total if total else Undefined(f"there are no ties {where}"),
        n=total,
        method="ties counted, whatever their weights",
        references=references_of(function),
    )
