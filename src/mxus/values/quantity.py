"""Numbers as texts state them: with bounds, open or closed ends, a unit, and the qualifier used.

"More than 26" is not 26, and "less than 0.7%" is not 0.7%. A :class:`Quantity` is the set of numbers that the statement
leaves possible, an interval. Arithmetic on quantities returns every number that arithmetic on their members could
return: it never narrows, and where floating point has to round, it rounds outwards.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from fractions import Fraction
from typing import Final

import attrs

from mxus.errors import InvalidValueError, require_kind, require_number, shown
from mxus.values.typed import typed
from mxus.vocabulary.quantities import Qualifier, Unit

__all__ = ["NEAR", "Quantity"]

NEAR: Final = 0.1
"""How close "nearly" and "about" are read by default: within a tenth of the number stated. A convention of ours; the
qualifier stays on the quantity, so that a reader can apply another."""


_WHOLE: Final = 100
"""The percentage of the whole."""


def _is_above(quantity: Quantity) -> bool:
    return math.isfinite(quantity.lower) and quantity.upper == quantity.unit.maximum


def _is_below(quantity: Quantity) -> bool:
    return math.isfinite(quantity.upper) and quantity.lower == quantity.unit.minimum


def _is_bounded(quantity: Quantity) -> bool:
    return math.isfinite(quantity.lower) and math.isfinite(quantity.upper)


_CHECKS: Final[dict[Qualifier, tuple[str, Callable[[Quantity], bool]]]] = {
    Qualifier.EXACTLY: ("equal ends, both closed", lambda q: q.value is not None),
    Qualifier.MORE_THAN: ("an open lower end alone", lambda q: _is_above(q) and not q.lower_closed),
    Qualifier.AT_LEAST: ("a closed lower end alone", lambda q: _is_above(q) and q.lower_closed),
    Qualifier.LESS_THAN: ("an open upper end alone", lambda q: _is_below(q) and not q.upper_closed),
    Qualifier.AT_MOST: ("a closed upper end alone", lambda q: _is_below(q) and q.upper_closed),
    Qualifier.NEARLY: ("two finite ends, the upper one open", lambda q: _is_bounded(q) and not q.upper_closed),
    Qualifier.ABOUT: ("two finite ends", _is_bounded),
    Qualifier.FAR_BELOW: ("an open upper end alone", lambda q: _is_below(q) and not q.upper_closed),
    Qualifier.BETWEEN: ("two finite ends", _is_bounded),
}


def _number(end: float) -> float:
    if isinstance(end, bool) or not isinstance(end, (int, float)):
        message = f"found end {shown(end)}; expected a number, or None where there is no bound"
        raise InvalidValueError(message)
    try:
        # Zero has one sign here: -0.0 equals 0.0, so two equal quantities would differ in print and in files.
        return float(end) + 0.0
    except OverflowError as error:
        raise InvalidValueError(f"found an end of {len(str(end))} digits; expected a number below 1e308") from error


def _is_percent(end: float) -> bool:
    """Whether a share is such that its percentage was probably meant."""
    return 1 < end <= _WHOLE


def _outside(value: float, unit: Unit) -> str:
    """Return what is wrong with a number that its unit does not have, with the hint that a person needs."""
    expected = f"expected values from {unit.minimum:g} to {unit.maximum:g}"
    if unit is Unit.SHARE and _is_percent(value):
        written = f"write {value:g} % as {value / _WHOLE:g}"
        return f"share above 1: {written} (found {value:g} {unit}; {expected})"
    return f"found {value:g} {unit}; {expected}"


def _lower_end(end: float | None) -> float:
    return -math.inf if end is None else _number(end)


def _upper_end(end: float | None) -> float:
    return math.inf if end is None else _number(end)


def _unit(term: Unit | str) -> Unit:
    return Unit.parse(term)


def _qualifier(term: Qualifier | str) -> Qualifier:
    return Qualifier.parse(term)


@attrs.frozen(order=False, field_transformer=typed)
class Quantity:
    """A number known exactly or within bounds.

    Build one with :meth:`exactly`, :meth:`more_than`, :meth:`at_least`, :meth:`less_than`, :meth:`at_most`,
    :meth:`nearly`, :meth:`about`, :meth:`far_below` or :meth:`between`.

    Parameters
    ----------
    lower, upper : float
        Ends of the interval of possible values; ``-inf`` and ``inf`` where there is no bound.
    unit : Unit
        What is counted or measured; the interval lies within the unit's range.
    qualifier : Qualifier
        How the text put it; the ends agree with it.
    lower_closed, upper_closed : bool, default True
        Whether the end itself is possible. An infinite end is open.

    Raises
    ------
    InvalidValueError
        If the interval is empty, an end is NaN, the ends contradict the qualifier, or they leave the unit's range.

    Notes
    -----
    The comparisons ``<``, ``<=``, ``>`` and ``>=`` are true only where they hold for *every* pair of possible values;
    ``not a < b`` therefore does not mean ``a >= b``. Equality compares content.

    Examples
    --------
    >>> extradited = Quantity.more_than(26, "persons")
    >>> print(extradited)
    more than 26 persons
    >>> extradited.lower, extradited.lower_closed, extradited.upper
    (26.0, False, inf)
    >>> share = Quantity.less_than(0.007, "share")
    >>> share < Quantity.exactly(0.8, "share")
    True
    >>> print(Quantity.exactly(1, "share") - Quantity.exactly(0.75, "share"))
    0.25 share
    """

    lower: float = attrs.field(
        converter=_lower_end,
        metadata={"description": "Smallest possible value; null where there is no bound.", "json_type": float | None},
    )
    upper: float = attrs.field(
        converter=_upper_end,
        metadata={"description": "Largest possible value; null where there is no bound.", "json_type": float | None},
    )
    unit: Unit = attrs.field(
        converter=_unit,
        metadata={"description": "What is counted or measured; the interval lies within the unit's range."},
    )
    qualifier: Qualifier = attrs.field(
        default=Qualifier.BETWEEN,
        converter=_qualifier,
        metadata={"description": "How the text put it; the ends agree with it."},
    )
    lower_closed: bool = attrs.field(
        default=True, metadata={"description": "Whether the lower end itself is possible. An infinite end never is."}
    )
    upper_closed: bool = attrs.field(
        default=True, metadata={"description": "Whether the upper end itself is possible. An infinite end never is."}
    )

    def __attrs_post_init__(self) -> None:
        problem = self._problem()
        if problem:
            raise InvalidValueError(problem)

    def _problem(self) -> str | None:  # noqa: PLR0911 (one return a rule)
        interval = self._brackets()
        if math.isnan(self.lower) or math.isnan(self.upper):
            return f"found {interval}; expected numbers"
        if not (isinstance(self.lower_closed, bool) and isinstance(self.upper_closed, bool)):
            return f"found closed ends {self.lower_closed!r}, {self.upper_closed!r}; expected True or False"
        if (math.isinf(self.lower) and self.lower_closed) or (math.isinf(self.upper) and self.upper_closed):
            return f"found {interval}; expected an infinite end to be open"
        if self.unit is Unit.SHARE:  # before the ends are compared, since a maximum may have cut one off
            for end in (self.upper, self.lower):
                if _is_percent(end):
                    return _outside(end, self.unit)
        if self.lower > self.upper or self.lower == math.inf or self.upper == -math.inf:
            return f"found {interval}; expected a lower end not above the upper one"
        if self.lower == self.upper and not (self.lower_closed and self.upper_closed):
            return f"found {interval}, which is empty; expected closed ends where they are equal"
        if self.lower < self.unit.minimum or self.upper > self.unit.maximum:
            return f"found {interval} {self.unit}; expected values from {self.unit.minimum:g} to {self.unit.maximum:g}"
        expected, holds = _CHECKS.get(self.qualifier, ("", lambda _: True))
        return None if holds(self) else f"found {interval} as {self.qualifier.value!r}; expected {expected}"

    @classmethod
    def exactly(cls, value: float, unit: Unit | str) -> Quantity:
        """Return the number itself, stated without qualification."""
        return cls(value, value, Unit.parse(unit), Qualifier.EXACTLY)

    @classmethod
    def more_than(cls, value: float, unit: Unit | str) -> Quantity:
        """Return all that lies strictly above `value`, up to the unit's maximum."""
        unit = Unit.parse(unit)
        top = unit.maximum
        return cls(value, top, unit, Qualifier.MORE_THAN, lower_closed=False, upper_closed=math.isfinite(top))

    @classmethod
    def at_least(cls, value: float, unit: Unit | str) -> Quantity:
        """Return `value` and all above it, up to the unit's maximum."""
        unit = Unit.parse(unit)
        top = unit.maximum
        return cls(value, top, unit, Qualifier.AT_LEAST, upper_closed=math.isfinite(top))

    @classmethod
    def less_than(cls, value: float, unit: Unit | str) -> Quantity:
        """Return all that lies strictly below `value`, down to the unit's minimum."""
        unit = Unit.parse(unit)
        low = unit.minimum
        return cls(low, value, unit, Qualifier.LESS_THAN, lower_closed=math.isfinite(low), upper_closed=False)

    @classmethod
    def at_most(cls, value: float, unit: Unit | str) -> Quantity:
        """Return `value` and all below it, down to the unit's minimum."""
        unit = Unit.parse(unit)
        low = unit.minimum
        return cls(low, value, unit, Qualifier.AT_MOST, lower_closed=math.isfinite(low))

    @classmethod
    def nearly(cls, value: float, unit: Unit | str, *, within: float = NEAR) -> Quantity:
        """Return what lies below `value` by at most the fraction `within` of it.

        Examples
        --------
        >>> dead = Quantity.nearly(70, "persons")
        >>> dead.lower, dead.upper, dead.upper_closed
        (63.0, 70.0, False)
        """
        lower = _scaled(_number(value), 1 - _number(within))
        return cls(lower, value, Unit.parse(unit), Qualifier.NEARLY, upper_closed=False)

    @classmethod
    def about(cls, value: float, unit: Unit | str, *, within: float = NEAR) -> Quantity:
        """Return what differs from `value` by at most the fraction `within` of it, inside the unit's range.

        Examples
        --------
        >>> print(Quantity.about(-100, "usd"))
        about -110 to -90 usd
        """
        unit = Unit.parse(unit)
        if not unit.minimum <= _number(value) <= unit.maximum:
            raise InvalidValueError(_outside(value, unit))
        near = _number(within)
        lower, upper = sorted((_scaled(value, 1 - near), _scaled(value, 1 + near)))
        return cls(max(lower, unit.minimum), min(upper, unit.maximum), unit, Qualifier.ABOUT)

    @classmethod
    def far_below(cls, value: float, unit: Unit | str) -> Quantity:
        """Return all that lies strictly below `value`.

        How far is "far" is not stated, and no number for it can be defended; the qualifier keeps that it was said.
        """
        unit = Unit.parse(unit)
        low = unit.minimum
        return cls(low, value, unit, Qualifier.FAR_BELOW, lower_closed=math.isfinite(low), upper_closed=False)

    @classmethod
    def between(cls, lower: float, upper: float, unit: Unit | str) -> Quantity:
        """Return all from `lower` to `upper`, ends included."""
        return cls(lower, upper, Unit.parse(unit), Qualifier.BETWEEN)

    @property
    def value(self) -> float | None:
        """The number where it is known exactly, else None."""
        return self.lower if self.lower == self.upper else None

    def __contains__(self, number: float) -> bool:
        """Whether `number` is one of the possible values."""
        require_number(number, "number")
        above = number > self.lower or (self.lower_closed and number == self.lower)
        below = number < self.upper or (self.upper_closed and number == self.upper)
        return above and below

    def contains(self, other: Quantity) -> bool:
        """Whether every possible value of `other`, in the same unit, is possible here too.

        Examples
        --------
        >>> Quantity.less_than(1, "share").contains(Quantity.exactly(0.2, "share"))
        True
        """
        require_kind(other, Quantity, "quantity", "a Quantity")
        lower_in = self.lower < other.lower or (
            self.lower == other.lower and (self.lower_closed or not other.lower_closed)
        )
        upper_in = self.upper > other.upper or (
            self.upper == other.upper and (self.upper_closed or not other.upper_closed)
        )
        return self.unit is other.unit and lower_in and upper_in

    def __lt__(self, other: Quantity) -> bool:
        """Whether every possible value lies below every one of `other`."""
        if not isinstance(other, Quantity):
            return NotImplemented
        self._same_unit(other, "<")
        touching = self.upper == other.lower and not (self.upper_closed and other.lower_closed)
        return self.upper < other.lower or (touching and math.isfinite(self.upper))

    def __le__(self, other: Quantity) -> bool:
        """Whether no possible value lies above one of `other`."""
        if not isinstance(other, Quantity):
            return NotImplemented
        self._same_unit(other, "<=")
        return self.upper <= other.lower

    def __gt__(self, other: Quantity) -> bool:
        """Whether every possible value lies above every one of `other`."""
        return other < self if isinstance(other, Quantity) else NotImplemented

    def __ge__(self, other: Quantity) -> bool:
        """Whether no possible value lies below one of `other`."""
        return other <= self if isinstance(other, Quantity) else NotImplemented

    def __add__(self, other: Quantity) -> Quantity:
        """Return all sums of a value of each; the units must be the same."""
        if not isinstance(other, Quantity):
            return NotImplemented
        self._same_unit(other, "+")
        return self._derived(
            (_outward(self.lower, other.lower, down=True), self.lower_closed and other.lower_closed),
            (_outward(self.upper, other.upper, down=False), self.upper_closed and other.upper_closed),
        )

    def __sub__(self, other: Quantity) -> Quantity:
        """Return all differences of a value of each; the units must be the same.

        A share, a count or another unit that cannot be negative keeps its range: impossible differences are left out.
        """
        if not isinstance(other, Quantity):
            return NotImplemented
        self._same_unit(other, "-")
        return self._derived(
            (_outward(self.lower, -other.upper, down=True), self.lower_closed and other.upper_closed),
            (_outward(self.upper, -other.lower, down=False), self.upper_closed and other.lower_closed),
        )

    def __mul__(self, factor: float) -> Quantity:
        """Return all values times the number `factor`, at least 0 and finite.

        Examples
        --------
        >>> print(Quantity.less_than(0.5, "share") * 0.5)
        0 or more and less than 0.25 share
        """
        if isinstance(factor, bool) or not isinstance(factor, (int, float)):
            return NotImplemented
        if not 0 <= factor <= sys.float_info.max:
            message = f"found factor {shown(factor)}; expected a finite number from 0"
            raise InvalidValueError(message)
        if factor == 0:
            return self._derived((0.0, True), (0.0, True))
        return self._derived(
            (_scaled(self.lower, factor, down=True), self.lower_closed),
            (_scaled(self.upper, factor, down=False), self.upper_closed),
        )

    __rmul__ = __mul__

    def __and__(self, other: Quantity) -> Quantity:
        """Return the values possible by both statements; the units must be the same.

        Examples
        --------
        >>> print(Quantity.more_than(0.1, "share") & Quantity.at_most(0.3, "share"))
        more than 0.1 and 0.3 or less share
        """
        if not isinstance(other, Quantity):
            return NotImplemented
        self._same_unit(other, "&")
        if self == other:
            return self
        low, low_closed = max(
            (self.lower, self.lower_closed), (other.lower, other.lower_closed), key=lambda end: (end[0], not end[1])
        )
        high, high_closed = min((self.upper, self.upper_closed), (other.upper, other.upper_closed))
        return self._derived((low, low_closed), (high, high_closed))

    def _derived(self, lower: tuple[float, bool], upper: tuple[float, bool]) -> Quantity:
        low, low_closed = max(lower, (self.unit.minimum, True), key=lambda end: (end[0], not end[1]))
        high, high_closed = min(upper, (self.unit.maximum, True), key=lambda end: (end[0], end[1]))
        low_closed, high_closed = low_closed and math.isfinite(low), high_closed and math.isfinite(high)
        if low > high or (low == high and not (low_closed and high_closed)):
            message = f"found no possible result; expected one in the range of {self.unit}"
            raise InvalidValueError(message)
        return Quantity(low, high, self.unit, Qualifier.DERIVED, low_closed, high_closed)

    def _same_unit(self, other: Quantity, operation: str) -> None:
        if self.unit is not other.unit:
            message = f"found {self.unit} {operation} {other.unit}; expected two quantities of one unit"
            raise InvalidValueError(message)

    def _brackets(self) -> str:
        left, right = "[" if self.lower_closed else "(", "]" if self.upper_closed else ")"
        return f"{left}{self.lower:g}, {self.upper:g}{right}"

    def __str__(self) -> str:
        """Say the quantity in words, as the qualifier has it."""
        stated = {
            Qualifier.MORE_THAN: ("more than", self.lower),
            Qualifier.AT_LEAST: ("at least", self.lower),
            Qualifier.LESS_THAN: ("less than", self.upper),
            Qualifier.AT_MOST: ("at most", self.upper),
            Qualifier.NEARLY: ("nearly", self.upper),
            Qualifier.FAR_BELOW: ("far below", self.upper),
        }.get(self.qualifier)
        low_end, high_end = (f"{end:.15g}" for end in (self.lower, self.upper))
        if stated:
            return f"{stated[0]} {stated[1]:.15g} {self.unit}"
        if self.qualifier is Qualifier.ABOUT:  # the number stated is not kept where the unit cuts an end off
            return f"about {low_end} to {high_end} {self.unit}"
        if self.value is not None:
            return f"{low_end} {self.unit}"
        low = f"{low_end} or more" if self.lower_closed else f"more than {low_end}"
        high = f"{high_end} or less" if self.upper_closed else f"less than {high_end}"
        ends = [low] if math.isfinite(self.lower) else []
        ends += [high] if math.isfinite(self.upper) else []
        return f"{' and '.join(ends) or 'any number of'} {self.unit}"


def _outward(a: float, b: float, *, down: bool) -> float:
    """Return ``a + b``, rounded outwards where floating point cannot hold the sum."""
    total = a + b  # never of two opposite infinities: no lower end is infinity, and no upper end minus infinity
    if math.isinf(a) or math.isinf(b):
        return total
    return _step(total, Fraction(a) + Fraction(b), down=down)


def _scaled(value: float, factor: float, *, down: bool | None = None) -> float:
    """Return ``value * factor``; rounded outwards where `down` says which way that is."""
    product = value * factor
    if down is None or not math.isfinite(value):
        return product
    return _step(product, Fraction(value) * Fraction(factor), down=down)


def _step(rounded: float, exact: Fraction, *, down: bool) -> float:
    if math.isinf(rounded):  # overflow: the exact result is finite, so the largest float is still a bound from within
        inner = math.copysign(sys.float_info.max, rounded)
        return inner if (rounded > 0) == down else rounded
    if down:
        return math.nextafter(rounded, -math.inf) if Fraction(rounded) > exact else rounded
    return math.nextafter(rounded, math.inf) if Fraction(rounded) < exact else rounded
