"""Traces of matrix exponentials, part by part: from all eigenvalues, or within bounds that hold.

The trace of a graph of several parts is the sum of theirs, so each part is answered by itself: exactly where it is
small. Of a large part the trace is estimated from random vectors without the eigenvectors found before. Two proven
inequalities say how far off that can be, whatever the spectrum and however often an eigenvalue is repeated: one for the
largest eigenvalue that the Lanczos process can have missed (Kuczyński and Woźniakowski 1992), one for the mean of
squares of normal variables (Laurent and Massart 2000). Each is missed with a probability below 1e-12, so that a
bracket is missed less than once in 10^9, and no central limit is trusted. Where there is no time for that, what is
known without any eigenvalue still holds: the number of eigenvalues, their sum, and the sum of their squares.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import Any, Final

import attrs
import numpy as np
from numpy.typing import NDArray

from mxus.errors import MissingExtraError
from mxus.measures.inputs import Array

__all__ = ["Bracket", "bracket_without_eigenvalues", "log_traces", "sampled_trace", "within_reach"]

_KRYLOV: Final = 60
"""Steps of the Lanczos process that looks for eigenvectors to leave out."""

_KEPT: Final = 24
"""Eigenvectors left out at most."""

_NUMBERS: Final = 5 * 10**6
"""Numbers of a basis: 40 megabytes, and a second at most to make it orthogonal."""

_MOST_STEPS: Final = 160
"""Steps of the Lanczos process from a random vector at most."""

_BLOCK: Final = (4, 16)
"""Random vectors at a time, in large matrices and in others."""

_OF_BLOCK: Final = 10**6
"""Numbers of so many vectors, where that allows for as many as there are at least."""

_DOUBT: Final = math.log(1e12)
"""Minus the logarithm of the probability with which each inequality may be missed."""

_FLAT: Final = 1e-7
"""An eigenvector is left out if it is off by no more than this."""

_CONVERGED: Final = 1e-9
"""A sum over a spectrum is known if what further steps can change is less than this part of it."""

_ROUNDING: Final = 1e-12
"""What rounding can take of a bound, as a part of it."""

_SAMPLE: Final = 256
"""Size of the matrix by which the time of a larger one is foretold."""


@attrs.frozen
class Bracket:
    """Bounds of a trace and an estimate, as logarithms: the trace itself can be too large for a number.

    Parameters
    ----------
    lower, upper : float
        Logarithms of the bounds.
    estimate : float or None
        Logarithm of an estimate between them; None if there are but bounds.
    vectors : int
        Random vectors that it took.

    Examples
    --------
    >>> Bracket(0.0, 0.1).width.__round__(4)
    0.1052
    """

    lower: float
    upper: float
    estimate: float | None = None
    vectors: int = 0

    @property
    def width(self) -> float:
        """Upper bound by lower, less 1."""
        return math.expm1(min(self.upper - self.lower, 700.0))


def within_reach(size: int, seconds: float) -> bool:
    """Return whether all eigenvalues of a matrix of this size can be had in so many seconds on this machine, now.

    Examples
    --------
    >>> within_reach(10, 60.0), within_reach(10**6, 60.0), within_reach(10**6, math.inf)
    (True, False, True)
    """
    if math.isinf(seconds) or size <= _SAMPLE:
        return seconds > 0
    matrix: Array = np.random.default_rng(0).standard_normal((_SAMPLE, _SAMPLE))
    start = time.perf_counter()
    np.linalg.eigvalsh(matrix + matrix.T)
    return (time.perf_counter() - start) * (size / _SAMPLE) ** 3 <= seconds


def log_traces(stack: Array) -> Array:
    """Return the logarithm of the trace of the exponential of each symmetric matrix of a stack.

    Examples
    --------
    >>> log_traces(np.zeros((2, 3, 3))).round(6).tolist()
    [1.098612, 1.098612]
    """
    values = np.linalg.eigvalsh(stack)
    top = values[:, -1]
    found: Array = top + np.log(np.exp(values - top[:, None]).sum(axis=1))
    return found


def bracket_without_eigenvalues(n: float, squares: float, radius: float, middle: float) -> Bracket:
    """Return bounds of the trace of the exponential of a symmetric matrix with an empty diagonal.

    Parameters
    ----------
    n, squares : float
        Number of its eigenvalues, and the sum of their squares.
    radius : float
        What no eigenvalue exceeds.
    middle : float
        What the largest eigenvalue is not below, at least 0.

    Notes
    -----
    The eigenvalues sum to 0. By convexity those but the largest have exponentials that sum to at least as many as they
    are times that of their mean; and e^y is at most 1 + y + y² (eˣ - 1 - x) / x² for y up to x.

    Examples
    --------
    >>> triangle = bracket_without_eigenvalues(3, 6.0, 2.0, 2.0)
    >>> triangle.lower < math.log(math.exp(2) + 2 * math.exp(-1)) + 1e-12 < triangle.upper
    True
    """
    lower = middle + math.log1p((n - 1) * math.exp(-middle - middle / max(n - 1, 1)))
    x = max(radius, 1e-4)
    # In parts of e^x.
    growth = (1 - (1 + x) * math.exp(-x)) / x**2 if x > 1e-2 else 0.5
    upper = x + math.log(n * math.exp(-x) + squares * growth)
    # All eigenvalues cannot be larger than the largest.
    upper = min(upper, radius + math.log(n))
    return Bracket(min(lower, upper) - _ROUNDING, upper + _ROUNDING)


def sampled_trace(  # noqa: PLR0913, PLR0917 (the matrix, what is known of it, and when to end)
    matrix: Any,  # noqa: ANN401 (a sparse array)
    known: Bracket,
    radius: float,
    tolerance: float,
    chance: np.random.Generator,
    deadline: float,
    most: int,
) -> Bracket:
    """Return a bracket of the trace of the exponential of a sparse symmetric matrix from random vectors.

    Parameters
    ----------
    matrix : sparse array
        The matrix.
    known : Bracket
        What is known without any eigenvalue.
    radius : float
        What no eigenvalue exceeds in size.
    tolerance : float
        Width to end at.
    chance : numpy.random.Generator
        What draws the vectors.
    deadline : float
        When to end, by :func:`time.perf_counter`.
    most : int
        Vectors to draw at most.

    Raises
    ------
    MissingExtraError
        If scipy is not installed (``mxus[balance]``).
    """
    special = MissingExtraError.importing("scipy.special", extra="balance")
    n: int = matrix.shape[0]
    basis = _eigenvectors(matrix, chance, deadline)
    if basis is None:
        return known
    values, vectors, unit = basis
    missed: Array = matrix @ vectors - vectors * values
    # No eigenvalue of the matrix is further than this from one of the two blocks that it is taken for.
    off = 2 * float(np.sqrt((missed * missed).sum())) + _ROUNDING * max(1.0, radius)
    left_out = math.fsum(np.exp(values - unit).tolist())
    sums: list[float] = []
    if values.size == n:
        return Bracket(unit - off + _log(left_out), unit + off + _log(left_out), unit + _log(left_out))
    found, drawn = known, 0
    while drawn < most and time.perf_counter() < deadline:
        block = _sums_of_block(matrix, vectors, unit, left_out, chance, special.ive, deadline, radius)
        if block is None:
            break
        fresh, largest, beyond = block
        sums += fresh.tolist()
        drawn = len(sums)
        mean = float(np.mean(sums))
        # The largest that an exponential of what is left can be, by the number of vectors.
        share = math.sqrt(_exp(largest - unit) * _DOUBT / drawn)
        most_left = (share + math.sqrt(share**2 + mean + beyond)) ** 2
        least_left = max(0.0, math.sqrt(max(0.0, mean - beyond - share**2)) - share) ** 2
        lower = max(known.lower, unit - off + _log(left_out + least_left))
        upper = min(known.upper, unit + off + _log(left_out + most_left))
        if lower > upper:  # by rounding, where what is known without eigenvalues is all there is to know
            lower, upper = known.lower, known.upper
        found = Bracket(lower, upper, min(upper, max(lower, unit + _log(left_out + mean))), drawn)
        if found.width <= tolerance:
            break
    return found


def _log(number: float) -> float:
    return math.log(number) if number > 0 else -math.inf


def _exp(number: float) -> float:
    return math.exp(number) if number < 700 else math.inf


def _eigenvectors(
    matrix: Any,  # noqa: ANN401 (a sparse array)
    chance: np.random.Generator,
    deadline: float,
) -> tuple[Array, Array, float] | None:
    """Return some large eigenvalues, their vectors, and about the largest; None if time is out.

    Which ones are found, and how often each, does not matter to what the bracket holds: only to its width.
    """
    n: int = matrix.shape[0]
    steps = max(1, min(_KRYLOV, n, _NUMBERS // n))
    basis: Array = np.zeros((n, steps))
    start: Array = chance.standard_normal(n)
    current: Array = start / np.linalg.norm(start)
    diagonal, beside = np.zeros(steps), np.zeros(steps)
    done = 0
    for step in range(steps):
        if time.perf_counter() >= deadline:
            return None
        basis[:, step] = current
        ahead: Array = matrix @ current
        diagonal[step] = current @ ahead
        held = basis[:, : step + 1]
        ahead -= held @ (held.T @ ahead)
        beside[step] = np.linalg.norm(ahead)
        done = step + 1
        if beside[step] <= 1e-10 * max(1.0, float(np.abs(diagonal).max())):
            break
        current = ahead / beside[step]
    small = np.diag(diagonal[:done]) + np.diag(beside[: done - 1], 1) + np.diag(beside[: done - 1], -1)
    values, turned = np.linalg.eigh(small)
    chosen = np.flatnonzero(beside[done - 1] * np.abs(turned[-1]) <= _FLAT)
    chosen = chosen if chosen.size == n else chosen[values[chosen] > 0][-_KEPT:]
    vectors: Array = np.linalg.qr(basis[:, :done] @ turned[:, chosen])[0]
    return (vectors * (matrix @ vectors)).sum(axis=0), vectors, float(values[-1])


def _sums_of_block(  # noqa: PLR0913, PLR0917 (what all blocks share)
    matrix: Any,  # noqa: ANN401 (a sparse array)
    without: Array,
    unit: float,
    left_out: float,
    chance: np.random.Generator,
    ive: Callable[..., Array],
    deadline: float,
    radius: float,
) -> tuple[Array, float, float] | None:
    """Return z' e^(A - unit) z of random vectors z, the largest eigenvalue left, and how far the sums may be off.

    By Gauss quadrature of the Lanczos process, on what is orthogonal to the vectors left out. None if time is out.
    """
    n: int = matrix.shape[0]
    count = max(_BLOCK[0], min(_BLOCK[1], _OF_BLOCK // n))
    block: Array = chance.standard_normal((n, count))
    block -= without @ (without.T @ block)
    size: Array = (block * block).sum(axis=0)
    current, before = block / np.sqrt(size), np.zeros_like(block)
    diagonal, beside = np.zeros((0, count)), np.zeros((0, count))
    while True:
        if time.perf_counter() >= deadline:
            return None
        ahead: Array = matrix @ current
        ahead -= without @ (without.T @ ahead)
        along = (current * ahead).sum(axis=0)
        ahead -= current * along
        if beside.size:
            ahead -= before * beside[-1]
        diagonal = np.vstack([diagonal, along])
        steps = len(diagonal)
        if steps % 8 == 0 or steps >= _MOST_STEPS:
            quadrature, least, largest = _tridiagonal(diagonal, beside, unit)
            ends = _ends(least, largest, steps, n, count)
            if ends is not None:
                lowest, highest = max(ends[0], -radius), min(ends[1], radius)
                half = max((highest - lowest) / 2, 1e-9)
                # What polynomials of the degree that the quadrature is exact for leave of e^x between the two ends.
                terms = 4 * float(np.asarray(ive(np.arange(2 * steps, 2 * steps + 400), half)).sum())
                beyond = terms * _exp(highest - unit) * float(size.mean())
                sums = quadrature * size
                least_change = _CONVERGED * (left_out + float(sums.mean()))
                if beyond <= least_change or steps >= _MOST_STEPS:
                    return sums, highest, beyond + least_change
            elif steps >= _MOST_STEPS:
                return None
        length = np.sqrt((ahead * ahead).sum(axis=0))
        beside = np.vstack([beside, length])
        before, current = current, ahead / np.maximum(length, 1e-300)


def _ends(least: float, largest: float, steps: int, n: int, count: int) -> tuple[float, float] | None:
    """Return what no eigenvalue is below or above, by those that the Lanczos process found from `count` random vectors.

    Of one vector the largest is missed by a part e of the spectrum's width with a probability of at most
    1.648 sqrt(n) exp(-sqrt(e) (2 steps - 1)); all vectors of a block miss it with the product of theirs.
    """
    part = ((math.log(1.648 * math.sqrt(n)) + _DOUBT / count) / (2 * steps - 1)) ** 2
    if part >= 0.25:
        return None
    more = part * (largest - least) / (1 - 2 * part)
    return least - more, largest + more


def _tridiagonal(diagonal: Array, beside: Array, unit: float) -> tuple[Array, float, float]:
    """Return the first entry of e^(T - unit) of tridiagonal matrices T, and the two ends of their eigenvalues."""
    steps = len(diagonal)
    place: NDArray[np.intp] = np.arange(steps)
    matrices = np.zeros((diagonal.shape[1], steps, steps))
    matrices[:, place, place] = diagonal.T
    matrices[:, place[1:], place[:-1]] = matrices[:, place[:-1], place[1:]] = beside.T
    values, vectors = np.linalg.eigh(matrices)
    found: Array = (vectors[:, 0, :] ** 2 * np.exp(values - unit)).sum(axis=1)
    return found, float(values[:, 0].min()), float(values[:, -1].max())
