"""Inequality of amounts: Gini, Theil's T, Shannon's entropy, and what the largest few have.

All four depend on shares alone, so that the unit does not matter, and on who has which not at all. Each takes amounts
that are known, known within bounds, or missing, and says what it is then known to lie in.
"""

from __future__ import annotations

import math

import numpy as np

from mxus.measures.amounts import Amounts, Spread, SpreadIndex
from mxus.measures.citing import cites, references_of
from mxus.measures.inputs import Array, whole_number
from mxus.measures.literature import COWELL_2011, GINI_1912, SHANNON_1948, THEIL_1967
from mxus.values.interval import Interval, Undefined
from mxus.values.reference import Reference
from mxus.values.result import Result

__all__ = ["concentration_ratio", "gini", "shannon_entropy", "theil_t"]


@cites(GINI_1912, COWELL_2011)
def gini(values: Amounts) -> Result:
    r"""Gini coefficient: half the mean difference between two amounts, as a part of their mean.

    .. math:: G = \frac{\sum_i \sum_j |v_i - v_j|}{2 n \sum_i v_i}

    Parameters
    ----------
    values : sequence of float, pair of float or None
        Amounts in any unit, at least 0: trade with each partner, say. A pair is a lower and an upper bound; None stands
        for an amount that is not known. An amount of 0 counts: to leave out partners without trade, drop them first.

    Returns
    -------
    Result
        ``value`` from 0 (all alike) to (n - 1) / n (one has all), of the amounts known; undefined if one of them is
        known only within bounds, or all are 0. ``interval`` holds the index for all amounts, whatever those not known
        are, and is sharp; there is none where more than 14 amounts are known only within bounds. ``n`` is the number of
        amounts known, ``n_missing`` of the others.

    Raises
    ------
    InvalidValueError
        If an amount is negative or not finite, or bounds are not in order.

    Notes
    -----
    Of n amounts it is at most (n - 1) / n. Multiplied by n / (n - 1), as some software does by default (``Gini`` of R's
    DescTools; ``corr=TRUE`` in ``Gini`` of R's ineq), it reaches 1.

    References
    ----------
    Gini (1912), Variabilità e mutabilità. Cowell (2011), Measuring Inequality.

    Examples
    --------
    >>> gini([1, 1, 1, 1]).value, gini([0, 0, 0, 1]).value, gini([1, 2, 3, 4]).value
    (0.0, 0.75, 0.25)
    >>> print(gini([1, (2, 3), None]))
    Gini coefficient: undefined: known only within bounds, in [0.1333, 0.6667] (n=2, n_missing=1)
    """
    return _result("Gini coefficient", Spread.of(values), _gini, "zeros counted", references_of(gini))


@cites(THEIL_1967, COWELL_2011)
def theil_t(values: Amounts) -> Result:
    r"""Theil's T: how far shares are from being equal, in the entropy that they lack.

    .. math:: T = \sum_i s_i \ln (n s_i), \quad s_i = v_i / \sum_j v_j

    Parameters
    ----------
    values : sequence of float, pair of float or None
        Amounts, as for :func:`gini`. An amount of 0 counts, and adds nothing to the sum.

    Returns
    -------
    Result
        ``value`` from 0 (all alike) to ln n (one has all). Undefined values, ``interval``, ``n`` and ``n_missing`` as
        for :func:`gini`.

    Raises
    ------
    InvalidValueError
        If an amount is negative or not finite, or bounds are not in order.

    Notes
    -----
    It is ln n less the entropy of the shares, and the generalised entropy of order 1. ``Theil`` of R's ineq leaves out
    amounts of 0 and counts them in n no more; drop them first for its value.

    References
    ----------
    Theil (1967), Economics and Information Theory. Cowell (2011), Measuring Inequality.

    Examples
    --------
    >>> theil_t([2, 2]).value, round(theil_t([0, 1]).value, 6), round(theil_t([1, 2, 3, 4]).value, 6)
    (0.0, 0.693147, 0.10644)
    """
    return _result("Theil's T", Spread.of(values), _theil, "natural logarithms, zeros counted", references_of(theil_t))


@cites(SHANNON_1948)
def shannon_entropy(values: Amounts) -> Result:
    r"""Shannon's entropy of shares: how evenly the whole is divided, and among how many.

    .. math:: H = -\sum_i s_i \ln s_i, \quad s_i = v_i / \sum_j v_j

    Parameters
    ----------
    values : sequence of float, pair of float or None
        Amounts, as for :func:`gini`; those of 0 change nothing.

    Returns
    -------
    Result
        ``value`` from 0 (one has all) to ln n (all alike). Undefined values, ``interval``, ``n`` and ``n_missing`` as
        for :func:`gini`.

    Raises
    ------
    InvalidValueError
        If an amount is negative or not finite, or bounds are not in order.

    Notes
    -----
    In natural units, as ``scipy.stats.entropy`` and ``diversity`` of R's vegan have it; by ln 2 it is in bits, the
    default of ``Entropy`` of R's DescTools. Its exponential is a number of equal partners, as
    :func:`~mxus.measures.effective_partners` is in another measure.

    References
    ----------
    Shannon (1948), Bell System Technical Journal 27(3), 379-423.

    Examples
    --------
    >>> round(shannon_entropy([1, 1]).value, 6), shannon_entropy([5, 0]).value, round(shannon_entropy([3, 1]).value, 6)
    (0.693147, 0.0, 0.562335)
    """
    return _result(
        "Shannon entropy",
        Spread.of(values),
        _entropy,
        "natural logarithms",
        references_of(shannon_entropy),
        falls=True,
    )


@cites(COWELL_2011)
def concentration_ratio(values: Amounts, *, k: int = 4) -> Result:
    r"""Concentration ratio CR-k: the share of the k largest.

    .. math:: CR_k = \sum_{i \le k} s_{(i)}, \quad s_{(1)} \ge s_{(2)} \ge \dots

    Parameters
    ----------
    values : sequence of float, pair of float or None
        Amounts, as for :func:`gini`; those of 0 change nothing.
    k : int, default 4
        How many of the largest, at least 1.

    Returns
    -------
    Result
        ``value`` from k / n (all alike) to 1 (the k largest have all, which fewer than k amounts do). Undefined values,
        ``interval``, ``n`` and ``n_missing`` as for :func:`gini`.

    Raises
    ------
    InvalidValueError
        If an amount is negative or not finite, bounds are not in order, or k is not a whole number from 1.

    Notes
    -----
    For shares of which only some are known, CR-1 within bounds is :func:`~mxus.measures.largest_share`.

    References
    ----------
    Cowell (2011), Measuring Inequality.

    Examples
    --------
    >>> concentration_ratio([40, 30, 20, 10], k=2).value, concentration_ratio([40, 30], k=4).value
    (0.7, 1.0)
    >>> str(concentration_ratio([40, 30, 20, (0, 10)], k=2).interval)
    '[0.7, 0.7778]'
    """
    k = whole_number(k, "k", least=1)

    def index(rows: Array) -> Array:
        largest: Array = np.sort(rows, axis=1)[:, ::-1][:, :k]
        return _within(largest.sum(axis=1) / rows.sum(axis=1), 1.0)

    return _result(
        f"concentration ratio CR-{k}", Spread.of(values), index, f"{k} largest", references_of(concentration_ratio)
    )


def _gini(rows: Array) -> Array:
    n = rows.shape[1]
    ordered = np.sort(rows, axis=1)
    rank: Array = np.arange(1.0, n + 1)
    apart: Array = (ordered * (2 * rank - n - 1)).sum(axis=1)
    total: Array = n * rows.sum(axis=1)
    return _within(apart / total, (n - 1) / n)


def _entropy(rows: Array) -> Array:
    shares = rows / rows.sum(axis=1, keepdims=True)
    # What has no share adds nothing.
    logarithms = np.log(np.where(shares > 0, shares, 1.0))
    return _within(-(shares * logarithms).sum(axis=1), math.log(rows.shape[1]))


def _theil(rows: Array) -> Array:
    n = rows.shape[1]
    shares = rows / rows.sum(axis=1, keepdims=True)
    logarithms = np.log(np.where(shares > 0, n * shares, 1.0))
    return _within((shares * logarithms).sum(axis=1), math.log(n))


def _within(values: Array, most: float) -> Array:
    """Return values that rounding does not carry over their ends; adding 0 turns -0 into 0."""
    found: Array = np.minimum(np.maximum(values, 0.0), most) + 0.0
    return found


def _result(  # noqa: PLR0913 (what the four share)
    measure: str,
    spread: Spread,
    index: SpreadIndex,
    method: str,
    references: tuple[Reference, ...],
    *,
    falls: bool = False,
) -> Result:
    known = spread.value(index)
    value: float | Undefined
    if known is not None:
        value = known
    elif spread.open:
        value = Undefined("known only within bounds")
    else:
        value = Undefined("no value is known" if spread.n_missing else "there is nothing to share: the total is 0")
    bounds: Interval | str | None = None
    if spread.open or spread.n_missing:
        bounds = spread.bounds(index, falls=falls)
    elif known is not None:
        bounds = Interval(known, known)
    return Result(
        measure=measure,
        value=value,
        interval=bounds if isinstance(bounds, Interval) else None,
        n=spread.n,
        n_missing=spread.n_missing,
        method=f"shares of the sum, {method}",
        references=references,
        no_interval=bounds if isinstance(bounds, str) else "",
    )
