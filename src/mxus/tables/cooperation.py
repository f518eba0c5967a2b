"""Cooperation and conflict from events: one row a directed dyad and period.

Scores and quad classes are those of an :class:`~mxus.measures.event_schemes.EventScheme`, joined as a small table, so
that a file of events is read once and added up once by its engine. Events are counted as they are given: which reports
are of one event is a question of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import narwhals.stable.v2 as nw
from narwhals.stable.v2.typing import IntoFrame, IntoFrameT

from mxus.errors import InvalidDataError, InvalidValueError, Problem, nearest_names, shown
from mxus.measures.citing import cites
from mxus.measures.event_schemes import EventScheme
from mxus.measures.inputs import listed
from mxus.measures.literature import GOLDSTEIN_1992, PLOVER_MANUAL
from mxus.tables.engines import constant_table, with_our_errors
from mxus.tables.frames import (
    Frame,
    Kind,
    collected,
    gaps_told,
    is_missing,
    left_out,
    looked_at,
    one_kind,
    opened,
    passing,
    plain_columns,
    require_alike,
    require_columns,
    require_no_gaps,
    rows_name,
    rows_told,
)
from mxus.tables.grouping import Grouping
from mxus.vocabulary.plover import QuadClass

__all__ = ["cooperation"]

_INTENSITY: Final = ("n", "n_missing", "intensity_sum", "intensity_mean", "intensity_weighted_cooperation")

_QUADS: Final = {quad: quad.name.lower() for quad in QuadClass}

_NETS: Final = ("net_cooperation", "net_verbal_cooperation", "net_material_cooperation")

_ROUNDING: Final = 2.0**-52
"""Error of the sum of two numbers, as a part of it; and of a number with decimals."""

_UNKNOWN: Final = 10
"""How many codes that are not in the scheme an error lists."""


@cites(GOLDSTEIN_1992, PLOVER_MANUAL)
@with_our_errors
def cooperation(  # noqa: PLR0913 (the columns)
    events: IntoFrameT,
    *,
    source: str,
    target: str,
    by: str | Sequence[str],
    score: str | None = None,
    code: str | None = None,
    scheme: EventScheme | None = None,
    coverage: IntoFrame | None = None,
) -> IntoFrameT:
    """Return intensity, quad counts and net cooperation from every source to every target in every period.

    Parameters
    ----------
    events : frame
        Of pandas, polars (eager or lazy), pyarrow, DuckDB or Spark, one row an event.
    source, target : str
        Columns of who acts and upon whom: text or whole numbers. Rows without either are left out and counted in a
        warning. Events of a country upon itself are kept.
    by : str or sequence of str
        Columns of the period, such as ``"year"``; none (an empty sequence) for all time.
    score : str, optional
        Column of the intensity, such as GDELT's Goldstein scale; null or NaN where there is none. Either this, or
        `code` with its `scheme`.
    code : str, optional
        Column of the event code, as text; null where there is none.
    scheme : EventScheme, optional
        What the codes mean: :data:`~mxus.measures.event_schemes.CAMEO`, ``CAMEO_GDELT``, ``PLOVER``, or your own.
    coverage : frame, optional
        The directed dyads and periods that the source of events covers, in columns of the same names and a frame of the
        same kind. Each has a row in the result: without events its sum and counts are 0. Without a declared coverage,
        only dyads and periods with events have one, since silence may be either peace or a gap.

    Returns
    -------
    frame
        Of the same kind: the columns of `by`, ``source`` (source), ``target`` (target), ``n`` (events that are
        coded), ``n_missing`` (events that are not), ``intensity_sum``, ``intensity_mean`` and
        ``intensity_weighted_cooperation`` (sum of the scores by sum of their sizes, -1 to 1); and of codes
        ``verbal_cooperation``, ``material_cooperation``, ``verbal_conflict``, ``material_conflict`` (counts) and
        ``net_cooperation``, ``net_verbal_cooperation``, ``net_material_cooperation`` (-1 to 1). Null where undefined:
        means and nets of no events, sums where events happened and none is coded.

    Raises
    ------
    InvalidDataError
        If columns are not there or of another type (codes must be text: ``"010"`` is not 10), a code is not in the
        scheme, a score is not finite, a period is missing, or events lie outside the coverage.
    InvalidValueError
        If it is no frame, both or none of `score` and `code` are given, or the coverage is a frame of another kind.

    Warns
    -----
    RowsLeftOutWarning
        If events have no source or no target.

    Notes
    -----
    The indices are those of :func:`mxus.measures.intensity`, :func:`mxus.measures.quad_counts` and
    :func:`mxus.measures.intensity_weighted_cooperation`. Of a query, the different codes are looked up at once, the
    rest when its result is asked for.

    References
    ----------
    Goldstein (1992), Journal of Conflict Resolution 36(2), 369-385.

    Examples
    --------
    >>> import polars as pl
    >>> from mxus.measures import CAMEO
    >>> events = pl.DataFrame(
    ...     {
    ...         "year": [2025, 2025, 2025],
    ...         "from": ["MEX", "MEX", "USA"],
    ...         "to": ["USA", "USA", "MEX"],
    ...         "cameo": ["063", "112", "163"],
    ...     }
    ... )
    >>> found = cooperation(events, source="from", target="to", by="year", code="cameo", scheme=CAMEO)
    >>> found.select("source", "target", "n", "intensity_sum", "net_cooperation").rows()
    [('MEX', 'USA', 2, 5.4, 0.0), ('USA', 'MEX', 1, -8.0, -1.0)]
    """
    made = [*_INTENSITY, *((*_QUADS.values(), *_NETS) if code is not None else ())]
    grouping = Grouping.of(by, made=("source", "target", *made))
    frame = opened(events, "events")
    content, kind = _content(score, code, scheme)
    wanted: list[tuple[str, Kind]] = [(source, "name"), (target, "name"), (content, kind)]
    require_columns(frame, [*wanted, *grouping.kinds], "events")
    keys = [*grouping.by, source, target]
    schema = frame.collect_schema()
    require_alike({f"events.{each}": schema[each] for each in (source, target)})
    frame = plain_columns(frame.select(*dict.fromkeys([*keys, content])), [*keys, content])
    checked = (
        _checked_codes(frame, keys, content, scheme) if scheme is not None else _checked_scores(frame, keys, content)
    )
    within = grouping.within
    names = nw.col(source).alias("source"), nw.col(target).alias("target"), nw.col(content).alias("_content")
    totals = _totals(grouping.hide(checked, *names), within, scheme)
    if coverage is not None:
        covered = _coverage(coverage, events, checked, keys)
        covered = grouping.hide(covered, nw.col(source).alias("source"), nw.col(target).alias("target"))
        totals = _covered(totals, covered, within)
    found = _indices(totals, within, with_quads=scheme is not None)
    native: IntoFrameT = grouping.native(found, ["source", "target", *made], ["source", "target"])
    return native


def _content(score: str | None, code: str | None, scheme: EventScheme | None) -> tuple[str, Kind]:
    """Return the column that says what happened, and of which kind it is."""
    if score is not None and code is None and scheme is None:
        return score, "number"
    if code is not None and score is None and scheme is not None:
        if not isinstance(scheme, EventScheme):
            message = f"found scheme {shown(scheme)}; expected an EventScheme, such as mxus.measures.CAMEO"
            raise InvalidValueError(message)
        return code, "text"
    given = ", ".join(name for name, each in (("score", score), ("code", code), ("scheme", scheme)) if each is not None)
    message = f"found {given or 'none of score, code and scheme'}; expected score alone, or code and scheme"
    raise InvalidValueError(message)


def _checked_codes(frame: Frame, keys: list[str], code: str, scheme: EventScheme) -> Frame:
    """Return the rows that have a source and a target; raise if their codes or periods cannot be."""
    gaps, _ = looked_at(frame, keys)
    counts = collected(frame.group_by(code).agg(nw.len().alias(rows_name([code]))).filter(~nw.col(code).is_null()))
    unknown = sorted((name, rows) for name, rows in counts.rows() if name not in scheme.scores)
    problems: list[Problem] = []
    if unknown:
        told = [f"{name!r} in {rows_told(rows)}" for name, rows in unknown]
        first = unknown[0][0]
        nearest = nearest_names(first, scheme.scores)
        hint = f" (nearest to {first!r}: {', '.join(map(repr, nearest))})" if nearest else ""
        more = f" and {len(told) - _UNKNOWN} more" if len(told) > _UNKNOWN else ""
        message = f"found {', '.join(told[:_UNKNOWN])}{more}; expected codes of {scheme}{hint}"
        problems.append(Problem(f"events.{code}", message))
    return _without_gaps(frame, keys, gaps, problems)


def _checked_scores(frame: Frame, keys: list[str], score: str) -> Frame:
    """Return the rows that have a source and a target; raise if their scores or periods cannot be."""
    some = frame.collect_schema()[score].is_float()
    infinite = ~is_missing(frame, score) & ~nw.col(score).is_finite()
    gaps, seen = looked_at(frame, keys, **({"infinite": passing(infinite)} if some else {}))
    rows = int(seen.get("infinite") or 0)
    message = f"found infinite scores in {rows_told(rows)}; expected finite numbers"
    return _without_gaps(frame, keys, gaps, [Problem(f"events.{score}", message)] if rows else [])


def _without_gaps(frame: Frame, keys: list[str], gaps: Mapping[str, int], problems: list[Problem]) -> Frame:
    *periods, source, target = keys
    problems = [*gaps_told({each: gaps[each] for each in periods}, "events"), *problems]
    if problems:
        raise InvalidDataError(problems, where="events")
    if not gaps[source] and not gaps[target]:
        return frame
    without = is_missing(frame, source) | is_missing(frame, target)
    left = int(looked_at(frame, (), left=passing(without))[1]["left"])
    left_out(f"{left:,} event{'' if left == 1 else 's'} without {source} or {target}")
    return frame.filter(~without)


def _totals(frame: Frame, within: list[str], scheme: EventScheme | None) -> Frame:
    """Return numbers and sums of the events of each dyad and period."""
    if scheme is None:
        score = nw.when(~is_missing(frame, "_content")).then(nw.col("_content").cast(nw.Float64()))
        coded = frame.with_columns(score.alias("_score"))
        coded = coded.with_columns(
            nw.col("_score").abs().alias("_size"), (nw.col("_score") * 0.0 + 1.0).alias("_known")
        )
        sums = ["_known", "_score", "_size"]
    else:
        table: dict[str, list[Any]] = {
            "_content": list(scheme.scores),
            "_score": [float(each) for each in scheme.scores.values()],
            "_quad": [int(scheme.quads[code]) for code in scheme.scores],
        }
        types = {"_content": nw.String(), "_score": nw.Float64(), "_quad": nw.Int64()}
        # What each code adds is worked out in the small table, before it is joined to the events.
        meanings = constant_table(frame, table, types).select(
            "_content",
            "_score",
            nw.col("_score").abs().alias("_size"),
            *((nw.col("_quad") == int(quad)).cast(nw.Float64()).alias(name) for quad, name in _QUADS.items()),
        )
        sums = [name for name in meanings.collect_schema() if name != "_content"]
        coded = frame.join(meanings, on="_content", how="left")
    grouped = coded.group_by(*within, "source", "target")
    totals = grouped.agg(nw.len().alias("_rows"), *(nw.col(name).sum() for name in sums))
    if scheme is not None:  # each code of it is of one quad class
        verbal, material, against, conflict = (nw.col(each) for each in _QUADS.values())
        totals = totals.with_columns((verbal + material + against + conflict).alias("_known"))
    return totals.with_columns(nw.col("_rows").cast(nw.Float64()))


def _coverage(coverage: IntoFrame, events: IntoFrame, checked: Frame, keys: list[str]) -> Frame:
    """Return the coverage, checked; raise if there are events outside it."""
    frame = opened(coverage, "coverage")
    one_kind(events=opened(events, "events"), coverage=frame)
    kinds: list[Kind] = [*["period"] * (len(keys) - 2), "name", "name"]  # type: ignore[list-item] # a list of literals
    require_columns(frame, zip(keys, kinds, strict=True), "coverage")
    require_no_gaps(frame, keys, "coverage")
    schema, of_coverage = checked.collect_schema(), frame.collect_schema()
    for key in keys:
        require_alike({f"events.{key}": schema[key], f"coverage.{key}": of_coverage[key]})
    frame = (
        plain_columns(frame.select(*keys), keys).with_columns(*(nw.col(key).cast(schema[key]) for key in keys)).unique()
    )
    outside = collected(checked.select(*keys).unique().join(frame, on=keys, how="anti").sort(*keys).head(6))
    if len(outside):
        told = ["; ".join(f"{key} {name}" for key, name in zip(keys, row, strict=True)) for row in outside.rows()]
        message = f"found events of {listed(told, separator=' and ')} outside the coverage; expected none"
        raise InvalidDataError([Problem("events", message)], where="events")
    return frame


def _covered(totals: Frame, coverage: Frame, within: list[str]) -> Frame:
    """Return the totals of every covered dyad and period, 0 where nothing happened."""
    sums = [name for name in totals.collect_schema() if name not in {*within, "source", "target"}]
    joined = coverage.join(totals, on=[*within, "source", "target"], how="left")
    # A dyad without events has no row of totals; one whose events have no code has, with sums of nothing.
    joined = joined.with_columns(nw.col("_rows").fill_null(0.0))
    return joined.with_columns(*(nw.col(name).fill_null(0.0) for name in sums))


def _indices(totals: Frame, within: list[str], *, with_quads: bool) -> Frame:
    sums = [name for name in totals.collect_schema() if name not in {*within, "source", "target"}]
    totals = totals.with_columns(*(nw.col(name).fill_null(0.0) for name in sums))
    n, size = nw.col("_known"), nw.col("_size")
    # Scores that cancel leave 0, and not what rounding makes of their sum: no more than this.
    cancelled = nw.col("_score").abs() <= _ROUNDING * n * size
    total = nw.when(cancelled).then(nw.lit(0.0)).otherwise(nw.col("_score"))
    weighted = nw.when(size > 0.0).then(total / size)
    columns: dict[str, nw.Expr] = {
        "n": n.cast(nw.Int64()),
        "n_missing": (nw.col("_rows") - n).cast(nw.Int64()),
        "intensity_sum": nw.when((n > 0.0) | (nw.col("_rows") == 0.0)).then(total),
        "intensity_mean": nw.when(n > 0.0).then(total / n),
        "intensity_weighted_cooperation": _within_ends(weighted),
    }
    if with_quads:
        verbal, material, against, conflict = (nw.col(_QUADS[quad]) for quad in QuadClass)
        columns |= {name: nw.col(name).cast(nw.Int64()) for name in _QUADS.values()}
        columns |= {
            "net_cooperation": _net(verbal + material, against + conflict),
            "net_verbal_cooperation": _net(verbal, against),
            "net_material_cooperation": _net(material, conflict),
        }
    return totals.with_columns(*(each.alias(name) for name, each in columns.items()))


def _net(for_it: nw.Expr, against: nw.Expr) -> nw.Expr:
    return nw.when(for_it + against > 0.0).then((for_it - against) / (for_it + against))


def _within_ends(value: nw.Expr) -> nw.Expr:
    """Return a value that rounding does not carry over -1 and 1."""
    return nw.when(value > 1.0).then(nw.lit(1.0)).otherwise(nw.when(value < -1.0).then(nw.lit(-1.0)).otherwise(value))
