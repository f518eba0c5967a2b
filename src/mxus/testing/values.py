"""Strategies for what fields hold: ids, lines of text, quantities, periods."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Final, TypeVar, cast

from hypothesis import strategies as st

from mxus.values.period import Basis, Period
from mxus.values.quantity import Quantity
from mxus.vocabulary.quantities import Qualifier, Unit

__all__ = ["NOTES", "PERIODS", "choice", "ids", "lines", "periods", "quantities", "some"]

_T = TypeVar("_T")

_WORDS: Final = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=8)

_LINE_CHARACTERS: Final = st.characters(
    codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\u2028\u2029\u202a\u202b\u202c\u202d\u202e"
    "\u2066\u2067\u2068\u2069\ufffe\uffff",
)  # fmt: skip
"""What a line may hold: all but control characters, what turns the direction of what follows, and what is none."""

_TRUTH: Final = st.booleans()
_SEASONS: Final = st.integers(21, 28)
_MARKS: Final = st.sampled_from(["", "?", "~", "%"])
_SINGLE: Final = st.sampled_from(["{0}", "{year}-{season}"])
_FORM: Final = st.sampled_from(
    ["{0}", "{0}/..", "{0}/", "../{0}", "/{0}", "[{0}..]", "[..{0}]", "{0}/{1}", "[{0}..{1}]", "{year}-{season}"]
)
"""A date, and what lasts or lies between two."""

_LARGEST: Final = 10**6
"""Largest number drawn where the unit has no maximum."""

_MAKERS: Final[dict[Qualifier, Callable[[float, Unit], Quantity]]] = {
    Qualifier.EXACTLY: Quantity.exactly,
    Qualifier.MORE_THAN: Quantity.more_than,
    Qualifier.AT_LEAST: Quantity.at_least,
    Qualifier.LESS_THAN: Quantity.less_than,
    Qualifier.AT_MOST: Quantity.at_most,
    Qualifier.NEARLY: Quantity.nearly,
    Qualifier.ABOUT: Quantity.about,
    Qualifier.FAR_BELOW: Quantity.far_below,
}
"""Qualifiers of one number."""


def ids(*, max_words: int = 3) -> st.SearchStrategy[str]:
    """Return a strategy for ids: lower-case words joined by hyphens.

    Parameters
    ----------
    max_words : int, default 3
        Most words, of at most eight characters each.

    Examples
    --------
    >>> from hypothesis import find
    >>> find(ids(), lambda name: "-" in name)
    '0-0'
    """
    return st.lists(_WORDS, min_size=1, max_size=max_words).map("-".join)


def lines(*, max_size: int = 20) -> st.SearchStrategy[str]:
    """Return a strategy for text on one line, as names, glosses and notes hold it.

    Parameters
    ----------
    max_size : int, default 20
        Most characters, from 1.

    Examples
    --------
    >>> from hypothesis import find
    >>> find(lines(), lambda line: True)
    '0'
    """
    return st.text(_LINE_CHARACTERS, min_size=1, max_size=max_size)


NOTES: Final = st.none() | lines()
"""A remark, or none."""


def choice(options: tuple[_T, ...]) -> st.SearchStrategy[_T]:
    """Return a strategy for one of some options; made once for the same ones, since that takes longer than drawing."""
    return cast("st.SearchStrategy[_T]", _choice(options))


@lru_cache(maxsize=1024)
def _choice(options: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    return st.sampled_from(options)


def some(options: tuple[_T, ...], *, min_size: int = 0, max_size: int = 2) -> st.SearchStrategy[tuple[_T, ...]]:
    """Return a strategy for a few of some options, each at most once; none where there is no option."""
    return cast("st.SearchStrategy[tuple[_T, ...]]", _some(tuple(dict.fromkeys(options)), min_size, max_size))


@lru_cache(maxsize=1024)
def _some(options: tuple[Any, ...], fewest: int, most: int) -> st.SearchStrategy[Any]:
    if not options:
        return st.just(())
    return st.lists(_choice(options), min_size=fewest, max_size=most, unique=True).map(tuple)


@st.composite
def quantities(
    draw: st.DrawFn,
    *,
    units: Sequence[Unit] = tuple(Unit),
    qualifiers: Sequence[Qualifier] = tuple(Qualifier),
    numbers: st.SearchStrategy[float] | None = None,
) -> Quantity:
    """Return a strategy for quantities.

    Parameters
    ----------
    units : sequence of Unit, optional
        Units to draw from; all where not given.
    qualifiers : sequence of Qualifier, optional
        Ways to put it to draw from; all where not given.
    numbers : strategy of float, optional
        What is stated; numbers outside the range of the unit are not used. Whole numbers and floats up to a million in
        size where not given, of shares up to 1.

    Examples
    --------
    >>> from hypothesis import find
    >>> print(find(quantities(), lambda quantity: quantity.value is None))
    more than 0 share
    """
    unit, qualifier = draw(choice(tuple(units))), draw(choice(tuple(qualifiers)))
    stated = _stated(unit, qualifier, numbers)
    if qualifier in _MAKERS:
        return _MAKERS[qualifier](draw(stated), unit)
    low, high = sorted((draw(stated), draw(stated)))
    both = low == high
    return Quantity(low, high, unit, qualifier, both or draw(_TRUTH), both or draw(_TRUTH))


@lru_cache(maxsize=1024)
def _stated(unit: Unit, qualifier: Qualifier, numbers: st.SearchStrategy[float] | None) -> st.SearchStrategy[float]:
    """Return a strategy for the numbers that can be stated in a unit with a qualifier."""
    if numbers is None:
        low, high = max(unit.minimum, -_LARGEST), min(unit.maximum, _LARGEST)
        numbers = st.integers(int(low), int(high)).map(float) | st.floats(
            low, high, allow_nan=False, allow_subnormal=False
        )
    return numbers.filter(lambda number: _can_be(number, unit, qualifier))


def _can_be(number: float, unit: Unit, qualifier: Qualifier) -> bool:
    """Whether a number so qualified leaves any value of the unit possible."""
    if not unit.minimum <= number <= unit.maximum:
        return False
    if qualifier is Qualifier.MORE_THAN:
        return number < unit.maximum
    if qualifier in {Qualifier.LESS_THAN, Qualifier.FAR_BELOW}:
        return number > unit.minimum
    if qualifier is Qualifier.NEARLY:
        return number * 0.9 < number and number * 0.9 >= unit.minimum
    return qualifier is not Qualifier.ABOUT or number >= 0


_PHRASES: Final = st.none() | lines(max_size=12)


@st.composite
def periods(  # noqa: PLR0913 (what to draw from, by keyword)
    draw: st.DrawFn,
    *,
    first: int = 1900,
    last: int = 2050,
    qualified: bool = True,
    lasting: bool = True,
    bases: Sequence[Basis] = ("stated", "inferred"),
) -> Period:
    """Return a strategy for periods: years, months, days, seasons, intervals and ranges, open and marked ones too.

    Parameters
    ----------
    first, last : int
        Years to draw from, 1 to 9999.
    qualified : bool, default True
        Whether dates may be marked uncertain or approximate.
    lasting : bool, default True
        Whether intervals, ranges and open ends are made; only single dates and seasons otherwise.
    bases : sequence of {'stated', 'inferred'}, optional
        Bases to draw from.

    Examples
    --------
    >>> from hypothesis import find
    >>> print(find(periods(), lambda period: period.latest is None))
    2000/..
    """
    points = _points(first, last)
    mark = draw(_MARKS) if qualified else ""
    start, end = draw(points), None
    form = draw(_FORM) if lasting else draw(_SINGLE)
    if "{1}" in form:
        start, end = sorted((start, draw(points)))
    edtf = form.format(start[1] + mark, end and end[1], year=f"{start[0].year:04}", season=draw(_SEASONS))
    return Period(edtf, draw(choice(tuple(bases))), draw(_PHRASES))


@lru_cache(maxsize=64)
def _points(first: int, last: int) -> st.SearchStrategy[tuple[date, str]]:
    """Return a strategy for dates as years, months and days: the first day that each can be, and how it is written."""

    def written(day: date, precision: int) -> tuple[date, str]:
        text = day.isoformat()[: (4, 7, 10)[precision]]
        return day.replace(**({}, {"day": 1}, {"month": 1, "day": 1})[2 - precision]), text

    return st.builds(written, st.dates(date(first, 1, 1), date(last, 12, 31)), st.integers(0, 2))


PERIODS: Final = st.none() | periods()
"""A period, or none."""
