"""Discourse networks: who agrees and who disagrees with whom, from the positions they take on concepts.

An actor's statements are counted by concept and side. Two actors are *congruent* to the degree that they take the same
side on the same concepts, in *conflict* to the degree that they take opposite ones, and the *subtract* network is the
one less the other: its sign says friend or foe, and feeds structural balance.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

import attrs
import numpy as np
from numpy.typing import NDArray

from mxus.display.cards import Page, Table
from mxus.errors import InvalidValueError, shown
from mxus.measures.arrays import SAME_ARRAY, MaskedArray, masked
from mxus.measures.balance.signed_graph import SignedGraph
from mxus.measures.citing import cites, references_of
from mxus.measures.inputs import Array, numbers_of, one_of, refuse
from mxus.measures.literature import LEIFELD_2017
from mxus.values.interval import Interval, Undefined
from mxus.values.many import ManyNumbers
from mxus.values.reference import Reference
from mxus.values.result import Result
from mxus.values.typed import typed

__all__ = [
    "DiscourseNetwork",
    "conflict_network",
    "congruence_network",
    "controversy",
    "subtract_network",
]

Norm = Literal["none", "average", "jaccard", "cosine"]
Statements = Literal["once", "all"]


@attrs.frozen(kw_only=True, repr=False, field_transformer=typed)
class DiscourseNetwork(ManyNumbers):
    """A weighted network of actors.

    Parameters
    ----------
    kind : {'congruence', 'conflict', 'subtract'}
        What ties stand for.
    norm : {'none', 'average', 'jaccard', 'cosine'}
        How weights are normalised.
    actors : tuple of str
        Names of the actors, in order of appearance.
    concepts : tuple of str
        Names of the concepts.
    weights : masked array, shape (actors, actors)
        Symmetric; the diagonal is masked, and so are pairs that cannot be normalised: with the average and Jaccard
        norms where neither takes a side, with the cosine where one does not.
    n : int
        Positions that take a side.
    n_missing : int
        Positions that take no side or are not known, and are not counted.
    no_interval : str
        Why weights have no interval; empty where every position is known.
    references : tuple of Reference
        What to cite.

    Examples
    --------
    >>> network = subtract_network(["MEX", "MEX", "USA", "USA"], ["embargo", "tariffs"] * 2, [-1, -1, 1, -1])
    >>> network.weights[0, 1]
    np.float64(0.0)
    """

    kind: Literal["congruence", "conflict", "subtract"]
    norm: Norm
    actors: tuple[str, ...]
    concepts: tuple[str, ...]
    weights: MaskedArray = attrs.field(eq=SAME_ARRAY)
    n: int
    n_missing: int
    no_interval: str = ""
    references: tuple[Reference, ...]

    @property
    def measure(self) -> str:
        """The kind of network, in words."""
        return f"{self.kind} network"

    @property
    def value(self) -> MaskedArray:
        """The weights."""
        return self.weights

    @property
    def interval(self) -> tuple[MaskedArray, MaskedArray] | None:
        """Lower and upper ends of the weights, which are the weights; None where a position is not known."""
        return None if self.no_interval else (self.weights, self.weights)

    def to_signed_graph(self) -> SignedGraph:
        """Return the network as a signed graph: ties with the sign and size of their weights, none where it is 0.

        Raises
        ------
        InvalidValueError
            If the network is not a subtract network: the others have one sign.

        Examples
        --------
        >>> actors = ["MEX", "CUB", "USA"]
        >>> graph = subtract_network(actors, ["embargo"] * 3, [-1, -1, 1]).to_signed_graph()
        >>> sorted(graph.edges.data("weight"))
        [('CUB', 'USA', -1.0), ('MEX', 'CUB', 1.0), ('MEX', 'USA', -1.0)]
        """
        if self.kind != "subtract":
            message = f"found a {self.kind} network; expected a subtract network, whose weights have signs"
            raise InvalidValueError(message)
        return SignedGraph.from_matrix(self.weights.filled(0.0), nodes=self.actors)

    def page(self) -> Page:
        """Return what a terminal and a notebook show: the heaviest ties."""
        ties = [
            (float(self.weights[row, column]), one, other)
            for row, one in enumerate(self.actors)
            for column, other in enumerate(self.actors[:row])
            if self.weights[row, column] is not np.ma.masked and self.weights[row, column]
        ]
        rows = [(other, one, f"{weight:+.4g}") for weight, one, other in sorted(ties, key=lambda tie: -abs(tie[0]))]
        facts = (
            ("actors", str(len(self.actors))),
            ("concepts", str(len(self.concepts))),
            ("positions on no side", str(self.n_missing)),
            ("normalised", "" if self.norm == "none" else self.norm),
        )
        heaviest = Table.of_first("ties, the heaviest first", ("actor", "actor", "weight"), rows)
        return Page(self.measure, facts, (heaviest,))

    def _line(self) -> str:
        return f"{self.measure} of {len(self.actors)} actors on {len(self.concepts)} concepts"


@cites(LEIFELD_2017)
def congruence_network(
    actors: Sequence[str],
    concepts: Sequence[str],
    stances: Sequence[float | None],
    *,
    norm: Norm = "none",
    statements: Statements = "once",
) -> DiscourseNetwork:
    r"""Congruence network: how often two actors take the same side on the same concept.

    .. math:: C = \sum_{k \in \{+,-\}} X_k X_k^T

    with :math:`X_+` and :math:`X_-` the counts of supporting and opposing statements, actors x concepts.

    Parameters
    ----------
    actors, concepts : sequence of str
        Who takes each position, and on what.
    stances : sequence of float or None
        The side taken: the sign of a number (from -2 to 2, say, or -1 and 1). 0 takes no side, None is not known;
        both are left out and counted.
    norm : {'none', 'average', 'jaccard', 'cosine'}, default 'none'
        What weights are divided by, for two actors with a and b statements: nothing; (a + b) / 2; a + b - c, with c
        those they share, so that congruence is the Jaccard index of the two sets of statements; or the product of the
        lengths of their vectors of counts (a column for each side of each concept), so that congruence is their
        cosine.
    statements : {'once', 'all'}, default 'once'
        Count a statement of an actor on a side of a concept once however often it is made, or each time.

    Returns
    -------
    DiscourseNetwork
        The network, with all actors that were given.

    Raises
    ------
    InvalidValueError
        If lengths differ, a stance is not a finite number, or the Jaccard norm is asked for with ``statements="all"``:
        it compares sets.

    Notes
    -----
    The Discourse Network Analyzer's option "cosine" divides by the product a b of the totals rather than of the
    lengths; values under that name differ from these.

    References
    ----------
    Leifeld (2017), in The Oxford Handbook of Political Networks, 301-326.

    Examples
    --------
    >>> actors, concepts = ["MEX", "MEX", "CUB", "CUB"], ["embargo", "asylum", "embargo", "asylum"]
    >>> congruence_network(actors, concepts, [-2, 1, -1, 2]).weights[0, 1]
    np.float64(2.0)
    >>> congruence_network(actors, concepts, [-2, 1, -1, -2], norm="average").weights[0, 1]
    np.float64(0.5)
    """
    return _network("congruence", actors, concepts, stances, norm, statements)


@cites(LEIFELD_2017)
def conflict_network(
    actors: Sequence[str],
    concepts: Sequence[str],
    stances: Sequence[float | None],
    *,
    norm: Norm = "none",
    statements: Statements = "once",
) -> DiscourseNetwork:
    r"""Conflict network: how often two actors take opposite sides on the same concept.

    .. math:: C = X_+ X_-^T + X_- X_+^T

    Parameters
    ----------
    actors, concepts, stances, norm, statements
        As for :func:`congruence_network`.

    Returns
    -------
    DiscourseNetwork
        The network, with all actors that were given.

    Raises
    ------
    InvalidValueError
        If lengths differ, or a stance is not a finite number.

    References
    ----------
    Leifeld (2017), in The Oxford Handbook of Political Networks, 301-326.

    Examples
    --------
    >>> conflict_network(["MEX", "USA"], ["embargo", "embargo"], [-1, 1]).weights[0, 1]
    np.float64(1.0)
    """
    return _network("conflict", actors, concepts, stances, norm, statements)


@cites(LEIFELD_2017)
def subtract_network(
    actors: Sequence[str],
    concepts: Sequence[str],
    stances: Sequence[float | None],
    *,
    norm: Norm = "none",
    statements: Statements = "once",
) -> DiscourseNetwork:
    """Subtract network: congruence less conflict.

    Parameters
    ----------
    actors, concepts, stances, norm, statements
        As for :func:`congruence_network`.

    Returns
    -------
    DiscourseNetwork
        The network, with all actors that were given; its :meth:`~DiscourseNetwork.to_signed_graph` says who is friend
        and who is foe.

    Raises
    ------
    InvalidValueError
        If lengths differ, or a stance is not a finite number.

    References
    ----------
    Leifeld (2017), in The Oxford Handbook of Political Networks, 301-326.

    Examples
    --------
    >>> subtract_network(["MEX", "USA"], ["embargo", "embargo"], [-1, 1], norm="cosine").weights[0, 1]
    np.float64(-1.0)
    """
    return _network("subtract", actors, concepts, stances, norm, statements)


@cites(LEIFELD_2017)
def controversy(stances: Sequence[float | None]) -> Result:
    """Controversy of a concept: 4 p (1 - p), with p the share of supporters among those who take a side.

    Parameters
    ----------
    stances : sequence of float or None
        The side each actor takes: the sign of a number; 0 and None take none.

    Returns
    -------
    Result
        ``value`` from 0 (all on one side) to 1 (evenly split), of those who take a side; ``n_missing`` counts the
        others. The interval is sharp over all completions of stances that are None, each of which may be on either side
        or on none. Undefined if nobody takes a side.

    Raises
    ------
    InvalidValueError
        If a stance is not a finite number.

    Examples
    --------
    >>> controversy([1, 2, -1, -2]).value
    1.0
    >>> controversy([1, 1, 1, -1, 0]).value
    0.75
    """
    signs = _signs(stances)
    sides = signs[signs != 0]
    unknown = int(numbers_of(stances, "stances")[1].sum())
    fewer, more = sorted((int((sides > 0).sum()), int((sides < 0).sum())))
    value = _even(fewer, more)
    # Apart as far as they can be: all on the side that has more. Together: on the other one, until both have as many.
    even = unknown >= more - fewer and more + unknown // 2 > 0
    ends = [_even(fewer, more + unknown), 1.0 if even else _even(fewer + unknown, more)]
    known = [end for end in ends if not isinstance(end, Undefined)]
    return Result.with_missing(
        "controversy",
        value,
        Interval(min(known), max(known)) if known else None,
        n=int(sides.size),
        n_missing=int(signs.size - sides.size),
        method="4 p (1 - p), p the share of supporters",
        references=references_of(controversy),
    )


def _even(one: int, other: int) -> float | Undefined:
    return 4 * one * other / (one + other) ** 2 if one + other else Undefined("nobody takes a side")


_UNKNOWN: Final = "a position that is not known can be on either side, or on none"


def _network(  # noqa: PLR0913, PLR0917 (what the three share)
    kind: Literal["congruence", "conflict", "subtract"],
    actors: Sequence[str],
    concepts: Sequence[str],
    stances: Sequence[float | None],
    norm: Norm,
    statements: Statements,
) -> DiscourseNetwork:
    one_of(norm, Norm, "norm")
    one_of(statements, Statements, "statements")
    if norm == "jaccard" and statements == "all":
        message = "found norm='jaccard' with statements='all'; expected statements='once', since it compares sets"
        raise InvalidValueError(message)
    signs = _signs(stances)
    if not len(actors) == len(concepts) == signs.size:
        message = (
            f"found {len(actors)} actors, {len(concepts)} concepts and {signs.size} stances; expected equal numbers"
        )
        raise InvalidValueError(message)
    names, rows = _distinct(actors, "actors")
    topics, columns = _distinct(concepts, "concepts")
    positive, negative = (np.zeros((len(names), len(topics))) for _ in range(2))
    for counts, side in ((positive, 1), (negative, -1)):
        taken = signs == side
        np.add.at(counts, (rows[taken], columns[taken]), 1.0)
    if statements == "once":
        positive, negative = np.minimum(positive, 1), np.minimum(negative, 1)
    congruence = positive @ positive.T + negative @ negative.T
    conflict = positive @ negative.T + negative @ positive.T
    activity = (positive + negative).sum(axis=1)
    divisors = {"congruence": _divisor(norm, activity, congruence, congruence)}
    divisors["conflict"] = _divisor(norm, activity, congruence, conflict)
    with np.errstate(invalid="ignore", divide="ignore"):
        alike, opposed = congruence / divisors["congruence"], conflict / divisors["conflict"]
    weights = {"congruence": alike, "conflict": opposed, "subtract": alike - opposed}[kind]
    return DiscourseNetwork(
        kind=kind,
        norm=norm,
        actors=names,
        concepts=topics,
        weights=masked(weights, np.isfinite(weights) & ~np.eye(len(names), dtype=bool)),
        n=int((signs != 0).sum()),
        n_missing=int((signs == 0).sum()),
        no_interval=_UNKNOWN if numbers_of(stances, "stances")[1].any() else "",
        references=references_of(congruence_network),
    )


def _divisor(norm: Norm, activity: Array, congruence: Array, shared: Array) -> Array:
    if norm == "none":
        return np.ones_like(congruence)
    both = activity[:, None] + activity[None, :]
    if norm == "average":
        return both / 2
    if norm == "jaccard":
        return both - shared
    length = np.sqrt(np.diagonal(congruence))
    return length[:, None] * length[None, :]


def _signs(stances: Sequence[float | None]) -> NDArray[np.int64]:
    """Return the side of each stance, 0 where it takes none or is not known."""
    found, missing = numbers_of(stances, "stances")
    if found.ndim != 1:
        message = f"found stances with {found.ndim} dimensions; expected one"
        raise InvalidValueError(message)
    wrong = ~missing & ~np.isfinite(found)
    if wrong.any():
        refuse(found, wrong, "stances", "a finite number, or None where it is not known")
    return np.sign(np.where(missing, 0, found)).astype(np.int64)


def _distinct(names: Sequence[str], what: str) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    wrong = [f"{what}[{place}] = {shown(name)}" for place, name in enumerate(names) if not isinstance(name, str)]
    if wrong:
        message = f"found {', '.join(wrong[:5])}; expected strings"
        raise InvalidValueError(message)
    order = {name: place for place, name in enumerate(dict.fromkeys(names))}
    return tuple(order), np.array([order[name] for name in names], dtype=np.int64)
