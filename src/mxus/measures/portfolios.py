"""Two portfolios of positions on the same items: checked, counted into one table, and answered from it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Final

import attrs
import numpy as np
from numpy.typing import NDArray

from mxus.errors import InvalidValueError
from mxus.measures.contingency import TableMoments, count_pairs, in_words, level_numbers, scale_of
from mxus.measures.indices import INDICES
from mxus.measures.inputs import Array, Numbers, amounts_of
from mxus.measures.literature import HAEGE_2011, MXUS
from mxus.measures.portfolio_bounds import bounds_of_mean, bounds_of_table
from mxus.values.interval import Interval, Undefined
from mxus.values.result import Result

__all__ = ["NO_ITEM", "NO_WEIGHT", "Portfolios"]

NO_ITEM: Final = "no observation in common"
NO_WEIGHT: Final = "all weights are 0"


@attrs.frozen(kw_only=True, eq=False)
class Portfolios:
    """Two portfolios as the table of their levels, and the indices that are functions of it.

    Examples
    --------
    >>> pair = Portfolios.of([1, 2, None], [1, 3, 2], (1, 2, 3))
    >>> pair.n, pair.n_missing
    (2, 1)
    """

    scale: Array
    n: int
    n_missing: int
    moments: TableMoments
    x: NDArray[np.intp]
    y: NDArray[np.intp]
    weights: Array | None

    @classmethod
    def of(cls, x: Numbers, y: Numbers, levels: Sequence[float], item_weights: Numbers | None = None) -> Portfolios:
        """Check two portfolios and count them.

        Raises
        ------
        InvalidValueError
            If lengths differ, values are not levels, weights not finite numbers from 0, or the scale has one level.
        """
        scale = scale_of(levels)
        a, b = level_numbers(x, scale, "x"), level_numbers(y, scale, "y")
        weights = None if item_weights is None else amounts_of(item_weights, "item_weights")
        _require_rows(x=a, y=b, item_weights=weights)
        if a.size != b.size or (weights is not None and weights.size != a.size):
            told = "" if weights is None else f" and {weights.size} weights"
            message = f"found {a.size} and {b.size} positions{told}; expected equal numbers"
            raise InvalidValueError(message)
        known = (a >= 0) & (b >= 0)
        given = weights
        if weights is not None:
            known &= ~np.isnan(weights)
            weights = _shrunk(weights, known)
        n = int(known.sum())
        return cls(
            scale=scale,
            n=n,
            n_missing=a.size - n,
            moments=TableMoments(count_pairs(a, b, scale.size, weights), scale),
            x=a,
            y=b,
            weights=given,
        )

    @property
    def levels(self) -> str:
        """The declared scale in words."""
        return f"levels {in_words(self.scale)}"

    def result(self, name: str, *, zero_without_chance: bool = False) -> Result:
        """Return an index of :data:`~mxus.measures.indices.INDICES` as a result.

        `zero_without_chance` makes it 0 where no disagreement is expected (Häge 2011), rather than undefined.
        """
        index = INDICES[name]
        otherwise = 0.0 if zero_without_chance else math.nan
        found = float(self.moments.of(name))
        value: float | Undefined
        if self.n == 0:
            value = Undefined(NO_ITEM)
        elif self.moments.n == 0:
            value = Undefined(NO_WEIGHT)
        elif math.isnan(found):
            value = 0.0 if zero_without_chance else Undefined(index.undefined)
        else:
            value = found
        bounds: Interval | str | None = None
        if self.n_missing and index.is_mean:
            bounds = bounds_of_mean(self.x, self.y, self.scale, self.weights, name)
        elif self.n_missing:
            bounds = bounds_of_table(self.x, self.y, self.scale, self.weights, name, otherwise)
        method = [f"{index.distance} distance"] if index.distance else []
        method += [self.levels, *(["items weighted"] if self.weights is not None else [])]
        method += ["0 where no disagreement is expected"] if zero_without_chance else []
        works = dict.fromkeys((*index.works, HAEGE_2011) if zero_without_chance else index.works)
        return Result.with_missing(
            index.measure,
            value,
            bounds,
            n=self.n,
            n_missing=self.n_missing,
            method=", ".join(method),
            references=(*works, MXUS),
        )


def _shrunk(weights: Array, known: NDArray[np.bool_]) -> Array:
    """Return weights of which the largest that counts is 1, so that none is too large or too small to be summed."""
    counted: Array = np.where(known, weights, np.nan)
    heaviest = float(np.nanmax(counted, initial=0.0))
    return counted / heaviest if heaviest > 0 else counted


def _require_rows(**sides: NDArray[Any] | None) -> None:
    for name, side in sides.items():
        if side is not None and side.ndim != 1:
            message = f"found {name} with {side.ndim} dimensions; expected one"
            raise InvalidValueError(message)
