"""Alignment of two portfolios: how alike two actors' positions on the same objects are."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal, get_args

from mxus.errors import InvalidValueError, shown
from mxus.measures.literature import MXUS, SIGNORINO_RITTER_1999
from mxus.values.result import Interval, Result, Undefined

__all__ = ["s_score", "similarity"]


Distance = Literal["absolute", "squared"]


def similarity(x: float, y: float, *, levels: Sequence[float], distance: Distance) -> float:
    """Return the similarity of two positions: 1 where equal, -1 where at opposite ends of the scale.

    Examples
    --------
    >>> similarity(-1, 2, levels=(-2, -1, 0, 1, 2), distance="absolute")
    -0.5
    """
    if distance not in get_args(Distance):
        message = f"found distance {shown(distance)}; expected one of {', '.join(map(repr, get_args(Distance)))}"
        raise InvalidValueError(message)
    part = abs(x - y) / (max(levels) - min(levels))
    return 1 - 2 * (part if distance == "absolute" else part * part)


def s_score(
    x: Sequence[float | None],
    y: Sequence[float | None],
    *,
    levels: Sequence[float],
    distance: Distance = "absolute",
    item_weights: Sequence[float] | None = None,
) -> Result:
    r"""Signorino and Ritter's S: similarity of two portfolios of positions.

    One minus twice the mean distance between the positions, as a part of the largest distance the scale allows.

    .. math:: S = 1 - 2 \frac{\\sum_i w_i d_i}{d_{max} \\sum_i w_i}

    with :math:`d_i = |x_i - y_i|` and :math:`d_{max} = R`, the range of the declared scale, or both squared.

    Parameters
    ----------
    x, y : sequence of float or None
        Positions of the two sides on the same items; None where one takes none. Equal lengths.
    levels : sequence of float
        The declared scale, all its levels; at least two. The range comes from it, never from the values observed.
    distance : {'absolute', 'squared'}, default 'absolute'
        Absolute distances, as in the paper; squared ones weigh strong disagreement more.
    item_weights : sequence of float, optional
        Weight of each item, at least 0; rescaled, so that only proportions matter. Equal weights where not given.

    Returns
    -------
    Result
        ``value`` from -1 (opposite ends throughout) to 1 (equal wherever the weight is positive). Items missing on a
        side are left out and counted in ``n_missing``. Undefined without an item in common, or if all weights are 0.

    Raises
    ------
    InvalidValueError
        If lengths differ, a value is not a level, a weight is negative or not finite, or the scale has one level.

    Notes
    -----
    Symmetric, and unchanged by adding a constant to levels and values. S does not correct for agreement by chance: two
    actors who support nearly everything are similar by S whatever they think of each other.

    References
    ----------
    Signorino and Ritter (1999), International Studies Quarterly 43(1), 115-144.

    Examples
    --------
    >>> result = s_score([3, 3, 2, 2], [2, 2, 3, 3], levels=(0, 1, 2, 3), item_weights=[0.5, 0.3, 0.1, 0.1])
    >>> round(result.value, 6)
    0.333333
    >>> s_score([1, None], [1, 2], levels=(1, 2, 3)).n_missing
    1
    """
    scale = sorted(set(levels))
    if len(scale) < 2 or not all(math.isfinite(level) for level in scale):
        message = f"found levels {shown(levels)}; expected at least two finite levels"
        raise InvalidValueError(message)
    weights = [1.0] * len(x) if item_weights is None else list(item_weights)
    if not len(x) == len(y) == len(weights):
        message = f"found {len(x)} and {len(y)} positions and {len(weights)} weights; expected equal numbers"
        raise InvalidValueError(message)
    for name, side in (("x", x), ("y", y)):
        for index, position in enumerate(side):
            if position is not None and position not in scale:
                message = f"found {name}[{index}] = {shown(position)}; expected None or one of {scale}"
                raise InvalidValueError(message)
    for index, weight in enumerate(weights):
        if not (math.isfinite(weight) and weight >= 0):
            message = f"found item_weights[{index}] = {shown(weight)}; expected a finite number from 0"
            raise InvalidValueError(message)
    common = [(a, b, w) for a, b, w in zip(x, y, weights, strict=True) if a is not None and b is not None]
    similarity(scale[0], scale[-1], levels=scale, distance=distance)  # refuses an unknown distance, items or not
    heaviest = max((w for _, _, w in common), default=0.0) or 1.0
    common = [(a, b, w / heaviest) for a, b, w in common]  # so that no weight is too large or too small to be summed
    total = math.fsum(w for _, _, w in common)
    value: float | Undefined
    if not common:
        value = Undefined("no observation in common")
    elif total == 0:
        value = Undefined("all weights are 0")
    else:
        part = math.fsum(w * similarity(a, b, levels=scale, distance=distance) for a, b, w in common) / total
        value = min(1.0, max(-1.0, part))
    return Result(
        measure="Signorino-Ritter S",
        value=value,
        interval=None if isinstance(value, Undefined) else Interval(value, value),
        n=len(common),
        n_missing=len(x) - len(common),
        method=f"{distance} distance over levels {scale[0]:g} to {scale[-1]:g}",
        references=(SIGNORINO_RITTER_1999, MXUS),
    )
