"""What measures take: numbers, tables and names, checked and told apart from what is missing."""

from __future__ import annotations

import math
import numbers
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, Final, Protocol, get_args, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from mxus.errors import InvalidValueError, shown

__all__ = [
    "Array",
    "Numbers",
    "SupportsArray",
    "Table",
    "amounts_of",
    "is_hashable",
    "is_missing",
    "listed",
    "named",
    "non_negative",
    "number_shown",
    "numbers_of",
    "one_of",
    "real_number",
    "refuse",
    "unit_of",
    "whole_number",
]

Array = NDArray[np.float64]


@runtime_checkable
class SupportsArray(Protocol):
    """Anything that becomes an array: an array itself, a pandas or polars series or frame.

    Examples
    --------
    >>> isinstance(np.array([1.0]), SupportsArray)
    True
    """

    def __array__(self) -> NDArray[Any]:
        """Return the array."""
        ...


Numbers = Sequence[float | None] | SupportsArray
"""A number for each item: a sequence or a one-dimensional array; None or NaN where there is none."""

Table = Sequence[Sequence[float | None]] | SupportsArray
"""Rows of numbers: nested sequences or an array."""

_LISTED: Final = 5
"""How many wrong values an error lists."""


def listed(items: Sequence[Any], *, separator: str = ", ") -> str:
    """Return the first few of many as text, and how many more there are.

    Examples
    --------
    >>> listed("abc"), listed(range(7))
    ('a, b, c', '0, 1, 2, 3, 4 and 2 more')
    """
    more = f" and {len(items) - _LISTED} more" if len(items) > _LISTED else ""
    return separator.join(map(str, items[:_LISTED])) + more


def whole_number(value: object, name: str, *, least: int = 0) -> int:
    """Return a whole number of Python or numpy as one of Python; raise unless it is one from `least`.

    Examples
    --------
    >>> whole_number(np.int64(7), "seed")
    7
    >>> whole_number(-1, "seed")
    Traceback (most recent call last):
        ...
    mxus.errors.InvalidValueError: found seed -1; expected a whole number from 0
    """
    if isinstance(value, bool) or not isinstance(value, numbers.Integral) or int(value) < least:
        message = f"found {name} {shown(value)}; expected a whole number from {least}"
        raise InvalidValueError(message)
    return int(value)


def real_number(value: object) -> float:
    """Return a number of Python or numpy as one of Python; NaN for anything else, truth values among it.

    Examples
    --------
    >>> real_number(np.float32(0.5)), real_number(True), real_number("1")
    (0.5, nan, nan)
    """
    if isinstance(value, bool) or not (isinstance(value, numbers.Real) and _fits_float(value)):
        return math.nan
    return float(value)


def unit_of(values: Iterable[float]) -> float:
    """Return the power of two at or below the size of the largest finite value: to divide by it rounds nothing.

    Examples
    --------
    >>> unit_of([3, -5, math.inf]), unit_of([])
    (4.0, 1.0)
    """
    largest = max((abs(value) for value in values if math.isfinite(value)), default=0.0)
    return math.ldexp(1.0, math.frexp(largest)[1] - 1) if largest else 1.0


def one_of(value: object, choices: object, name: str) -> None:
    """Raise unless `value` is one of the strings of a Literal."""
    if not isinstance(value, str) or value not in get_args(choices):
        message = f"found {name} {shown(value)}; expected one of {', '.join(map(repr, get_args(choices)))}"
        raise InvalidValueError(message)


def number_shown(number: float) -> str:
    """Return a number with all its digits, whole ones without a point.

    Examples
    --------
    >>> number_shown(3.0), number_shown(0.1 + 0.2)
    ('3', '0.30000000000000004')
    """
    return f"{number:.0f}" if number == round(number, 0) and abs(number) < 1e16 else repr(float(number))


def amounts_of(values: Numbers | Table, name: str) -> Array:
    """Return finite numbers from 0 as an array, NaN where one is missing (None, NaN or NA).

    Raises
    ------
    InvalidValueError
        If one is negative or not finite; the message says which and where.

    Examples
    --------
    >>> amounts_of([1, None], "values").tolist()
    [1.0, nan]
    """
    found, missing = numbers_of(values, name)
    wrong = ~missing & ~((found >= 0) & np.isfinite(found))
    if wrong.any():
        refuse(found, wrong, name, "a finite number from 0, or None where it is missing")
    return found


def numbers_of(values: Numbers | Table, name: str) -> tuple[Array, NDArray[np.bool_]]:
    """Return values as floats, NaN for None, and where they were None; text is refused rather than read as a number.

    Examples
    --------
    >>> found, missing = numbers_of([2, None], "x")
    >>> found.tolist(), missing.tolist()
    ([2.0, nan], [False, True])
    """
    # An array made of a masked one would forget the mask; its list has None where it is masked.
    given: Any = values.tolist() if isinstance(values, np.ma.MaskedArray) else values
    try:
        found = np.asarray(given)
        if found.dtype.kind not in "biuf":
            found = np.asarray(given, dtype=object)
    except ValueError:
        message = f"found {name} with rows of different lengths; expected equal lengths"
        raise InvalidValueError(message) from None
    except Exception as error:  # of the library that made the column, whose types numpy need not know
        message = f"found {name} of a type that numpy cannot read ({type(error).__name__}); expected numbers"
        raise InvalidValueError(message) from error
    if found.ndim == 0:
        raise InvalidValueError(f"found {name} {shown(given)}; expected a sequence of numbers")
    if found.dtype.kind in "biuf":
        plain = found.astype(float)
        return plain, np.isnan(plain)
    missing = np.array([is_missing(value) for value in found.ravel()], dtype=bool).reshape(found.shape)
    wrong = [(place, value) for place, value in np.ndenumerate(found) if not (missing[place] or _fits_float(value))]
    if wrong:
        each = [f"{name}{_where(place)} = {shown(value)}" for place, value in wrong]
        message = f"found {listed(each)}; expected numbers"
        raise InvalidValueError(message)
    floats = [math.nan if gap else float(value) for value, gap in zip(found.ravel(), missing.ravel(), strict=True)]
    return np.array(floats, dtype=float).reshape(found.shape), missing


def _fits_float(value: Any) -> bool:  # noqa: ANN401 (anything)
    if not isinstance(value, numbers.Real | Decimal):
        return False
    try:
        float(value)
    except (OverflowError, ValueError):  # a signalling NaN among decimals
        return False
    return True


def is_hashable(value: object) -> bool:
    """Whether a value can be a key: a tuple that holds a list cannot.

    Examples
    --------
    >>> is_hashable(("a", "b")), is_hashable((["a"],))
    (True, False)
    """
    try:
        hash(value)
    except TypeError:
        return False
    return True


def is_missing(value: object) -> bool:
    """Whether a value stands for none: None, a NaN of any kind, or the NA and NaT of dataframes.

    Examples
    --------
    >>> is_missing(None), is_missing(float("nan")), is_missing(0)
    (True, True, False)
    """
    # Those of dataframes and masked arrays are recognised by name: this layer knows no dataframe.
    if value is None or type(value).__name__ in {"NAType", "NaTType", "MaskedConstant"}:
        return True
    return isinstance(value, numbers.Real | Decimal) and bool(value != value)  # noqa: PLR0124 (what a NaN is)


def refuse(found: Array, wrong: NDArray[np.bool_], name: str, expected: str) -> None:
    """Raise an error that lists the values that are wrong, and where they are.

    Examples
    --------
    >>> refuse(np.array([1.0, -1.0]), np.array([False, True]), "x", "a number from 0")
    Traceback (most recent call last):
        ...
    mxus.errors.InvalidValueError: found x[1] = -1; expected a number from 0
    """
    places = list(zip(*(indices.tolist() for indices in np.nonzero(wrong)), strict=True))
    wrong_ones = [f"{name}{_where(place)} = {number_shown(float(found[place]))}" for place in places]
    message = f"found {listed(wrong_ones)}; expected {expected}"
    raise InvalidValueError(message)


def _where(place: Sequence[int]) -> str:
    return "".join(f"[{number}]" for number in place)


def named(names: Sequence[str] | None, count: int, axis: str) -> tuple[str, ...]:
    """Return the names of an axis, numbers where none are given.

    Raises
    ------
    InvalidValueError
        If they are not as many as the axis has units, or not all different.

    Examples
    --------
    >>> named(None, 2, "rows")
    ('0', '1')
    """
    if isinstance(names, str):
        message = f"found {axis} {shown(names)}; expected a sequence of names"
        raise InvalidValueError(message)
    found = tuple(map(str, range(count))) if names is None else tuple(names)
    wrong = [shown(name) for name in found if not isinstance(name, str)]
    if wrong:
        message = f"found {axis} {listed(wrong)}; expected strings"
        raise InvalidValueError(message)
    if len(found) != count or len(set(found)) != count:
        message = (
            f"found {len(found)} names of {axis}, {len(set(found))} of them different; expected {count} different ones"
        )
        raise InvalidValueError(message)
    return found


def non_negative(values: Numbers | Table, name: str, dimensions: int) -> Array:
    """Return finite numbers from 0 as an array.

    Raises
    ------
    InvalidValueError
        If one is negative, missing or not finite, or there are more or fewer dimensions.

    Examples
    --------
    >>> non_negative([1, 2], "values", 1).tolist()
    [1.0, 2.0]
    """
    found = amounts_of(values, name)
    if np.isnan(found).any():
        where = "".join(f"[{number}]" for number in np.argwhere(np.isnan(found))[0])
        message = f"found {name}{where} = None; expected a number from 0 for each (0 where there is nothing)"
        raise InvalidValueError(message)
    if found.ndim != dimensions:
        message = f"found {name} with {found.ndim} dimensions; expected {dimensions}"
        raise InvalidValueError(message)
    return found
