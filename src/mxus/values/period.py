"""When something was, as far as the text says: a period with an earliest and a latest day.

Texts date things as "recently", "in September", "at the end of October". We keep such dates in EDTF (ISO 8601-2, the
Extended Date/Time Format of the Library of Congress), which can say all of them, and add two facts that EDTF cannot:
the words used, and whether the year is stated or inferred.

========================  ============================================================
``2025-10``               a day, days or all of October 2025
``2026-26``               the northern summer of 2026 (21-24 name no hemisphere: some time in the year)
``2025-10~``              about October 2025
``2025-10-25/2025-10-31`` from 25 to 31 October: an interval that lasts
``[2025-10-21..2025-10-31]``  one day or some days from 21 to 31 October: which, is not known
``2018/..``               from 2018, and lasting
``2018/``                 from 2018 to an end that is not known
========================  ============================================================

These everyday forms are read here, in microseconds; the rest of EDTF (levels 0 to 2: unspecified digits, sets,
centuries, hemisphere-less and quarter divisions) goes to the ``edtf`` package, which takes a thousand times longer.
On whatever both can read, they agree: that is a tested law.

What we leave out: times of day, significant digits (``1950S2``), and years outside 1 to 9999, which Python dates cannot
hold.
"""

from __future__ import annotations

import calendar
import importlib
import re
from datetime import date
from functools import lru_cache
from time import struct_time
from typing import Any, Final, Literal, NamedTuple

import attrs

from mxus.errors import InvalidValueError, require_kind, shown
from mxus.values.text import PLAIN, is_plain

__all__ = ["Period"]

_POINT: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?([?~%])?", re.ASCII)

# First month and length in months of the seasons of EDTF. 21-24 name no hemisphere, so they can be any time of the
# year (the edtf package takes them for northern). 25-28 are northern, as it bounds them: winter is December alone of
# the year named, since a season is kept within its year.
_GROUPINGS: Final[dict[int, tuple[int, int]]] = {
    21: (1, 12), 22: (1, 12), 23: (1, 12), 24: (1, 12),
    25: (3, 3), 26: (6, 3), 27: (9, 3), 28: (12, 1),
}  # fmt: skip

_LONGEST_PHRASE: Final = 40
_LONGEST_EDTF: Final = 64

_NOT_READ: Final = re.compile(r"[\sTS]|E(?:0*[4-9]|\d\d)")
"""Times of day; significant digits, of which the edtf package takes the estimate for the whole range ("1950S2" may be
any year from 1900); and powers of ten that lead past the year 9999, which it would work out digit by digit."""

Basis = Literal["stated", "inferred"]


class _Bounds(NamedTuple):
    earliest: date | None
    latest: date | None
    qualified: bool
    core: tuple[date, date] | None = None
    """First and last day that an unqualified interval certainly includes."""


@attrs.frozen
class Period:
    """A date or a stretch of time, as precise as its source and no more.

    Parameters
    ----------
    edtf : str
        The period in EDTF.
    basis : {'stated', 'inferred'}, default 'stated'
        Whether the text states the year, or the coder infers it (from the date of publication, for instance).
    phrase : str, optional
        The time expression of the text, a few words at most, such as ``"recently"``.

    Raises
    ------
    InvalidValueError
        If `edtf` is not EDTF, ends before it starts, or lies outside years 1 to 9999.

    Notes
    -----
    ``earliest`` and ``latest`` bound the calendar unit that is named. A qualified date (``~``, ``?``, ``%``) may lie
    outside its unit, by how much EDTF does not say; comparisons of qualified periods are therefore never certain
    unless the two are further apart than the qualified one is long.

    Examples
    --------
    >>> summer = Period("2026-26", phrase="northern summer of 2026")
    >>> summer.earliest.isoformat(), summer.latest.isoformat()
    ('2026-06-01', '2026-08-31')
    >>> end_of_october = Period("[2025-10-21..2025-10-31]", basis="inferred", phrase="end of October")
    >>> end_of_october.precedes(summer)
    True
    >>> print(end_of_october)
    end of October [2025-10-21..2025-10-31, year inferred]
    """

    edtf: str = attrs.field(
        metadata={
            "description": "The period in EDTF (ISO 8601-2), for example 2025-10, 2026-26 or [2025-10-21..2025-10-31].",
            "max_length": _LONGEST_EDTF,
        }
    )
    basis: Basis = attrs.field(
        default="stated",
        metadata={"description": "Whether the text states the year or the coder infers it."},
    )
    phrase: str | None = attrs.field(
        default=None,
        metadata={
            "description": "The time expression of the text, a few words at most.",
            "max_length": _LONGEST_PHRASE,
            "pattern": PLAIN,
        },
    )

    def __attrs_post_init__(self) -> None:
        if not isinstance(self.edtf, str):
            message = f"found {shown(self.edtf)}; expected an EDTF string"
            raise InvalidValueError(message)
        if not (isinstance(self.basis, str) and self.basis in ("stated", "inferred")):
            message = f"found basis {shown(self.basis)}; expected 'stated' or 'inferred'"
            raise InvalidValueError(message)
        if self.phrase is not None and not (isinstance(self.phrase, str) and 0 < len(self.phrase) <= _LONGEST_PHRASE):
            message = f"found phrase {shown(self.phrase)}; expected 1 to {_LONGEST_PHRASE} characters"
            raise InvalidValueError(message)
        if self.phrase is not None and not is_plain(self.phrase):
            message = f"found phrase {shown(self.phrase)}; expected text without control characters"
            raise InvalidValueError(message)
        bounds = _bounds(self.edtf)
        if bounds.earliest and bounds.latest and bounds.latest < bounds.earliest:
            message = f"found {self.edtf!r}, which ends before it starts; expected the start first"
            raise InvalidValueError(message)

    @property
    def earliest(self) -> date | None:
        """First day the period can include; None where there is no bound."""
        return _bounds(self.edtf).earliest

    @property
    def latest(self) -> date | None:
        """Last day the period can include; None where there is no bound."""
        return _bounds(self.edtf).latest

    @property
    def core(self) -> tuple[date, date] | None:
        """First and last day certainly included; None where no day is.

        Only an interval that lasts (``2018/2024``) and a single day include any day for certain.

        Examples
        --------
        >>> [day.isoformat() for day in Period("2018-12/2024-09-30").core]
        ['2018-12-31', '2024-09-30']
        >>> Period("2018").core is None
        True
        """
        return _bounds(self.edtf).core

    @property
    def is_qualified(self) -> bool:
        """Whether the date is marked uncertain (``?``), approximate (``~``) or both (``%``)."""
        return _bounds(self.edtf).qualified

    def precedes(self, other: Period) -> bool:
        """Whether every day this period can include is before every day of `other`, for certain.

        Examples
        --------
        >>> Period("2024").precedes(Period("2025"))
        True
        >>> Period("2024~").precedes(Period("2025")), Period("2024~").precedes(Period("2027"))
        (False, True)
        """
        require_kind(other, Period, "period", "a Period")
        if self.latest is None or other.earliest is None:
            return False
        gap = (other.earliest - self.latest).days
        return gap > self._margin() + other._margin()

    def may_overlap(self, other: Period) -> bool:
        """Whether the two can have a day in common.

        Examples
        --------
        >>> Period("2025-10").may_overlap(Period("2025"))
        True
        >>> Period("2025-10").may_overlap(Period("2025-11"))
        False
        """
        return not (self.precedes(other) or other.precedes(self))

    def _margin(self) -> int:
        bounds = _bounds(self.edtf)
        if not bounds.qualified:
            return 0
        if bounds.earliest is None or bounds.latest is None:
            return date.max.toordinal()
        return (bounds.latest - bounds.earliest).days + 1

    def __str__(self) -> str:
        """Say the period as the text does, with the EDTF form behind it."""
        bare = self.edtf[1:-1] if self.edtf.startswith("[") else self.edtf
        inferred = ", year inferred" if self.basis == "inferred" else ""
        return f"{self.phrase} [{bare}{inferred}]" if self.phrase else f"{self.edtf}{' (inferred)' if inferred else ''}"


@lru_cache(maxsize=4096)
def _bounds(edtf: str) -> _Bounds:
    """Return the bounds of an EDTF string, the everyday forms without the parser of all of EDTF."""
    quick = _quick_bounds(edtf)
    return _library_bounds(edtf) if quick is None else quick


def _quick_bounds(edtf: str) -> _Bounds | None:
    """Return the bounds of a date, a season, an interval or a range of these; None where it is none of them."""
    lasts, known = "/" in edtf, True
    if edtf.startswith("[") and edtf.endswith("]"):
        start, separator, end = edtf[1:-1].partition("..")
        if not (separator and (start or end)) or ".." in end:
            return None
        start, end = start or "..", end or ".."
    elif lasts:
        # An open end ("..") lasts and an empty one is not known: neither is a bound, and days are certain only within
        # ends that are known. (The edtf package puts an unknown end ten years off, which no text says.)
        start, end = edtf.split("/", 1)
        known = bool(start and end)
        start, end = start or "..", end or ".."
    else:
        return _point_bounds(edtf)
    first = _Bounds(None, None, qualified=False) if start == ".." else _point_bounds(start)
    last = _Bounds(None, None, qualified=False) if end == ".." else _point_bounds(end)
    if first is None or last is None:
        return None
    qualified = first.qualified or last.qualified
    start_by, end_from = first.latest or date.min, last.earliest or date.max
    core = (start_by, end_from) if lasts and known and not qualified and start_by <= end_from else None
    return _Bounds(first.earliest, last.latest, qualified, core)


def _point_bounds(text: str) -> _Bounds | None:
    """Return the bounds of a single date or season; None where `text` is neither."""
    match = _POINT.fullmatch(text)
    if match is None:
        return None
    year, month, day = int(match[1]), match[2], match[3]
    qualified = match[4] is not None
    number = int(month or 0)
    first, length = (1, 12) if month is None else _GROUPINGS.get(number, (number, 1))
    last = first + length - 1
    if year == 0 or not 1 <= first <= last <= 12 or (number > 12 and (day is not None or qualified)):
        return None
    days = calendar.monthrange(year, last)[1]
    if day is None:
        return _Bounds(date(year, first, 1), date(year, last, days), qualified)
    if not 1 <= int(day) <= days:
        return None
    exact = date(year, number, int(day))
    return _Bounds(exact, exact, qualified, None if qualified else (exact, exact))


def _library_bounds(edtf: str) -> _Bounds:
    """Return the bounds that the ``edtf`` package finds."""
    refusal = (
        f"{shown(edtf)} is not an EDTF date; expected for instance '2025', '2025-10', '2025-10-31', '2026-26', "
        "'2025-10-25/2025-10-31' or '[2025-10-21..2025-10-31]'"
    )
    if len(edtf) > _LONGEST_EDTF or _NOT_READ.search(edtf):
        raise InvalidValueError(refusal)
    parser: Any = importlib.import_module("edtf")  # untyped, and 0.1 s of import that plain dates need not pay
    # It prints what it does not understand, where the output of whoever calls us may be going; we raise it.
    importlib.import_module("edtf.parser.parser_classes").__dict__["print"] = _unprinted
    try:
        parsed = parser.parse_edtf(edtf)
        earliest, latest = _as_date(parsed.lower_strict()), _as_date(parsed.upper_strict())
    except (parser.EDTFParseException, ValueError, TypeError, AttributeError, OverflowError) as error:
        raise InvalidValueError(refusal) from error
    return _Bounds(earliest, latest, any(mark in edtf for mark in "?~%"))


def _unprinted(*_: object) -> None:
    """Print nothing."""


def _as_date(found: struct_time | float) -> date | None:
    """Return what the edtf package calls a date as one of Python, its infinities as None."""
    return date(found.tm_year, found.tm_mon, found.tm_mday) if isinstance(found, struct_time) else None
