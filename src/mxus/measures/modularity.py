"""The split of a network into two camps with the highest modularity."""

from __future__ import annotations

from typing import Final

import attrs
import numpy as np
from numpy.typing import NDArray

from mxus.measures.inputs import Array

__all__ = ["Split", "best_two_camps"]

_ALL_SPLITS: Final = 20
"""Up to this many nodes every split is tried: half a million for twenty."""

_STARTS: Final = 50


@attrs.frozen(kw_only=True, eq=False)
class Split:
    """A split into two camps.

    Parameters
    ----------
    sides : array of bool
        Which camp each node is in.
    value : float
        Modularity of the split.
    upper : float
        No split has more.
    exact : bool
        Whether the split is proven to be the best.
    """

    sides: NDArray[np.bool_]
    value: float
    upper: float
    exact: bool


def best_two_camps(weights: Array, *, seed: int) -> Split | None:
    """Return the best split of a symmetric network with positive and negative weights; None without ties.

    Examples
    --------
    >>> pair = np.array([[0.0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0]])
    >>> best_two_camps(pair, seed=0).value
    0.5
    """
    largest = np.abs(weights).max(initial=0.0)
    if largest == 0:
        return None
    weights = weights / largest  # only proportions matter, and no product is lost to rounding
    total = np.abs(weights).sum()
    modularity = weights / total
    for part, sign in ((np.maximum(weights, 0), 1), (np.maximum(-weights, 0), -1)):
        strength = part.sum(axis=1)
        if strength.any():
            modularity = modularity - sign * np.outer(strength, strength) / strength.sum() / total
    # With sides s of -1 and 1, Q = (s' B s + sum B) / 2; the sum is 0 up to rounding.
    n = len(weights)
    if n <= _ALL_SPLITS:
        sides, exact = _every_split(modularity), True
    else:
        sides, exact = _search(modularity, seed), False
    value = max(0.0, _quality(modularity, sides))
    upper = value
    if not exact:
        # No two camps have a modularity of more than 1/2.
        upper = max(value, min(0.5, float(n * np.linalg.eigvalsh(modularity)[-1] + modularity.sum()) / 2))
    return Split(sides=sides > 0, value=value, upper=upper, exact=exact)


def _quality(modularity: Array, sides: Array) -> float:
    return float(sides @ modularity @ sides + modularity.sum()) / 2


def _every_split(modularity: Array) -> Array:
    """Return the best of all splits with the first node on the first side, the earliest among equals."""
    n = len(modularity)
    best, found = -np.inf, np.ones(n)
    for start in range(0, 2 ** (n - 1), 4096):
        number = np.arange(start, min(start + 4096, 2 ** (n - 1)))
        sides = np.ones((number.size, n))
        sides[:, 1:] = 1.0 - 2.0 * ((number[:, None] >> np.arange(n - 1)) & 1)
        quality = np.einsum("si,si->s", sides @ modularity, sides)
        place = int(quality.argmax())
        if quality[place] > best + 1e-12:
            best, found = float(quality[place]), sides[place]
    return found


def _search(modularity: Array, seed: int) -> Array:
    """Return the best local optimum of moving one node at a time, from seeded starts and the leading eigenvector."""
    n = len(modularity)
    chance = np.random.default_rng(seed)
    off = modularity - np.diag(np.diagonal(modularity))
    starts = [np.where(np.linalg.eigh(modularity)[1][:, -1] >= 0, 1.0, -1.0)]
    starts += [chance.choice([-1.0, 1.0], n) for _ in range(_STARTS)]
    best, found = -np.inf, starts[0]
    for sides in starts:
        pull = off @ sides
        while True:
            gain = -sides * pull
            place = int(gain.argmax())
            if gain[place] <= 1e-12:
                break
            sides[place] = -sides[place]
            pull += 2 * sides[place] * off[:, place]
        quality = _quality(modularity, sides)
        if quality > best + 1e-12:
            best, found = quality, sides.copy()
    turned: Array = found * found[0]
    return turned
