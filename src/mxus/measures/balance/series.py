"""Balance over time: a signed graph of each period, and how far each is from balance."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any, Final, Unpack

import numpy as np

from mxus.errors import require_kind
from mxus.measures.arrays import ArrayResult, masked
from mxus.measures.balance.bracket import seconds_of
from mxus.measures.balance.edge_policy import Rules
from mxus.measures.balance.frustration import frustration
from mxus.measures.balance.interchange import frames_by, ties_of_frame
from mxus.measures.balance.literature import AREF_WILSON_2018, CARTWRIGHT_HARARY_1956, ESTRADA_2019, HARARY_1959
from mxus.measures.balance.signed_graph import SignedGraph
from mxus.measures.balance.triangles import triangle_balance
from mxus.measures.balance.walks import walk_balance
from mxus.measures.citing import cites, references_of
from mxus.values.interval import Undefined
from mxus.values.progress import Progress
from mxus.values.result import Result
from mxus.values.versions import made_with

__all__ = ["balance_series", "graphs_by_period"]

_COLUMNS: Final = (
    "nodes",
    "ties",
    "negative",
    "frustration lower",
    "frustration upper",
    "score",
    "triangle index",
    "walk balance",
)


def graphs_by_period(  # noqa: PLR0913 (the columns)
    frame: Any,  # noqa: ANN401 (any dataframe)
    *,
    by: str = "year",
    source: str = "source",
    target: str = "target",
    weight: str = "weight",
    nodes: Mapping[str, Sequence[str]] | None = None,
    **rules: Unpack[Rules],
) -> dict[str, SignedGraph]:
    """Make a signed graph of each period of a dataframe with one row for each tie and period.

    Parameters
    ----------
    frame : dataframe
        Of pandas, polars, pyarrow or any other library that narwhals knows, lazy ones included.
    by : str, default 'year'
        Name of the column of the period: text or whole numbers.
    source, target, weight : str
        Names of the columns of the tie, as for :meth:`SignedGraph.from_frame`.
    nodes : mapping of str to sequence of str, optional
        All nodes of each period, isolated ones included; those of its ties where not given.
    **rules
        As for :meth:`SignedGraph.from_edges`, within each period.

    Returns
    -------
    dict of str to SignedGraph
        In the order of the periods: whole numbers by size, text by letter.

    Raises
    ------
    InvalidValueError
        As for :meth:`SignedGraph.from_frame`.

    Examples
    --------
    >>> import polars as pl
    >>> frame = pl.DataFrame({"year": [1914, 1914, 1915], "a": ["AUH", "AUH", "ITA"], "b": ["DEU", "ITA", "AUH"],
    ...                       "sign": [1, 1, -1]})
    >>> graphs = graphs_by_period(frame, source="a", target="b", weight="sign")
    >>> {year: graph.n_ties for year, graph in graphs.items()}
    {'1914': 2, '1915': 1}
    """
    found: dict[str, SignedGraph] = {}
    for name, part in frames_by(frame, by):
        ties = ties_of_frame(part, source, target, weight)
        known = None if nodes is None else nodes.get(name)
        found[name] = SignedGraph.from_edges(ties.source, ties.target, ties.weight, nodes=known, **rules)
    return found


@cites(HARARY_1959, AREF_WILSON_2018, CARTWRIGHT_HARARY_1956, ESTRADA_2019)
def balance_series(
    graphs: Mapping[str, SignedGraph],
    *,
    time_limit: float | None = None,
    gap_limit: float = 0.0,
    seed: int = 0,
    progress: Progress | None = None,
) -> ArrayResult:
    """Balance of each of a series of graphs: frustration with its proof, triangle index and walk balance.

    Parameters
    ----------
    graphs : mapping of str to SignedGraph
        A graph for each period, as :func:`graphs_by_period` makes them of a dataframe.
    time_limit : float, optional
        Seconds for each graph: up to half of them for the walk balance, what is left for frustration.
    gap_limit, seed
        As for :func:`frustration`, for each graph.
    progress : callable, optional
        ``progress(done, total)`` is called after each graph.

    Returns
    -------
    ArrayResult
        Rows are periods; columns ``nodes``, ``ties``, ``negative`` (ties), ``frustration lower``, ``frustration
        upper``, ``score``, ``triangle index`` and ``walk balance``. Masked where undefined: the score where the two
        bounds of frustration have not met, too.

    Raises
    ------
    InvalidValueError
        As for :func:`frustration`, or if a graph is not an undirected signed one.
    MissingExtraError
        If scipy or highspy are not installed (``mxus[balance]``).

    Notes
    -----
    Scores of periods are comparable, since they are shares of ties; the walk balance is not where graphs grow, for
    there are ever more long walks.

    References
    ----------
    Harary (1959), Behavioral Science 4(4), 316-323. Aref and Wilson (2018), Journal of Complex Networks 6(4), 566-595.
    Cartwright and Harary (1956), Psychological Review 63(5), 277-293. Estrada (2019), Discrete Applied Mathematics 268,
    70-90.

    Examples
    --------
    >>> before = SignedGraph.from_edges(["DEU", "DEU", "AUH"], ["AUH", "ITA", "ITA"], [1, 1, 1])
    >>> after = SignedGraph.from_edges(["DEU", "DEU", "AUH"], ["AUH", "ITA", "ITA"], [1, 1, -1])
    >>> series = balance_series({"1914": before, "1915": after})
    >>> series.at("1914", "score"), round(series.at("1915", "score"), 3)
    (1.0, 0.333)
    """
    require_kind(graphs, Mapping, "graphs", "a mapping of periods to SignedGraph")
    for graph in graphs.values():
        require_kind(graph, SignedGraph, "graphs with", "a SignedGraph of each period")
    seconds = seconds_of(time_limit)
    rows: list[list[float]] = []
    for done, graph in enumerate(graphs.values(), 1):
        start = time.perf_counter()
        indices: list[Result] = [triangle_balance(graph)]
        indices += [walk_balance(graph, time_limit=None if time_limit is None else seconds / 2, seed=seed)]
        left = None if time_limit is None else max(0.0, seconds - (time.perf_counter() - start))
        found = frustration(graph, time_limit=left, gap_limit=gap_limit, seed=seed)
        indices = [found.score, *indices]
        counts = [graph.n_nodes, graph.n_ties, graph.n_negative, found.lower, found.upper]
        rows.append([*counts, *map(_number, indices)])
        if progress is not None:
            progress(done, len(graphs))
    values = np.array(rows, dtype=np.float64).reshape(-1, len(_COLUMNS))
    return ArrayResult(
        measure="balance",
        rows=tuple(graphs),
        columns=_COLUMNS,
        value=masked(values, ~np.isnan(values)),
        n=sum(graph.n_ties for graph in graphs.values()),
        no_interval="the bounds of frustration are columns of their own",
        undefined="there are no ties or triangles, or it is known only within bounds",
        method="frustration of weights as given, triangles of signs",
        references=references_of(balance_series),
        made_with=made_with("scipy", "highspy"),
    )


def _number(result: Result) -> float:
    return np.nan if isinstance(result.value, Undefined) else result.value
