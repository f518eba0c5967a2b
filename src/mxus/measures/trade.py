"""Trade between countries: shares, dependence, openness, asymmetry, intensity, comparative advantage.

The first family divides one flow by a total. *Share* divides by all of a country's trade, *dependence* by its product,
*openness* all trade by product, so that dependence = share x openness: two claims that sound alike ("80 percent of
its trade", "a quarter of its economy") differ by openness. What counts as trade (exports, imports or both; whose
figures) is the caller's choice and belongs in the text beside the number.
"""

from __future__ import annotations

import math
import numbers
import sys
from collections.abc import Callable, Sequence
from typing import Any, Final, Literal

import numpy as np

from mxus.errors import InvalidValueError, shown
from mxus.measures.arrays import ArrayResult, masked
from mxus.measures.citing import cites, references_of
from mxus.measures.inputs import Array, Numbers, Table, named, non_negative, one_of
from mxus.measures.literature import (
    BALASSA_1965,
    BARBIERI_1996,
    BROWN_1949,
    GARTZKE_LI_2003,
    GRUBEL_LLOYD_1971,
    KOJIMA_1964,
    ONEAL_RUSSETT_1997,
)
from mxus.values.interval import Undefined
from mxus.values.result import Result

__all__ = [
    "asymmetry",
    "grubel_lloyd",
    "openness",
    "relative_asymmetry",
    "revealed_comparative_advantage",
    "trade_dependence",
    "trade_intensity",
    "trade_share",
    "weak_link",
]

IntensityConvention = Literal["world", "rest-of-world", "kojima1964"]

_NO_TRADE: Final = "there is no trade: the total is 0"
_ROUNDING: Final = 1e-9


@cites(BARBIERI_1996)
def trade_share(flow: float, total: float) -> Result:
    """Return a partner's share of a country's trade: T_ij / T_i.

    Parameters
    ----------
    flow : float
        Trade with the partner, at least 0.
    total : float
        The country's trade with all partners, in the same unit and direction, at least the flow.

    Returns
    -------
    Result
        ``value`` from 0 to 1. Undefined if the total is 0.

    Raises
    ------
    InvalidValueError
        If a number is negative or not finite, or the flow exceeds the total beyond rounding.

    References
    ----------
    Barbieri (1996), Journal of Peace Research 33(1), 29-49.

    Examples
    --------
    >>> trade_share(80, 100).value
    0.8
    """
    flow, total = _check(flow=flow, total=total)
    if flow / (1 + _ROUNDING) > total:
        message = f"found flow = {flow:g} above total = {total:g}; expected a part of the total"
        raise InvalidValueError(message)
    value = min(1.0, flow / total) if total else Undefined(_NO_TRADE)
    return _one("trade share", value, "flow by total trade", trade_share)


@cites(ONEAL_RUSSETT_1997, GARTZKE_LI_2003)
def trade_dependence(flow: float, gdp: float) -> Result:
    """Return a country's trade dependence on a partner: T_ij / GDP_i.

    Parameters
    ----------
    flow : float
        Trade with the partner, at least 0.
    gdp : float
        The country's gross domestic product in the same unit.

    Returns
    -------
    Result
        ``value`` from 0, above 1 where trade with the partner exceeds the product. Undefined if the product is 0.

    Raises
    ------
    InvalidValueError
        If a number is negative or not finite.

    Notes
    -----
    It is the trade share times openness (Gartzke and Li 2003).

    References
    ----------
    Oneal and Russett (1997), International Studies Quarterly 41(2), 267-293.

    Examples
    --------
    >>> trade_dependence(60, 200).value
    0.3
    """
    flow, gdp = _check(flow=flow, gdp=gdp)
    return _one("trade dependence", _ratio(flow, gdp, "the product is 0"), "flow by product", trade_dependence)


@cites(GARTZKE_LI_2003)
def openness(total: float, gdp: float) -> Result:
    """Return a country's openness to trade: T_i / GDP_i.

    Parameters
    ----------
    total : float
        The country's trade with all partners, at least 0.
    gdp : float
        Its gross domestic product in the same unit.

    Returns
    -------
    Result
        ``value`` from 0. Undefined if the product is 0.

    Raises
    ------
    InvalidValueError
        If a number is negative or not finite.

    Examples
    --------
    >>> openness(75, 100).value
    0.75
    """
    total, gdp = _check(total=total, gdp=gdp)
    return _one("openness", _ratio(total, gdp, "the product is 0"), "total trade by product", openness)


@cites(ONEAL_RUSSETT_1997)
def weak_link(first: float, second: float) -> Result:
    """Return the lower of the two sides' dependence (or share): what binds the less bound of the two.

    Parameters
    ----------
    first, second : float
        Dependence of each side on the other, at least 0.

    Returns
    -------
    Result
        The lower of the two.

    Raises
    ------
    InvalidValueError
        If a number is negative or not finite.

    References
    ----------
    Oneal and Russett (1997), International Studies Quarterly 41(2), 267-293.

    Examples
    --------
    >>> weak_link(0.3, 0.02).value
    0.02
    """
    first, second = _check(first=first, second=second)
    return _one("weak link", min(first, second), "lower of the two sides", weak_link, n=2)


@cites(BARBIERI_1996)
def asymmetry(first: float, second: float) -> Result:
    """Return how far apart the two sides' dependence (or share) is: ``|a - b|``.

    Parameters
    ----------
    first, second : float
        Dependence of each side on the other, at least 0.

    Returns
    -------
    Result
        ``value`` from 0 (as dependent on each other).

    Raises
    ------
    InvalidValueError
        If a number is negative or not finite.

    Examples
    --------
    >>> asymmetry(0.8, 0.15).value
    0.65
    """
    first, second = _check(first=first, second=second)
    return _one("asymmetry", abs(first - second), "absolute difference", asymmetry, n=2)


@cites(BARBIERI_1996)
def relative_asymmetry(first: float, second: float) -> Result:
    """Return which side depends more on the other, as a part of both: (a - b) / (a + b).

    Parameters
    ----------
    first, second : float
        Dependence of each side on the other, at least 0.

    Returns
    -------
    Result
        ``value`` from -1 (the second alone depends on the first) to 1 (the first alone). Undefined if both are 0.

    Raises
    ------
    InvalidValueError
        If a number is negative or not finite.

    Examples
    --------
    >>> relative_asymmetry(0.3, 0.1).value.__round__(6)
    0.5
    """
    first, second = _check(first=first, second=second)
    both = max(first, second)
    value: float | Undefined = Undefined("neither depends on the other")
    if both:
        # In parts of the larger, so that the sum cannot overflow.
        value = (first / both - second / both) / (first / both + second / both)
    return _one("relative asymmetry", value, "difference by sum", relative_asymmetry, n=2)


@cites(BROWN_1949, KOJIMA_1964)
def trade_intensity(
    flows: Table,
    *,
    countries: Sequence[str] | None = None,
    convention: IntensityConvention = "world",
) -> ArrayResult:
    r"""Trade intensity: a partner's share of a country's exports, by its share of the world's.

    .. math:: I_{ij} = \frac{x_{ij} / X_i}{M_j / M}

    with :math:`X_i` the exports of i, :math:`M_j` the imports of j and M all trade.

    Parameters
    ----------
    flows : array of float, shape (countries, countries)
        Exports of the row's country to the column's, at least 0, all of the world that is to count. The diagonal is
        taken as 0.
    countries : sequence of str, optional
        Names of the countries; numbers where not given.
    convention : {'world', 'rest-of-world', 'kojima1964'}, default 'world'
        What the partner's share is a share of, since i does not trade with itself. ``world``: imports of j by all
        trade, the form that the UN's ESCAP prints. ``rest-of-world``: i's exports taken out on both sides,
        :math:`(M_j - x_{ij}) / (M - X_i)`. ``kojima1964``: what the others import, :math:`M_j / (M - M_i)`.

    Returns
    -------
    ArrayResult
        From 0; above 1 where i exports more to j than j's weight in the world would have it. Masked on the diagonal,
        and where i exports nothing or the partner imports nothing.

    Raises
    ------
    InvalidValueError
        If a flow is negative, missing or not finite, or the matrix is not square.

    References
    ----------
    Brown (1949), Applied Economics; Kojima (1964), Hitotsubashi Journal of Economics 5(1), 16-36.

    Examples
    --------
    >>> flows = [[0, 80, 20], [60, 0, 140], [30, 170, 0]]
    >>> found = trade_intensity(flows, countries=["MEX", "USA", "CAN"])
    >>> found.at("MEX", "USA")
    1.6
    """
    one_of(convention, IntensityConvention, "convention")
    x = non_negative(flows, "flows", 2)
    if x.shape[0] != x.shape[1]:
        message = f"found flows of {x.shape[0]} by {x.shape[1]} countries; expected as many rows as columns"
        raise InvalidValueError(message)
    x = _scaled(x) * (1 - np.eye(len(x)))
    names = named(countries, len(x), "countries")
    exports, imports, world = x.sum(axis=1, keepdims=True), x.sum(axis=0, keepdims=True), x.sum()
    weight, whole = np.broadcast_to(imports, x.shape), np.broadcast_to(world, x.shape)
    if convention == "rest-of-world":
        weight, whole = _all_but(x), np.broadcast_to(_all_but(exports), x.shape)
    elif convention == "kojima1964":
        whole = np.broadcast_to(_all_but(imports.T), x.shape)
    defined = (exports > 0) & (weight > 0) & (whole > 0) & ~np.eye(len(x), dtype=bool)
    with np.errstate(all="ignore"):
        values = (x / exports) / (weight / whole)
    defined &= np.isfinite(values)
    return ArrayResult(
        measure="trade intensity",
        rows=names,
        columns=names,
        value=masked(values, defined),
        n=len(x) * (len(x) - 1),
        undefined="the two are one, i exports nothing, or j imports nothing that counts",
        method=f"convention {convention}",
        references=references_of(trade_intensity),
    )


@cites(BALASSA_1965)
def revealed_comparative_advantage(
    exports: Table,
    *,
    rows: Sequence[str] | None = None,
    columns: Sequence[str] | None = None,
) -> ArrayResult:
    r"""Balassa's revealed comparative advantage: a product's share of a country's exports, by its share of the world's.

    .. math:: RCA_{cp} = \frac{x_{cp} / X_c}{X_p / X}

    Parameters
    ----------
    exports : array of float, shape (countries, products)
        Exports of each country of each product, at least 0, 0 where there are none. The world is the sum of the rows.
    rows, columns : sequence of str, optional
        Names of countries and products; numbers where not given.

    Returns
    -------
    ArrayResult
        From 0; above 1 where the country exports relatively more of the product than the world does. Masked for
        countries and products without exports.

    Raises
    ------
    InvalidValueError
        If a number is negative, missing or not finite, or names do not fit.

    References
    ----------
    Balassa (1965), The Manchester School 33(2), 99-123.

    Examples
    --------
    >>> found = revealed_comparative_advantage([[8, 2], [2, 8]], rows=["MEX", "USA"], columns=["cars", "corn"])
    >>> found.value.tolist()
    [[1.6, 0.4], [0.4, 1.6]]
    """
    x = _scaled(non_negative(exports, "exports", 2))
    by_row, by_column, world = x.sum(axis=1, keepdims=True), x.sum(axis=0, keepdims=True), x.sum()
    with np.errstate(all="ignore"):
        values = (x / by_row) / (by_column / world)
    return ArrayResult(
        measure="revealed comparative advantage",
        rows=named(rows, x.shape[0], "rows"),
        columns=named(columns, x.shape[1], "columns"),
        value=masked(values, (by_row > 0) & (by_column > 0) & np.isfinite(values)),
        n=int(x.size),
        undefined="the country exports nothing, or nobody exports the product",
        method="the world is the sum of the rows given",
        references=references_of(revealed_comparative_advantage),
    )


@cites(GRUBEL_LLOYD_1971)
def grubel_lloyd(exports: Numbers | float, imports: Numbers | float) -> Result:
    r"""Grubel and Lloyd's index: how much of trade goes both ways within the same industry.

    .. math:: GL = 1 - \frac{\sum_k |X_k - M_k|}{\sum_k (X_k + M_k)}

    Parameters
    ----------
    exports, imports : float or sequence of float
        Exports and imports of one industry, or of each of several; at least 0. Over several the index is the mean of
        theirs, weighted by their trade.

    Returns
    -------
    Result
        ``value`` from 0 (each industry only exports or only imports) to 1 (both are equal in each). ``n`` is the
        number of industries. Undefined without trade.

    Raises
    ------
    InvalidValueError
        If a number is negative, missing or not finite, or lengths differ.

    References
    ----------
    Grubel and Lloyd (1971), Economic Record 47(4), 494-517.

    Examples
    --------
    >>> grubel_lloyd(60, 40).value
    0.8
    >>> grubel_lloyd([60, 0], [40, 100]).value
    0.4
    """
    x = non_negative(_listed(exports), "exports", 1)
    m = non_negative(_listed(imports), "imports", 1)
    if x.size != m.size:
        message = f"found {x.size} exports and {m.size} imports; expected equal numbers"
        raise InvalidValueError(message)
    x, m = _scaled(np.stack([x, m]))
    total = math.fsum([*x.tolist(), *m.tolist()])
    value: float | Undefined = Undefined(_NO_TRADE)
    if total:
        value = 1 - math.fsum(np.abs(x - m).tolist()) / total
    return _one("Grubel-Lloyd index", value, "industries weighted by their trade", grubel_lloyd, n=x.size)


def _listed(values: Any) -> Any:  # noqa: ANN401 (a number, or several)
    return [values] if isinstance(values, numbers.Real) else values


def _scaled(x: Array) -> Array:
    """Return amounts with a largest between 1 and 2, so that no sum overflows: only proportions matter."""
    # By a power of 2, which changes no digit.
    return np.ldexp(x, -int(np.frexp(x.max(initial=0.0))[1]))


def _all_but(x: Array) -> Array:
    """Return for each cell the sum of the others of its column; exactly 0 where these are, as no difference is."""
    none = np.zeros((1, x.shape[1]))
    before = np.vstack([none, np.cumsum(x, axis=0)[:-1]])
    after = np.vstack([np.cumsum(x[::-1], axis=0)[-2::-1], none])
    found: Array = before + after
    return found


def _check(**values: float) -> tuple[float, ...]:
    """Return finite numbers from 0 as floats: small integers of numpy would wrap around, large ones of it warn."""
    wrong = [
        f"{name} = {shown(value)}"
        for name, value in values.items()
        if isinstance(value, bool | np.bool_)
        or not isinstance(value, numbers.Real)
        or not 0 <= value <= sys.float_info.max
    ]
    if wrong:
        message = f"found {', '.join(wrong)}; expected finite numbers from 0 (a deficit is a balance, and no flow)"
        raise InvalidValueError(message)
    return tuple(float(value) + 0.0 for value in values.values())


def _ratio(part: float, whole: float, reason: str) -> float | Undefined:
    if not whole:
        return Undefined(reason)
    if math.isinf(part / whole):
        message = f"found {part:g} by {whole:g}, which is too large for a number; expected amounts in the same unit"
        raise InvalidValueError(message)
    return part / whole


def _one(measure: str, value: float | Undefined, method: str, source: Callable[..., Any], n: int = 1) -> Result:
    number = value if isinstance(value, Undefined) else float(value) + 0.0
    return Result.exactly(measure, number, n=n, method=method, references=references_of(source))
