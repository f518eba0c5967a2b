"""Where a value lies, what leaves it open, and the lack of a value, which is no number."""

from __future__ import annotations

from numbers import Real

import attrs

from mxus.errors import InvalidValueError, require_number
from mxus.values.typed import typed

__all__ = ["Bound", "Interval", "Undefined"]


@attrs.frozen(field_transformer=typed)
class Undefined:
    """A measure without a value, and why. It is not a number: arithmetic and truth tests on it fail.

    Examples
    --------
    >>> Undefined("no shared objects")
    Undefined(reason='no shared objects')
    >>> bool(Undefined("no shared objects"))
    Traceback (most recent call last):
        ...
    mxus.errors.InvalidValueError: undefined (no shared objects) is neither true nor false; ask result.is_defined
    """

    reason: str

    def __bool__(self) -> bool:
        message = f"undefined ({self.reason}) is neither true nor false; ask result.is_defined"
        raise InvalidValueError(message)

    def __str__(self) -> str:
        """Return ``undefined`` with the reason."""
        return f"undefined: {self.reason}"


def _with_one_zero(end: float) -> float:
    # -0.0 equals 0.0 and is printed apart from it, as in "[-0, 1]". What is no number is refused after this.
    return end + 0 if isinstance(end, Real) else end


@attrs.frozen(field_transformer=typed)
class Interval:
    """A closed interval of numbers that a value lies in.

    Examples
    --------
    >>> Interval(0.64, 0.68).width.__round__(2)
    0.04
    """

    lower: float = attrs.field(converter=_with_one_zero)
    upper: float = attrs.field(converter=_with_one_zero)

    def __attrs_post_init__(self) -> None:
        if not self.lower <= self.upper:
            message = f"found [{self.lower}, {self.upper}]; expected numbers, the lower end first"
            raise InvalidValueError(message)

    @property
    def width(self) -> float:
        """Upper minus lower end."""
        return self.upper - self.lower

    def __contains__(self, number: float) -> bool:
        """Whether `number` lies in the interval."""
        require_number(number, "number")
        return self.lower <= number <= self.upper

    def __str__(self) -> str:
        """Return the interval in brackets."""
        return f"[{self.lower:.4g}, {self.upper:.4g}]"


@attrs.frozen(field_transformer=typed)
class Bound:
    """What one cause alone makes of a value.

    Parameters
    ----------
    cause : str
        Why the value is not known better.
    interval : Interval
        Where it then lies.

    Examples
    --------
    >>> print(Bound("alleged records in or out", Interval(0.5, 0.6)))
    [0.5, 0.6] alleged records in or out
    """

    cause: str
    interval: Interval

    def __str__(self) -> str:
        """Return interval and cause."""
        return f"{self.interval} {self.cause}"
