"""The registry of similarity indices: what each is called, whose it is, when it is undefined, and its formula.

To add an index, add it to :data:`INDICES`. Functions, tables, plots and checks read their names, formulas, works and
reasons from here. A formula is written once, over :class:`Moments` of contingency tables, which arrays
(:mod:`mxus.measures.contingency`) and the columns of an engine (:mod:`mxus.tables.contingency`) both have.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final, Literal, Protocol, get_args

import attrs

from mxus.measures.literature import (
    BENATI_CAPURRI_2026,
    COHEN_1960,
    COHEN_1968,
    HAEGE_2011,
    KENDALL_1938,
    KENDALL_1945,
    SCOTT_1955,
    SIGNORINO_RITTER_1999,
)
from mxus.values.reference import Reference

__all__ = ["INDICES", "Distance", "GradedDistance", "Index", "Moments", "works_of"]

Distance = Literal["nominal", "absolute", "squared"]
"""How far apart two levels are: not at all or wholly, by their difference, or by its square."""

GradedDistance = Literal["absolute", "squared"]


class Moments(Protocol):
    """Sums over contingency tables that formulas are made of: arrays, or columns of an engine.

    Notes
    -----
    T is the table, n its sum, a and b its margins, D the distances between levels.
    """

    @property
    def n(self) -> Any:  # noqa: ANN401 (an array or an expression)
        """Sum of the table."""

    def largest(self, distance: Distance) -> float:
        """Return the largest distance of the scale."""
        ...

    def observed(self, distance: Distance) -> Any:  # noqa: ANN401
        """Return the sum of D T."""

    def by_margins(self, distance: Distance) -> Any:  # noqa: ANN401
        """Return the sum of D a b."""

    def by_pool(self, distance: Distance) -> Any:  # noqa: ANN401
        """Return the sum of D (a + b) (a + b)."""

    def beyond_chance(self, distance: Distance) -> Any:  # noqa: ANN401
        """Return the sum of D (a b - n T), exactly 0 where a side keeps to one level."""

    @property
    def concordant(self) -> Any:  # noqa: ANN401
        """Pairs of items that the sides order alike less those they order oppositely."""

    @property
    def untied(self) -> Any:  # noqa: ANN401
        """Geometric mean of the ordered pairs untied on each side, undefined or 0 where a side keeps to one level."""

    def ratio(self, upper: Any, lower: Any) -> Any:  # noqa: ANN401
        """Return a ratio, undefined where the divisor is 0."""


@attrs.frozen(kw_only=True, eq=False)
class Index:
    """A similarity index of two portfolios: a function of their contingency table.

    Parameters
    ----------
    name : str
        Name of its column: its family and, where the family has several, its distance.
    measure : str
        What results call it.
    works : tuple of Reference
        What to cite.
    convention : str
        Whose form it is, in words.
    formula : callable
        The index from the moments of tables; rounding may carry it a little over -1 and 1.
    distance : {'nominal', 'absolute', 'squared'}, optional
        Distance between levels, where the family has several.
    undefined : str, default ''
        Why it can be undefined though there are items in common; empty if it cannot.
    is_mean : bool, default False
        Whether it is a mean over the items, so that items can have weights of any size.
    takes_weights : bool, default False
        Whether its function takes weights of items.
    lowest : float, default -1
        Where its range begins; all end at 1.

    Examples
    --------
    >>> index = INDICES["kappa_squared"]
    >>> index.measure, index.convention, index.undefined
    ("Cohen's kappa", 'Cohen 1968, as in Häge 2011', 'no disagreement is expected: both sides keep to one level')
    """

    name: str
    measure: str
    works: tuple[Reference, ...]
    convention: str
    formula: Callable[[Moments], Any]
    distance: Distance | None = None
    undefined: str = ""
    is_mean: bool = False
    takes_weights: bool = False
    lowest: float = -1.0


def _similarity(distance: GradedDistance) -> Callable[[Moments], Any]:
    return lambda table: 1 - table.ratio(2 / table.largest(distance) * table.observed(distance), table.n)


def _kappa(distance: Distance) -> Callable[[Moments], Any]:
    return lambda table: table.ratio(table.beyond_chance(distance), table.by_margins(distance))


def _pi(distance: Distance) -> Callable[[Moments], Any]:
    return lambda table: 1 - table.ratio(4 * table.n * table.observed(distance), table.by_pool(distance))


def _alignment(distance: GradedDistance) -> Callable[[Moments], Any]:
    return lambda table: table.ratio(2 / table.largest(distance) * table.beyond_chance(distance), table.n * table.n)


def _tau_b(table: Moments) -> Any:  # noqa: ANN401 (an array or an expression)
    return table.ratio(2 * table.concordant, table.untied)


def _share(table: Moments) -> Any:  # noqa: ANN401
    return 1 - table.ratio(table.observed("nominal"), table.n)


_NO_CHANCE: Final = "no disagreement is expected: both sides keep to one level"


def _all() -> Iterator[Index]:
    graded: tuple[GradedDistance, ...] = get_args(GradedDistance)
    kinds: tuple[Distance, ...] = get_args(Distance)
    for distance in graded:
        yield Index(
            name=f"s_{distance}",
            measure="Signorino-Ritter S",
            works=(SIGNORINO_RITTER_1999,),
            convention="Signorino and Ritter 1999",
            formula=_similarity(distance),
            distance=distance,
            is_mean=True,
            takes_weights=True,
        )
    haege = {"squared": (HAEGE_2011,)}
    conventions = {"nominal": "Cohen 1960", "absolute": "Cohen 1968", "squared": "Cohen 1968, as in Häge 2011"}
    for kind in kinds:
        yield Index(
            name=f"kappa_{kind}",
            measure="Cohen's kappa",
            works=(COHEN_1960, COHEN_1968, *haege.get(kind, ())),
            convention=conventions[kind],
            formula=_kappa(kind),
            distance=kind,
            undefined=_NO_CHANCE,
        )
    forms = {"nominal": "", "absolute": ", absolute distances", "squared": ", as in Häge 2011"}
    for kind in kinds:
        yield Index(
            name=f"pi_{kind}",
            measure="Scott's pi",
            works=(SCOTT_1955, *haege.get(kind, ())),
            convention=f"Scott 1955{forms[kind]}",
            formula=_pi(kind),
            distance=kind,
            undefined=_NO_CHANCE,
        )
    yield Index(
        name="tau_b",
        measure="Kendall's tau-b",
        works=(KENDALL_1938, KENDALL_1945),
        convention="Kendall 1945",
        formula=_tau_b,
        undefined="a side keeps to one level",
    )
    for distance in graded:
        yield Index(
            name=f"alignment_{distance}",
            measure="Benati-Capurri A",
            works=(BENATI_CAPURRI_2026,),
            convention="Benati and Capurri 2026",
            formula=_alignment(distance),
            distance=distance,
            takes_weights=True,
        )
    yield Index(
        name="agreement",
        measure="agreement share",
        works=(),
        convention="share of equal positions",
        formula=_share,
        is_mean=True,
        lowest=0.0,
    )


INDICES: Final[Mapping[str, Index]] = MappingProxyType({index.name: index for index in _all()})
"""The twelve indices by name, in the order in which tables show them."""


def works_of(measure: str | None = None) -> tuple[Reference, ...]:
    """Return the works to cite for every index, or for those of one measure, each once.

    Examples
    --------
    >>> [work.key for work in works_of("Scott's pi")]
    ['scott1955', 'haege2011']
    """
    found = [index.works for index in INDICES.values() if measure in {None, index.measure}]
    return tuple(dict.fromkeys(work for works in found for work in works))
