"""Alignment of two portfolios: how alike two actors' positions on the same items are.

Each index is a function of one thing, the table that counts for each pair of levels the items on which the two sides
take them. They differ in how far apart two levels are (not at all or wholly, by their difference, by its square) and
in what they compare the observed distance with: the largest that the scale allows (S), the one expected if each side
kept its own habits but chose independently (kappa, A), or if both shared one habit (pi).

The signatures are the same throughout: two sequences of equal length with None where a side takes no position, and the
declared scale ``levels=``, which is never guessed from the values: a dyad that uses only a part of the scale would
otherwise be measured with another ruler than its neighbour.

Items on which a side takes no position are left out of the value. The interval holds the index for every completion: a
missing position can be any level, a missing weight any amount. It is sharp. Kappa, pi, tau-b and A have none where a
weight is missing, or where there are too many completions to look at each (50,000 tables that differ); the result then
says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

from mxus.errors import InvalidValueError
from mxus.measures.citing import cites, references_of
from mxus.measures.contingency import level_numbers, scale_of
from mxus.measures.indices import Distance, GradedDistance, works_of
from mxus.measures.inputs import Numbers, one_of
from mxus.measures.literature import LIJPHART_1963
from mxus.measures.portfolios import Portfolios
from mxus.values.interval import Interval, Undefined
from mxus.values.result import Result

__all__ = [
    "agreement_share",
    "benati_capurri_a",
    "cohen_kappa",
    "kendall_tau_b",
    "lijphart_agreement",
    "s_score",
    "scott_pi",
    "similarity",
]

Convention = Literal["undefined", "haege2011"]


def similarity(x: float, y: float, *, levels: Sequence[float], distance: GradedDistance) -> float:
    """Return the similarity of two positions: 1 where equal, -1 where at opposite ends of the scale.

    Examples
    --------
    >>> similarity(-1, 2, levels=(-2, -1, 0, 1, 2), distance="absolute")
    -0.5
    """
    return float(s_score([x], [y], levels=levels, distance=distance))


@cites(*works_of("Signorino-Ritter S"))
def s_score(
    x: Numbers,
    y: Numbers,
    *,
    levels: Sequence[float],
    distance: GradedDistance = "absolute",
    item_weights: Numbers | None = None,
) -> Result:
    r"""Signorino and Ritter's S: similarity of two portfolios of positions.

    One minus twice the mean distance between the positions, as a part of the largest distance the scale allows.

    .. math:: S = 1 - 2 \frac{\sum_i w_i d_i}{d_{max} \sum_i w_i}

    with :math:`d_i = |x_i - y_i|` and :math:`d_{max} = R`, the range of the declared scale, or both squared.

    Parameters
    ----------
    x, y : sequence of float or None
        Positions of the two sides on the same items; None or NaN where one takes none. Equal lengths.
    levels : sequence of float
        The declared scale, all its levels; at least two. The range comes from it, never from the values observed.
    distance : {'absolute', 'squared'}, default 'absolute'
        Absolute distances, as in the paper; squared ones weigh strong disagreement more.
    item_weights : sequence of float or None, optional
        Weight of each item, at least 0; rescaled, so that only proportions matter. An item whose weight is None is left
        out. Equal weights where not given.

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
    >>> print(s_score([1, None], [1, 2], levels=(1, 2, 3)))
    Signorino-Ritter S: 1 in [0.5, 1] (n=1, n_missing=1)
    """
    one_of(distance, GradedDistance, "distance")
    return Portfolios.of(x, y, levels, item_weights).result(f"s_{distance}")


@cites(*works_of("Cohen's kappa"))
def cohen_kappa(
    x: Numbers,
    y: Numbers,
    *,
    levels: Sequence[float],
    distance: Distance = "nominal",
    convention: Convention = "undefined",
) -> Result:
    r"""Cohen's kappa: agreement beyond that of two independent sides, each with its own habits.

    .. math:: \kappa = 1 - \frac{\sum_{ij} d_{ij} O_{ij}}{\sum_{ij} d_{ij} p_i q_j}

    with O the joint proportions, p and q their margins, and d the distance between levels.

    Parameters
    ----------
    x, y : sequence of float or None
        Positions of the two sides on the same items; None or NaN where one takes none. Equal lengths.
    levels : sequence of float
        The declared scale, all its levels; at least two.
    distance : {'nominal', 'absolute', 'squared'}, default 'nominal'
        Distance between levels: 0 or 1, their difference, or its square. Nominal is Cohen (1960); absolute distances
        are known as linear weights, squared ones as quadratic weights, which are usual for foreign policy similarity
        (Häge 2011).
    convention : {'undefined', 'haege2011'}, default 'undefined'
        What to answer where no disagreement is expected, because both sides keep to one and the same level: that there
        is no value, or 0, as Häge (2011) has it. Undefined by default, since 0/0 is not evidence of chance agreement.

    Returns
    -------
    Result
        ``value`` from -1 to 1 (equal throughout); 0 where a side keeps to one level and the other does not; negative
        where the sides differ more than chance would have it. Undefined without an item in common.

    Raises
    ------
    InvalidValueError
        If lengths differ, a value is not a level, or the scale has one level.

    References
    ----------
    Cohen (1960), Educational and Psychological Measurement 20(1), 37-46. Cohen (1968), Psychological Bulletin 70(4),
    213-220. Häge (2011), Political Analysis 19(3), 287-305.

    Examples
    --------
    >>> cohen_kappa([1, 1, 3, 3, 2], [1, 1, 3, 1, 2], levels=(1, 2, 3), distance="squared").value
    0.5
    >>> cohen_kappa([1, 1], [1, 1], levels=(1, 2, 3)).value
    Undefined(reason='no disagreement is expected: both sides keep to one level')
    >>> cohen_kappa([1, 1], [1, 1], levels=(1, 2, 3), convention="haege2011").value
    0.0
    """
    return _corrected("kappa", x, y, levels=levels, distance=distance, convention=convention)


@cites(*works_of("Scott's pi"))
def scott_pi(
    x: Numbers,
    y: Numbers,
    *,
    levels: Sequence[float],
    distance: Distance = "nominal",
    convention: Convention = "undefined",
) -> Result:
    r"""Scott's pi: agreement beyond that of two independent sides with one shared habit.

    .. math:: \pi = 1 - \frac{\sum_{ij} d_{ij} O_{ij}}{\sum_{ij} d_{ij} m_i m_j}

    with O the joint proportions, m the mean of their two margins, and d the distance between levels.

    Parameters
    ----------
    x, y : sequence of float or None
        Positions of the two sides on the same items; None or NaN where one takes none. Equal lengths.
    levels : sequence of float
        The declared scale, all its levels; at least two.
    distance : {'nominal', 'absolute', 'squared'}, default 'nominal'
        Distance between levels: 0 or 1, their difference, or its square. Two forms are in use under one name and they
        differ: nominal is Scott's own and that of the R package fpsim, squared is Häge's (2011). The default is
        Scott's.
    convention : {'undefined', 'haege2011'}, default 'undefined'
        What to answer where no disagreement is expected, because both sides keep to one and the same level: that there
        is no value, or 0, as Häge (2011) has it.

    Returns
    -------
    Result
        ``value`` from -1 to 1 (equal throughout). Undefined without an item in common.

    Raises
    ------
    InvalidValueError
        If lengths differ, a value is not a level, or the scale has one level.

    Notes
    -----
    Where the two sides have different habits, pi counts the difference as disagreement and kappa does not: pi is at
    most kappa.

    References
    ----------
    Scott (1955), Public Opinion Quarterly 19(3), 321-325. Häge (2011), Political Analysis 19(3), 287-305.

    Examples
    --------
    >>> x, y = [1, 1, 3, 3, 2], [1, 1, 3, 1, 2]
    >>> round(scott_pi(x, y, levels=(1, 2, 3)).value, 6)
    0.677419
    >>> round(scott_pi(x, y, levels=(1, 2, 3), distance="squared").value, 6)
    0.473684
    """
    return _corrected("pi", x, y, levels=levels, distance=distance, convention=convention)


@cites(*works_of("Kendall's tau-b"))
def kendall_tau_b(
    x: Numbers,
    y: Numbers,
    *,
    levels: Sequence[float],
) -> Result:
    r"""Kendall's tau-b: whether two sides rank the items alike.

    .. math:: \tau_b = \frac{C - D}{\sqrt{(N - T_x)(N - T_y)}}

    with C and D the pairs of items that the sides order alike and oppositely, N all pairs, and T those tied on a side.

    Parameters
    ----------
    x, y : sequence of float or None
        Positions of the two sides on the same items; None or NaN where one takes none. Equal lengths.
    levels : sequence of float
        The declared scale, all its levels; only their order matters.

    Returns
    -------
    Result
        ``value`` from -1 to 1. Undefined without an item in common, or where a side keeps to one level.

    Raises
    ------
    InvalidValueError
        If lengths differ, a value is not a level, or the scale has one level.

    Notes
    -----
    Kept for comparison with older work. Signorino and Ritter (1999) argue against it as a measure of similarity: it
    asks whether commitments rise together, not whether they are the same, so that two portfolios that never agree can
    have 1.

    References
    ----------
    Kendall (1938), Biometrika 30, 81-93; ties: Kendall (1945), Biometrika 33(3), 239-251.

    Examples
    --------
    >>> kendall_tau_b([1, 1, 2, 2], [2, 2, 3, 3], levels=(1, 2, 3)).value
    1.0
    >>> kendall_tau_b([1, 1, 1], [1, 2, 3], levels=(1, 2, 3)).value
    Undefined(reason='a side keeps to one level')
    """
    return Portfolios.of(x, y, levels).result("tau_b")


@cites(*works_of("Benati-Capurri A"))
def benati_capurri_a(
    x: Numbers,
    y: Numbers,
    *,
    levels: Sequence[float],
    distance: GradedDistance = "absolute",
    item_weights: Numbers | None = None,
) -> Result:
    r"""Benati and Capurri's alignment index A: S less the S of two independent sides with the same habits.

    .. math:: A = S(O) - S(E) = \frac{2}{d_{max}} \sum_{ij} d_{ij} (p_i q_j - O_{ij})

    Parameters
    ----------
    x, y : sequence of float or None
        Positions of the two sides on the same items; None or NaN where one takes none. Equal lengths.
    levels : sequence of float
        The declared scale, all its levels; at least two.
    distance : {'absolute', 'squared'}, default 'absolute'
        Distance between levels, as in S.
    item_weights : sequence of float or None, optional
        Weight of each item, at least 0; only proportions matter. An item whose weight is None is left out. Habits are
        then weighted, too.

    Returns
    -------
    Result
        ``value`` from -1 to 1; 0 where a side keeps to one level: what it does tells nothing of the other. Undefined
        without an item in common, or if all weights are 0.

    Raises
    ------
    InvalidValueError
        If lengths differ, a value is not a level, a weight is negative or not finite, or the scale has one level.

    Notes
    -----
    Unlike kappa, A is a difference and not a ratio, so that it has a value where kappa has none and is small where
    habits leave little room to differ.

    References
    ----------
    Benati and Capurri (2026), Quality & Quantity, doi:10.1007/s11135-026-02814-x.

    Examples
    --------
    >>> benati_capurri_a([1, 1, 3, 3], [1, 1, 3, 1], levels=(1, 2, 3)).value
    0.5
    >>> benati_capurri_a([1, 1, 1], [1, 2, 3], levels=(1, 2, 3)).value
    0.0
    """
    one_of(distance, GradedDistance, "distance")
    return Portfolios.of(x, y, levels, item_weights).result(f"alignment_{distance}")


@cites(*works_of("agreement share"))
def agreement_share(
    x: Numbers,
    y: Numbers,
    *,
    levels: Sequence[float],
) -> Result:
    """Share of items on which two sides take the same level.

    Parameters
    ----------
    x, y : sequence of float or None
        Positions of the two sides on the same items; None or NaN where one takes none. Equal lengths.
    levels : sequence of float
        The declared scale, all its levels; at least two.

    Returns
    -------
    Result
        ``value`` from 0 to 1. Undefined without an item in common.

    Raises
    ------
    InvalidValueError
        If lengths differ, a value is not a level, or the scale has one level.

    Examples
    --------
    >>> agreement_share([1, 2, 3, 3], [1, 3, 3, 1], levels=(1, 2, 3)).value
    0.5
    """
    return Portfolios.of(x, y, levels).result("agreement")


@cites(LIJPHART_1963)
def lijphart_agreement(
    x: Numbers,
    y: Numbers,
    *,
    levels: Sequence[float],
) -> Result:
    """Lijphart's index of agreement: abstention against a yes or a no is half an agreement.

    Parameters
    ----------
    x, y : sequence of float or None
        Votes of the two sides on the same items; None or NaN where one did not vote. Equal lengths.
    levels : sequence of float
        The three levels of a vote; the middle one is abstention.

    Returns
    -------
    Result
        ``value`` from 0 to 1. Undefined without an item in common.

    Raises
    ------
    InvalidValueError
        If lengths differ, a value is not a level, or the scale has not three levels.

    Notes
    -----
    With evenly spaced levels it is (1 + S) / 2, S with absolute distances. Lijphart prints it in percent.

    References
    ----------
    Lijphart (1963), American Political Science Review 57(4), 902-917.

    Examples
    --------
    >>> lijphart_agreement([1, 2, 3, 3], [1, 3, 3, 1], levels=(1, 2, 3)).value
    0.625
    """
    scale = scale_of(levels)
    if scale.size != 3:
        message = f"found {scale.size} levels; expected three, abstention in the middle"
        raise InvalidValueError(message)
    # An abstention is half way between a yes and a no, however the three are numbered.
    numbered = [level_numbers(side, scale, name) for side, name in ((x, "x"), (y, "y"))]
    halves = [np.where(side < 0, np.nan, side) for side in numbered]
    similar = Portfolios.of(halves[0], halves[1], (0, 1, 2)).result("s_absolute")
    value = similar.value if isinstance(similar.value, Undefined) else (1 + similar.value) / 2
    ends = similar.interval
    return Result.with_missing(
        "Lijphart's index of agreement",
        value,
        None if ends is None else Interval((1 + ends.lower) / 2, (1 + ends.upper) / 2),
        n=similar.n,
        n_missing=similar.n_missing,
        method="an abstention against a yes or a no is half an agreement",
        references=references_of(lijphart_agreement),
    )


def _corrected(  # noqa: PLR0913 (what the two share)
    family: Literal["kappa", "pi"],
    x: Numbers,
    y: Numbers,
    *,
    levels: Sequence[float],
    distance: Distance,
    convention: Convention,
) -> Result:
    """Return kappa or pi."""
    one_of(distance, Distance, "distance")
    one_of(convention, Convention, "convention")
    return Portfolios.of(x, y, levels).result(f"{family}_{distance}", zero_without_chance=convention == "haege2011")
