"""Trade dependence from flows: one row a reporter, partner and period.

What counts as trade (exports, imports or both; whose figures) is the caller's choice, made by which rows are given.
Several rows of a reporter, partner and period, such as those of products, are added up.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import narwhals.stable.v2 as nw
from narwhals.stable.v2.typing import IntoFrame, IntoFrameT

from mxus.errors import InvalidDataError, InvalidValueError, Problem
from mxus.measures.citing import cites
from mxus.measures.inputs import listed
from mxus.measures.literature import BARBIERI_1996, GARTZKE_LI_2003, HIRSCHMAN_1964, ONEAL_RUSSETT_1997
from mxus.tables.aggregates import AGGREGATES, aggregates_among, require_aggregates
from mxus.tables.engines import with_our_errors
from mxus.tables.frames import (
    Frame,
    Kind,
    collected,
    distinct,
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
    whole_names,
)
from mxus.tables.grouping import Grouping

__all__ = ["dependence"]

_OF_REPORTER: Final = ("total", "n", "n_missing", "herfindahl", "herfindahl_normalised", "effective_partners")
"""Columns that are the same for all partners of a reporter."""

_MADE: Final = (
    "source",
    "target",
    "flow",
    "total",
    "n",
    "n_missing",
    "share",
    "herfindahl",
    "herfindahl_normalised",
    "effective_partners",
    "share_weak_link",
    "share_asymmetry",
    "share_relative_asymmetry",
)

_WITH_GDP: Final = (
    "openness",
    "dependence",
    "dependence_weak_link",
    "dependence_asymmetry",
    "dependence_relative_asymmetry",
)

_GDP: Final = "gdp"


@cites(BARBIERI_1996, ONEAL_RUSSETT_1997, GARTZKE_LI_2003, HIRSCHMAN_1964)
@with_our_errors
def dependence(  # noqa: PLR0913 (the columns)
    flows: IntoFrameT,
    *,
    reporter: str,
    partner: str,
    value: str,
    by: str | Sequence[str],
    gdp: IntoFrame | None = None,
    aggregates: Sequence[str | int] = AGGREGATES,
) -> IntoFrameT:
    """Return shares, concentration and asymmetry of trade for every reporter, partner and period.

    Parameters
    ----------
    flows : frame
        Of pandas, polars (eager or lazy), pyarrow, DuckDB or Spark. One row a flow, or several that are added up, as
        far as they are known; null or NaN where one is not.
    reporter, partner, value : str
        Columns of the country whose trade it is, the one it is with (text or whole numbers), and how much (from 0).
    by : str or sequence of str
        Columns of the period, such as ``"year"``; none (an empty sequence) to pool everything.
    gdp : frame, optional
        Product of each reporter and period in the unit of the flows: a frame of the same kind, with the columns of
        `reporter` and `by`, and ``gdp``.
    aggregates : sequence of str or int, optional
        Names and codes of reporters and partners that are sums over others, the world and regions where not given:
        rows of them are left out and counted in a warning, and so are rows of a country with itself. Otherwise the
        world would be everyone's largest partner. Neither case nor type matters: ``0``, ``"0"`` and ``0.0`` are one.
        Residuals such as "areas not elsewhere specified" are trade with someone, and kept unless named here.

    Returns
    -------
    frame
        Of the same kind: the columns of `by`, ``source`` (reporter), ``target`` (partner), ``flow``; of the
        reporter ``total``, ``n`` (partners with a flow above 0), ``n_missing`` (partners whose flow is not known),
        ``herfindahl``, ``herfindahl_normalised``, ``effective_partners``; of the dyad ``share``, and ``weak_link``,
        ``asymmetry`` and ``relative_asymmetry`` of both sides' shares, with ``share_`` before. With a product also
        ``openness`` of the reporter, ``dependence``, and the same three of both sides' dependence. Null where a number
        is not known or not defined: shares of nothing, asymmetries where the partner does not report.

    Raises
    ------
    InvalidDataError
        If columns are not there or of another type, values are negative or infinite, a country or period is missing, or
        a reporter has two products in a period.
    InvalidValueError
        If it is no frame, or the products are a frame of another kind.

    Warns
    -----
    RowsLeftOutWarning
        If there are rows of aggregates, or of a country with itself.

    Notes
    -----
    The indices are those of :func:`mxus.measures.trade_share`, ``trade_dependence``, ``openness``, ``herfindahl``,
    ``normalised_herfindahl``, ``effective_partners``, ``weak_link``, ``asymmetry`` and ``relative_asymmetry``. Of a
    query, rows that cannot be, or have no value, are counted at once, the rest is run when its result is asked for:
    what it reads should not change in between.

    References
    ----------
    Barbieri (1996), Journal of Peace Research 33(1), 29-49. Oneal and Russett (1997), International Studies Quarterly
    41(2), 267-293. Gartzke and Li (2003), Journal of Peace Research 40(5). Hirschman (1964), American Economic Review
    54(5), 761-762.

    Examples
    --------
    >>> import polars as pl
    >>> flows = pl.DataFrame(
    ...     {
    ...         "year": [2024] * 4,
    ...         "from": ["MEX", "MEX", "USA", "USA"],
    ...         "to": ["USA", "CUB", "MEX", "CAN"],
    ...         "usd": [80.0, 20.0, 15.0, 85.0],
    ...     }
    ... )
    >>> found = dependence(flows, reporter="from", partner="to", value="usd", by="year")
    >>> found.select("source", "target", "n", "share", "share_asymmetry").rows()[1]
    ('MEX', 'USA', 2, 0.8, 0.65)
    """
    made = [*_MADE, *(_WITH_GDP if gdp is not None else ())]
    grouping = Grouping.of(by, made=(*made, *((_GDP,) if gdp is not None else ())))
    aggregates = require_aggregates(aggregates)
    frame = whole_names(opened(flows, "flows"), (reporter, partner), "flows")
    keys = [*grouping.by, reporter, partner]
    kinds: list[tuple[str, Kind]] = [(reporter, "name"), (partner, "name"), (value, "number")]
    require_columns(frame, [*kinds, *grouping.kinds], "flows")
    if len({*keys, value}) < len(keys) + 1:
        message = f"found the columns {listed([*keys, value])}; expected different ones"
        raise InvalidValueError(message)
    schema = frame.collect_schema()
    require_alike({f"flows.{each}": schema[each] for each in (reporter, partner)})
    frame, complete = _checked(plain_columns(frame.select(*keys, value), [*keys, value]), keys, value, aggregates)
    within = grouping.within
    flow = nw.col(value).cast(nw.Float64())
    known = flow if complete else nw.when(~is_missing(frame, value)).then(flow)
    names = nw.col(reporter).alias("source"), nw.col(partner).alias("target"), known.alias("_flow")
    dyads = _shares(_flows(grouping.hide(frame, *names), within, complete=complete), within)
    if gdp is not None:
        dyads = _with_gdp(dyads, _products(gdp, flows, frame, (grouping, reporter)), within)
    found = _both_sides(dyads, within, ["share", *(["dependence"] if gdp is not None else [])])
    native: IntoFrameT = grouping.native(found, made, ["source", "target"])
    return native


def _checked(frame: Frame, keys: list[str], value: str, aggregates: Sequence[str | int]) -> tuple[Frame, bool]:
    """Return the rows of one country with another, and whether all flows are known; raise if any of it cannot be."""
    *_, reporter, partner = keys
    sums, itself = _is_sum(frame, (reporter, partner), aggregates), nw.col(reporter) == nw.col(partner)
    amount = nw.col(value)
    gaps, seen = looked_at(frame, [*keys, value], least=amount.min(), most=amount.max(), left=passing(sums | itself))
    complete = not gaps.pop(value)
    problems = gaps_told(gaps, "flows")
    # Whether there are any is answered by one look at all; how many, and of which kind, is asked only then.
    if seen["least"] is not None and not 0 <= seen["least"] <= seen["most"] < float("inf"):
        rows = _number(frame, ~is_missing(frame, value) & ((amount < 0) | (amount == float("inf"))))
        message = f"found {rows_told(rows)} with a negative or infinite value; expected finite numbers from 0"
        message += " (a deficit is a balance: give exports and imports each by itself)"
        problems += [Problem(f"flows.{value}", message)] if rows else []
    if problems:
        raise InvalidDataError(problems, where="flows")
    if not seen["left"]:
        return frame, complete
    for test, what in ((sums, "of aggregates"), (itself & ~sums, "of a country with itself")):
        rows = _number(frame, test)
        if rows:
            left_out(f"{rows_told(rows)} {what}")
    return frame.filter(~sums & ~itself), complete


def _number(frame: Frame, test: nw.Expr) -> int:
    return int(looked_at(frame, (), rows=passing(test))[1]["rows"] or 0)


def _is_sum(frame: Frame, columns: Sequence[str], aggregates: Sequence[str | int]) -> nw.Expr:
    """Return whether a row's reporter or partner is an aggregate."""
    found = nw.lit(False)  # noqa: FBT003 (a constant column)
    for column in columns:
        # Among the different names, of which there are few: what is one is asked in Python, the same for every engine.
        # Under a name of ours: a column called "from" is a syntax error in older versions of narwhals.
        named = frame.select(nw.col(column).alias("country"))
        names = aggregates_among(collected(distinct(named, ["country"]))["country"].to_list(), aggregates)
        found = (found | nw.col(column).is_in(names)) if names else found
    return found


def _flows(frame: Frame, within: list[str], *, complete: bool) -> Frame:
    """Return one flow for each reporter, partner and period; null where none of its rows is known."""
    flow, dyads = nw.col("_flow"), frame.group_by(*within, "source", "target")
    if complete:  # and nothing is to be counted row by row
        return dyads.agg(flow.sum().alias("flow"))
    added = dyads.agg(flow.sum(), flow.count().alias("_known"))
    return added.select(*within, "source", "target", nw.when(nw.col("_known") > 0).then(flow).alias("flow"))


def _shares(dyads: Frame, within: list[str]) -> Frame:
    """Add what is to be said of each reporter, from sums over its partners, and each partner's share."""
    flow, keys = nw.col("flow"), [*within, "source"]
    some = nw.when(flow > 0.0).then(nw.lit(1.0)).otherwise(nw.lit(0.0))
    dyads = dyads.with_columns(some.alias("_some"), (flow * flow).alias("_square"))
    sums = {
        "_total": flow.sum(),
        "_known": flow.count(),
        "_partners": nw.col("target").count(),
        "_n": nw.col("_some").sum(),
        "_squares": nw.col("_square").sum(),
    }
    if dyads.implementation is nw.Implementation.POLARS:
        # As windows: polars would make all dyads a second time to join them to sums of their own.
        dyads = _with_concentration(dyads.with_columns(*(each.over(*keys).alias(name) for name, each in sums.items())))
    else:
        of_reporter = dyads.group_by(*keys).agg(*(each.alias(name) for name, each in sums.items()))
        # Before the join: of a reporter once, not of each of its partners.
        of_reporter = _with_concentration(of_reporter).select(*keys, "_total", *_OF_REPORTER)
        dyads = dyads.join(of_reporter, on=keys, how="left")
    return dyads.with_columns(_by(flow, nw.col("_total")).alias("share"))


def _with_concentration(dyads: Frame) -> Frame:
    """Add the sum, how many partners there are, and how concentrated trade is on few of them."""
    n, total = nw.col("_n"), nw.col("_total")
    h = nw.when(n > 0.0).then(nw.col("_squares") / (total * total))
    # Rounding must not carry it over its ends, one partner and partners that are all alike.
    bounded = nw.when(h > 1.0).then(nw.lit(1.0)).otherwise(nw.when(h * n < 1.0).then(1.0 / n).otherwise(h))
    dyads = dyads.with_columns(
        n.cast(nw.Int64()).alias("n"),
        (nw.col("_partners") - nw.col("_known")).cast(nw.Int64()).alias("n_missing"),
        nw.when(nw.col("_known") > 0).then(total).alias("total"),
        bounded.alias("herfindahl"),
    )
    found = nw.col("herfindahl")
    normalised = (found - 1.0 / n) / (1.0 - 1.0 / n)
    return dyads.with_columns(
        nw.when(n > 1.0)
        .then(nw.when(normalised < 0.0).then(nw.lit(0.0)).otherwise(normalised))
        .alias("herfindahl_normalised"),
        nw.when(1.0 / found > n).then(n).otherwise(1.0 / found).alias("effective_partners"),
    )


def _products(gdp: IntoFrame, flows: IntoFrame, checked: Frame, columns: tuple[Grouping, str]) -> Frame:
    """Return the products, checked: one of a reporter and period."""
    grouping, reporter = columns
    keys = [*grouping.by, reporter]
    if reporter == _GDP:
        message = f"found the columns {listed([reporter, _GDP])} of gdp; expected different ones"
        raise InvalidValueError(message)
    frame = whole_names(opened(gdp, "gdp"), (reporter,), "gdp")
    one_kind(flows=opened(flows, "flows"), gdp=frame)
    kinds: list[tuple[str, Kind]] = [*grouping.kinds, (reporter, "name"), (_GDP, "number")]
    require_columns(frame, kinds, "gdp")
    schema, of_gdp = checked.collect_schema(), frame.collect_schema()
    for key in keys:
        require_alike({f"flows.{key}": schema[key], f"gdp.{key}": of_gdp[key]})
    frame = plain_columns(frame.select(*keys, _GDP), [*keys, _GDP])
    require_no_gaps(frame, keys, "gdp")
    count = rows_name(keys)
    twice = collected(frame.group_by(*keys).agg(nw.len().alias(count)).filter(nw.col(count) > 1).sort(*keys).head(6))
    problems: list[Problem] = []
    if len(twice):
        told = [", ".join(f"{key} {name}" for key, name in zip(keys, row, strict=False)) for row in twice.rows()]
        problems.append(Problem("gdp", f"found several rows of {listed(told, separator='; ')}; expected one of each"))
    below = _number(frame, ~is_missing(frame, _GDP) & ((nw.col(_GDP) < 0) | (nw.col(_GDP) == float("inf"))))
    if below:
        message = f"found {rows_told(below)} with a negative or infinite value; expected finite numbers from 0"
        problems.append(Problem("gdp.gdp", message))
    if problems:
        raise InvalidDataError(problems, where="gdp")
    value = nw.when(~is_missing(frame, _GDP)).then(nw.col(_GDP).cast(nw.Float64())).alias("_gdp")
    frame = frame.with_columns(*(nw.col(key).cast(schema[key]) for key in keys))
    return grouping.hide(frame, nw.col(reporter).alias("source"), value)


def _with_gdp(dyads: Frame, products: Frame, within: list[str]) -> Frame:
    joined = dyads.join(products, on=[*within, "source"], how="left")
    return joined.with_columns(
        _by(nw.col("total"), nw.col("_gdp")).alias("openness"), _by(nw.col("flow"), nw.col("_gdp")).alias("dependence")
    )


def _both_sides(dyads: Frame, within: list[str], measures: list[str]) -> Frame:
    """Add what compares each side's measure with the other's."""
    turned = dyads.select(
        *within,
        nw.col("source").alias("target"),
        nw.col("target").alias("source"),
        *(nw.col(each).alias(f"_other_{each}") for each in measures),
    )
    joined = dyads.join(turned, on=[*within, "source", "target"], how="left")
    columns: dict[str, nw.Expr] = {}
    for each in measures:
        one, other = nw.col(each), nw.col(f"_other_{each}")
        both = ~one.is_null() & ~other.is_null()
        columns[f"{each}_weak_link"] = nw.when(both).then(nw.when(one < other).then(one).otherwise(other))
        columns[f"{each}_asymmetry"] = (one - other).abs()  # null where either is
        columns[f"{each}_relative_asymmetry"] = _by(one - other, one + other)
    return joined.with_columns(*(each.alias(name) for name, each in columns.items()))


def _by(upper: nw.Expr, lower: nw.Expr) -> nw.Expr:
    return nw.when(lower > 0.0).then(upper / lower)
