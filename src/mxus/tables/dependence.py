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
from mxus.tables.frames import (
    Frame,
    Kind,
    collected,
    gaps_of,
    is_missing,
    left_out,
    names_of,
    native_of,
    one_kind,
    opened,
    plain_keys,
    require_columns,
    require_no_gaps,
    require_unused,
)

__all__ = ["AGGREGATES", "dependence"]

AGGREGATES: Final[tuple[str | int, ...]] = ("World", "WORLD", "WLD", "W00", "Total", "TOTAL", 0)
"""Names and codes under which sources print the sum over all partners; 0 is that of UN Comtrade."""

_MADE: Final = (
    "country1",
    "country2",
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
        Of pandas, polars (eager or lazy), pyarrow, DuckDB or Spark. One row a flow, or several that are added up;
        null or NaN where it is not known.
    reporter, partner, value : str
        Columns of the country whose trade it is, the one it is with (text or whole numbers), and how much (from 0).
    by : str or sequence of str
        Columns of the period, such as ``"year"``; none (an empty sequence) to pool everything.
    gdp : frame, optional
        Product of each reporter and period in the unit of the flows: a frame of the same kind, with the columns of
        `reporter` and `by`, and ``gdp``.
    aggregates : sequence of str or int, optional
        Names and codes of reporters and partners that are sums over others: rows of them are left out and counted in a
        warning, and so are rows of a country with itself. Otherwise the world would be everyone's largest partner.
        Residuals such as "areas not elsewhere specified" are trade with someone, and kept unless named here.

    Returns
    -------
    frame
        Of the same kind: the columns of `by`, ``country1`` (reporter), ``country2`` (partner), ``flow``; of the
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
    query, rows that cannot be are counted at once, the rest is run when its result is asked for.

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
    >>> found.select("country1", "country2", "n", "share", "share_asymmetry").rows()[1]
    ('MEX', 'USA', 2, 0.8, 0.65)
    """
    periods = names_of(by, "by")
    made = [*_MADE, *(_WITH_GDP if gdp is not None else ())]
    require_unused(periods, made, "by")
    frame = opened(flows, "flows")
    keys = [*periods, reporter, partner]
    kinds: list[tuple[str, Kind]] = [(reporter, "name"), (partner, "name"), (value, "number")]
    require_columns(frame, [*kinds, *((each, "period") for each in periods)], "flows")
    if len({*keys, value}) < len(keys) + 1:
        message = f"found the columns {listed([*keys, value])}; expected different ones"
        raise InvalidValueError(message)
    frame = _checked(plain_keys(frame.select(*keys, value), keys), keys, value, aggregates)
    within = periods or ["_all"]
    known = nw.when(~is_missing(frame, value)).then(nw.col(value).cast(nw.Float64()))
    names = nw.col(reporter).alias("country1"), nw.col(partner).alias("country2"), known.alias("_flow")
    chosen = frame.select(*periods, *names, *(() if periods else (nw.lit(0).alias("_all"),)))
    dyads = _shares(_flows(chosen, within), within)
    if gdp is not None:
        dyads = _with_gdp(dyads, _products(gdp, flows, frame, (periods, reporter)), within, periods)
    found = _both_sides(dyads, within, ["share", *(["dependence"] if gdp is not None else [])])
    found = found.select(*periods, *made)
    native: IntoFrameT = native_of(found, [*periods, "country1", "country2"])
    return native


def _checked(frame: Frame, keys: list[str], value: str, aggregates: Sequence[str | int]) -> Frame:
    """Return the rows of one country with another; raise if values or names cannot be."""
    *_, reporter, partner = keys
    sums, itself = _is_sum(frame, (reporter, partner), aggregates), nw.col(reporter) == nw.col(partner)
    wrong = ~is_missing(frame, value) & ((nw.col(value) < 0) | (nw.col(value) == float("inf")))
    # Whether there are any is answered by few columns; how many, and which, is asked only then.
    ends = collected(frame.select(nw.col(value).min().alias("least"), nw.col(value).max().alias("most")))
    least, most = (ends[name].to_list()[0] for name in ("least", "most"))
    problems = gaps_of(frame, keys, "flows")
    none_known = ends["least"].is_null().to_list()[0]  # of no rows pandas has its NA there, which cannot be compared
    if not none_known and not 0 <= least <= most < float("inf"):
        rows = _number(frame, wrong)
        message = f"found {_rows(rows)} with a negative or infinite value; expected finite numbers from 0"
        problems += [Problem(f"flows.{value}", message)] if rows else []
    if problems:
        raise InvalidDataError(problems, where="flows")
    if not _number(frame, sums | itself):
        return frame
    for test, what in ((sums, "of aggregates"), (itself & ~sums, "of a country with itself")):
        rows = _number(frame, test)
        if rows:
            left_out(f"{_rows(rows)} {what}")
    return frame.filter(~sums & ~itself)


def _number(frame: Frame, test: nw.Expr) -> int:
    """Return the number of rows that pass a test."""
    return int(collected(frame.filter(test).select(nw.len().alias("rows")))["rows"].to_list()[0] or 0)


def _rows(number: int) -> str:
    return f"{number:,} row{'' if number == 1 else 's'}"


def _is_sum(frame: Frame, columns: Sequence[str], aggregates: Sequence[str | int]) -> nw.Expr:
    """Return whether a row's reporter or partner is an aggregate."""
    schema = frame.collect_schema()
    found = nw.lit(False)  # noqa: FBT003 (a constant column)
    for column in columns:
        kind = int if schema[column].is_integer() else str
        names = [each for each in aggregates if isinstance(each, kind)]
        found = (found | nw.col(column).is_in(names)) if names else found
    return found


def _flows(frame: Frame, within: list[str]) -> Frame:
    """Return one flow for each reporter, partner and period; null where none of its rows is known."""
    flow = nw.col("_flow")
    added = frame.group_by(*within, "country1", "country2").agg(flow.sum(), flow.count().alias("_known"))
    return added.select(*within, "country1", "country2", nw.when(nw.col("_known") > 0).then(flow).alias("flow"))


def _shares(dyads: Frame, within: list[str]) -> Frame:
    """Add each reporter's total and concentration, and each partner's share."""
    flow, keys = nw.col("flow"), [*within, "country1"]
    some = nw.when(flow > 0.0).then(nw.lit(1.0)).otherwise(nw.lit(0.0))
    marked = dyads.select(*keys, "flow", some.alias("_some"), (flow * flow).alias("_square"))
    reporters = marked.group_by(*keys).agg(
        flow.sum().alias("_total"),
        flow.count().alias("_known"),
        nw.col("_some").sum(),
        nw.col("_square").sum(),
        nw.len().alias("_rows"),
    )
    n, total = nw.col("_some"), nw.col("_total")
    h = nw.when(n > 0.0).then(nw.col("_square") / (total * total))
    # Rounding must not carry it over its ends, one partner and partners that are all alike.
    bounded = nw.when(h > 1.0).then(nw.lit(1.0)).otherwise(nw.when(h * n < 1.0).then(1.0 / n).otherwise(h))
    reporters = reporters.with_columns(bounded.alias("herfindahl"))
    h_found = nw.col("herfindahl")
    # Here, where each reporter has one row, and not after it is joined to all its partners.
    reporters = reporters.select(
        *keys,
        nw.when(nw.col("_known") > 0).then(total).alias("total"),
        n.cast(nw.Int64()).alias("n"),
        (nw.col("_rows") - nw.col("_known")).cast(nw.Int64()).alias("n_missing"),
        h_found,
        nw.when(n > 1.0).then(_from_zero((h_found - 1.0 / n) / (1.0 - 1.0 / n))).alias("herfindahl_normalised"),
        nw.when(1.0 / h_found > n).then(n).otherwise(1.0 / h_found).alias("effective_partners"),
    )
    joined = dyads.join(reporters, on=keys, how="left")
    return joined.with_columns(nw.when(nw.col("total") > 0.0).then(flow / nw.col("total")).alias("share"))


def _from_zero(value: nw.Expr) -> nw.Expr:
    return nw.when(value < 0.0).then(nw.lit(0.0)).otherwise(value)


def _products(gdp: IntoFrame, flows: IntoFrame, checked: Frame, columns: tuple[list[str], str]) -> Frame:
    """Return the products, checked: one of a reporter and period."""
    periods, reporter = columns
    keys = [*periods, reporter]
    frame = opened(gdp, "gdp")
    one_kind(flows=opened(flows, "flows"), gdp=frame)
    kinds: list[tuple[str, Kind]] = [*((each, "period") for each in periods), (reporter, "name"), (_GDP, "number")]
    require_columns(frame, kinds, "gdp")
    frame = plain_keys(frame.select(*keys, _GDP), keys)
    require_no_gaps(frame, keys, "gdp")
    twice = collected(
        frame.group_by(*keys).agg(nw.len().alias("_rows")).filter(nw.col("_rows") > 1).sort(*keys).head(6)
    )
    problems: list[Problem] = []
    if len(twice):
        told = [", ".join(f"{key} {name}" for key, name in zip(keys, row, strict=False)) for row in twice.rows()]
        problems.append(Problem("gdp", f"found several rows of {listed(told, separator='; ')}; expected one of each"))
    below = collected(frame.filter(nw.col(_GDP) < 0).select(nw.len()))[0, 0]
    if below:
        problems.append(Problem("gdp.gdp", f"found {_rows(int(below))} with a negative value; expected numbers from 0"))
    if problems:
        raise InvalidDataError(problems, where="gdp")
    schema = checked.collect_schema()
    value = nw.when(~is_missing(frame, _GDP)).then(nw.col(_GDP).cast(nw.Float64())).alias("_gdp")
    return frame.select(*(nw.col(key).cast(schema[key]) for key in keys), value).rename({reporter: "country1"})


def _with_gdp(dyads: Frame, products: Frame, within: list[str], periods: list[str]) -> Frame:
    table = products if periods else products.with_columns(nw.lit(0).alias("_all"))
    joined = dyads.join(table, on=[*within, "country1"], how="left")
    some = nw.col("_gdp") > 0.0
    return joined.with_columns(
        nw.when(some).then(nw.col("total") / nw.col("_gdp")).alias("openness"),
        nw.when(some).then(nw.col("flow") / nw.col("_gdp")).alias("dependence"),
    )


def _both_sides(dyads: Frame, within: list[str], measures: list[str]) -> Frame:
    """Add what compares each side's measure with the other's."""
    turned = dyads.select(
        *within,
        nw.col("country1").alias("country2"),
        nw.col("country2").alias("country1"),
        *(nw.col(each).alias(f"_other_{each}") for each in measures),
    )
    joined = dyads.join(turned, on=[*within, "country1", "country2"], how="left")
    columns: dict[str, nw.Expr] = {}
    for each in measures:
        one, other = nw.col(each), nw.col(f"_other_{each}")
        both = ~one.is_null() & ~other.is_null()
        columns[f"{each}_weak_link"] = nw.when(both).then(nw.when(one < other).then(one).otherwise(other))
        columns[f"{each}_asymmetry"] = (one - other).abs()  # null where either is
        columns[f"{each}_relative_asymmetry"] = nw.when(one + other > 0.0).then((one - other) / (one + other))
    return joined.with_columns(*(each.alias(name) for name, each in columns.items()))
