"""Nodes of graphs: any hashable values, as in networkx, in one order and under readable labels."""

from __future__ import annotations

import numbers
from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias, cast

import numpy as np

from mxus.errors import InvalidValueError, several, shown
from mxus.measures.inputs import is_hashable, is_missing, listed

__all__ = ["Node", "labels_of", "node_array", "nodes_of", "ordered_nodes", "plain_nodes"]

Node: TypeAlias = Any
"""A node: any hashable value but a missing one (None, NaN), such as a name, a code or a tuple."""


def plain_nodes(values: Iterable[Node], what: str) -> list[Node]:
    """Return nodes, numbers of numpy as those of Python.

    Raises
    ------
    InvalidValueError
        If a value is missing or not hashable.

    Examples
    --------
    >>> plain_nodes([np.int64(2), "USA", ("MEX", 1)], "nodes")
    [2, 'USA', ('MEX', 1)]
    """
    held = list(values) if isinstance(values, str) else several(values, what)  # "abc" for nodes of one letter
    found: list[Any] = [cast("Any", value.item() if isinstance(value, np.generic) else value) for value in held]
    wrong = [
        f"{what}[{place}] = {shown(value)}"
        for place, value in enumerate(found)
        if is_missing(value) or not is_hashable(value)
    ]
    if wrong:
        message = f"found {listed(wrong)}; expected nodes that are hashable and not missing"
        raise InvalidValueError(message)
    return found


def nodes_of(nodes: Sequence[Node] | None, count: int) -> tuple[Node, ...]:
    """Return the nodes of a graph, 0, 1, 2, ... where none are given.

    Raises
    ------
    InvalidValueError
        If they are not `count` different nodes.

    Examples
    --------
    >>> nodes_of(None, 2), nodes_of(["MEX", "USA"], 2)
    ((0, 1), ('MEX', 'USA'))
    """
    if isinstance(nodes, str):
        message = f"found nodes {shown(nodes)}; expected a sequence of nodes"
        raise InvalidValueError(message)
    found = tuple(range(count)) if nodes is None else tuple(plain_nodes(nodes, "nodes"))
    if len(found) != count or len(set(found)) != count:
        message = f"found {len(found)} nodes, {len(set(found))} of them different; expected {count} different ones"
        raise InvalidValueError(message)
    return found


def ordered_nodes(nodes: Iterable[Node]) -> tuple[Node, ...]:
    """Return different nodes in one order, whatever the order given: by size, by letter, or by type and text.

    Examples
    --------
    >>> ordered_nodes([40, 2, 40]), ordered_nodes(["b", 1, "a"])
    ((2, 40), (1, 'a', 'b'))
    """
    found = dict.fromkeys(nodes)
    for kind in (str, numbers.Real):
        if all(isinstance(node, kind) for node in found):
            return tuple(sorted(found))
    if all(isinstance(node, tuple) for node in found):
        try:
            return tuple(sorted(found))
        except TypeError:  # tuples of text and of numbers
            pass
    return tuple(sorted(found, key=lambda node: (type(node).__name__, repr(node))))


def labels_of(nodes: Sequence[Node]) -> tuple[str, ...]:
    """Return nodes as text, all different.

    Examples
    --------
    >>> labels_of([2, ("MEX", 1)]), labels_of([1, "1"])
    (('2', "('MEX', 1)"), ('1', "'1'"))
    """
    plain = tuple(map(str, nodes))
    return plain if len(set(plain)) == len(plain) else tuple(map(repr, nodes))


def node_array(nodes: Sequence[Node]) -> np.ndarray[Any, np.dtype[np.object_]]:
    """Return nodes as an array of objects, tuples as one each.

    Examples
    --------
    >>> node_array([("a", 1), ("b", 2)]).shape
    (2,)
    """
    return np.fromiter(nodes, dtype=object, count=len(nodes))
