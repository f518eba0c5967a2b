"""A bracket: two bounds of the least weight of frustrated ties that close in on each other."""

from __future__ import annotations

import math
import time
from typing import Final

import numpy as np

from mxus.errors import InvalidValueError, MxusError, shown
from mxus.measures.inputs import Array, real_number
from mxus.values.interval import Interval, Undefined
from mxus.values.reference import Reference
from mxus.values.result import Result
from mxus.values.versions import made_with

__all__ = ["UNKNOWN", "Bracket", "seconds_of"]

UNKNOWN: Final = Undefined("known only within bounds")
"""What an index is whose bounds have not met."""

_DIGITS: Final = 1e-7
"""Bounds of weights that are not whole have met when they differ by less than this part of the upper one."""

_LARGE: Final = 1e6
"""Whole weights above this are measured in their greatest common divisor."""

_MOST: Final = 1e8
"""Whole weights above this, in that unit, are taken for ones that are not: the solver knows no more digits."""

_WIDEST: Final = 1e15
"""What the solver may be asked to tell apart: beyond, it takes costs for infinite."""

_SLACK: Final = 1e-3
"""How far below a whole number a bound may be and still be taken for it: far more than the solver's tolerances."""


class Bracket:
    """The two bounds, in a unit that suits the solver's absolute tolerances, and when they are near enough.

    Parameters
    ----------
    weight : array of float, shape (ties,)
        Weights of the ties.
    seconds : float
        After how long what there is has to do.
    begun : float, optional
        Reading of the monotonic clock from which they count; now where not given.
    gap_limit : float, default 0
        Part of the upper bound that the two may differ by.

    Examples
    --------
    >>> bracket = Bracket(np.array([1.0, -2.0]), seconds=math.inf)
    >>> bracket.lower_to(2)
    >>> bracket.raise_to(1.2)
    >>> bracket.lower, bracket.upper, bracket.met
    (2.0, 2.0, True)
    """

    def __init__(self, weight: Array, *, seconds: float, begun: float | None = None, gap_limit: float = 0.0) -> None:
        size: Array = np.abs(weight)
        self._begun = time.monotonic() if begun is None else begun
        self._until = self._begun + seconds
        self._gap_limit = gap_limit
        self._whole, unit = _unit_of(weight)
        self.unit: float = unit
        self.size: Array = size / self.unit
        self.lower: float = 0.0
        self.upper: float = math.inf

    def lower_to(self, cost: float) -> None:
        """Take what some camps frustrate for the upper bound."""
        self.upper = min(self.upper, float(cost))

    def raise_to(self, bound: float) -> None:
        """Take a bound for the lower one, rounded up where weights are whole.

        Raises
        ------
        MxusError
            If it lies above the upper bound.
        """
        raised = float(math.ceil(bound - _SLACK)) if self._whole else bound
        if raised > self.upper * (1 + _DIGITS):
            message = f"the lower bound {raised:g} lies above the upper bound {self.upper:g}: the solver has failed"
            raise MxusError(message)
        self.lower = min(max(self.lower, raised), self.upper)

    @property
    def met(self) -> bool:
        """Whether the two bounds are one: to 7 digits where weights are not whole."""
        return self.upper - self.lower <= (0.0 if self._whole else _DIGITS * self.upper)

    @property
    def enough(self) -> bool:
        """Whether the two bounds are near enough, or time is out."""
        return self.upper - self.lower <= self._gap_limit * self.upper or self.met or self.left <= 0

    @property
    def left(self) -> float:
        """Seconds left."""
        return self._until - time.monotonic()

    @property
    def spent(self) -> float:
        """Seconds gone by."""
        return time.monotonic() - self._begun

    def index(  # noqa: PLR0913 (the fields of a result)
        self,
        measure: str,
        upper: float,
        *,
        always: float,
        n: int,
        method: str,
        references: tuple[Reference, ...],
    ) -> Result:
        """Return the bracket as the result of a measure, in the weights' own unit.

        Parameters
        ----------
        measure, n, method, references
            Fields of the result.
        upper : float
            What the best camps frustrate, counted anew: sums of scaled weights are rounded.
        always : float
            Weight that is frustrated in any case, and in neither bound.
        """
        lower = upper if self.met else min(self.lower * self.unit + always, upper)
        return Result(
            measure=measure,
            value=upper if self.met else UNKNOWN,
            interval=Interval(lower, upper),
            n=n,
            method=method,
            exact=self.met,
            references=references,
            made_with=made_with("scipy", "highspy"),
        )

    @property
    def until(self) -> float:
        """Reading of the monotonic clock at which time is out."""
        return self._until

    def until_part(self, part: float) -> float:
        """Return the reading of the monotonic clock at which a part of the time that is left is out."""
        return self._until if math.isinf(self._until) else time.monotonic() + part * self.left


def _unit_of(weight: Array) -> tuple[bool, float]:
    """Return whether weights are whole and not too large in a unit, and this unit."""
    size: Array = np.abs(weight)
    largest = float(size.max(initial=0.0))
    if bool((size == np.round(size)).all()):
        # Every float from 2^53 on is whole. What many weights share is no part of the problem.
        shared = float(math.gcd(*map(int, np.unique(size).tolist()))) if largest > _LARGE else 1.0
        if largest / shared <= _MOST:
            return True, shared
    # Others are measured in the largest, or in what one camp of all nodes frustrates where that is less: beside a tie
    # that no camps frustrate, what they do would be too small for the solver.
    together = float(size[weight < 0].sum())
    return False, max(min(largest, together or largest), largest / _WIDEST)


def seconds_of(time_limit: float | None) -> float:
    """Return a time limit as a number, infinite where there is none.

    Examples
    --------
    >>> seconds_of(None), seconds_of(0)
    (inf, 0.0)
    """
    if time_limit is None:
        return math.inf
    seconds = real_number(time_limit)
    if not seconds >= 0:
        message = f"found time_limit {shown(time_limit)}; expected seconds from 0, or None"
        raise InvalidValueError(message)
    return seconds
