"""Strategies for the long tables that :mod:`mxus.tables` takes: votes, events and flows, on any backend."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from itertools import permutations, product
from typing import Any, Final, Literal, get_args

from hypothesis import strategies as st

from mxus.errors import InvalidValueError, MissingExtraError, shown
from mxus.measures.event_schemes import CAMEO, EventScheme
from mxus.values.frames import Dtype, Series, make_frame

__all__ = ["FrameKind", "event_frames", "flow_frames", "vote_frames"]

FrameKind = Literal["polars", "pandas", "pyarrow", "polars-lazy", "duckdb"]
"""Kinds of frame that can be made: three in memory, and two queries."""

_COUNTRIES: Final = ("CUB", "MEX", "USA")
_YEARS: Final = (2024, 2025)


def vote_frames(  # noqa: PLR0913 (the columns)
    *,
    backend: FrameKind = "polars",
    countries: Sequence[str] = _COUNTRIES,
    items: Sequence[str] = ("r1", "r2", "r3"),
    years: Sequence[int] = _YEARS,
    levels: Sequence[float] = (1, 2, 3),
    gaps: bool = True,
) -> st.SearchStrategy[Any]:
    """Return a strategy for votes, one row each: ``year``, ``country``, ``item`` and ``vote``.

    Parameters
    ----------
    backend : {'polars', 'pandas', 'pyarrow', 'polars-lazy', 'duckdb'}
        Which dataframe to make; the package must be installed.
    countries, items : sequence of str, optional
        Who votes, and on what; no one twice on one item in a year.
    years : sequence of int, optional
        The periods.
    levels : sequence of float, optional
        The declared scale.
    gaps : bool, default True
        Whether a vote may be missing (null), besides rows that are not there.

    Returns
    -------
    strategy of frames
        As :func:`mxus.tables.agreement` takes them.

    Raises
    ------
    InvalidValueError
        If there is no such backend.
    MissingExtraError
        If it is not installed.

    Examples
    --------
    >>> from hypothesis import find
    >>> find(vote_frames(), lambda votes: votes.height > 1).rows()
    [(2024, 'CUB', 'r1', 1.0), (2024, 'CUB', 'r2', 1.0)]
    """
    scale = [float(level) for level in levels]
    vote: st.SearchStrategy[float | None] = st.sampled_from([*scale, None] if gaps else scale)
    cell = st.tuples(st.sampled_from(list(product(years, countries, items))), vote)
    rows = st.lists(cell, unique_by=lambda row: row[0], max_size=20)
    columns: tuple[tuple[str, Dtype], ...] = (
        ("year", "Int64"), ("country", "String"), ("item", "String"), ("vote", "Float64"),
    )  # fmt: skip
    return _frames(rows.map(lambda found: [(*key, value) for key, value in found]), columns, backend)


def event_frames(
    *,
    backend: FrameKind = "polars",
    countries: Sequence[str] = _COUNTRIES,
    years: Sequence[int] = _YEARS,
    scheme: EventScheme = CAMEO,
    gaps: bool = True,
) -> st.SearchStrategy[Any]:
    """Return a strategy for events, one row each: ``year``, ``source``, ``target`` and ``code``.

    Parameters
    ----------
    backend : {'polars', 'pandas', 'pyarrow', 'polars-lazy', 'duckdb'}
        As for :func:`vote_frames`.
    countries : sequence of str, optional
        Who acts, and on whom; an event is never of a country upon itself.
    years : sequence of int, optional
        The periods.
    scheme : EventScheme, optional
        Whose codes are drawn.
    gaps : bool, default True
        Whether a code may be missing (null).

    Returns
    -------
    strategy of frames
        As :func:`mxus.tables.cooperation` takes them.

    Raises
    ------
    InvalidValueError, MissingExtraError
        As for :func:`vote_frames`.

    Examples
    --------
    >>> from hypothesis import find
    >>> find(event_frames(), lambda events: events.height > 0).rows()
    [(2024, 'CUB', 'MEX', '01')]
    """
    codes = sorted(scheme.quads)
    code: st.SearchStrategy[str | None] = st.sampled_from([*codes, None] if gaps else codes)
    row = st.tuples(st.sampled_from(years), st.sampled_from(list(permutations(countries, 2))), code)
    rows = st.lists(row.map(lambda found: (found[0], *found[1], found[2])), max_size=20)
    columns: tuple[tuple[str, Dtype], ...] = (
        ("year", "Int64"), ("source", "String"), ("target", "String"), ("code", "String"),
    )  # fmt: skip
    return _frames(rows, columns, backend)


def flow_frames(
    *,
    backend: FrameKind = "polars",
    countries: Sequence[str] = _COUNTRIES,
    years: Sequence[int] = _YEARS,
    values: st.SearchStrategy[float] | None = None,
    gaps: bool = True,
) -> st.SearchStrategy[Any]:
    """Return a strategy for flows of trade, one row each: ``year``, ``reporter``, ``partner`` and ``value``.

    Parameters
    ----------
    backend : {'polars', 'pandas', 'pyarrow', 'polars-lazy', 'duckdb'}
        As for :func:`vote_frames`.
    countries : sequence of str, optional
        Who trades with whom; no country with itself, and each pair at most once a year.
    years : sequence of int, optional
        The periods.
    values : strategy of float, optional
        How much, from 0; whole numbers up to a million where not given.
    gaps : bool, default True
        Whether a value may be missing (null).

    Returns
    -------
    strategy of frames
        As :func:`mxus.tables.dependence` takes them.

    Raises
    ------
    InvalidValueError, MissingExtraError
        As for :func:`vote_frames`.

    Examples
    --------
    >>> from hypothesis import find
    >>> find(flow_frames(), lambda flows: flows["value"].sum() > 0).rows()
    [(2024, 'CUB', 'MEX', 1.0)]
    """
    amount: st.SearchStrategy[float | None] = st.integers(0, 10**6).map(float) if values is None else values
    key = st.tuples(st.sampled_from(years), st.sampled_from(list(permutations(countries, 2))))
    cell = st.tuples(key, amount | st.none() if gaps else amount)
    rows = st.lists(cell, unique_by=lambda row: row[0], max_size=20)
    columns: tuple[tuple[str, Dtype], ...] = (
        ("year", "Int64"), ("reporter", "String"), ("partner", "String"), ("value", "Float64"),
    )  # fmt: skip
    return _frames(rows.map(lambda found: [(year, *pair, value) for (year, pair), value in found]), columns, backend)


def _frames(
    rows: st.SearchStrategy[list[Any]], columns: Sequence[tuple[str, Dtype]], backend: FrameKind
) -> st.SearchStrategy[Any]:
    if backend not in get_args(FrameKind):
        raise InvalidValueError(
            f"found backend {shown(backend)}; expected one of {', '.join(map(repr, get_args(FrameKind)))}"
        )
    MissingExtraError.importing(
        backend.removesuffix("-lazy"), extra=backend if backend in {"pandas", "pyarrow"} else "tables"
    )

    def made(found: list[Any]) -> Any:  # noqa: ANN401 (the caller's kind of frame)
        held = [Series(name, dtype, [row[at] for row in found]) for at, (name, dtype) in enumerate(columns)]
        if backend == "duckdb":
            return importlib.import_module("duckdb").from_arrow(make_frame(held, "pyarrow"))
        frame = make_frame(held, "polars" if backend == "polars-lazy" else backend)
        return frame.lazy() if backend == "polars-lazy" else frame

    return rows.map(made)
