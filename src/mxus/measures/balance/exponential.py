"""Diagonals of matrix exponentials, with and without signs, and how many of their digits rounding leaves.

By eigenvalues an entry of the diagonal is known to within a part of the largest: where a node lies at the end of a
chain that a dense core outweighs, nothing of it is left. By a series and repeated squaring each entry is known to
within a part of the same entry without signs, for sums and products lose no more than they would of sizes: that takes
more products of matrices, and is asked where eigenvalues leave too little.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mxus.measures.inputs import Array

__all__ = ["KNOWN", "lost_in_rounding", "ratios_of_diagonals"]

KNOWN: Final = 1e-6
"""A value that may be off by a larger part of it is not known."""

_EPSILON: Final = float(np.finfo(float).eps)

_TERMS: Final = 12
"""Powers of a matrix of a norm of a quarter at most: what all others add is less than 3e-18 of what these do."""


def lost_in_rounding(n: int, radius: float) -> float:
    """Return what part of a sum of exponentials rounding may take: n nodes, none with ties of more weight than this.

    Examples
    --------
    >>> lost_in_rounding(3, 2.0) < 1e-14, lost_in_rounding(3, 1e20) > 1
    (True, True)
    """
    return n * _EPSILON * max(1.0, radius)


def ratios_of_diagonals(matrix: Array) -> tuple[Array, NDArray[np.bool_]]:
    """Return the diagonal of e^A by that of e^|A| of a symmetric matrix A, and which entries are known.

    Examples
    --------
    >>> ratios, known = ratios_of_diagonals(np.array([[0.0, -1.0], [-1.0, 0.0]]))
    >>> ratios.round(12).tolist(), known.tolist()
    ([1.0, 1.0], [True, True])
    """
    sizes: Array = np.abs(matrix)
    with np.errstate(over="ignore"):
        radius = float(sizes.sum(axis=1).max(initial=0.0))
    if not lost_in_rounding(len(matrix), radius) <= KNOWN:
        return np.zeros(len(matrix)), np.zeros(len(matrix), dtype=bool)
    (signed, signed_off), (unsigned, unsigned_off) = (_by_eigenvalues(each, radius) for each in (matrix, sizes))
    known: NDArray[np.bool_] = signed_off + unsigned_off <= KNOWN
    # No closed walk counts more with its sign than without.
    ratios = np.exp(np.minimum(np.where(known, signed - unsigned, 0.0), 0.0))
    if not known.all():
        others, off = _by_squaring(matrix, radius)
        fresh = ~known & (off <= KNOWN * others)
        ratios[fresh] = np.minimum(others[fresh], 1.0)
        known |= fresh
    return ratios, known


def _by_eigenvalues(matrix: Array, radius: float) -> tuple[Array, Array]:
    """Return the logarithms of the diagonal of the exponential, and what part of each entry may be wrong."""
    values, vectors = np.linalg.eigh(matrix)
    top = float(values[-1])
    part: Array = (vectors**2) @ np.exp(values - top)
    # An entry that is nothing beside the largest is not known, whatever is taken for its logarithm.
    part = np.maximum(part, np.finfo(float).tiny)
    return top + np.log(part), lost_in_rounding(len(matrix), radius) / part


def _by_squaring(matrix: Array, radius: float) -> tuple[Array, Array]:
    """Return the diagonal of e^A by that of e^|A|, and how far from it each entry may be."""
    n = len(matrix)
    halvings = max(0, math.ceil(math.log2(radius)) + 2) if radius > 0 else 0
    signed, unsigned = (_series(each / 2.0**halvings) for each in (matrix, np.abs(matrix)))
    # Both are measured in a power of two that keeps the largest entry near 1, so that none is too large for a number.
    for _ in range(halvings):
        signed, unsigned = signed @ signed, unsigned @ unsigned
        exponent = -int(np.frexp(unsigned.max())[1])
        signed, unsigned = np.ldexp(signed, exponent), np.ldexp(unsigned, exponent)
    diagonal = np.maximum(np.diagonal(unsigned), np.finfo(float).tiny)
    # Each squaring doubles the part that is lost, and n products, each rounded, are summed. What is too small for a
    # number and taken for 0 is no more than n times the least one, and grows with each squaring by 8 (n + 1) at most.
    rounded = (_TERMS + 1) * (n + 2) * _EPSILON * 2.0**halvings
    least = math.log(np.finfo(float).tiny) + (halvings + 1) * math.log(8 * (n + 1))
    off: Array = 2 * (rounded + np.exp(np.minimum(least - np.log(diagonal), 0.0)))
    return np.diagonal(signed) / diagonal, off


def _series(matrix: Array) -> Array:
    found = unit = np.eye(len(matrix))
    for power in range(_TERMS, 0, -1):
        found = unit + matrix @ found / power
    return found
