"""From events to signed graphs: ties that are friendly or hostile, and the triangles they form, period by period.

Ties are a frame of the columns ``source``, ``target`` and ``sign``. One that fits in memory becomes graphs by
:func:`mxus.measures.graphs_by_period`, for frustration and whatever else :class:`~mxus.measures.SignedGraph` has;
triangles are counted here wherever the ties are.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Final, Literal

import narwhals.stable.v2 as nw
import numpy as np
from narwhals.stable.v2.typing import IntoFrameT

from mxus.errors import InvalidDataError, Problem
from mxus.measures.balance.literature import CARTWRIGHT_HARARY_1956, DAVIS_1967
from mxus.measures.balance.signed_graph import SignedGraph
from mxus.measures.balance.triangles import triangle_balance
from mxus.measures.citing import cites
from mxus.measures.inputs import listed, one_of
from mxus.tables.engines import with_our_errors
from mxus.tables.frames import (
    Frame,
    Kind,
    collected,
    gaps_told,
    held,
    is_missing,
    looked_at,
    opened,
    passing,
    plain_columns,
    require_alike,
    require_columns,
    require_no_gaps,
)
from mxus.tables.grouping import Grouping

__all__ = ["signed_ties", "signed_triangles"]

Rule = Literal["events", "deeds", "intensity"]

_PARTS: Final[dict[Rule, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "events": (("verbal_cooperation", "material_cooperation"), ("verbal_conflict", "material_conflict")),
    "deeds": (("material_cooperation",), ("material_conflict",)),
    "intensity": (("intensity_sum",), ()),
}

_KINDS: Final = ("ppp", "ppm", "pmm", "mmm")
"""Triangles by the signs of their ties, from none to three negative ones."""

_ROUNDING: Final = 1e-9
"""A sum that is less than this part of what was added to it may be due to rounding alone."""

_MADE: Final = ("ties", "negative_ties", "n", *_KINDS, "triangle_balance", "triangle_balance_weak")


@with_our_errors
def signed_ties(dyads: IntoFrameT, *, by: str | Sequence[str], rule: Rule) -> IntoFrameT:
    """Return which pairs are friends or foes in each period, from their cooperation.

    Parameters
    ----------
    dyads : frame
        As :func:`mxus.tables.cooperation` returns it, of any kind.
    by : str or sequence of str
        Columns of the period, as they were given there.
    rule : {'events', 'deeds', 'intensity'}
        What the sign is that of, both directions together. ``events``: cooperative events less conflictual ones.
        ``deeds``: the same of material events alone. ``intensity``: the sum of intensity, which one violent event can
        decide. The three answer different questions, so that none is the default.

    Returns
    -------
    frame
        Of the same kind, one row a tie: the columns of `by`, ``source``, ``target`` (the first below the second),
        ``weight`` (the difference or sum that the rule names, never 0) and ``sign`` (1 or -1). A pair whose weight is
        0 (or so little of what was added that it may be rounding), or not known, has no tie, and a country has none
        with itself.

    Raises
    ------
    InvalidDataError
        If columns are not there or of another type, or a period or country is missing.
    InvalidValueError
        If it is no frame, or there is no such rule.

    Examples
    --------
    >>> import polars as pl
    >>> from mxus.measures import CAMEO
    >>> from mxus.tables import cooperation
    >>> events = pl.DataFrame(
    ...     {"year": [1] * 3, "from": ["MEX", "USA", "USA"], "to": ["USA", "MEX", "CUB"], "code": ["063", "112", "163"]}
    ... )
    >>> dyads = cooperation(events, source="from", target="to", by="year", code="code", scheme=CAMEO)
    >>> signed_ties(dyads, by="year", rule="intensity").rows()
    [(1, 'CUB', 'USA', -8.0, -1), (1, 'MEX', 'USA', 5.4, 1)]
    """
    one_of(rule, Rule, "rule")
    made = ["source", "target", "weight", "sign"]
    grouping = Grouping.of(by, made=made)
    frame = opened(dyads, "dyads")
    good, bad = _PARTS[rule]
    kinds: list[tuple[str, Kind]] = [("source", "name"), ("target", "name")]
    amounts: list[tuple[str, Kind]] = [(each, "number") for each in (*good, *bad)]
    require_columns(frame, [*kinds, *amounts, *grouping.kinds], "dyads")
    schema = frame.collect_schema()
    require_alike({f"dyads.{each}": schema[each] for each in ("source", "target")})
    require_no_gaps(frame, [*grouping.by, "source", "target"], "dyads")
    frame = plain_columns(frame, [*grouping.by, "source", "target", *good, *bad])
    weight = nw.lit(0.0)
    for factor, names in ((1.0, good), (-1.0, bad)):
        for each in names:
            weight = weight + factor * nw.when(~is_missing(frame, each)).then(nw.col(each).cast(nw.Float64()))
    a, b = nw.col("source"), nw.col("target")
    pairs = grouping.hide(
        frame.filter(a != b),
        nw.when(a < b).then(a).otherwise(b).alias("source"),
        nw.when(a < b).then(b).otherwise(a).alias("target"),
        weight.alias("weight"),
        weight.abs().alias("_size"),
    )
    ties = pairs.group_by(*grouping.within, "source", "target").agg(nw.col("weight").sum(), nw.col("_size").sum())
    positive = nw.col("weight") > 0.0
    sign = nw.when(positive).then(nw.lit(1)).otherwise(nw.lit(-1)).cast(nw.Int64()).alias("sign")
    ties = ties.filter(nw.col("weight").abs() > _ROUNDING * nw.col("_size")).with_columns(sign)
    native: IntoFrameT = grouping.native(ties, made, ["source", "target"])
    return native


@cites(CARTWRIGHT_HARARY_1956, DAVIS_1967)
@with_our_errors
def signed_triangles(
    edges: IntoFrameT,
    *,
    source: str = "source",
    target: str = "target",
    sign: str = "sign",
    by: str | Sequence[str] = (),
) -> IntoFrameT:
    """Return how many triangles are balanced in each period.

    Parameters
    ----------
    edges : frame
        Of pandas, polars (eager or lazy), pyarrow, DuckDB or Spark, one row a tie: undirected, each pair tied once in a
        period.
    source, target, sign : str
        Columns of the two ends (text or whole numbers), and of the sign or weight, positive or negative.
    by : str or sequence of str, default ()
        Columns of the period; none to take all ties as one graph.

    Returns
    -------
    frame
        Of the same kind, one row a period: the columns of `by`, ``ties``, ``negative_ties``, ``n`` (triangles),
        ``ppp``, ``ppm``, ``pmm``, ``mmm`` (triangles with none, one, two and three negative ties),
        ``triangle_balance`` (ppp and pmm by all) and ``triangle_balance_weak`` (mmm is balanced, too); null without
        triangles. No rows without ties.

    Raises
    ------
    InvalidDataError
        If columns are not there or of another type, a value is missing, a sign is 0 or not finite, a tie joins a node
        to itself, or a pair is tied twice in a period.
    InvalidValueError
        If it is no frame.

    Notes
    -----
    A frame in memory is counted by :func:`mxus.measures.triangle_balance`. A query directs each tie from
    its end with fewer ties (up to a factor of two), so that few leave any node, and looks for paths of two with a third
    from end to end.

    References
    ----------
    Cartwright and Harary (1956), Psychological Review 63, 277-293. Davis (1967), Human Relations 20, 181-187.

    Examples
    --------
    >>> import polars as pl
    >>> edges = pl.DataFrame({"source": ["a", "a", "b"], "target": ["b", "c", "c"], "sign": [-1, -1, 1]})
    >>> signed_triangles(edges).select("n", "pmm", "triangle_balance").rows()
    [(1, 1, 1.0)]
    """
    grouping = Grouping.of(by, made=_MADE)
    frame = opened(edges, "edges")
    kinds: list[tuple[str, Kind]] = [(source, "name"), (target, "name"), (sign, "number")]
    require_columns(frame, [*kinds, *grouping.kinds], "edges")
    keys = [*grouping.by, source, target]
    schema = frame.collect_schema()
    require_alike({f"edges.{each}": schema[each] for each in (source, target)})
    frame = plain_columns(frame.select(*dict.fromkeys([*keys, sign])), [*keys, sign])
    wrong = _checked_rows(frame, keys, sign)
    a, b = nw.col(source), nw.col(target)
    within = grouping.within
    ties = grouping.hide(
        frame,
        nw.when(a < b).then(a).otherwise(b).alias("_low"),
        nw.when(a < b).then(b).otherwise(a).alias("_high"),
        nw.col(sign).cast(nw.Float64()).alias("_sign"),
    )
    _require_single(ties, within, wrong)
    found = (_in_memory if held(ties) else _by_engine)(ties, within)
    native: IntoFrameT = grouping.native(found, _MADE)
    return native


def _checked_rows(frame: Frame, keys: list[str], sign: str) -> list[Problem]:
    """Return what is wrong with single ties; raise if a value is missing."""
    *_, source, target = keys
    wrong = nw.col(sign) == 0
    if frame.collect_schema()[sign].is_float():
        wrong = wrong | ~nw.col(sign).is_finite()
    loops = passing(nw.col(source) == nw.col(target))
    gaps, seen = looked_at(frame, [*keys, sign], loops=loops, zeros=passing(wrong))
    problems = gaps_told(gaps, "edges")
    if problems:
        raise InvalidDataError(problems, where="edges")
    for rows, what, expected in (
        (seen["loops"], "of a node to itself", "two different nodes"),
        (seen["zeros"], "of sign 0 or not finite", "signs or weights"),
    ):
        if rows:
            problems.append(Problem("edges", f"found {rows:,} ties {what}; expected {expected}"))
    return problems


def _require_single(ties: Frame, within: list[str], problems: list[Problem]) -> None:
    """Raise what is wrong, and that pairs are tied twice, if they are."""
    keys = [*within, "_low", "_high"]
    repeated = ties.group_by(*keys).agg(nw.len().alias("_rows")).filter(nw.col("_rows") > 1)
    twice = collected(repeated.sort(*keys).head(6))
    if len(twice):
        told = [f"{' - '.join(map(str, row[-3:-1]))}" for row in twice.rows()]
        message = f"found {listed(told)} tied more than once; expected each pair once in a period"
        problems = [*problems, Problem("edges", message)]
    if problems:
        raise InvalidDataError(problems, where="edges")


def _in_memory(ties: Frame, within: list[str]) -> Frame:
    """Count the triangles of each period as a graph of numbered nodes."""
    of_period = ties.select(*within).unique().sort(*within).with_row_index("_period")
    ends = nw.concat([ties.select(nw.col(end).alias("_node")) for end in ("_low", "_high")])
    nodes = ends.unique().with_row_index("_number")
    numbered = ties.join(of_period, on=within, how="left")
    for end in ("_low", "_high"):
        numbers = nodes.select(nw.col("_node").alias(end), nw.col("_number").alias(f"{end}_number"))
        numbered = numbered.join(numbers, on=end, how="left")
    columns = [numbered[each].to_numpy() for each in ("_period", "_low_number", "_high_number", "_sign")]
    order = np.argsort(columns[0], kind="stable")
    period, low, high, sign = (column[order] for column in columns)
    rows: dict[str, list[Any]] = {name: [] for name in ("_period", *_MADE)}
    starts = np.flatnonzero(np.diff(period.astype(np.int64), prepend=-1)).tolist()
    for start, end in pairwise([*starts, period.size]):
        present, place = np.unique(np.concatenate([low[start:end], high[start:end]]), return_inverse=True)
        names = [str(each) for each in present.tolist()]
        graph = SignedGraph.from_arrays(names, place[: end - start], place[end - start :], sign[start:end])
        kinds = triangle_balance(graph).by_negative_ties
        n = sum(kinds)
        shares = ((kinds[0] + kinds[2]) / n, (n - kinds[1]) / n) if n else (None, None)
        values = (int(period[start]), graph.n_ties, graph.n_negative, n, *kinds, *shares)
        for name, value in zip(rows, values, strict=True):
            rows[name].append(value)
    floats = {"triangle_balance", "triangle_balance_weak"}
    schema = {name: nw.Float64() if name in floats else nw.Int64() for name in rows}
    table = nw.from_dict(rows, schema, backend=ties.implementation)
    # Row numbers have a type of their own in each library.
    return of_period.with_columns(nw.col("_period").cast(nw.Int64())).join(table, on="_period", how="left")


def _by_engine(ties: Frame, within: list[str]) -> Frame:
    low, high = nw.col("_low"), nw.col("_high")
    # In one byte: paths are many more than ties, and what they carry along is what they cost.
    negative = (nw.col("_sign") < 0.0).cast(nw.Int8()).alias("_negative")
    ties = ties.select(*within, "_low", "_high", negative)
    ends = nw.concat([ties.select(*within, low.alias("_node")), ties.select(*within, high.alias("_node"))])
    # Nodes of one class have up to twice as many ties as each other; those of a class stay in the order of their names,
    # in which ties often stand, so that engines find what they join with nearby.
    counts = ends.group_by(*within, "_node").agg(nw.len().alias("_ties"))
    classes = counts.select(*within, "_node", nw.col("_ties").log(2).floor().alias("_class"))
    classed = ties
    for end in ("_low", "_high"):
        # From the left, so that no engine joins classes to classes first.
        of_end = classes.rename({"_node": end, "_class": f"{end}_class"})
        classed = classed.join(of_end, on=[*within, end], how="left")
    # From the end with fewer ties; the lower name of a class.
    onward = nw.col("_low_class") <= nw.col("_high_class")
    arcs = classed.select(
        *within,
        nw.when(onward).then(low).otherwise(high).alias("_from"),
        nw.when(onward).then(high).otherwise(low).alias("_to"),
        "_negative",
    )
    # Nodes are in one order, by class and name: every triangle is one path of two arcs with an arc from end to end.
    onwards = arcs.rename({"_from": "_to", "_to": "_end", "_negative": "_negative_2"})
    across = arcs.rename({"_to": "_end", "_negative": "_negative_3"})
    paths = arcs.join(onwards, on=[*within, "_to"], how="inner")
    closed = paths.join(across, on=[*within, "_from", "_end"], how="inner")
    number = nw.col("_negative") + nw.col("_negative_2") + nw.col("_negative_3")
    kinds = [
        nw.when(number == count).then(nw.lit(1.0)).otherwise(nw.lit(0.0)).alias(name)
        for count, name in enumerate(_KINDS)
    ]
    triangles = closed.select(*within, *kinds).group_by(*within).agg(*(nw.col(name).sum() for name in _KINDS))
    totals = ties.group_by(*within).agg(nw.len().alias("ties"), nw.col("_negative").sum().alias("negative_ties"))
    found = totals.join(triangles, on=within, how="left").with_columns(
        *(nw.col(name).fill_null(0.0) for name in _KINDS)
    )
    ppp, ppm, pmm, mmm = (nw.col(name) for name in _KINDS)
    n = ppp + ppm + pmm + mmm
    return found.select(
        *within,
        *(nw.col(name).cast(nw.Int64()) for name in ("ties", "negative_ties")),
        n.cast(nw.Int64()).alias("n"),
        *(nw.col(name).cast(nw.Int64()) for name in _KINDS),
        nw.when(n > 0.0).then((ppp + pmm) / n).alias("triangle_balance"),
        nw.when(n > 0.0).then((ppp + pmm + mmm) / n).alias("triangle_balance_weak"),
    )
