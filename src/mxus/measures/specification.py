"""The whole family of alignment indices for one pair: what depends on the choice of index, and what does not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

import attrs

from mxus.display.cards import Page, Table
from mxus.measures.citing import cites
from mxus.measures.indices import INDICES, Index, works_of
from mxus.measures.inputs import Numbers
from mxus.measures.portfolios import Portfolios
from mxus.values.interval import Interval, Undefined
from mxus.values.many import ResultsByName
from mxus.values.result import Result
from mxus.values.typed import typed

__all__ = ["SpecificationCurve", "index_of", "specification_curve"]


_WEIGHTED: Final = "_weighted"
"""What the names of variants end in whose items have weights."""


def index_of(variant: str) -> Index:
    """Return the index of a variant, with weights or without.

    Examples
    --------
    >>> index_of("s_absolute_weighted").convention
    'Signorino and Ritter 1999'
    """
    return INDICES[variant.removesuffix(_WEIGHTED)]


@attrs.frozen(kw_only=True, repr=False, field_transformer=typed)
class SpecificationCurve(ResultsByName[Result]):
    """Every index of the family for one pair, by name, in the order of :func:`~mxus.measures.specification_curve`.

    Examples
    --------
    >>> curve = specification_curve([1, 1, 3, 2], [1, 3, 3, 2], levels=(1, 2, 3))
    >>> curve["s_absolute"].value
    0.5
    >>> len(curve), len(curve.defined)
    (12, 12)
    """

    measure: str = "similarity by every index"

    @classmethod
    def of_parts(cls, x: Numbers, y: Numbers, parts: Numbers, *, levels: Sequence[float]) -> SpecificationCurve:
        """Make the family of two portfolios in which a position is part of an item, and every index weighs it so.

        Parameters
        ----------
        x, y, levels
            As for :func:`~mxus.measures.specification_curve`.
        parts : sequence of float
            What part of its item each pair of positions is.

        Examples
        --------
        On one item the first side says one thing and does another:

        >>> curve = SpecificationCurve.of_parts([1, 3, 2], [1, 1, 2], [0.5, 0.5, 1], levels=(1, 2, 3))
        >>> curve["s_absolute"].value, curve["agreement"].value
        (0.5, 0.75)
        """
        pair = Portfolios.of(x, y, levels, parts)
        return cls(results=tuple((name, pair.result(name)) for name in INDICES))

    @property
    def range(self) -> Interval | None:
        """From the lowest to the highest value of those on -1..1 (not the agreement share); None without one."""
        values = [value for name, value in self.defined.items() if index_of(name).lowest < 0]
        return Interval(min(values), max(values)) if values else None

    def explain(self) -> str:
        """Return a table: a line a variant, with its value or why it has none, and whose convention it is."""
        return "\n".join(f"{name:<28}{value:<9}  {note}" for name, value, note in self._cells())

    def page(self) -> Page:
        """Return what a terminal and a notebook show: the same table."""
        span = self.range
        table = Table("indices", ("index", "value", "convention"), tuple(self._cells()))
        return Page(self.measure, (("range", "" if span is None else str(span)),), (table,))

    def _cells(self) -> Iterator[tuple[str, str, str]]:
        for name, result in self._results:
            if isinstance(result.value, Undefined):
                yield name, "-", f"undefined: {result.value.reason}"
            else:
                yield name, f"{result.value:+.4f}", index_of(name).convention


@cites(*works_of())
def specification_curve(
    x: Numbers,
    y: Numbers,
    *,
    levels: Sequence[float],
    item_weights: Numbers | None = None,
) -> SpecificationCurve:
    """Return the whole family of alignment indices for two portfolios.

    One index is one answer to "compared with what?". Where they agree, the choice does not matter; where they differ,
    the paper that reports one of them owes a reason.

    Parameters
    ----------
    x, y : sequence of float or None
        Positions of the two sides on the same items; None or NaN where one takes none. Equal lengths.
    levels : sequence of float
        The declared scale, all its levels; at least two.
    item_weights : sequence of float or None, optional
        Weight of each item. Where given, S and A are added with weights, under names that end in ``_weighted``; the
        others take none.

    Returns
    -------
    SpecificationCurve
        A mapping from the name of each variant to its :class:`~mxus.values.result.Result`: S, kappa, pi, tau-b and A
        under each distance, and the agreement share. Undefined ones are in it, with the reason.

    Raises
    ------
    InvalidValueError
        If lengths differ, a value is not a level, a weight is negative or not finite, or the scale has one level.

    Examples
    --------
    Two states that vote with nearly everyone: alike by S, and no more alike than chance by the others.

    >>> x = [1] * 18 + [3, 1]
    >>> y = [1] * 18 + [1, 3]
    >>> print(specification_curve(x, y, levels=(1, 2, 3)).explain())
    s_absolute                  +0.8000    Signorino and Ritter 1999
    s_squared                   +0.8000    Signorino and Ritter 1999
    kappa_nominal               -0.0526    Cohen 1960
    kappa_absolute              -0.0526    Cohen 1968
    kappa_squared               -0.0526    Cohen 1968, as in Häge 2011
    pi_nominal                  -0.0526    Scott 1955
    pi_absolute                 -0.0526    Scott 1955, absolute distances
    pi_squared                  -0.0526    Scott 1955, as in Häge 2011
    tau_b                       -0.0526    Kendall 1945
    alignment_absolute          -0.0100    Benati and Capurri 2026
    alignment_squared           -0.0100    Benati and Capurri 2026
    agreement                   +0.9000    share of equal positions
    """
    plain = Portfolios.of(x, y, levels)
    weighted = None if item_weights is None else Portfolios.of(x, y, levels, item_weights)
    results: list[tuple[str, Result]] = []
    for _, family in groupby(INDICES.values(), lambda index: index.measure):
        indices = list(family)
        results += [(index.name, plain.result(index.name)) for index in indices]
        if weighted is not None:
            names = [index.name for index in indices if index.takes_weights]
            results += [(f"{name}{_WEIGHTED}", weighted.result(name)) for name in names]
    return SpecificationCurve(results=tuple(results))
