"""Polarisation: how well the actors of a discourse network fall into two camps."""

from __future__ import annotations

from typing import Final

import attrs

from mxus.display.cards import Page
from mxus.errors import InvalidValueError, shown
from mxus.measures.citing import cites, references_of
from mxus.measures.discourse import DiscourseNetwork
from mxus.measures.inputs import whole_number
from mxus.measures.literature import GOMEZ_2009, LEIFELD_2017, NEWMAN_2006
from mxus.measures.modularity import best_two_camps
from mxus.values.interval import Interval, Undefined
from mxus.values.result import Result
from mxus.values.typed import typed

__all__ = ["Polarisation", "polarisation"]

_METHOD: Final = "modularity of the best split into two camps"


@attrs.frozen(kw_only=True, repr=False, order=False, field_transformer=typed)
class Polarisation(Result):
    """How well actors fall into two camps, and which.

    ``value`` is the modularity of the best split found; the interval reaches to a bound that no split exceeds.

    Parameters
    ----------
    camps : tuple of two tuples of str
        The two camps, the one with the first actor first.

    Examples
    --------
    >>> from mxus.measures.discourse import congruence_network
    >>> network = congruence_network(["a", "b", "c", "d"], ["x", "x", "y", "y"], [1, 1, 1, 1])
    >>> found = polarisation(network)
    >>> found.camps, found.value
    ((('a', 'b'), ('c', 'd')), 0.5)
    """

    camps: tuple[tuple[str, ...], tuple[str, ...]]

    def page(self) -> Page:
        """Return what a terminal and a notebook show: the modularity and the camps."""
        return Result.page(self).extended(
            [(f"camp {number}", ", ".join(camp)) for number, camp in enumerate(self.camps, 1)]
        )


@cites(NEWMAN_2006, GOMEZ_2009, LEIFELD_2017)
def polarisation(network: DiscourseNetwork, *, seed: int = 0) -> Polarisation:
    r"""Polarisation: modularity of the best split of the actors into two camps.

    .. math:: Q = \frac{1}{2 w^+ + 2 w^-} \sum_{ij} \Big[ w_{ij} -
        \Big( \frac{w_i^+ w_j^+}{2 w^+} - \frac{w_i^- w_j^-}{2 w^-} \Big) \Big] \delta(c_i, c_j)

    With positive weights alone, Newman's modularity; with both signs, its extension by Gómez, Jensen and Arenas.

    Parameters
    ----------
    network : DiscourseNetwork
        A congruence or subtract network.
    seed : int, default 0
        Seed of the search where there are too many actors to try every split.

    Returns
    -------
    Polarisation
        Modularity from 0 (no split is better than none) to 1/2, and the camps. With up to 20 actors every split
        is tried and ``exact`` is True; with more, a seeded search gives the value, and the interval
        reaches up to a bound from the largest eigenvalue. Undefined without ties.

    Raises
    ------
    InvalidValueError
        If it is no discourse network, or a conflict network, whose ties do not hold camps together, or the seed is not
        a whole number from 0.

    References
    ----------
    Newman (2006), PNAS 103(23), 8577-8582. Gómez, Jensen and Arenas (2009), Physical Review E 80, 016114.

    Examples
    --------
    >>> from mxus.measures.discourse import subtract_network
    >>> actors, concepts = ["a", "b", "c", "d"], ["x"] * 4
    >>> found = polarisation(subtract_network(actors, concepts, [1, 1, -1, -1]))
    >>> found.camps
    (('a', 'b'), ('c', 'd'))
    """
    if not isinstance(network, DiscourseNetwork):
        message = f"found {shown(network)}; expected a DiscourseNetwork"
        raise InvalidValueError(message)
    if network.kind == "conflict":
        message = "found a conflict network; expected congruence or subtract, whose ties hold camps together"
        raise InvalidValueError(message)
    seed = whole_number(seed, "seed")
    weights = network.weights.filled(0.0)
    split = best_two_camps(weights, seed=seed)
    if split is None:
        result = Result(
            measure="polarisation",
            value=Undefined("there are no ties"),
            interval=None,
            n=len(network.actors),
            method=_METHOD,
            references=references_of(polarisation),
        )
        return Polarisation.from_result(result, camps=(network.actors, ()))
    camps = tuple(
        tuple(actor for actor, side in zip(network.actors, split.sides.tolist(), strict=True) if side is which)
        for which in (bool(split.sides[0]), not split.sides[0])
    )
    result = Result(
        measure="polarisation",
        value=split.value,
        interval=Interval(split.value, split.upper),
        n=len(network.actors),
        method=_METHOD,
        exact=split.exact,
        references=references_of(polarisation),
    )
    return Polarisation.from_result(result, camps=(camps[0], camps[1]))
