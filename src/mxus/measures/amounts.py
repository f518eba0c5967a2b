"""Amounts of which some are missing or known within bounds, and the least and the most that an index of them can be.

The indices meant here depend on shares alone, and grow with every transfer from one who has less to one who has more
(or fall, as entropy does). The least is then where the amounts are as even as their bounds allow: all at one level, but
for those that their bounds hold above or below it. The most is where each amount is at a bound, for such an index is
quasi-convex; an amount that nothing bounds above can outgrow all others.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

import attrs
import numpy as np
from numpy.typing import NDArray

from mxus.errors import InvalidValueError, shown
from mxus.measures.inputs import Array, SupportsArray, amounts_of, listed, real_number
from mxus.values.interval import Interval

__all__ = ["Amounts", "Spread", "SpreadIndex"]

Amounts = Sequence[float | tuple[float, float] | None] | SupportsArray
"""An amount for each: a number, a pair of a lower and an upper bound, or None or NaN where it is not known."""

SpreadIndex = Callable[[Array], Array]
"""An index of each row of amounts, none of them negative and not all 0."""

_MOST_OPEN: Final = 14
"""Amounts known within bounds of which all choices of ends are looked at: 16,384 of them."""

_CELLS: Final = 10**6
"""Numbers looked at together."""


@attrs.frozen(eq=False)
class Spread:
    """Amounts, each within bounds: equal where it is known, from 0 to infinity where it is missing.

    Examples
    --------
    >>> spread = Spread.of([2, (1, 3), None])
    >>> spread.lower.tolist(), spread.upper.tolist(), spread.n, spread.n_missing
    ([2.0, 1.0, 0.0], [2.0, 3.0, inf], 2, 1)
    """

    lower: Array
    upper: Array

    @classmethod
    def of(cls, values: Amounts) -> Spread:
        """Read amounts.

        Raises
        ------
        InvalidValueError
            If one is negative or not finite, or bounds are not two such numbers, the lower first.
        """
        if isinstance(values, str) or not isinstance(values, Iterable):
            message = f"found values {shown(values)}; expected a sequence of amounts"
            raise InvalidValueError(message)
        if isinstance(values, SupportsArray):
            lower = upper = amounts_of(values, "values")
        else:
            given = list(values)
            wrong = [
                f"values[{place}] = {shown(value)}"
                for place, value in enumerate(given)
                if isinstance(value, tuple | list) and not _are_bounds(value)
            ]
            if wrong:
                message = f"found {listed(wrong)}; expected bounds from 0, the lower first"
                raise InvalidValueError(message)
            ends = [value if isinstance(value, tuple | list) else (value, value) for value in given]
            lower = amounts_of([end[0] for end in ends], "values")
            upper = amounts_of([end[1] for end in ends], "values")
        if lower.ndim != 1:
            message = f"found values with {lower.ndim} dimensions; expected one"
            raise InvalidValueError(message)
        return cls(np.where(np.isnan(lower), 0.0, lower), np.where(np.isnan(upper), math.inf, upper))

    @property
    def missing(self) -> NDArray[np.bool_]:
        """Which amounts are not known at all."""
        return np.isinf(self.upper)

    @property
    def n(self) -> int:
        """Number of amounts that are known, if only within bounds."""
        return int((~self.missing).sum())

    @property
    def n_missing(self) -> int:
        """Number of amounts that are not known at all."""
        return int(self.missing.sum())

    @property
    def open(self) -> bool:
        """Whether some amount that is not missing is known only within bounds."""
        return bool((self.lower < self.upper)[~self.missing].any())

    def value(self, index: SpreadIndex) -> float | None:
        """Return the index of the amounts known; None if these are 0 or not known exactly."""
        if self.open:
            return None
        rows = _in_unit(self.lower[~self.missing][None])
        return float(index(rows)[0]) if rows.sum() else None

    def least(self, index: SpreadIndex, *, falls: bool = False) -> float | None:
        """Return the index of amounts as even as can be; None if all of them are 0 in any case.

        Parameters
        ----------
        index : callable
            The index.
        falls : bool
            Whether it falls with uneven amounts: then this is the most that it can be.
        """
        return _end(index, self._even(), max if falls else min)

    def most(self, index: SpreadIndex, *, falls: bool = False) -> float | str | None:
        """Return the index of amounts as uneven as can be, or why it is not known; None if all are 0 in any case.

        Parameters
        ----------
        index : callable
            The index.
        falls : bool
            Whether it falls with uneven amounts: then this is the least that it can be.
        """
        if self.missing.any():
            # As good as everything with one that is missing.
            return float(index(np.eye(self.lower.size)[:1])[0])
        if (self.lower < self.upper).sum() > _MOST_OPEN:
            return f"more than {_MOST_OPEN} values are known only within bounds"
        return _end(index, self._corners(), min if falls else max)

    def bounds(self, index: SpreadIndex, *, falls: bool = False) -> Interval | str | None:
        """Return all that the index can be, why that is not known, or None if all amounts are 0 in any case."""
        one, other = self.least(index, falls=falls), self.most(index, falls=falls)
        if isinstance(other, str):
            return other
        return None if one is None or other is None else Interval(min(one, other), max(one, other))

    def _even(self) -> Iterator[Array]:
        lower, upper = self._scaled()
        free = lower < upper
        # Where another amount reaches the level, and, between two such, where nothing changes in the entropy.
        levels = np.unique(np.concatenate([lower, upper[np.isfinite(upper)]]))
        found: list[float] = levels.tolist()
        for one, other in itertools.pairwise([*levels.tolist(), math.inf]):
            held = ~free | (lower >= other) | (upper <= one)
            fixed = np.clip(one, lower, upper)[held]
            total = float(fixed.sum())
            if total > 0 and not held.all():
                positive = fixed[fixed > 0]
                level = math.exp(float((positive * np.log(positive)).sum()) / total)
                found.append(min(max(level, one), other))
        if np.isinf(upper).any():
            yield np.isinf(upper)[None].astype(float)
        step = max(1, _CELLS // max(1, lower.size))
        ordered = np.array(sorted(set(found)))
        for start in range(0, ordered.size, step):
            yield np.clip(ordered[start : start + step, None], lower, upper)

    def _corners(self) -> Iterator[Array]:
        lower, upper = self._scaled()
        free = np.flatnonzero(lower < upper)
        step = max(1, _CELLS // max(1, lower.size))
        for start in range(0, 2**free.size, step):
            choices = np.arange(start, min(start + step, 2**free.size))
            rows = np.tile(lower, (choices.size, 1))
            raised = (choices[:, None] >> np.arange(free.size)) & 1
            rows[:, free] = np.where(raised == 1, upper[free], lower[free])
            yield rows

    def _scaled(self) -> tuple[Array, Array]:
        """Return the bounds in a unit in which no sum is too large for a number."""
        finite = self.upper[~self.missing]
        unit = float(finite.max(initial=0.0)) or 1.0
        return self.lower / unit, self.upper / unit


def _end(index: SpreadIndex, chunks: Iterator[Array], pick: Callable[..., float]) -> float | None:
    found = [pick(index(rows[rows.any(axis=1)]).tolist()) for rows in chunks if rows.any()]
    return pick(found) if found else None


def _in_unit(rows: Array) -> Array:
    return rows / (float(rows.max(initial=0.0)) or 1.0)


def _are_bounds(pair: Sequence[object]) -> bool:
    if len(pair) != 2:
        return False
    lower, upper = map(real_number, pair)
    return 0 <= lower <= upper < math.inf
