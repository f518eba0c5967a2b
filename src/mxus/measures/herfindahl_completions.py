"""The least and the most that squared shares can sum to, when each share is known within bounds."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

__all__ = ["ROUNDING", "largest_sum_of_squares", "smallest_sum_of_squares"]

ROUNDING: Final = 1e-9
"""Shares that sum to 1 within this are taken to sum to 1."""

_STEPS: Final = 200_000
"""Branches looked at before the upper end is answered with a ceiling that may not be attained."""

_TIE: Final = 1e-15
"""A branch must promise more than this to be followed."""

_MANY: Final = 10**30
"""More others than this are as many: what they have together adds less than 1e-30 to the squares."""

Bounds = Sequence[tuple[float, float]]


def smallest_sum_of_squares(bounds: Bounds, others: int | None) -> float:
    """Return the least that squared shares can sum to.

    Parameters
    ----------
    bounds : sequence of (float, float)
        Lower and upper bound of each share.
    others : int or None
        Number of further shares within 0..1; None for any number, which then have nothing each in the limit.

    Examples
    --------
    >>> round(smallest_sum_of_squares([(0.8, 0.8)], 2), 6)
    0.66
    """
    if others is None:
        return math.fsum(lower * lower for lower, _ in bounds)
    count = float(min(others, _MANY))
    # The least is where all shares not held by a bound are alike: raise the lowest together until the sum is 1.
    low, high = 0.0, 1.0
    for _ in range(200):
        level = (low + high) / 2
        if math.fsum([*(min(upper, max(lower, level)) for lower, upper in bounds), count * level]) < 1:
            low = level
        else:
            high = level
    return math.fsum([*(min(upper, max(lower, high)) ** 2 for lower, upper in bounds), count * high * high])


def largest_sum_of_squares(bounds: Bounds) -> tuple[float, bool]:
    """Return the most that squared shares that sum to 1 can sum to, and whether it is attained.

    Squares are convex, so the most is where all shares but one are at a bound. Branch and bound over which are at the
    upper one: on the way from lower to upper a share gains at most lower + upper a unit, so that filling shares in that
    order, the last one in part, bounds every completion from above.

    Examples
    --------
    >>> value, attained = largest_sum_of_squares([(0.3, 0.5), (0.1, 0.4), (0.0, 1.0)])
    >>> round(value, 6), attained
    (0.46, True)
    """
    boxes = sorted(bounds, key=lambda box: (box[0] + box[1], box[1]), reverse=True)
    room = [upper - lower for lower, upper in boxes]
    rate = [lower + upper for lower, upper in boxes]
    # Of shares with the same bounds the first ones are raised: after one that is not, the next different one follows.
    following = [len(boxes)] * len(boxes)
    for place in range(len(boxes) - 2, -1, -1):
        following[place] = following[place + 1] if boxes[place] == boxes[place + 1] else place + 1
    best, beyond, steps = -math.inf, -math.inf, 0
    rest = max(0.0, 1 - math.fsum(lower for lower, _ in boxes))
    stack: list[tuple[int, float, float, int]] = [(0, rest, 0.0, -1)]
    while stack:
        # The next share, what is left to give, the gain so far, and the share that will take what is left over.
        place, left, gain, part = stack.pop()
        ceiling = gain + _most(room, rate, part, place, left)
        if ceiling <= best + _TIE:
            continue
        steps += 1
        if steps > _STEPS:
            beyond = max(beyond, ceiling)
        elif place == len(boxes) or left <= ROUNDING:
            taken = min(left, room[part]) if part >= 0 else 0.0
            if left - taken <= ROUNDING:
                best = max(best, gain + (taken * (2 * boxes[part][0] + taken) if taken else 0.0))
        else:
            stack.append((following[place], left, gain, part))
            if part < 0:
                stack.append((following[place], left, gain, place))
            if room[place] <= left + ROUNDING:
                stack.append((place + 1, max(0.0, left - room[place]), gain + room[place] * rate[place], part))
    base = math.fsum(lower * lower for lower, _ in boxes)
    return min(1.0, base + max(best, beyond)), beyond <= best


def _most(room: Sequence[float], rate: Sequence[float], part: int, place: int, left: float) -> float:
    """Return a ceiling of what `part` and the shares from `place` on can gain from what is left."""
    gain = 0.0
    for number in (*([part] if part >= 0 else []), *range(place, len(room))):
        if left <= 0:
            break
        given = min(room[number], left)
        gain += given * rate[number]
        left -= given
    return gain
