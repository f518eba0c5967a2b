"""Concentration of trade on partners."""

from __future__ import annotations

import math
from collections.abc import Sequence

from mxus.errors import InvalidValueError, shown
from mxus.measures.literature import MXUS
from mxus.values.result import Interval, Result, Undefined

__all__ = ["largest_share"]

_ROUNDING = 1e-9


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
    for index, (lower, upper) in enumerate(shares):
        if not 0 <= lower <= upper <= 1:
            message = f"found shares[{index}] = {shown((lower, upper))}; expected bounds within 0..1, the lower first"
            raise InvalidValueError(message)
    certain = math.fsum(lower for lower, _ in shares)
    if certain > 1 + _ROUNDING:
        message = f"found lower bounds that sum to {certain:g}; expected at most 1"
        raise InvalidValueError(message)
    rest = max(0.0, 1 - certain)
    smallest = max((lower for lower, _ in shares), default=0.0)
    # At most, the rest goes to one partner: to one that is known of as far as its bound allows, or to one that is not.
    largest = max((min(upper, lower + rest) for lower, upper in shares), default=0.0)
    largest = max(largest, rest)
    value: float | Undefined = smallest if smallest == largest else Undefined("known only within bounds")
    return Result(
        measure="largest partner's share",
        value=value,
        interval=Interval(smallest, largest),
        n=len(shares),
        method="sharp bounds over all completions of the shares not known",
        references=(MXUS,),
    )
