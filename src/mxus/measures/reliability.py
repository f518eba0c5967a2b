"""Reliability: how far coders of the same text agree, field by field."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence, Sized
from collections.abc import Set as AbstractSet
from itertools import combinations, combinations_with_replacement, product
from typing import Final, Literal

import attrs
import numpy as np

from mxus.display.cards import Page
from mxus.errors import InvalidValueError, MissingExtraError, require_kind, shown
from mxus.measures.citing import cites, references_of
from mxus.measures.inputs import Array, is_hashable, is_missing, listed, one_of, real_number, unit_of
from mxus.measures.literature import KRIPPENDORFF_2011
from mxus.values.interval import Interval, Undefined
from mxus.values.many import ResultsByName
from mxus.values.result import Result
from mxus.values.typed import typed

__all__ = ["FieldReliability", "LevelOfMeasurement", "field_reliability", "krippendorff_alpha"]

LevelOfMeasurement = Literal["nominal", "ordinal", "interval", "ratio"]
_MOST_CELLS: Final = 2 * 10**8
"""The package that computes alpha makes a table of units x values x values: more than this has no room."""

_MOST_WAYS: Final = 20_000
"""Completions that are looked at: a second at most."""

_LARGEST: Final = 2.0**1022
"""Numbers above this can sum to more than a number can hold."""

_QUICK_CELLS: Final = 10**6
"""A table that takes the package some milliseconds; a larger one is done without where values are nominal."""

Ratings = Sequence[Sequence[Hashable | None]]


@cites(KRIPPENDORFF_2011)
def krippendorff_alpha(
    ratings: Ratings,
    *,
    level_of_measurement: LevelOfMeasurement = "nominal",
    levels: Sequence[Hashable] | None = None,
) -> Result:
    r"""Krippendorff's alpha: agreement of any number of coders beyond chance, gaps allowed.

    .. math:: \alpha = 1 - D_o / D_e

    with D the disagreement observed and the one expected if the values were dealt out to the units at random.

    Parameters
    ----------
    ratings : sequence of sequences, one per coder
        What each coder gave to each unit; None (or NaN) where a coder gave nothing. Terms for nominal and ordinal data,
        numbers for the others.
    level_of_measurement : {'nominal', 'ordinal', 'interval', 'ratio'}, default 'nominal'
        How far apart two values are: wholly if they differ; by the values between them; by their difference; by their
        difference as a part of their sum.
    levels : sequence, optional
        The declared scale, lowest first. Required for ordinal data, and checked for nominal data where given; not for
        the others.

    Returns
    -------
    Result
        ``value`` up to 1 (agreement throughout); 0 is what chance gives. ``n`` is the number of units with two values
        or more, ``n_missing`` of units that lack a value of some coder; those with one value or none are left out.
        Undefined without a unit of two values, and where all values are one and the same: a field that never varies
        cannot show that coders can tell its values apart. With `levels` the interval holds alpha for every completion
        and is sharp, where there are no more than 20,000 that differ; else there is none, for a value that is missing
        could be any.

    Raises
    ------
    InvalidValueError
        If coders have different numbers of units, there is one coder, a value is not one of `levels`, not hashable, or
        not a number where numbers are needed.
    MissingExtraError
        If the ``krippendorff`` package, which computes it, is not installed (``mxus[reliability]``).

    References
    ----------
    Krippendorff (2011), Computing Krippendorff's Alpha-Reliability.

    Examples
    --------
    >>> first = ["supports", "opposes", "neutral", "supports", None]
    >>> second = ["supports", "opposes", "supports", "supports", "opposes"]
    >>> result = krippendorff_alpha([first, second], level_of_measurement="ordinal",
    ...                             levels=["opposes", "neutral", "supports"])
    >>> print(result)
    Krippendorff's alpha: 0.75 in [0.3929, 0.88] (n=4, n_missing=1)
    """
    one_of(level_of_measurement, LevelOfMeasurement, "level_of_measurement")
    table = _numbered(ratings, level_of_measurement, levels)
    return _alpha(table, level_of_measurement, None if levels is None else len(dict.fromkeys(levels)))


@attrs.frozen(kw_only=True, repr=False, order=False, field_transformer=typed)
class FieldReliability(Result):
    """How far two codings agree on one field.

    ``value`` is Krippendorff's alpha, the agreement beyond chance.

    Parameters
    ----------
    agreement : Result
        Share of units that both coded alike.

    Examples
    --------
    >>> found = field_reliability({"arena": ["a", "b", "b"]}, {"arena": ["a", "b", "a"]})
    >>> round(found["arena"], 4), round(found["arena"].agreement, 4)
    (0.4444, 0.6667)
    """

    agreement: Result

    def page(self) -> Page:
        """Return what a terminal and a notebook show: alpha, and the share coded alike."""
        return Result.page(self).extended((("coded alike", self.agreement.figures()),))


@cites(KRIPPENDORFF_2011)
def field_reliability(
    first: Mapping[str, Sequence[Hashable | None]],
    second: Mapping[str, Sequence[Hashable | None]],
    *,
    ordinal: Mapping[str, Sequence[Hashable]] | None = None,
) -> ResultsByName[FieldReliability]:
    """Agreement of two codings of the same units, field by field.

    Parameters
    ----------
    first, second : Mapping of str to sequence
        Each coder's value of each unit, by field: the same fields, and the same units in the same order. None where a
        coder gave none; any hashable value otherwise, such as a frozenset where a field holds several terms.
    ordinal : Mapping of str to sequence, optional
        The levels, lowest first, of fields that are ordinal; the others are nominal.

    Returns
    -------
    ResultsByName of FieldReliability
        Alpha of each field, and the share coded alike beside it, by name in the order of `first`.

    Raises
    ------
    InvalidValueError
        If the two have different fields or numbers of units, or a value is not one of the levels of its field.

    Examples
    --------
    >>> found = field_reliability(
    ...     {"stance": [1, 2, -1], "arena": ["a", "a", "a"]},
    ...     {"stance": [1, 1, -1], "arena": ["a", "a", "a"]},
    ...     ordinal={"stance": [-2, -1, 0, 1, 2]},
    ... )
    >>> print(found["arena"])
    Krippendorff's alpha: undefined: all values are one and the same
    """
    codings: dict[str, object] = {"first": first, "second": second, "ordinal": {} if ordinal is None else ordinal}
    for name, coding in codings.items():
        require_kind(coding, Mapping, name, "a mapping of fields to sequences")
    unlike = set(first) ^ set(second) | (set(ordinal or {}) - set(first))
    if unlike:
        message = f"found fields {', '.join(sorted(map(shown, unlike)))} on one side alone; expected the same fields"
        raise InvalidValueError(message)
    scales: Mapping[str, Sequence[Hashable]] = {} if ordinal is None else ordinal
    found = [
        (
            field,
            FieldReliability.from_result(
                krippendorff_alpha(
                    [first[field], second[field]],
                    level_of_measurement="ordinal" if field in scales else "nominal",
                    levels=scales.get(field),
                ),
                agreement=agreement,
            ),
        )
        for field in first
        for agreement in (_agreement(field, first[field], second[field], scales.get(field)),)
    ]
    return ResultsByName(measure="reliability of fields", results=tuple(found))


def _agreement(
    field: str,
    first: Sequence[Hashable | None],
    second: Sequence[Hashable | None],
    levels: Sequence[Hashable] | None,
) -> Result:
    if len(first) != len(second):
        message = f"found {len(first)} and {len(second)} units of {field}; expected equal numbers"
        raise InvalidValueError(message)
    both = [(a, b) for a, b in zip(first, second, strict=True) if not (is_missing(a) or is_missing(b))]
    alike, missing = sum(a == b for a, b in both), len(first) - len(both)
    # What is missing may be coded alike or not, unless there is but one level to code.
    least = alike if levels is None or len(set(levels)) > 1 else alike + missing
    return Result.with_missing(
        "agreement share",
        alike / len(both) if both else Undefined("no unit has two values"),
        Interval(least / len(first), (alike + missing) / len(first)) if missing else None,
        n=len(both),
        n_missing=missing,
        method="units that both coded, share coded alike",
        references=references_of(field_reliability),
    )


def _numbered(ratings: Ratings, measurement: LevelOfMeasurement, levels: Sequence[Hashable] | None) -> Array:
    """Return ratings as numbers, NaN where missing."""
    if isinstance(ratings, str) or not isinstance(ratings, Iterable) or not all(map(_is_row, ratings)):
        message = f"found ratings {shown(ratings)}; expected a sequence of values for each coder"
        raise InvalidValueError(message)
    counts = [len(coder) for coder in ratings]
    if len(counts) < 2 or len(set(counts)) != 1:
        found = (
            f"coders with {', '.join(map(str, counts))} units" if len(counts) > 1 else f"{len(counts) or 'no'} coder"
        )
        raise InvalidValueError(f"found {found}; expected two coders or more, with a value for each unit")
    named = measurement in {"nominal", "ordinal"}
    if measurement == "ordinal" and levels is None:
        message = "found ordinal data without levels; expected the declared scale, lowest first"
        raise InvalidValueError(message)
    if levels is not None and not named:
        message = f"found levels for {measurement} data; expected none, since numbers are their own scale"
        raise InvalidValueError(message)
    for name, row in (*((f"ratings[{place}]", coder) for place, coder in enumerate(ratings)), ("levels", levels or ())):
        unlike = [f"{name}[{place}] = {shown(value)}" for place, value in enumerate(row) if not is_hashable(value)]
        if unlike:
            message = f"found {listed(unlike)}; expected values that can be told apart for good, such as a frozenset"
            raise InvalidValueError(message)
    given = [value for coder in ratings for value in coder if not is_missing(value)]
    order = {value: float(place) for place, value in enumerate(dict.fromkeys(given if levels is None else levels))}
    wrong = [
        f"ratings[{row}][{unit}] = {shown(value)}"
        for row, coder in enumerate(ratings)
        for unit, value in enumerate(coder)
        if not is_missing(value) and (value not in order if named else not _fits(value, measurement))
    ]
    if wrong:
        more = f" and {len(wrong) - 5} more" if len(wrong) > 5 else ""
        expected = {"interval": "finite numbers", "ratio": "finite numbers from 0"}.get(
            measurement, "one of the levels"
        )
        message = f"found {', '.join(wrong[:5])}{more}; expected {expected}"
        raise InvalidValueError(message)

    def number(value: Hashable | None) -> float:
        if is_missing(value):
            return math.nan
        return order[value] if named else float(value)  # type: ignore[arg-type] # checked above

    return np.array([[number(value) for value in coder] for coder in ratings], dtype=float)


def _alpha(table: Array, measurement: LevelOfMeasurement, n_levels: int | None) -> Result:
    """Return alpha of ratings as numbers, by coders and units."""
    coded = (~np.isnan(table)).sum(axis=0)
    pairable = table[:, coded >= 2]
    n = int((coded >= 2).sum())
    values = np.unique(pairable[~np.isnan(pairable)])
    value: float | Undefined
    packages: tuple[str, ...] = ()
    if n == 0:
        value = Undefined("no unit has two values")
    elif values.size == 1:
        value = Undefined("all values are one and the same")
    elif measurement == "nominal" and values.size**2 * n > _QUICK_CELLS:
        value = _nominal(pairable)
    else:
        if values.size**2 * n > _MOST_CELLS:
            message = (
                f"found {values.size} different values in {n} units; expected fewer (bin them: the table is too large)"
            )
            raise InvalidValueError(message)
        value, packages = _computed(pairable, measurement), ("krippendorff",)
    missing = int((coded < table.shape[0]).sum())
    return Result.with_missing(
        "Krippendorff's alpha",
        value,
        _bounds(table, measurement, n_levels) if missing else None,
        n=n,
        n_missing=missing,
        method=f"{measurement}, {table.shape[0]} coders",
        references=references_of(krippendorff_alpha),
        packages=packages,
    )


def _computed(table: Array, measurement: LevelOfMeasurement) -> float:
    try:
        import krippendorff  # noqa: PLC0415 (an extra)
    except ImportError:
        raise MissingExtraError.needed("krippendorff", extra="reliability") from None
    # Alpha is the same in any unit, but neither squares nor sums must be too large or too small for a number. Ratios of
    # values that differ by more than a number can hold are kept: there the unit matters only to the largest sums.
    unit = unit_of(table.ravel().tolist()) if measurement == "interval" else 1.0
    if measurement == "ratio" and float(np.nanmax(table)) > _LARGEST:
        unit = 2.0
    return float(krippendorff.alpha(reliability_data=table / unit, level_of_measurement=measurement))


def _nominal(table: Array) -> float:
    """Return alpha of nominal data without a table of values by values: two values differ wholly or not at all."""
    coded = (~np.isnan(table)).sum(axis=0)
    alike = np.sum([first == second for first, second in combinations(table, 2)], axis=0)
    totals = np.unique(table[~np.isnan(table)], return_counts=True)[1]
    n = int(coded.sum())
    observed = float((coded - 2 * alike / (coded - 1)).sum()) / n
    expected = 1 - float((totals * (totals - 1)).sum()) / n / (n - 1)
    return 1 - observed / expected


def _bounds(table: Array, measurement: LevelOfMeasurement, k: int | None) -> Interval | str | None:
    """Return sharp bounds of alpha over all completions with so many declared levels, or why there are none."""
    if k is None:
        return "without levels, what is missing could be any value"
    # For each unit how many of its values are on each level; units that are alike are completed alike.
    units: list[tuple[int, ...]] = [
        tuple(np.bincount(unit[~np.isnan(unit)].astype(int), minlength=k).tolist()) for unit in table.T
    ]
    ways: list[list[Array]] = []
    total = 1
    for unit, same in Counter(units).items():
        gaps = int(table.shape[0]) - sum(unit)
        one = math.comb(k + gaps - 1, gaps)
        total *= math.comb(one + same - 1, same)
        if total > _MOST_WAYS:
            return "what is missing can be completed in too many ways to look at each of them"
        added = [*combinations_with_replacement(range(k), gaps)]
        options = [[held + more.count(level) for level, held in enumerate(unit)] for more in added]
        ways.append([np.array(chosen, dtype=float) for chosen in combinations_with_replacement(options, same)])
    found = [_alpha_of_counts(np.concatenate(counts), measurement) for counts in product(*ways)]
    known = [value for value in found if not math.isnan(value)]
    return Interval(min(known), max(known)) if known else None


def _alpha_of_counts(counts: Array, measurement: LevelOfMeasurement) -> float:
    """Return alpha of a table of units by levels that lacks no value; NaN where all values are one and the same."""
    totals = counts.sum(axis=0)
    if (totals > 0).sum() < 2:
        return math.nan
    apart: Array = 1.0 - np.eye(totals.size)
    if measurement == "ordinal":
        # Between two levels: all values on levels from the one to the other, with half of those on the two.
        upto = np.cumsum(totals) - totals / 2
        apart = (upto[:, None] - upto) ** 2
    n, coders = totals.sum(), counts[0].sum()
    observed = ((counts @ apart) * counts).sum() / (coders - 1)
    expected = totals @ apart @ totals / (n - 1)
    return float(1 - observed / expected)


def _is_row(coder: object) -> bool:
    """Whether it has a length and an order, and is no text."""
    if (
        not isinstance(coder, Sized)
        or not isinstance(coder, Iterable)
        or isinstance(coder, str | AbstractSet | Mapping)
    ):
        return False
    return int(getattr(coder, "ndim", 1)) > 0


def _fits(value: object, measurement: LevelOfMeasurement) -> bool:
    found = real_number(value)
    return math.isfinite(found) and (measurement == "interval" or found >= 0)
