"""Answers of many numbers: arrays, counts and results by name, with the attributes that a single result has.

A measure of many units at once has no one number to show. What it returns still says what a
:class:`~mxus.values.result.Result` says, in the shape of its numbers: ``value``, ``interval`` or why there is none,
``n``, ``n_missing``, ``references``, ``cite()``, ``explain()``, one line as ``str`` and a short ``repr``. What we leave
out: arithmetic on whole answers; take their ``value``.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Protocol, TypeVar, cast

import attrs

from mxus.display.cards import Page, Shown, Table
from mxus.display.lines import one_line, short_repr
from mxus.errors import UnknownIdError
from mxus.values.interval import Interval, Undefined
from mxus.values.reference import Reference, bibtex
from mxus.values.result import Result
from mxus.values.typed import typed

__all__ = ["Answer", "ManyNumbers", "ResultsByName"]

_Result_co = TypeVar("_Result_co", bound=Result, covariant=True)


class Answer(Protocol):
    """What every measure and question answers: a :class:`Result`, or many numbers with the same attributes.

    Of a Result ``value`` is a number or undefined and ``interval`` an interval or None. Of many numbers they have the
    shape of those: masked arrays, or mappings by name.
    """

    @property
    def measure(self) -> str:
        """Name of the measure in the literature's words."""
        ...

    @property
    def value(self) -> Any:  # noqa: ANN401 (a number, an array, a mapping)
        """What was measured."""
        ...

    @property
    def interval(self) -> Any:  # noqa: ANN401 (an interval, two arrays, a mapping)
        """Where the values of all observations are known to lie; None where there is no such interval."""
        ...

    @property
    def no_interval(self) -> str:
        """Why there is no interval; else empty."""
        ...

    @property
    def n(self) -> Any:  # noqa: ANN401 (a number, an array, a mapping)
        """Number of observations used."""
        ...

    @property
    def n_missing(self) -> Any:  # noqa: ANN401 (a number, an array, a mapping)
        """Number of observations left out because something is missing."""
        ...

    @property
    def references(self) -> tuple[Reference, ...]:
        """What to cite."""
        ...

    def cite(self) -> str:
        """Return the BibTeX of all that the answer rests on."""
        ...

    def explain(self) -> str:
        """Return what stands behind the answer as text."""
        ...


class ManyNumbers(Shown):
    """What answers of many numbers share: how they are cited, explained and printed."""

    __slots__ = ()

    @abstractmethod
    def _line(self) -> str:
        """Return what the answer is, in a few words."""

    def cite(self) -> str:
        """Return the BibTeX of all that the answer rests on."""
        return bibtex(cast("Answer", self).references)

    def explain(self) -> str:
        """Return the card as text, in lines of up to 80 characters."""
        return self.page().text()

    def __str__(self) -> str:
        """Return what the answer is on one line; :meth:`explain` has the numbers."""
        return one_line(self._line())

    def __repr__(self) -> str:
        """Return the class and the line, cut to fewer than 200 characters."""
        return short_repr(self)


@attrs.frozen(kw_only=True, repr=False, field_transformer=typed)
class ResultsByName(Mapping[str, _Result_co], ManyNumbers):
    """Results by name, as a read-only mapping.

    Parameters
    ----------
    measure : str
        What the results are of.
    results : tuple of (str, Result)
        The results, in their order.

    Examples
    --------
    >>> from mxus.measures import field_reliability
    >>> found = field_reliability({"arena": ["a", "b", "b"]}, {"arena": ["a", "b", "a"]})
    >>> found["arena"].n, dict(found.n), dict(found.n_missing)
    (3, {'arena': 3}, {'arena': 0})
    >>> print(found)
    reliability of fields: arena 0.4444
    """

    measure: str
    _results: tuple[tuple[str, _Result_co], ...] = attrs.field(alias="results")

    def __getitem__(self, name: str) -> _Result_co:
        """Return one result."""
        found = dict(self._results)
        if not isinstance(name, str) or name not in found:
            raise UnknownIdError.among(name, found, what="result")
        return found[name]

    def __contains__(self, name: object) -> bool:
        """Whether there is a result of that name."""
        return isinstance(name, str) and name in dict(self._results)

    def __iter__(self) -> Iterator[str]:
        """Iterate over the names."""
        return (name for name, _ in self._results)

    def __len__(self) -> int:
        """Return the number of results."""
        return len(self._results)

    @property
    def value(self) -> Mapping[str, float | Undefined]:
        """Value of each result, or why it has none."""
        return MappingProxyType({name: result.value for name, result in self._results})

    @property
    def interval(self) -> Mapping[str, Interval | None]:
        """Interval of each result; None where it has none."""
        return MappingProxyType({name: result.interval for name, result in self._results})

    @property
    def no_interval(self) -> str:
        """Why results have no interval, each reason once; empty where all have one."""
        return "; ".join(dict.fromkeys(result.no_interval for _, result in self._results if result.no_interval))

    @property
    def n(self) -> Mapping[str, int]:
        """Number of observations used for each result."""
        return MappingProxyType({name: result.n for name, result in self._results})

    @property
    def n_missing(self) -> Mapping[str, int]:
        """Number of observations missing from each result."""
        return MappingProxyType({name: result.n_missing for name, result in self._results})

    @property
    def references(self) -> tuple[Reference, ...]:
        """What to cite: the works of every result, each once, and mxus last."""
        works = dict.fromkeys(work for _, result in self._results for work in result.references)
        return tuple(sorted(works, key=lambda work: work.key == "mxus"))

    @property
    def defined(self) -> Mapping[str, float]:
        """Values of the results that have one."""
        return {name: result.value for name, result in self._results if not isinstance(result.value, Undefined)}

    def page(self) -> Page:
        """Return what a terminal and a notebook show: a row a result."""
        rows = tuple((name, one_line(result.figures())) for name, result in self._results)
        return Page(self.measure, (), (Table("results", ("name", "result"), rows),))

    def _line(self) -> str:
        told = ", ".join(
            f"{name} {'undefined' if isinstance(result.value, Undefined) else f'{result.value:.4g}'}"
            for name, result in self._results
        )
        return f"{self.measure}: {told or 'none'}"
