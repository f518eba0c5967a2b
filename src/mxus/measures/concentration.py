"""Concentration: how much of a whole a few parts have, known exactly or within bounds.

On the scale from 0 to 1 throughout. Antitrust authorities print the same index on 0 to 10,000 "points"; that has a
name of its own (:func:`herfindahl_points`), since the two scales under one name are a standing source of error.

A value that is missing is left out of the index, and can be any amount in its interval: from 0, where there is one
partner less, to so much that it has as good as everything. Gini, Theil, entropy and the share of the k largest are in
:mod:`mxus.measures.inequality`.
"""

from __future__ import annotations

import math
import numbers
from collections.abc import Iterable, Sequence
from typing import Any, Final, cast

import numpy as np

from mxus.errors import InvalidValueError, shown
from mxus.measures.citing import cites, references_of
from mxus.measures.herfindahl_completions import ROUNDING, largest_sum_of_squares, smallest_sum_of_squares
from mxus.measures.inputs import Numbers, amounts_of
from mxus.measures.literature import HIRSCHMAN_1964
from mxus.values.interval import Interval, Undefined
from mxus.values.reference import Reference
from mxus.values.result import Result

__all__ = [
    "effective_partners",
    "herfindahl",
    "herfindahl_bounds",
    "herfindahl_points",
    "largest_share",
    "normalised_herfindahl",
]

_NOT_KNOWN: Final = "no value is known"
_NOTHING: Final = "there is nothing to share: the total is 0"
_BOUNDS: Final = "known only within bounds"


@cites(HIRSCHMAN_1964)
def herfindahl(values: Numbers) -> Result:
    r"""Herfindahl-Hirschman index: the sum of squared shares.

    .. math:: H = \sum_i s_i^2, \quad s_i = v_i / \sum_j v_j

    Parameters
    ----------
    values : sequence of float or None
        Trade with each partner, in any unit, at least 0; None where it is not known. Shares that sum to 1 are such
        values, too. Drop totals such as a "World" row first. For shares of which only some are known, use
        :func:`herfindahl_bounds`: here they would be rescaled to sum to 1.

    Returns
    -------
    Result
        ``value`` from 1/n (all n partners alike) to 1 (one partner has all). ``n`` is the number of partners with a
        value above 0, ``n_missing`` of those not known, which are left out; ``interval`` holds the index whatever they
        are, and is sharp. Undefined if the total is 0.

    Raises
    ------
    InvalidValueError
        If a value is negative or not finite.

    References
    ----------
    Hirschman (1964), American Economic Review 54(5), 761-762.

    Examples
    --------
    >>> round(herfindahl([30, 30, 20, 20]).value, 6)
    0.26
    >>> print(herfindahl([80, None, 20]))
    Herfindahl-Hirschman index: 0.68 in [0.4048, 1] (n=2, n_missing=1)
    """
    shares, missing = _shares(values)
    ends = _ends(shares, missing)
    return _result(
        "Herfindahl-Hirschman index", _squares(shares, missing), ends, shares, missing, references_of(herfindahl)
    )


@cites(HIRSCHMAN_1964)
def herfindahl_points(values: Numbers) -> Result:
    """Herfindahl-Hirschman index in points, 0 to 10,000: the sum of squared percentages.

    Parameters
    ----------
    values : sequence of float or None
        Trade with each partner, as for :func:`herfindahl`.

    Returns
    -------
    Result
        10,000 times :func:`herfindahl`, and so is its interval.

    Raises
    ------
    InvalidValueError
        If a value is negative or not finite.

    Examples
    --------
    >>> herfindahl_points([30, 30, 20, 20]).value
    2600.0
    """
    shares, missing = _shares(values)
    squares = _squares(shares, missing)
    points = squares if isinstance(squares, Undefined) else round(squares * 10_000, 9)
    ends = [round(end * 10_000, 9) for end in _ends(shares, missing)]
    return _result("Herfindahl-Hirschman points", points, ends, shares, missing, references_of(herfindahl_points))


@cites(HIRSCHMAN_1964)
def normalised_herfindahl(values: Numbers) -> Result:
    r"""Herfindahl-Hirschman index rescaled to 0 where all partners are alike, whatever their number.

    .. math:: H^* = (H - 1/n) / (1 - 1/n)

    Parameters
    ----------
    values : sequence of float or None
        Trade with each partner, as for :func:`herfindahl`. Partners with a value of 0 are not counted in n.

    Returns
    -------
    Result
        ``value`` from 0 to 1, ``interval`` as for :func:`herfindahl`. Undefined if the total is 0, and with one
        partner.

    Raises
    ------
    InvalidValueError
        If a value is negative or not finite.

    Examples
    --------
    >>> normalised_herfindahl([30, 30, 20, 20]).value.__round__(6)
    0.013333
    >>> normalised_herfindahl([5]).value
    Undefined(reason='there is one partner')
    """
    shares, missing = _shares(values)
    value = _squares(shares, missing)
    if not isinstance(value, Undefined):
        n = len(shares)
        value = Undefined("there is one partner") if n == 1 else max(0.0, (value - 1 / n) / (1 - 1 / n))
    ends: list[float] = []
    if missing and len(shares) + missing > 1:
        # The least is where all that are missing are alike and there: each adds 1 to 1 / H, and to n.
        n, equal = len(shares) + missing, 1 / _squares_or(shares, math.inf) + missing
        ends = [max(0.0, (n / equal - 1) / (n - 1)), 1.0]
    return _result(
        "normalised Herfindahl-Hirschman index", value, ends, shares, missing, references_of(normalised_herfindahl)
    )


@cites(HIRSCHMAN_1964)
def effective_partners(values: Numbers) -> Result:
    """Return the number of equal partners that would be as concentrated: 1 / H.

    Parameters
    ----------
    values : sequence of float or None
        Trade with each partner, as for :func:`herfindahl`.

    Returns
    -------
    Result
        ``value`` from 1 to the number of partners, ``interval`` as for :func:`herfindahl`. Undefined if the total is 0.

    Raises
    ------
    InvalidValueError
        If a value is negative or not finite.

    Examples
    --------
    >>> effective_partners([50, 50, 0]).value
    2.0
    """
    shares, missing = _shares(values)
    squares = _squares(shares, missing)
    # Rounding must not give more partners than there are.
    value = squares if isinstance(squares, Undefined) else min(1 / squares, float(len(shares)))
    ends = sorted(min(1 / end, float(len(shares) + missing)) for end in _ends(shares, missing))
    return _result("effective number of partners", value, ends, shares, missing, references_of(effective_partners))


@cites(HIRSCHMAN_1964)
def herfindahl_bounds(shares: Sequence[tuple[float, float]], *, others: int | None = None) -> Result:
    """Herfindahl-Hirschman index when only some shares, or only bounds on shares, are known.

    What the index can be, given what is known and nothing else: partial identification. No assumption fills the gap.

    Parameters
    ----------
    shares : sequence of (float, float)
        Lower and upper bound of the share of each partner that is known of, within 0..1; equal where the share is
        known exactly.
    others : int, optional
        How many further partners there are, of whose shares nothing is known; 0 if there are none. Any number of them
        where not given.

    Returns
    -------
    Result
        ``interval`` holds the index for every completion that sums to 1, and is sharp: each end is attained, or, for
        the lower one with any number of others, approached as the rest is spread thin. ``value`` is the number where
        the ends meet, else undefined. ``exact`` is False where the search for the upper end was given up: it is then a
        bound that holds, and may not be attained.

    Raises
    ------
    InvalidValueError
        If a bound lies outside 0..1 or above its upper one, the lower bounds sum to more than 1, `others` is negative,
        or without others the upper bounds sum to less than 1.

    Notes
    -----
    The lower end is a convex problem, solved by filling the smallest shares first. The upper end is attained where at
    most one share lies between its bounds, and is found by branch and bound over which ones are at the upper. A share
    printed as 33.3 percent is one from 0.3325 to 0.3335: given so, printed shares need not sum to 1.

    Examples
    --------
    Eighty percent with one partner, and nothing said of the rest:

    >>> str(herfindahl_bounds([(0.8, 0.8)]).interval)
    '[0.64, 0.68]'
    >>> herfindahl_bounds([(0.3, 0.3), (0.3, 0.3), (0.2, 0.2), (0.2, 0.2)]).value.__round__(6)
    0.26
    """
    known = _checked(shares)
    if others is not None and (isinstance(others, bool) or not isinstance(others, numbers.Integral) or others < 0):
        message = f"found others {shown(others)}; expected a whole number from 0, or None for any number"
        raise InvalidValueError(message)
    if others == 0 and math.fsum(upper for _, upper in known) < 1 - ROUNDING:
        message = (
            f"found upper bounds that sum to {math.fsum(u for _, u in known):g}; expected at least 1 without others"
        )
        raise InvalidValueError(message)
    # One partner more stands for any number of them at the upper end: two of them have more squared in one hand.
    highest, exact = largest_sum_of_squares([*known, *([] if others == 0 else [(0.0, 1.0)])])
    lowest = smallest_sum_of_squares(known, None if others is None else int(others))
    interval = Interval(min(lowest, highest), highest)
    value: float | Undefined = Undefined(_BOUNDS)
    if interval.width <= ROUNDING:
        value = interval.lower + interval.width / 2
    return Result(
        measure="Herfindahl-Hirschman index",
        value=value,
        interval=interval,
        n=len(known),
        method="sharp bounds over all completions of the shares not known",
        exact=exact,
        references=references_of(herfindahl_bounds),
    )


@cites()
def largest_share(shares: Sequence[tuple[float, float]]) -> Result:
    """Largest partner's share (the concentration ratio CR1), given bounds on some partners' shares.

    Parameters
    ----------
    shares : sequence of (float, float)
        Lower and upper bound of the share of each partner that is known of, within 0..1; equal where the share is
        known exactly. Partners that nothing is known of may share the rest in any way.

    Returns
    -------
    Result
        ``interval`` holds the largest share for every completion of what is not known, and is attained or approached at
        its ends; ``value`` is the number where they meet, else undefined. ``n`` is the number of partners known of.

    Raises
    ------
    InvalidValueError
        If a bound lies outside 0..1 or above its upper one, or the lower bounds sum to more than 1.

    Examples
    --------
    Eighty percent with one partner settles it, since nobody else can have more than the rest:

    >>> largest_share([(0.8, 0.8), (0.0, 0.007)]).value
    0.8
    >>> str(largest_share([(0.3, 0.3), (0.1, 0.2)]).interval)
    '[0.3, 0.6]'
    """
    known = _checked(shares)
    rest = max(0.0, 1 - math.fsum(lower for lower, _ in known))
    smallest = max((lower for lower, _ in known), default=0.0)
    # At most, the rest goes to one partner: to one that is known of as far as its bound allows, or to one that is not.
    largest = max((min(upper, lower + rest) for lower, upper in known), default=0.0)
    largest = max(largest, rest)
    value: float | Undefined = smallest if smallest == largest else Undefined(_BOUNDS)
    return Result(
        measure="largest partner's share",
        value=value,
        interval=Interval(smallest, largest),
        n=len(known),
        method="sharp bounds over all completions of the shares not known",
        references=references_of(largest_share),
    )


def _shares(values: Numbers) -> tuple[list[float], int]:
    """Return the shares above 0, and the number of values missing."""
    found = amounts_of(values, "values")
    if found.ndim != 1:
        message = f"found values with {found.ndim} dimensions; expected one"
        raise InvalidValueError(message)
    known = [value for value in found.tolist() if not math.isnan(value)]
    heaviest = max(known, default=0.0) or 1.0
    scaled = [value / heaviest for value in known if value > 0]  # so that no sum overflows
    total = math.fsum(scaled)
    return [value / total for value in scaled], int(np.isnan(found).sum())


def _squares(shares: Sequence[float], missing: int) -> float | Undefined:
    if not shares:
        return Undefined(_NOT_KNOWN if missing else _NOTHING)
    return min(1.0, max(1 / len(shares), math.fsum(share * share for share in shares)))


def _squares_or(shares: Sequence[float], otherwise: float) -> float:
    found = _squares(shares, 0)
    return otherwise if isinstance(found, Undefined) else found


def _ends(shares: Sequence[float], missing: int) -> list[float]:
    """Return the least and the most that squared shares can sum to when so many amounts are missing."""
    # The least is where all that are missing are alike, each S2 / S1 for the sums of known amounts and their squares:
    # then each adds 1 to the number of equal partners. The most is one of them that has as good as everything.
    return [1 / (1 / _squares_or(shares, math.inf) + missing), 1.0] if missing else []


def _result(  # noqa: PLR0913, PLR0917 (what the four share)
    measure: str,
    value: float | Undefined,
    ends: Sequence[float],
    shares: Sequence[float],
    missing: int,
    references: tuple[Reference, ...],
) -> Result:
    return Result.with_missing(
        measure,
        value,
        Interval(*ends) if ends else None,
        n=len(shares),
        n_missing=missing,
        method="shares of the sum of the values known, partners with 0 left out",
        references=references,
    )


def _checked(shares: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    if not isinstance(shares, Iterable):
        message = f"found shares {shown(shares)}; expected pairs of bounds"
        raise InvalidValueError(message)
    listed = list(shares)  # once: an iterator has its values only once
    wrong = [f"shares[{index}] = {shown(bounds)}" for index, bounds in enumerate(listed) if not _is_bounds(bounds)]
    if wrong:
        message = f"found {', '.join(wrong[:5])}; expected bounds within 0..1, the lower first (29 % is 0.29)"
        raise InvalidValueError(message)
    known = [(float(lower), float(upper)) for lower, upper in listed]
    certain = math.fsum(lower for lower, _ in known)
    if certain > 1 + ROUNDING:
        message = f"found lower bounds that sum to {certain:g}; expected at most 1"
        raise InvalidValueError(message)
    return known


def _is_bounds(bounds: object) -> bool:
    if not isinstance(bounds, tuple | list | np.ndarray) or len(cast("Sequence[Any]", bounds)) != 2:
        return False
    lower, upper = cast("tuple[Any, Any]", bounds)
    return (
        isinstance(lower, numbers.Real)
        and isinstance(upper, numbers.Real)
        and bool(0 <= cast("Any", lower) <= upper <= 1)
    )
