"""How far two groups of codes lie apart, when codes are few and come in clusters.

Codes read from one paragraph are not independent of each other. So labels are shuffled, and paragraphs drawn, by
cluster: a permutation test moves all codes of a cluster and group together, a bootstrap draws whole clusters, and each
cluster is left out in turn. What we leave out: any model of how codes come about. With a handful of clusters every
such figure describes how even the evidence is, and is no estimate of a world beyond the text.
"""

from __future__ import annotations

import itertools
import math
import numbers
from collections.abc import Iterable, Sequence
from typing import Final, Literal, cast

import attrs
import numpy as np
from numpy.typing import NDArray

from mxus.display.cards import Page, Table
from mxus.errors import InvalidValueError, several, shown
from mxus.measures.citing import cites, references_of
from mxus.measures.inputs import Array, Numbers, is_hashable, listed, one_of, real_number, refuse, unit_of, whole_number
from mxus.measures.inputs import numbers_of as read_numbers
from mxus.measures.literature import CAMERON_2008, EFRON_TIBSHIRANI_1993, PHIPSON_SMYTH_2010
from mxus.values.interval import Interval, Undefined
from mxus.values.result import Result
from mxus.values.typed import typed

__all__ = ["MeanGap", "mean_bounds", "mean_gap"]

Alternative = Literal["greater", "two-sided"]

_ROUNDING: Final = 1e-12
"""Gaps nearer than this, as a part of the largest value, are the same."""


@attrs.frozen(kw_only=True, repr=False, order=False, field_transformer=typed)
class MeanGap(Result):
    """The gap between the means of two groups, and what shuffling, drawing and leaving out make of it.

    ``value`` is the mean of the first group less that of the second.

    Parameters
    ----------
    first, second : Result
        The two means.
    p_value : float or Undefined
        Part of the ways to deal the labels to the clusters that give a gap as large.
    p_exact : bool
        Whether all ways were looked at, or so many drawn.
    ways : int
        How many were.
    bootstrap : Interval or None
        Percentile interval of the gap over draws of clusters that have values of both groups; None with fewer than two
        clusters, or if fewer than half of the draws had.
    bootstrap_first, bootstrap_second : Interval or None
        The same of the two means, over the same draws.
    level : float
        What part of the draws it holds.
    without : tuple of (str, float or Undefined)
        The gap when all codes of a cluster are left out, by cluster, in the order of the codes.

    Examples
    --------
    >>> found = mean_gap([1, 1, 0.5, -1, -1, 0], [True] * 3 + [False] * 3, ["a", "b", "c", "d", "e", "f"])
    >>> round(found, 4), found.p_value, found.ways
    (1.5, 0.05, 20)
    >>> found.weakest
    ('d', 1.3333333333333335)
    """

    first: Result
    second: Result
    p_value: float | Undefined
    p_exact: bool
    ways: int
    bootstrap: Interval | None
    bootstrap_first: Interval | None
    bootstrap_second: Interval | None
    level: float
    without: tuple[tuple[str, float | Undefined], ...]

    @property
    def weakest(self) -> tuple[str, float | Undefined] | None:
        """The cluster whose absence lowers the gap most, with the gap then; an undefined gap is lower than any."""
        return min(
            self.without,
            key=lambda item: -math.inf if isinstance(item[1], Undefined) else item[1],
            default=None,
        )

    def page(self) -> Page:
        """Return what a terminal and a notebook show: the means, what tests their gap, and it without each cluster."""
        ways = f"all {self.ways} ways" if self.p_exact else f"{self.ways} ways drawn"
        tested = str(self.p_value) if isinstance(self.p_value, Undefined) else f"{self.p_value:.4f} ({ways})"
        drawn = [
            ("bootstrap", self.bootstrap),
            ("of the first", self.bootstrap_first),
            ("of the second", self.bootstrap_second),
        ]
        facts = (
            ("first mean", self.first.figures()),
            ("second mean", self.second.figures()),
            ("permutation p", tested),
            *((name, f"{ends} in {self.level:.0%} of draws") for name, ends in drawn if ends is not None),
        )
        rows = [(name, str(gap) if isinstance(gap, Undefined) else f"{gap:+.4f}") for name, gap in self.without]
        return Result.page(self).extended(facts, Table.of_first("without each cluster", ("cluster", "gap"), rows))


@cites(PHIPSON_SMYTH_2010, EFRON_TIBSHIRANI_1993, CAMERON_2008)
def mean_gap(  # noqa: PLR0913 (two settings of each test)
    values: Numbers,
    first: Sequence[bool],
    clusters: Sequence[str],
    *,
    alternative: Alternative = "greater",
    draws: int = 9_999,
    level: float = 0.95,
    seed: int = 0,
) -> MeanGap:
    r"""Gap between the means of two groups of clustered values, with a permutation test and a bootstrap.

    .. math:: D = \frac{1}{n_1} \sum_{i \in G_1} a_i - \frac{1}{n_2} \sum_{i \in G_2} a_i

    Parameters
    ----------
    values : sequence of float, length n
        One code each; none missing.
    first : sequence of bool, length n
        Whether a value is of the first group; else it is of the second. Truth values of Python, numpy or a dataframe;
        none missing.
    clusters : sequence of str, length n
        Where each comes from: values of one cluster are not independent.
    alternative : {'greater', 'two-sided'}, default 'greater'
        Whether only gaps as far above count as extreme, or those as far below, too.
    draws : int, default 9999
        Ways drawn for the permutation test, where there are more than so many, and draws of clusters.
    level : float, default 0.95
        Part of the draws that the bootstrap interval holds.
    seed : int, default 0
        Seed of both.

    Returns
    -------
    MeanGap
        ``value`` is undefined with fewer than two values in a group, and everything else with it but the means.

    Raises
    ------
    InvalidValueError
        If lengths differ, a value is missing or not finite, a group is missing or anything but true or false, values
        lie further apart than a number can tell, a cluster is no name, or a setting is out of its range.

    Notes
    -----
    The p-value counts the way that was found among those it could have been, and so is never 0. A cluster with values
    of both groups is shuffled as two blocks, one a group. Of few clusters the least possible p is large: 1 over the
    number of ways.

    References
    ----------
    Phipson and Smyth (2010), Statistical Applications in Genetics and Molecular Biology 9(1). Efron and Tibshirani
    (1993), An Introduction to the Bootstrap. Cameron, Gelbach and Miller (2008), Review of Economics and Statistics
    90(3), 414-427.

    Examples
    --------
    >>> found = mean_gap([1, 1, 1, -1, -1, -1], [True] * 3 + [False] * 3, list("abcdef"))
    >>> found.value, found.p_value, found.p_exact
    (2.0, 0.05, True)
    >>> mean_gap([1, -1], [True, False], ["a", "b"]).value
    Undefined(reason='fewer than two values in a group')
    """
    one_of(alternative, Alternative, "alternative")
    draws = whole_number(draws, "draws", least=1)
    seed = whole_number(seed, "seed")
    part = real_number(level)
    if not 0 < part < 1:
        message = f"found level {shown(level)}; expected a part between 0 and 1"
        raise InvalidValueError(message)
    data = _Clustered.of(values, first, clusters)
    chance = np.random.default_rng(seed)
    gap = data.gap()
    p_value, exact, ways = data.permuted(alternative, draws, chance)
    of_gap, of_first, of_second = data.bootstrapped(draws, part, chance)
    return MeanGap.from_result(
        _result("gap of means", gap, data.values.size),
        first=_result("mean of the first group", data.mean(first=True), int(data.first.sum())),
        second=_result("mean of the second group", data.mean(first=False), int((~data.first).sum())),
        p_value=p_value,
        p_exact=exact,
        ways=ways,
        bootstrap=of_gap,
        bootstrap_first=of_first,
        bootstrap_second=of_second,
        level=part,
        without=data.without_each(),
    )


def _result(measure: str, value: float | Undefined, n: int) -> Result:
    return Result.exactly(
        measure, value, n=n, method="plain means; clusters shuffled and drawn whole", references=references_of(mean_gap)
    )


@attrs.frozen(eq=False)
class _Clustered:
    """Values of two groups, their clusters numbered in order.

    Values are in a unit, a power of two near the largest, so that no sum of them is too large or too small for a
    number, and nothing is rounded.
    """

    values: Array
    unit: float
    first: NDArray[np.bool_]
    names: tuple[str, ...]
    cluster: NDArray[np.int64]

    @classmethod
    def of(cls, values: Numbers, first: Sequence[bool], clusters: Sequence[str]) -> _Clustered:
        """Read and check the three."""
        found, missing = read_numbers(values, "values")
        wrong: NDArray[np.bool_] = missing | ~np.isfinite(found)
        if wrong.any():
            refuse(found, wrong, "values", "finite numbers")
        groups = _groups_of(first)
        if found.ndim != 1 or not groups.size == len(clusters) == found.size:
            message = f"found {found.size} values, {groups.size} groups and {len(clusters)} clusters; expected as many"
            raise InvalidValueError(message)
        unit = unit_of(found.tolist())
        scaled: Array = found / unit
        if scaled.size and not math.isfinite(float(np.ptp(scaled)) * unit):
            message = f"found values from {found.min():g} to {found.max():g}; expected a range that a number can hold"
            raise InvalidValueError(message)
        strange = [f"clusters[{place}] = {shown(name)}" for place, name in enumerate(clusters) if not is_hashable(name)]
        if strange:
            message = f"found {listed(strange)}; expected names"
            raise InvalidValueError(message)
        number = {name: place for place, name in enumerate(dict.fromkeys(clusters))}
        return cls(
            scaled,
            unit,
            groups,
            tuple(number),
            np.array([number[name] for name in clusters], dtype=np.int64),
        )

    def mean(self, *, first: bool) -> float | Undefined:
        """Return the mean of a group."""
        group = self.values[self.first == first]
        return _mean(group) * self.unit if group.size else Undefined("no value")

    def gap(self, without: int | None = None) -> float | Undefined:
        """Return the gap, of all values or of those not of a cluster."""
        found = self._scaled_gap(without)
        return found if isinstance(found, Undefined) else found * self.unit

    def _scaled_gap(self, without: int | None = None) -> float | Undefined:
        kept = np.ones(self.values.size, dtype=bool) if without is None else self.cluster != without
        one, other = (self.values[kept & (self.first == first)] for first in (True, False))
        if min(one.size, other.size) < 2:
            return Undefined("fewer than two values in a group")
        return _mean(one) - _mean(other)

    def permuted(
        self, alternative: Alternative, draws: int, chance: np.random.Generator
    ) -> tuple[float | Undefined, bool, int]:
        """Return the p-value, whether it is exact, and the number of ways looked at."""
        observed = self._scaled_gap()
        if isinstance(observed, Undefined):
            return observed, False, 0
        block = np.unique(2 * self.cluster + self.first, return_inverse=True)
        label = (block[0] % 2).astype(bool)
        size = np.bincount(block[1]).astype(np.float64)
        total = np.bincount(block[1], weights=self.values)
        ways = math.comb(label.size, int(label.sum()))
        exact = ways <= draws
        if exact:
            dealt = np.zeros((ways, label.size), dtype=bool)
            for row, chosen in enumerate(itertools.combinations(range(label.size), int(label.sum()))):
                dealt[row, list(chosen)] = True
        else:
            ways = draws
            dealt = chance.permuted(np.tile(label, (draws, 1)), axis=1)
        gaps = dealt @ total / (dealt @ size) - ~dealt @ total / (~dealt @ size)
        if alternative == "two-sided":
            observed, gaps = abs(observed), np.abs(gaps)
        # What rounding alone tells apart is the same gap.
        least = observed - _ROUNDING * float(np.abs(self.values).max())
        as_far = int((gaps >= least).sum())
        return (as_far / ways if exact else (1 + as_far) / (1 + ways)), exact, ways

    def bootstrapped(
        self, draws: int, level: float, chance: np.random.Generator
    ) -> tuple[Interval | None, Interval | None, Interval | None]:
        """Return percentile intervals of the gap and the two means over draws of clusters that have both groups."""
        count = len(self.names)
        if count < 2 or isinstance(self.gap(), Undefined):
            return None, None, None
        drawn = chance.multinomial(count, np.full(count, 1 / count), size=draws).astype(np.float64)
        sums = [np.bincount(self.cluster, weights=self.values * group, minlength=count) for group in self._groups()]
        sizes = [np.bincount(self.cluster, weights=group, minlength=count) for group in self._groups()]
        held = [drawn @ size for size in sizes]
        both = (held[0] > 0) & (held[1] > 0)
        if both.sum() < draws / 2:
            return None, None, None
        one, other = (drawn[both] @ total / size[both] for total, size in zip(sums, held, strict=True))
        ends = ((1 - level) / 2, (1 + level) / 2)
        quantiles = ((np.quantile(each, ends) * self.unit).tolist() for each in (one - other, one, other))
        gap, first, second = (Interval(lower, upper) for lower, upper in quantiles)
        return gap, first, second

    def _groups(self) -> tuple[Array, Array]:
        return self.first.astype(np.float64), (~self.first).astype(np.float64)

    def without_each(self) -> tuple[tuple[str, float | Undefined], ...]:
        """Return the gap without each cluster."""
        return tuple((name, self.gap(without=number)) for number, name in enumerate(self.names))


def _groups_of(first: Iterable[object]) -> NDArray[np.bool_]:
    """Return group labels as an array; what is no truth value, or missing, is refused rather than read as one."""
    if not isinstance(first, Iterable):
        message = f"found first {shown(first)}; expected True or False for each value"
        raise InvalidValueError(message)
    given = list(first)
    wrong = [f"first[{place}] = {shown(label)}" for place, label in enumerate(given) if not _is_truth(label)]
    if wrong:
        message = f"found {listed(wrong)}; expected True or False for each value"
        raise InvalidValueError(message)
    return np.array(given, dtype=bool)


def _is_truth(label: object) -> bool:
    return isinstance(label, bool | np.bool_)


def _mean(values: Array) -> float:
    return math.fsum(values.tolist()) / len(values)


@cites()
def mean_bounds(certain: Iterable[tuple[float, float]], possible: Iterable[tuple[float, float]] = ()) -> Result:
    """Bounds of the mean of values known within bounds, some of which may not count at all.

    Sharp: of those that may not count, the lowest are taken as long as they lower the mean, and the highest as long as
    they raise it.

    Parameters
    ----------
    certain : iterable of (float, float)
        Lower and upper bound of each value that counts.
    possible : iterable of (float, float), optional
        The same of those that may or may not count, each for itself.

    Returns
    -------
    Result
        ``interval`` reaches from the least to the greatest mean, None where there is nothing to take a mean of. Without
        certain values, means are of at least one possible one. ``value`` is undefined unless the two ends are one.
        ``n`` is the number of values that count, ``n_missing`` of those that may or may not.

    Raises
    ------
    InvalidValueError
        If an upper bound lies below its lower one, a bound is not a number, or both infinities are at one end.

    Examples
    --------
    >>> print(mean_bounds([(0, 0.5), (1, 1)], [(-1, -1)]))
    mean: undefined: known only within bounds, in [0, 0.75] (n=2, n_missing=1)
    >>> mean_bounds([]).value
    Undefined(reason='no value')
    """
    held = [_interval(pair) for pair in several(certain, "certain")]
    open_ones = [_interval(pair) for pair in several(possible, "possible")]
    if not held and not open_ones:
        return _mean_within(None, held, open_ones)
    for ends in zip(*((each.lower, each.upper) for each in (*held, *open_ones)), strict=True):
        if {-math.inf, math.inf} <= set(ends):
            message = "found bounds of -inf and inf at one end; expected ones that have a mean"
            raise InvalidValueError(message)
    unit = unit_of(end for each in (*held, *open_ones) for end in (each.lower, each.upper))
    lower = _least_mean([each.lower / unit for each in held], [each.lower / unit for each in open_ones])
    upper = -_least_mean([-each.upper / unit for each in held], [-each.upper / unit for each in open_ones])
    return _mean_within(Interval(min(lower, upper) * unit, upper * unit), held, open_ones)


def _mean_within(ends: Interval | None, held: Sequence[Interval], open_ones: Sequence[Interval]) -> Result:
    value: float | Undefined = Undefined("no value" if ends is None else "known only within bounds")
    if ends is not None and ends.lower == ends.upper and math.isfinite(ends.lower):
        value = ends.lower
    return Result(
        measure="mean",
        value=value,
        interval=ends,
        n=len(held),
        n_missing=len(open_ones),
        method="least and greatest mean",
        references=references_of(mean_bounds),
    )


def _interval(pair: object) -> Interval:
    told = shown(pair)
    ends: list[object] = [*cast("list[object]", pair)] if isinstance(pair, tuple | list) else []
    if len(ends) != 2 or not all(isinstance(end, numbers.Real) for end in ends):
        raise InvalidValueError(f"found bounds {told}; expected a lower and an upper number")
    lower, upper = cast("list[float]", ends)
    return Interval(lower, upper)


def _least_mean(held: list[float], open_ones: list[float]) -> float:
    taken = list(held)
    for value in sorted(open_ones):
        if taken and value * len(taken) >= math.fsum(taken):
            break
        taken.append(value)
    return math.fsum(taken) / len(taken)
