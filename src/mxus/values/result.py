"""What a measure answers: a value or the reason why there is none, with all that stands behind it.

A number alone is easy to misread. Every measure and every question to a dataset returns a :class:`Result`: the value,
the interval it is known to lie in, how many observations made it and how many were missing, the convention used, the
records that contributed with their weights, and what to cite.

**The rule for intervals.** An interval holds the value under every completion of what is missing and every error the
method can make. It is sharp, each end attained or approached by a completion, unless ``exact`` is False. Where no such
interval can be had there is none, and ``no_interval`` says why. A value is that of the observations known; its interval
is that of all of them. So the value itself can lie outside: then no completion gives it. What counts as a completion is
for each measure to say; one for which the measure is undefined has no value to hold. Floating-point rounding in the
last digits counts as no error.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from numbers import Real
from types import MappingProxyType
from typing import Any, Final, Self

import attrs

from mxus.display.cards import Page, Shown, Table
from mxus.display.lines import one_line, short_repr
from mxus.errors import InvalidValueError, require_kind, require_number, several
from mxus.values.contribution import Contribution, LeftOut
from mxus.values.explanation import (
    Decomposition,
    contributions_frame,
    contributions_table,
    explained,
    how_weights_add_up,
    left_out_tables,
)
from mxus.values.frames import Backend
from mxus.values.interval import Bound, Interval, Undefined
from mxus.values.reference import Reference, bibtex
from mxus.values.typed import pairs_of, typed
from mxus.values.versions import Versions, in_one_line, made_with

__all__ = ["GroupedResult", "Result"]

_GROUPS: Final = 8
"""Groups named on the line of a result; the summary has all."""


@attrs.frozen(kw_only=True, repr=False, order=False, field_transformer=typed)
class Result(Shown):
    """The answer of a measure.

    Parameters
    ----------
    measure : str
        Name of the measure in the literature's words.
    value : float or Undefined
        The value of the observations known, finite, or why there is none.
    interval : Interval or None
        Where the value of all observations is known to lie: it holds it under every completion of what is missing, for
        every reading that the sources allow, and with every error that the method can make. A value known only by
        bounds is undefined as a number and has an interval; None where there are not even bounds. A value lies in its
        interval, unless observations are missing and no completion of them gives it.
    n : int
        Number of observations used.
    n_missing : int
        Number of observations left out because something is missing.
    method : str
        Conventions used, in one line.
    exact : bool
        True where value and interval are computed exactly, False where simulated or bounded.
    no_interval : str
        Why there is a value and no interval, or observations that are missing and no interval; else empty.
    references : tuple of Reference
        What to cite.
    contributions : tuple of Contribution
        What made the value, in the order of the records.
    bounds : tuple of Bound
        The causes that leave the value open, each alone, where there are several.
    left_out : tuple of LeftOut
        The records that could bear on the value and are not in it, by reason. Together with the records of the
        contributions they are all that the question looked at.
    decomposition : {'sum', 'leave-one-out'}
        What the weights are: parts that sum to the value, where it has any, or what it would lose without the records.
    made_with : tuple of (str, str)
        Versions of mxus, of Python and of the packages that took part, by name: those of when and where the result was
        made. No part of equality.

    Examples
    --------
    >>> from mxus.measures.alignment import s_score
    >>> result = s_score([1, 2, 3], [1, 2, 1], levels=(1, 2, 3))
    >>> round(result.value, 4), result.n
    (0.3333, 3)
    >>> s_score([], [], levels=(1, 2, 3)).value
    Undefined(reason='no observation in common')
    """

    measure: str
    value: float | Undefined
    interval: Interval | None
    n: int
    n_missing: int = 0
    method: str
    exact: bool = True
    references: tuple[Reference, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    bounds: tuple[Bound, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    decomposition: Decomposition = "sum"
    no_interval: str = ""
    made_with: Versions = attrs.field(factory=made_with, eq=False)

    def __attrs_post_init__(self) -> None:
        if self.interval is not None and self.no_interval:
            message = f"found {self.measure} in {self.interval} and a reason for no interval; expected one of the two"
            raise InvalidValueError(message)
        if isinstance(self.value, Undefined):
            return
        placed = bool(self.no_interval) if self.interval is None else self.value in self.interval
        # Of the observations known alone it can be a value that none of all of them is.
        placed = placed or (self.interval is not None and self.n_missing > 0)
        if not placed or not math.isfinite(self.value):
            message = (
                f"found {self.measure} {self.value} in {self.interval}; expected a finite value in its interval, or a"
                " reason for no interval"
            )
            raise InvalidValueError(message)

    @classmethod
    def exactly(  # noqa: PLR0913 (the fields of a result)
        cls,
        measure: str,
        value: float | Undefined,
        *,
        n: int,
        method: str,
        references: tuple[Reference, ...] = (),
        packages: tuple[str, ...] = (),
    ) -> Result:
        """Make the result of a measure that leaves nothing open, with nothing missing: the interval is the value.

        Parameters
        ----------
        measure, value, n, method, references
            As of a result.
        packages : tuple of str, default ()
            What took part besides mxus, Python and numpy, by the names under which it is installed.

        Examples
        --------
        >>> str(Result.exactly("share", 0.25, n=1, method="part of the whole"))
        'share: 0.25 (n=1)'
        """
        return Result(
            measure=measure,
            value=value,
            interval=None if isinstance(value, Undefined) else Interval(value, value),
            n=n,
            method=method,
            references=references,
            made_with=made_with(*several(packages, "packages")),
        )

    @classmethod
    def with_missing(  # noqa: PLR0913 (the fields of a result)
        cls,
        measure: str,
        value: float | Undefined,
        bounds: Interval | str | None,
        *,
        n: int,
        n_missing: int,
        method: str,
        references: tuple[Reference, ...] = (),
        packages: tuple[str, ...] = (),
    ) -> Result:
        """Make the result of a measure that is computed exactly of values of which some may be missing.

        Parameters
        ----------
        measure, value, n, n_missing, method, references
            As of a result.
        bounds : Interval, str or None
            What the value is under every completion; a text says why that cannot be had. None where no completion has
            a value. With nothing missing they are not looked at: the interval is the value.
        packages : tuple of str, default ()
            What took part besides mxus, Python and numpy, by the names under which it is installed.

        Examples
        --------
        >>> str(Result.with_missing("share", 0.25, Interval(0.2, 0.4), n=4, n_missing=1, method="part of the whole"))
        'share: 0.25 in [0.2, 0.4] (n=4, n_missing=1)'
        >>> str(Result.with_missing("share", 0.25, "it can be anything", n=4, n_missing=1, method="part of the whole"))
        'share: 0.25 (n=4, n_missing=1; no interval: it can be anything)'
        """
        require_number(n_missing, "n_missing", whole=True)
        exact = None if isinstance(value, Undefined) else Interval(value, value)
        reason = bounds if n_missing and isinstance(bounds, str) else ""
        if n_missing:
            exact = bounds if isinstance(bounds, Interval) else None
            if exact is None and not reason and not isinstance(value, Undefined):
                reason = "no completion of what is missing has a value"
        return Result(
            measure=measure,
            value=value,
            interval=exact,
            n=n,
            n_missing=n_missing,
            method=method,
            references=references,
            no_interval=reason,
            made_with=made_with(*several(packages, "packages")),
        )

    @classmethod
    def from_result(cls, result: Result, **more: Any) -> Self:  # noqa: ANN401 (any field)
        """Make a result of this class from the fields of another and those it has besides.

        Parameters
        ----------
        result : Result
            Any result.
        **more
            Fields of this class; they replace those of `result` that have the same name.

        Examples
        --------
        >>> share = Result.exactly("share", 0.25, n=4, method="part of the whole")
        >>> str(GroupedResult.from_result(share, by="arena", groups={"summit": share}))
        'share: 0.25 (n=4); by arena: summit 0.25'
        """
        require_kind(result, Result, "result", "a Result")
        return cls(**{field.name: getattr(result, field.name) for field in attrs.fields(Result)} | more)

    @property
    def is_defined(self) -> bool:
        """Whether there is a value."""
        return not isinstance(self.value, Undefined)

    def __float__(self) -> float:
        """Return the value; an undefined one raises."""
        if isinstance(self.value, Undefined):
            message = f"{self.measure} is undefined: {self.value.reason}"
            raise InvalidValueError(message)
        return float(self.value)

    def __format__(self, spec: str) -> str:
        """Return the value in a format for numbers, ``undefined`` where there is none; without a format, the line."""
        if not spec:
            return str(self)
        return "undefined" if isinstance(self.value, Undefined) else format(self.value, spec)

    def __round__(self, digits: int | None = None) -> float:
        """Return the value rounded; an undefined one raises."""
        return round(float(self), digits)

    def __lt__(self, other: float | Result) -> bool:
        """Whether the value is less than a number or another value; an undefined one raises."""
        return float(self) < _number_of(other) if _is_comparable(other) else NotImplemented

    def __le__(self, other: float | Result) -> bool:
        """Whether the value is at most a number or another value; an undefined one raises."""
        return float(self) <= _number_of(other) if _is_comparable(other) else NotImplemented

    def __gt__(self, other: float | Result) -> bool:
        """Whether the value is more than a number or another value; an undefined one raises."""
        return float(self) > _number_of(other) if _is_comparable(other) else NotImplemented

    def __ge__(self, other: float | Result) -> bool:
        """Whether the value is at least a number or another value; an undefined one raises."""
        return float(self) >= _number_of(other) if _is_comparable(other) else NotImplemented

    def weights_told(self) -> str:
        """Return whether the weights of the contributions sum to the value, in words; empty without contributions."""
        return how_weights_add_up(self.contributions, self.value, self.decomposition)

    def explain(self) -> str:
        """Return the summary and the contributions as text, the weightiest first, in lines of up to 80 characters.

        With their weight and its sign, the gloss and the paragraphs, and whether the weights sum to the value. Records
        that could bear on the value and are not in it follow, with the reason.

        See Also
        --------
        mxus.explain : The same with the words of the passages, for whoever has the text.
        """
        return "\n".join(explained(self.summary(), self.contributions, self.weights_told(), left_out=self.left_out))

    def summary(self) -> str:
        """Return the result as text: its line, and on further lines what belongs to it, such as groups or tests.

        Examples
        --------
        >>> import mxus
        >>> print(mxus.cooperation(mxus.load(), "mexico", "united-states").summary())
        net cooperation of mexico towards united-states: 0.5 (n=8)
          verbal: 0.2 (n=5)
          material: 1 (n=3)
        """
        return str(self)

    def to_frame(self, *, backend: Backend) -> Any:  # noqa: ANN401 (the caller's dataframe)
        """Return the contributions as a tidy table, one row a contribution, in their order.

        Parameters
        ----------
        backend : {'polars', 'pandas', 'pyarrow'}
            Which dataframe to make; the package must be installed.

        Returns
        -------
        polars.DataFrame, pandas.DataFrame or pyarrow.Table
            ``records``, ``sources`` and ``paragraphs``, each joined by ``";"``; ``weight``; ``gloss``. A grouped result
            has ``group`` before them: null in the rows of the whole, which come first. Weights of the whole and of the
            groups are parts of different values: do not add them up.

        Raises
        ------
        InvalidValueError
            If it is not a backend.
        MissingExtraError
            If the backend is not installed.

        Examples
        --------
        >>> import mxus
        >>> frame = mxus.cooperation(mxus.load(), "mexico", "united-states").to_frame(backend="polars")
        >>> frame.select("group", "records", "weight", "paragraphs").row(0)
        (None, 'mexico-reaffirms-priorities', 0.125, '2')
        """
        return contributions_frame([(None, each) for each in self.contributions], backend, grouped=False)

    def page(self) -> Page:
        """Return what a terminal and a notebook show of the result."""
        return self._page("", {})

    def _page(self, by: str, groups: Mapping[str, Result]) -> Page:
        facts = (
            ("value", self._value_told()),
            ("interval", self._interval_told()),
            ("n", str(self.n)),
            ("missing", str(self.n_missing)),
            ("method", self.method),
            ("computed", "exactly" if self.exact else "by simulation or bounds"),
            ("made with", in_one_line(self.made_with)),
        )
        rows = tuple(
            (name, group._value_told(), group._interval_told(), str(group.n))  # noqa: SLF001 (of this class)
            for name, group in groups.items()
        )
        tables = [Table(f"by {by}", (by, "value", "interval", "n"), rows)] if rows else []
        tables.append(contributions_table(self.contributions, self.weights_told()))
        return Page(self.measure, facts, (*tables, *left_out_tables(self.left_out)))

    def _value_told(self) -> str:
        return str(self.value) if isinstance(self.value, Undefined) else f"{self.value:.4g}"

    def _interval_told(self) -> str:
        if self.interval is None:
            return f"none: {self.no_interval}" if self.no_interval else ""
        return str(self.interval)

    def cite(self) -> str:
        """Return the BibTeX of all that the result rests on."""
        return bibtex(self.references)

    def figures(self) -> str:
        """Return value, interval, numbers of observations used and missing, and why there is no interval.

        Examples
        --------
        >>> Result.exactly("share", 0.25, n=4, method="part of the whole").figures()
        '0.25 (n=4)'
        """
        missing = f", n_missing={self.n_missing}" if self.n_missing else ""
        reason = f"; no interval: {self.no_interval}" if self.no_interval else ""
        if isinstance(self.value, Undefined):
            bounds = "" if self.interval is None else f", in {self.interval}"
            told = f" (n={self.n}{missing}{reason})" if missing or reason else ""
            return f"{self.value}{bounds}{told}"
        known = ""
        if self.interval is not None and str(self.interval) != str(Interval(self.value, self.value)):
            known = f" in {self.interval}"
            if self.value not in self.interval:
                known = f" of what is known, of all{known}"
        return f"{self.value:.4g}{known} (n={self.n}{missing}{reason})"

    def __str__(self) -> str:
        """Return the result on one line: measure, value, interval, and how many observations were used and missing."""
        return one_line(f"{self.measure}: {self.figures()}")

    def __repr__(self) -> str:
        """Return the class and the line, cut to fewer than 200 characters."""
        return short_repr(self)


def _number_of(other: float | Result) -> float:
    """Return a result's value, a number as it is: Python compares whole numbers of any size."""
    return float(other) if isinstance(other, Result) else other


def _is_comparable(other: object) -> bool:
    """Whether the value of a result can be held against it: a number, or another result."""
    return isinstance(other, Result | Real)


def _pairs(groups: Mapping[str, Result] | tuple[tuple[str, Result], ...]) -> tuple[tuple[str, Result], ...]:
    return pairs_of(groups, "groups")


@attrs.frozen(kw_only=True, repr=False, order=False, field_transformer=typed)
class GroupedResult(Result):
    """A result for the whole, with the same measure for each group.

    Parameters
    ----------
    by : str
        What the groups are, such as ``"arena"``; empty where none were asked for.
    groups : Mapping[str, Result]
        One result per group, in the order of the vocabulary; read-only.

    Examples
    --------
    >>> import mxus
    >>> result = mxus.alignment(mxus.load(), "mexico", "united-states", by="arena")
    >>> result.by
    'arena'
    >>> float(result.groups["bilateral-agenda"]) > float(result.groups["regional-diplomacy"])
    True
    """

    by: str = ""
    _groups: tuple[tuple[str, Result], ...] = attrs.field(default=(), alias="groups", converter=_pairs)

    @classmethod
    def over(
        cls,
        whole: Result,
        *,
        measure: str,
        by: str,
        groups: Mapping[str, Result],
        **more: Any,  # noqa: ANN401 (any field)
    ) -> Self:
        """Make a grouped result of the result for the whole, under a name of its own."""
        require_kind(whole, Result, "whole", "a Result")
        return cls.from_result(whole, **more, measure=measure, by=by, groups=groups)

    @property
    def groups(self) -> Mapping[str, Result]:
        """One result per group."""
        return MappingProxyType(dict(self._groups))

    def to_frame(self, *, backend: Backend) -> Any:  # noqa: ANN401 (the caller's dataframe)
        """Return the contributions to the whole and to each group as a tidy table; see :meth:`Result.to_frame`."""
        held: list[tuple[str | None, Contribution]] = [(None, each) for each in self.contributions]
        held += [(name, each) for name, group in self._groups for each in group.contributions]
        return contributions_frame(held, backend, grouped=True)

    def page(self) -> Page:
        """Return what a terminal and a notebook show of the result and its groups."""
        return self._page(self.by, self.groups)

    def summary(self) -> str:
        """Return the line of the whole, and below it value, interval and n of each group on a line of its own."""
        groups = (one_line(f"{name}: {group.figures()}") for name, group in self.groups.items())
        return "\n".join([Result.__str__(self), *(f"  {group}" for group in groups)])

    def __str__(self) -> str:
        """Return the whole and the values of the first groups on one line; :meth:`summary` has all groups."""
        told = [f"{name} {_told(group)}" for name, group in self._groups[:_GROUPS]]
        told += [f"and {len(self._groups) - _GROUPS} more"] if len(self._groups) > _GROUPS else []
        groups = f"; by {self.by}: {', '.join(told)}" if told else ""
        return one_line(f"{Result.__str__(self)}{groups}")


def _told(result: Result) -> str:
    """Return the value, or the interval of one that is known only by bounds, or that it is undefined."""
    if isinstance(result.value, Undefined):
        return "undefined" if result.interval is None else f"in {result.interval}"
    return f"{result.value:.4g}"
