"""Structural balance of a dataset's actors: who would have to change sides for all relations to fit."""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Final

import attrs

from mxus.analysis._common import FIRM, citing, passages_of, require_function
from mxus.analysis.network import Rule, SignedNetwork, SignedTie, sign_of, signed_network, ties_table
from mxus.analysis.unused import number_missing
from mxus.dataset.dataset import Dataset
from mxus.display.cards import Page
from mxus.measures.balance.bracket import seconds_of
from mxus.measures.balance.frustration import Frustration, frustration
from mxus.measures.balance.signed_graph import SignedGraph
from mxus.measures.balance.spectrum import AlgebraicConflict, algebraic_conflict
from mxus.measures.balance.triangles import TriangleBalance, triangle_balance
from mxus.measures.balance.walks import walk_balance
from mxus.measures.literature import PLOVER_MANUAL
from mxus.values.contribution import Contribution
from mxus.values.interval import Bound, Interval
from mxus.values.period import Period
from mxus.values.progress import Progress
from mxus.values.result import Result
from mxus.values.typed import typed
from mxus.vocabulary.statements import Status

__all__ = ["BalanceResult", "balance"]

_STATES: Final = 256
"""Ways in which uncertain ties can turn out that are all computed; if there are more, their number bounds the index."""

_SECONDS: Final = 30.0
"""Time limit where none is given: what one waits for at a prompt. Random signs of 40 actors can take hours to prove."""

_WRITING: Final = 0.5
"""Time that contributions take, as a part of that which the network takes: either goes through all records."""

_BESIDE: Final = 8
"""Of the time that is left walk balance and algebraic conflict, which the index does not need, have one part in so many
each."""


@attrs.frozen(kw_only=True, repr=False, order=False, field_transformer=typed)
class BalanceResult(Result):
    """Frustration score of a dataset's actors, and the whole picture behind it.

    Parameters
    ----------
    network : SignedNetwork
        Ties of the actors, with their records.
    frustration : Frustration
        Camps, and the proof that no others frustrate fewer ties. Each tie counts once, however many records it has.
    triangles : TriangleBalance
        Share of balanced triangles.
    walks : Result
        Walk balance; within bounds where there was no time for more.
    conflict : AlgebraicConflict
        Algebraic conflict; within bounds where there was no time for more.

    Examples
    --------
    >>> import mxus
    >>> result = mxus.balance(mxus.load())
    >>> len(result.would_have_to_turn) == result.frustration.value
    True
    """

    network: SignedNetwork
    frustration: Frustration
    triangles: TriangleBalance
    walks: Result
    conflict: AlgebraicConflict

    @property
    def camps(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Two camps that frustrate the fewest ties: several divisions may be as good."""
        return self.frustration.camps

    @property
    def would_have_to_turn(self) -> tuple[SignedTie, ...]:
        """The relations that do not fit these camps, with their records."""
        bad = {frozenset((first, second)) for first, second, _ in self.frustration.frustrated}
        return tuple(tie for tie in self.network.ties if frozenset(tie.actors) in bad)

    @property
    def uncertain(self) -> tuple[SignedTie, ...]:
        """The relations whose sign contested records could turn, or in which friendly and hostile records cancel."""
        return tuple(tie for tie in self.network.ties if len(tie.possible) > 1)

    def page(self) -> Page:
        """Return what a terminal and a notebook show: the camps, and the relations that do not fit them, too."""
        camps = tuple((f"camp {number}", ", ".join(camp)) for number, camp in enumerate(self.camps, 1))
        turning = ties_table("would have to turn", self.would_have_to_turn)
        return Result.page(self).extended(camps, turning)


def balance(  # noqa: PLR0913 (what counts, and the limits, by keyword)
    dataset: Dataset,
    *,
    rule: Rule = sign_of,
    period: Period | str | None = None,
    acting_for: bool = True,
    statuses: Iterable[Status | str] = FIRM,
    time_limit: float | None = _SECONDS,
    progress: Progress | None = None,
) -> BalanceResult:
    """Structural balance of the actors of a dataset: the share of relations that fit two camps, less those that do not.

    Parameters
    ----------
    dataset : Dataset
        Any dataset.
    rule, period, acting_for, statuses
        What makes a tie, as for :func:`signed_network`. Only its sign counts here: how often a text returns to a
        relation says little of how strong it is. ``frustration(result.network.graph)`` counts weights.
    time_limit : float or None, default 30
        Seconds after which the best bracket so far is returned; None goes on until the index is proven, which can take
        hours where the signs of 40 actors have no order. Half of the time is for the ties as coded, the rest for
        uncertain ones, where there are any. Where time was out, ``value`` is undefined or ``exact`` False, ``interval``
        holds the score all the same, and ``method`` says so. To read the records comes first and takes as long as it
        takes: about a second for 30,000.
    progress : callable, optional
        ``progress(done, total)`` is called after each round, as for :func:`mxus.measures.frustration`: the lower and
        the upper bound of the number of ties that would have to turn. Rounds on uncertain ties are not reported.

    Returns
    -------
    BalanceResult
        ``value`` is the frustration score 1 - 2 L / m, from 0 to 1 (balanced); undefined without ties. ``interval``
        holds it for every way in which uncertain ties can turn out: those that contested records could turn, or whose
        records cancel. It is sharp where ``exact``, and an outer bound where there are too many ways. ``bounds`` go on
        to each stance being one level off: an outer bound where many ties could turn. ``n`` is the number of ties,
        ``n_missing`` of uncertain pairs without one, of records without a type, of mutual acts (several act and nobody
        receives) and of acts of which the text does not name who acted; ``left_out`` lists these and all other records
        that make no tie. Contributions, one for each tie, sum to the value: those of ties that would have to turn are
        negative.

    Raises
    ------
    InvalidValueError
        If a status or the period is invalid, `time_limit` is not a number from 0, or the rule is no function or says
        something other than a finite number or None.
    MissingExtraError
        If scipy or highspy, which prove the index, are not installed (``mxus[balance]``).

    References
    ----------
    Frustration: Harary (1959), Behavioral Science 4(4), 316-323; Aref and Wilson (2018), Journal of Complex Networks
    6(4), 566-595. Signs of events: quad classes of PLOVER 0.8, with SANCTION as material conflict.

    Examples
    --------
    >>> import mxus
    >>> result = mxus.balance(mxus.load())
    >>> print(result)
    frustration score of the actors: 0.8519 (n=27, n_missing=4)
    >>> [tie.actors for tie in result.would_have_to_turn]
    [('cuba', 'united-states'), ('united-states', 'venezuela')]
    >>> mxus.balance(mxus.load(), period="2024").n < result.n
    True
    """
    if progress is not None:
        require_function(progress, "progress")
    clock = _Clock(time_limit)
    network = signed_network(dataset, rule=rule, period=period, acting_for=acting_for, statuses=statuses)
    clock.keep_back(_WRITING)
    graph = _graph(network.ties, {tie.actors: tie.sign for tie in network.ties})
    # First, so that what they leave of their time is for the index.
    triangles = triangle_balance(graph)
    walks = walk_balance(graph, time_limit=clock.part(_BESIDE))
    conflict = algebraic_conflict(graph, time_limit=clock.part(_BESIDE))
    possible, possible_off = ([getattr(tie, field) for tie in network.ties] for field in ("possible", "possible_off"))
    open_ones = sum(any(len(signs) > 1 for signs in each) for each in (possible, possible_off))
    found = frustration(graph, time_limit=clock.part(1 if not open_ones else 2), progress=progress)
    score = found.score
    interval, exact = _interval(network.ties, score, possible, clock, parts=2)
    off, _ = _interval(network.ties, score, possible_off, clock, parts=1)
    causes = (("alleged records in or out", interval), ("and each stance one level off", off))
    works = (PLOVER_MANUAL, *score.references) if rule is sign_of else score.references
    uncertain = sum(tie.sign == 0 and len(tie.possible) > 1 for tie in network.ties)
    return BalanceResult(
        measure="frustration score of the actors",
        value=score.value,
        interval=interval,
        n=graph.n_ties,
        n_missing=uncertain + len(network.untyped) + number_missing(network.left_out),
        method=f"signs of ties; {score.method}" + (clock.said if clock.is_out or not found.exact else ""),
        exact=exact,
        references=citing(dataset, works),
        contributions=_contributions(dataset, network.ties, found, graph.n_ties),
        bounds=tuple(Bound(cause, ends) for cause, ends in causes if ends is not None),
        left_out=network.left_out,
        made_with=score.made_with,
        network=network,
        frustration=found,
        triangles=triangles,
        walks=walks,
        conflict=conflict,
    )


class _Clock:
    """How much of a time limit is left, and what to say where it is used up."""

    def __init__(self, time_limit: float | None) -> None:
        seconds = seconds_of(time_limit)
        self._begun = time.monotonic()
        self._until = self._begun + seconds
        self.said = (
            f"; time_limit of {seconds:g} s reached, so that the interval may be wider than need be: a longer one, or"
            " None, proves more"
        )

    @property
    def is_out(self) -> bool:
        return time.monotonic() >= self._until

    def keep_back(self, part: float) -> None:
        """Keep back a part of the time taken so far for what is still to do when time is out."""
        self._until -= part * (time.monotonic() - self._begun)

    def part(self, parts: int) -> float | None:
        """Return a part of the seconds that are left, as a time limit; None where there is none."""
        left = (self._until - time.monotonic()) / parts
        return None if left == math.inf else max(0.0, left)


def _graph(ties: Sequence[SignedTie], signs: Mapping[tuple[str, str], int]) -> SignedGraph:
    return SignedGraph.from_edges(
        [tie.actors[0] for tie in ties],
        [tie.actors[1] for tie in ties],
        [signs[tie.actors] for tie in ties],
        zeros="drop",
    )


def _interval(
    ties: Sequence[SignedTie], score: Result, possible: Sequence[tuple[int, ...]], clock: _Clock, *, parts: int
) -> tuple[Interval | None, bool]:
    """Return the least and the greatest score for every way in which ties can turn out, and whether that is sharp.

    Of the time that is left it takes a part: half of that for all ways one by one, the rest for bounds if it was not
    enough.
    """
    if all(len(signs) == 1 for signs in possible):
        return score.interval, score.exact
    seconds = clock.part(parts)
    if math.prod(map(len, possible)) <= _STATES and seconds != 0:
        until = math.inf if seconds is None else time.monotonic() + seconds / 2
        scores: list[Result] = []
        for signs in _completions(ties, possible):
            left = until - time.monotonic()
            if left <= 0:
                break
            scores.append(frustration(_graph(ties, signs), time_limit=None if left == math.inf else left).score)
        else:
            ends = [each.interval for each in scores if each.interval is not None]
            if not ends:
                return None, True
            exact = all(tie.exact for tie in ties) and all(each.exact for each in scores)
            return Interval(min(end.lower for end in ends), max(end.upper for end in ends)), exact
    # Each uncertain tie adds a frustrated one at most, and one that is not at best: with L frustrated of m certain
    # ties, the score falls to 1 - 2 (L + u) / (m + u) and rises to 1 - 2 L / (m + u). It never falls below 0, since
    # some two camps frustrate no more than half of any ties.
    certain = [tie for tie, signs in zip(ties, possible, strict=True) if len(signs) == 1]
    graph = _graph(certain, {tie.actors: tie.sign for tie in certain})
    least = frustration(graph, time_limit=clock.part(parts))
    uncertain = len(ties) - len(certain)
    whole = graph.n_ties + uncertain
    return Interval(max(0.0, 1 - 2 * (least.upper + uncertain) / whole), 1 - 2 * least.lower / whole), False


def _completions(
    ties: Sequence[SignedTie], possible: Sequence[tuple[int, ...]]
) -> Iterator[Mapping[tuple[str, str], int]]:
    for signs in product(*possible):
        yield {tie.actors: sign for tie, sign in zip(ties, signs, strict=True)}


def _contributions(
    dataset: Dataset, ties: Sequence[SignedTie], found: Frustration, total: int
) -> tuple[Contribution, ...]:
    bad = {frozenset((first, second)) for first, second, _ in found.frustrated}
    contributions: list[Contribution] = []
    for tie in ties:
        if not tie.sign:
            continue
        turns = frozenset(tie.actors) in bad
        first, second = (dataset.actors[actor].name for actor in tie.actors)
        relation = "friends" if tie.sign > 0 else "foes"
        fits = f"{relation}, but in {'different camps' if tie.sign > 0 else 'one camp'}" if turns else relation
        contributions.append(
            Contribution(
                tie.records,
                (-1 if turns else 1) / total,
                f"{first} and {second} are {fits}.",
                passages_of(*(dataset[record] for record in tie.records)),
            )
        )
    return tuple(contributions)
