"""The whole family of alignment indices for one pair: what depends on the choice of index, and what does not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, get_args

import attrs

from mxus.display.cards import Page, Table
from mxus.measures.alignment import (
    Distance,
    agreement_share,
    benati_capurri_a,
    cohen_kappa,
    kendall_tau_b,
    s_score,
    scott_pi,
)
from mxus.measures.citing import cites, references_of
from mxus.measures.contingency import Weights
from mxus.measures.inputs import Numbers
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
from mxus.measures.portfolios import Portfolios
from mxus.values.interval import Interval, Undefined
from mxus.values.many import ResultsByName
from mxus.values.reference import Reference
from mxus.values.result import Result
from mxus.values.typed import typed

__all__ = ["SpecificationCurve", "specification_curve"]


_FLAT: Final = "a side keeps to one level, or no disagreement is expected"


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
        return cls(
            results=tuple(
                (name, pair.result(name, measure=name, method=pair.levels, references=_works_of(name), undefined=_FLAT))
                for name in WHOSE
                if name in pair.indices
            )
        )

    @property
    def range(self) -> Interval | None:
        """From the lowest to the highest value of those on -1..1 (not the agreement share); None without one."""
        values = [value for name, value in self.defined.items() if name != "agreement"]
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
                yield name, f"{result.value:+.4f}", WHOSE[name]


WHOSE: Final[Mapping[str, str]] = {
    "s_absolute": "Signorino and Ritter 1999",
    "s_squared": "Signorino and Ritter 1999",
    "s_absolute_weighted": "Signorino and Ritter 1999",
    "s_squared_weighted": "Signorino and Ritter 1999",
    "kappa_nominal": "Cohen 1960",
    "kappa_linear": "Cohen 1968",
    "kappa_quadratic": "Cohen 1968, as in Häge 2011",
    "pi_nominal": "Scott 1955",
    "pi_linear": "Scott 1955, linear distances",
    "pi_quadratic": "Scott 1955, as in Häge 2011",
    "tau_b": "Kendall 1945",
    "alignment_absolute": "Benati and Capurri 2026",
    "alignment_squared": "Benati and Capurri 2026",
    "alignment_absolute_weighted": "Benati and Capurri 2026",
    "alignment_squared_weighted": "Benati and Capurri 2026",
    "agreement": "share of equal positions",
}
"""Whose convention each variant is."""


_MEASURES: Final[Mapping[str, Callable[..., Result]]] = {
    "s": s_score,
    "kappa": cohen_kappa,
    "pi": scott_pi,
    "tau": kendall_tau_b,
    "alignment": benati_capurri_a,
    "agreement": agreement_share,
}
"""The measure of each variant, by the first word of its name."""


def _works_of(name: str) -> tuple[Reference, ...]:
    """Return the works that a variant is to be cited with: those of its measure, and whose form of it this is."""
    *works, mxus = references_of(_MEASURES[name.partition("_")[0]])
    return (*works, *([HAEGE_2011] if name in {"kappa_quadratic", "pi_quadratic"} else []), mxus)


@cites(
    SIGNORINO_RITTER_1999,
    COHEN_1960,
    COHEN_1968,
    HAEGE_2011,
    SCOTT_1955,
    KENDALL_1938,
    KENDALL_1945,
    BENATI_CAPURRI_2026,
)
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
    kappa_linear                -0.0526    Cohen 1968
    kappa_quadratic             -0.0526    Cohen 1968, as in Häge 2011
    pi_nominal                  -0.0526    Scott 1955
    pi_linear                   -0.0526    Scott 1955, linear distances
    pi_quadratic                -0.0526    Scott 1955, as in Häge 2011
    tau_b                       -0.0526    Kendall 1945
    alignment_absolute          -0.0100    Benati and Capurri 2026
    alignment_squared           -0.0100    Benati and Capurri 2026
    agreement                   +0.9000    share of equal positions
    """
    distances: tuple[Distance, ...] = get_args(Distance)
    kinds: tuple[Weights, ...] = get_args(Weights)
    results: list[tuple[str, Result]] = []

    def add(name: str, measure: Callable[..., Result], **options: object) -> None:
        results.append((name, attrs.evolve(measure(x, y, levels=levels, **options), references=_works_of(name))))

    for distance in distances:
        add(f"s_{distance}", s_score, distance=distance)
    if item_weights is not None:
        for distance in distances:
            add(f"s_{distance}_weighted", s_score, distance=distance, item_weights=item_weights)
    for kind in kinds:
        add(f"kappa_{kind}", cohen_kappa, weights=kind)
    for kind in kinds:
        add(f"pi_{kind}", scott_pi, weights=kind)
    add("tau_b", kendall_tau_b)
    for distance in distances:
        add(f"alignment_{distance}", benati_capurri_a, distance=distance)
    if item_weights is not None:
        for distance in distances:
            add(f"alignment_{distance}_weighted", benati_capurri_a, distance=distance, item_weights=item_weights)
    add("agreement", agreement_share)
    return SpecificationCurve(results=tuple(results))
