"""The discourse network of a dataset: who takes whose side, by the positions they hold and the readings they share.

A *concept* is whatever a side can be taken on: a policy, an event, an actor, or a claim. A position takes a side on its
object. Whoever holds a claim supports it and opposes its rivals, which cannot well be held together with it. Two actors
are tied by every concept on which both take a side, and every tie knows the records it comes from. What we leave out:
how strongly a side is taken, and how often.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from types import MappingProxyType
from typing import Final

import attrs

from mxus.analysis._common import (
    FIRM,
    citing,
    has_status,
    in_time,
    passages_of,
    period_of,
    require_dataset,
    statuses_of,
)
from mxus.analysis.unused import ALONE, CONTESTED, NEUTRAL, OTHER_STATUS, OTHER_TIME, by_reason, heard
from mxus.dataset.dataset import Dataset
from mxus.display.cards import Page, Shown, Table
from mxus.display.lines import wrapped
from mxus.errors import require_truth
from mxus.measures.discourse import (
    DiscourseNetwork,
    Norm,
    conflict_network,
    congruence_network,
    controversy,
    subtract_network,
)
from mxus.measures.polarisation import Polarisation, polarisation
from mxus.records.claim import Claim
from mxus.records.position import Position
from mxus.values.contribution import Contribution
from mxus.values.explanation import left_out_lines
from mxus.values.interval import Undefined
from mxus.values.locator import places
from mxus.values.period import Period
from mxus.values.result import Result
from mxus.values.typed import pairs_of, typed
from mxus.vocabulary.statements import Stance, Status

__all__ = ["Discourse", "DiscourseTie", "discourse"]

_Sides = Mapping[tuple[str, str, int], tuple[str, ...]]
"""Records by actor, concept and side: 1, 0 or -1."""


@attrs.frozen(kw_only=True, field_transformer=typed)
class DiscourseTie(Shown):
    """What two actors agree and disagree on.

    Parameters
    ----------
    actors : tuple of two str
        Ids, in the order of the networks.
    congruence, conflict : float
        Weights of the tie in the two networks; without a norm, the numbers of concepts on which they take the same
        side and opposite ones.
    contributions : tuple of Contribution
        One a concept and pair of sides: the records of both, above 0 where the sides are the same and below where they
        are opposite. The weights sum to :attr:`net`.

    Examples
    --------
    >>> import mxus
    >>> tie = mxus.discourse(mxus.load()).tie("mexico", "united-states")
    >>> tie.congruence, tie.conflict, tie.net
    (12.0, 6.0, 6.0)
    """

    actors: tuple[str, str]
    congruence: float
    conflict: float
    contributions: tuple[Contribution, ...] = attrs.field(repr=False)

    @property
    def net(self) -> float:
        """Congruence less conflict, the weight in the subtract network."""
        return self.congruence - self.conflict

    @property
    def records(self) -> tuple[str, ...]:
        """Ids of the records that make the tie, each once."""
        return tuple(dict.fromkeys(name for each in self.contributions for name in each.records))

    def page(self) -> Page:
        """Return what a terminal and a notebook show: the weights, and the records on each concept."""
        facts = (
            ("with each other", f"{self.congruence:.4g}"),
            ("against each other", f"{self.conflict:.4g}"),
            ("net", f"{self.net:+.4g}"),
        )
        rows = tuple(
            (f"{each.weight:+.4g}", f"{', '.join(each.records)}\n{each.gloss}", places(each.passages))
            for each in self.contributions
        )
        return Page(" - ".join(self.actors), facts, (Table("concepts", ("weight", "records", "where"), rows),))

    def __str__(self) -> str:
        """Return the actors, the net weight and what it is made of."""
        return f"{' - '.join(self.actors)}: {self.net:+.4g} ({self.congruence:.4g} with, {self.conflict:.4g} against)"


def _pairs(results: Mapping[str, Result]) -> tuple[tuple[str, Result], ...]:
    return pairs_of(results, "controversy")


@attrs.frozen(kw_only=True, repr=False, order=False, field_transformer=typed)
class Discourse(Result):
    """Actors over concepts: the three networks of a dataset, with the records behind each tie.

    ``value`` is the polarisation: the modularity of the best split of the subtract network into two camps.

    Parameters
    ----------
    congruence, conflict, subtract : DiscourseNetwork
        The networks. Actors without a tie are in them.
    ties : tuple of DiscourseTie
        One for every two actors who take sides on a concept in common, the heaviest first.
    polarisation : Polarisation
        The same with the camps.
    controversy : Mapping of str to Result
        By concept on which someone takes a side. Contributions are the actors' records; the weight is what the
        controversy would lose without that actor. An actor on both sides of a concept counts on neither.
    left_out : tuple of LeftOut
        The positions and claims that make no tie, by reason: without a passage of a status that counts, of another
        time, neutral, or on what nobody else takes a side on. Together with the records of the ties they are all of the
        dataset.

    Examples
    --------
    >>> import mxus
    >>> found = mxus.discourse(mxus.load())
    >>> print(found.tie("mexico", "colombia"))
    mexico - colombia: +1 (1 with, 0 against)
    >>> print(found.controversy["us-vessel-strikes"])
    controversy of us-vessel-strikes: 0.8889 (n=3)
    """

    congruence: DiscourseNetwork
    conflict: DiscourseNetwork
    subtract: DiscourseNetwork
    ties: tuple[DiscourseTie, ...]
    polarisation: Polarisation
    _controversy: tuple[tuple[str, Result], ...] = attrs.field(alias="controversy", converter=_pairs)

    @property
    def actors(self) -> tuple[str, ...]:
        """Ids of the actors, in the order of the networks."""
        return self.subtract.actors

    @property
    def controversy(self) -> Mapping[str, Result]:
        """Controversy of each concept."""
        return MappingProxyType(dict(self._controversy))

    def tie(self, first: str, second: str) -> DiscourseTie | None:
        """Return the tie of two actors, in either order; None if they take sides on nothing in common."""
        wanted = (first, second), (second, first)
        if not (isinstance(first, str) and isinstance(second, str)):
            return None
        return next((tie for tie in self.ties if tie.actors in wanted), None)

    def ties_of(self, actor: str) -> tuple[DiscourseTie, ...]:
        """Return the ties of an actor, the heaviest first; empty if it has none."""
        return tuple(tie for tie in self.ties if isinstance(actor, str) and actor in tie.actors)

    def explain(self) -> str:
        """Return the camps, each tie with what makes it and where, and what is left out, up to 80 characters wide."""
        lines = [self.summary(), *(line for tie in self.ties for line in _explained(tie))]
        return "\n".join([*lines, *left_out_lines(self.left_out)])

    def summary(self) -> str:
        """Return the polarisation, the size of the network and the camps, in lines of up to 80 characters."""
        lines = [*wrapped(str(self)), f"  {len(self.actors)} actors, {len(self.ties)} ties"]
        for name, members in self._camps().items():
            lines += wrapped(f"{name}: {', '.join(members) or 'nobody'}", "  ")
        return "\n".join(lines)

    def page(self) -> Page:
        """Return what a terminal and a notebook show: camps, ties, and what is controversial."""
        facts = (
            ("ties", str(len(self.ties))),
            *((name, ", ".join(members) or "nobody") for name, members in self._camps().items()),
        )
        ties = tuple(
            (" - ".join(tie.actors), f"{tie.net:+.4g}", f"{tie.congruence:.4g}", f"{tie.conflict:.4g}", where)
            for tie in self.ties
            for where in (places(passage for each in tie.contributions for passage in each.passages),)
        )
        disputed = tuple(
            (name, f"{result.value:.4g}", str(result.n))
            for name, result in self.controversy.items()
            if not isinstance(result.value, Undefined) and result.value > 0
        )
        return Result.page(self).extended(
            facts,
            Table("ties", ("actors", "net", "with", "against", "where"), ties, "net is with less against"),
            Table("on both sides of which actors stand", ("concept", "controversy", "n"), disputed),
        )

    def _camps(self) -> dict[str, tuple[str, ...]]:
        tied = {actor for tie in self.ties for actor in tie.actors}
        first, second = (tuple(actor for actor in camp if actor in tied) for camp in self.polarisation.camps)
        alone = tuple(actor for actor in self.actors if actor not in tied)
        return {"camp 1": first, "camp 2": second, "tied to nobody": alone}


def _explained(tie: DiscourseTie) -> Iterator[str]:
    yield from wrapped(str(tie))
    for each in sorted(tie.contributions, key=lambda each: -each.weight):
        yield from wrapped(f"{each.weight:+.4g}  {each.gloss} ({places(each.passages)})", "  ")


def discourse(
    dataset: Dataset,
    *,
    norm: Norm = "none",
    period: Period | str | None = None,
    acting_for: bool = True,
    statuses: Iterable[Status | str] = FIRM,
) -> Discourse:
    """Discourse networks of the actors of a dataset over the concepts on which they take sides.

    Parameters
    ----------
    dataset : Dataset
        Any dataset.
    norm : {'none', 'average', 'jaccard', 'cosine'}, default 'none'
        What weights are divided by, as for :func:`mxus.measures.congruence_network`.
    period : Period or EDTF str, optional
        Only positions that may be of that time; one without a period may, and so may every claim, which has none. All
        positions where it is not given.
    acting_for : bool, default True
        Whether whoever acts for another at the time is that other: a foreign minister the state. A claim has no time:
        whoever ever acted for another counts.
    statuses : iterable of Status, default asserted and reported
        A position or claim counts if one of its passages has one of these.

    Returns
    -------
    Discourse
        Congruence, conflict and subtract networks; ties with their records; polarisation of the subtract network;
        controversy of each concept. A stance that is neutral takes no side, and is counted in ``n_missing`` of the
        networks. An actor who takes both sides of a concept, one in words and one in deeds, is tied by both.

    Raises
    ------
    InvalidValueError
        If the norm, a status or the period is invalid.

    References
    ----------
    Leifeld (2017), in The Oxford Handbook of Political Networks, 301-326.

    Examples
    --------
    >>> import mxus
    >>> print(mxus.discourse(mxus.load()).summary())
    polarisation of the discourse: 0.3916 (n=16)
      16 actors, 24 ties
      camp 1: mexico, morena, united-states, mexican-opposition
      camp 2: pro-bolivarian-wing, reformist-sectors, colombia, venezuela, cuba,
        nobel-committee, government-supporters, pro-government-media,
        morena-allies-abroad, rafael-rojas
      tied to nobody: bolivian-left, ecuador
    >>> early = mxus.discourse(mxus.load(), period="2010")
    >>> [len(each.records) for each in early.left_out if each.reason == "of another time"]
    [14]
    """
    require_dataset(dataset)
    require_truth(acting_for, "acting_for")
    accepted = statuses_of(statuses)
    when = period_of(period)
    asked = [record for record in _statements(dataset) if in_time(record, when)]
    other = [(OTHER_TIME, record.id) for record in _statements(dataset) if not in_time(record, when)]
    counted = [record for record in asked if has_status(record, accepted)]
    sides = _sides(dataset, counted, acting_for=acting_for)
    columns = [[key[place] for key in sides] for place in range(3)]
    actors, concepts = ([str(name) for name in column] for column in columns[:2])
    stances = [side for _, _, side in sides]
    congruence, conflict, subtract = (
        make(actors, concepts, stances, norm=norm) for make in (congruence_network, conflict_network, subtract_network)
    )
    ties = tuple(_ties(dataset, sides, congruence, conflict))
    polarised = polarisation(subtract)
    return Discourse.from_result(
        polarised,
        measure="polarisation of the discourse",
        references=citing(dataset, polarised.references),
        left_out=by_reason([*other, *_left_out(asked, ties, accepted)]),
        congruence=congruence,
        conflict=conflict,
        subtract=subtract,
        ties=ties,
        polarisation=polarised,
        controversy=_controversies(dataset, sides),
    )


def _statements(dataset: Dataset) -> list[Position | Claim]:
    return [*dataset.positions.values(), *dataset.claims.values()]


def _left_out(
    records: Iterable[Position | Claim], ties: Iterable[DiscourseTie], accepted: Sequence[Status]
) -> Iterator[tuple[str, str]]:
    """Yield the records that make no tie, each behind its reason."""
    tied = {name for tie in ties for name in tie.records}
    for record in records:
        if not has_status(record, accepted):
            yield CONTESTED if heard(record, accepted) else OTHER_STATUS, record.id
        elif isinstance(record, Position) and record.stance is Stance.NEUTRAL:
            yield NEUTRAL, record.id
        elif record.id not in tied:
            yield ALONE, record.id


def _sides(dataset: Dataset, counted: Iterable[Position | Claim], *, acting_for: bool) -> _Sides:
    """Return the records by which each actor takes each side of each concept."""
    found: dict[tuple[str, str, int], dict[str, None]] = {}
    for record in counted:
        if isinstance(record, Position):
            holders: tuple[str, ...] = (record.holder,)
            period = record.period
            taken = [(record.target, (record.stance.level > 0) - (record.stance.level < 0))]
        else:
            holders, period = record.holders, None
            taken = [(record.id, 1), *((rival, -1) for rival in record.rivals)]
        for holder in holders:
            for actor in dataset.stands_for(holder, period) if acting_for else (holder,):
                for concept, side in taken:
                    found.setdefault((actor, concept, side), {})[record.id] = None
    return {key: tuple(records) for key, records in found.items()}


def _ties(
    dataset: Dataset, sides: _Sides, congruence: DiscourseNetwork, conflict: DiscourseNetwork
) -> list[DiscourseTie]:
    by_actor: dict[str, list[tuple[str, int]]] = {}
    by_concept: dict[str, dict[str, list[int]]] = {}
    for actor, concept, side in sides:
        if side:
            by_actor.setdefault(actor, []).append((concept, side))
            by_concept.setdefault(actor, {}).setdefault(concept, []).append(side)
    found: list[DiscourseTie] = []
    place = {actor: number for number, actor in enumerate(congruence.actors)}
    for first, second in combinations([actor for actor in congruence.actors if actor in by_actor], 2):
        shared = [
            (concept, mine, theirs)
            for concept, mine in by_actor[first]
            for theirs in by_concept[second].get(concept, ())
        ]
        if not shared:
            continue
        at = place[first], place[second]
        weights = {1: float(congruence.weights[at]), -1: float(conflict.weights[at])}
        numbers = {kind: sum(mine * theirs == kind for _, mine, theirs in shared) for kind in weights}
        contributions = [
            Contribution(
                tuple(dict.fromkeys((*sides[first, concept, mine], *sides[second, concept, theirs]))),
                mine * theirs * weights[mine * theirs] / numbers[mine * theirs],
                f"{concept}: {_IN_WORDS[mine, theirs]}",
                passages_of(
                    *(dataset[name] for name in (*sides[first, concept, mine], *sides[second, concept, theirs]))
                ),
            )
            for concept, mine, theirs in shared
        ]
        found.append(
            DiscourseTie(
                actors=(first, second),
                congruence=weights[1],
                conflict=weights[-1],
                contributions=tuple(contributions),
            )
        )
    return sorted(found, key=lambda tie: -abs(tie.net))


_IN_WORDS: Final = {
    (1, 1): "both for",
    (-1, -1): "both against",
    (1, -1): "the first for, the second against",
    (-1, 1): "the first against, the second for",
}


def _controversies(dataset: Dataset, sides: _Sides) -> dict[str, Result]:
    takers: dict[str, dict[str, dict[int, tuple[str, ...]]]] = {}
    for (actor, concept, side), records in sides.items():
        takers.setdefault(concept, {}).setdefault(actor, {})[side] = records
    return {
        concept: _controversy(dataset, concept, by_actor)
        for concept, by_actor in takers.items()
        if any(side for taken in by_actor.values() for side in taken)
    }


def _controversy(dataset: Dataset, concept: str, by_actor: Mapping[str, Mapping[int, tuple[str, ...]]]) -> Result:
    stances = {actor: sum(taken) for actor, taken in by_actor.items()}
    whole = controversy(list(stances.values()))
    contributions: list[Contribution] = []
    for actor, stance in stances.items():
        if stance and not isinstance(whole.value, Undefined):
            without = controversy([other for name, other in stances.items() if name != actor])
            left = 0.0 if isinstance(without.value, Undefined) else without.value
            records = tuple(name for names in by_actor[actor].values() for name in names)
            gloss = f"{dataset.actors[actor].name} {'for' if stance > 0 else 'against'}"
            passages = passages_of(*(dataset[name] for name in records))
            contributions.append(Contribution(records, whole.value - left, gloss, passages))
    return attrs.evolve(
        whole,
        measure=f"controversy of {concept}",
        method=f"{whole.method}; weights by leaving out one actor",
        references=citing(dataset, whole.references),
        contributions=tuple(contributions),
        decomposition="leave-one-out",
    )
