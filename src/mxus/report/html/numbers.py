"""How the page writes numbers: with a true minus, two decimals, and no more certainty than there is."""

from __future__ import annotations

from mxus.values.interval import Interval, Undefined
from mxus.values.result import Result

__all__ = ["interval", "known", "signed", "value_of"]


def signed(number: float) -> str:
    """Return a number with its sign.

    Examples
    --------
    >>> signed(0.638), signed(-0.4643), signed(-0.001)
    ('+0.64', '−0.46', '0.00')
    """
    shown = f"{number:+.2f}"
    return "0.00" if shown.endswith("0.00") and abs(number) < 0.005 else shown.replace("-", "−")


def interval(ends: Interval | None) -> str:
    r"""Return an interval in brackets; nothing where there is none, or where two decimals make it one number.

    Examples
    --------
    >>> interval(Interval(-0.5, 0.25)), interval(Interval(1, 1))
    ('[−0.50,\xa0+0.25]', '')
    """
    if ends is None:
        return ""
    lower, upper = signed(ends.lower), signed(ends.upper)
    return "" if lower == upper else f"[{lower},\N{NO-BREAK SPACE}{upper}]"


def known(value: float | Undefined, ends: Interval | None = None) -> str:
    r"""Return a value with its interval, or why there is none.

    Examples
    --------
    >>> known(0.5, Interval(0.25, 0.5)), known(Undefined("no code on this stage"))
    ('+0.50 [+0.25,\xa0+0.50]', 'undefined: no code on this stage')
    """
    if isinstance(value, Undefined):
        bounds = interval(ends)
        return f"{value}, in {bounds}" if bounds else str(value)
    return f"{signed(value)} {interval(ends)}".rstrip()


def value_of(result: Result) -> float | None:
    """Return the value as a number, None where it is undefined."""
    return None if isinstance(result.value, Undefined) else float(result.value)
