"""The signed network of a dataset's actors: who is friend and who is foe by what they do and say to each other."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache

import attrs

from mxus.analysis._common import FIRM, has_status, require_dataset, statuses_of
from mxus.dataset.dataset import Dataset
from mxus.measures.balance.signed_graph import SignedGraph
from mxus.records.event import Event
from mxus.records.position import Position
from mxus.values.page import Page, Shown, Table
from mxus.values.period import Period
from mxus.vocabulary.statements import Stance, Status

__all__ = ["SignedNetwork", "SignedTie", "sign_of", "signed_network", "ties_table"]

Rule = Callable[[Event | Position], float | None]
"""Says how friendly or, below 0, hostile a record is; None where it says nothing of that."""


def sign_of(record: Event | Position) -> float | None:
    """Return 1 for cooperation or support, -1 for conflict or opposition, 0 for neutrality, None for what has no type.

    Of an event it is the sign of its PLOVER quad class, of a position that of its stance.

    Examples
    --------
    >>> import mxus
    >>> sign_of(mxus.load().events["extraditions-to-us"])
    1
    """
    if isinstance(record, Event):
        return None if record.quad_class is None else record.quad_class.sign
    return (record.stance.level > 0) - (record.stance.level < 0)


@attrs.frozen(kw_only=True)
class SignedTie(Shown):
    """What two actors do and say to each other, added up.

    Parameters
    ----------
    actors : tuple of two str
        Ids, in order.
    weight : float
        Sum of what the rule says of the records; its sign is the tie's, 0 is no tie.
    records : tuple of str
        Ids of the records that count.
    contested : tuple of str
        Ids of those that are only alleged, and do not.
    possible : tuple of int
        Signs that the tie can have, 0 for none, given what is contested: several if the contested records could turn
        it, or if those that count cancel each other.
    possible_off : tuple of int
        The same if each stance may be one level off, too.

    Examples
    --------
    >>> import mxus
    >>> tie = mxus.signed_network(mxus.load()).tie("cuba", "mexico")
    >>> tie.sign, tie.records[0], tie.possible
    (1, 'cuba-subsidies-increased', (1,))
    """

    actors: tuple[str, str]
    weight: float
    records: tuple[str, ...]
    contested: tuple[str, ...] = ()
    possible: tuple[int, ...]
    possible_off: tuple[int, ...]

    @property
    def sign(self) -> int:
        """1 for friends, -1 for foes, 0 where neither prevails."""
        return (self.weight > 0) - (self.weight < 0)

    def page(self) -> Page:
        """Return what a terminal and a notebook show: the weight and the records behind it."""
        signs = ", ".join({1: "friends", -1: "foes", 0: "none"}[sign] for sign in self.possible)
        facts = (
            ("weight", f"{self.weight:+.4g}"),
            ("may be", signs if len(self.possible) > 1 else ""),
            ("records", "\n".join(self.records)),
            ("alleged alone", "\n".join(self.contested)),
        )
        return Page(" - ".join(self.actors), facts)


@attrs.frozen(kw_only=True)
class SignedNetwork(Shown):
    """Actors and the ties between them, each of which remembers its records.

    Parameters
    ----------
    ties : tuple of SignedTie
        One for every two actors of whom a record speaks, in order; those of weight 0, too.
    untyped : tuple of str
        Ids of the records between two actors of which the rule says nothing.

    Examples
    --------
    >>> import mxus
    >>> network = mxus.signed_network(mxus.load())
    >>> network.graph.sign_between("mexico", "china"), network.graph.n_ties < len(network.ties)
    (-1, True)
    """

    ties: tuple[SignedTie, ...]
    untyped: tuple[str, ...] = ()

    @property
    def graph(self) -> SignedGraph:
        """The actors as a signed graph, ties weighing what their records add up to; actors without ties included."""
        return SignedGraph.from_edges(
            [tie.actors[0] for tie in self.ties],
            [tie.actors[1] for tie in self.ties],
            [tie.weight for tie in self.ties],
            zeros="drop",
        )

    def tie(self, first: str, second: str) -> SignedTie | None:
        """Return the tie of two actors, in either order; None if no record speaks of both."""
        wanted = tuple(sorted((first, second)))
        return next((tie for tie in self.ties if tie.actors == wanted), None)

    def page(self) -> Page:
        """Return what a terminal and a notebook show: every tie with its records."""
        facts = (
            ("friends", str(sum(tie.sign > 0 for tie in self.ties))),
            ("foes", str(sum(tie.sign < 0 for tie in self.ties))),
            ("neither prevails", str(sum(tie.sign == 0 for tie in self.ties))),
            ("without a type", str(len(self.untyped))),
        )
        return Page("signed network of actors", facts, (ties_table("ties", self.ties),))


def ties_table(title: str, ties: Iterable[SignedTie]) -> Table:
    """Return ties as a table."""
    rows = tuple(("\n".join(tie.actors), f"{tie.weight:+.4g}", "\n".join(tie.records)) for tie in ties)
    return Table(title, ("actors", "weight", "records"), rows)


def signed_network(
    dataset: Dataset, *, rule: Rule = sign_of, acting_for: bool = True, statuses: Iterable[Status | str] = FIRM
) -> SignedNetwork:
    """Return the signed network of a dataset's actors: events between two of them and positions of one on another.

    Parameters
    ----------
    dataset : Dataset
        Any dataset.
    rule : callable, default :func:`sign_of`
        Says of an event or position how friendly (above 0) or hostile (below 0) it is, None where nothing. Weights of
        the records of two actors, whoever initiates, are added up.
    acting_for : bool, default True
        Whether whoever acts for another at the time is that other: a foreign minister the state. Former office holders
        who are acted upon, as by asylum, stand for themselves.
    statuses : iterable of Status, default asserted and reported
        A record counts if one of its passages has one of these. One that is only alleged is contested; what is denied
        or planned is left out.

    Returns
    -------
    SignedNetwork
        Ties between actors, with their records. Acts within one actor, such as a minister's towards the president, are
        none.

    Raises
    ------
    InvalidValueError
        If a status is not a term.

    Examples
    --------
    >>> import mxus
    >>> network = mxus.signed_network(mxus.load())
    >>> network.tie("united-states", "cuba").sign
    -1

    Intensities of events in place of signs:

    >>> from mxus import Event
    >>> def intensity(record):
    ...     return record.intensity if isinstance(record, Event) else None
    >>> network = mxus.signed_network(mxus.load(), rule=intensity)
    >>> network.tie("canada", "united-states").weight
    -6.0
    """
    require_dataset(dataset)
    accepted = statuses_of(statuses)
    firm: dict[tuple[str, str], dict[str, _Weight]] = {}
    alleged: dict[tuple[str, str], dict[str, _Weight]] = {}
    untyped: dict[str, None] = {}
    for record, pair in _between(dataset, acting_for=acting_for):
        counts = has_status(record, accepted)
        if not (counts or has_status(record, (Status.ALLEGED,))):
            continue
        weight = rule(record)
        if weight is None:
            untyped[record.id] = None
        else:
            (firm if counts else alleged).setdefault(pair, {})[record.id] = _weight(rule, record, weight)
    return SignedNetwork(
        ties=tuple(_tie(pair, firm.get(pair, {}), alleged.get(pair, {})) for pair in sorted({*firm, *alleged})),
        untyped=tuple(untyped),
    )


@attrs.frozen
class _Weight:
    """What the rule says of a record, and the least and most that it says with the stance one level off."""

    value: float
    least: float
    most: float


def _weight(rule: Rule, record: Event | Position, value: float) -> _Weight:
    near = [value]
    if isinstance(record, Position):
        levels = (record.stance.level - 1, record.stance.level + 1)
        found = [rule(record.evolve(stance=stance)) for stance in Stance if stance.level in levels]
        near += [each for each in found if each is not None]
    return _Weight(value, min(near), max(near))


def _between(dataset: Dataset, *, acting_for: bool) -> Iterator[tuple[Event | Position, tuple[str, str]]]:
    """Return the records between two actors, with the two, once for each pair."""

    @cache
    def whole(actor: str, period: Period | None, *, acting: bool) -> tuple[str, ...]:
        return dataset.stands_for(actor, period, acting=acting) if acting_for else (actor,)

    records: list[tuple[Event | Position, tuple[str, ...], tuple[str, ...]]] = [
        (event, event.initiators, event.recipients) for event in dataset.events.values()
    ]
    records += [
        (position, (position.holder,), (position.target,))
        for position in dataset.positions.values()
        if position.target in dataset.actors
    ]
    for record, sources, targets in records:
        pairs = {
            (min(first, second), max(first, second)): None
            for source in sources
            for target in targets
            for first in whole(source, record.period, acting=True)
            for second in whole(target, record.period, acting=False)
            if first != second
        }
        for pair in pairs:
            yield record, pair


def _tie(actors: tuple[str, str], firm: Mapping[str, _Weight], alleged: Mapping[str, _Weight]) -> SignedTie:
    counted = [each.value for each in firm.values()]
    weight = math.fsum(counted)
    doubtful = [each.value for each in alleged.values()]
    cancels = weight == 0 and any(counted)
    possible = _signs(weight, weight, doubtful, doubtful, cancels=cancels)
    off = _signs(
        math.fsum(each.least for each in firm.values()),
        math.fsum(each.most for each in firm.values()),
        [each.least for each in alleged.values()],
        [each.most for each in alleged.values()],
        cancels=cancels,
    )
    return SignedTie(
        actors=actors,
        weight=weight,
        records=tuple(firm),
        contested=tuple(alleged),
        possible=possible,
        possible_off=tuple(sorted({*possible, *off})),
    )


def _signs(
    least: float, most: float, least_alleged: Iterable[float], most_alleged: Iterable[float], *, cancels: bool
) -> tuple[int, ...]:
    """Return the signs that a tie can have, given the least and the most its records add up to."""
    lowest = math.fsum((least, *(each for each in least_alleged if each < 0)))
    highest = math.fsum((most, *(each for each in most_alleged if each > 0)))
    signs = {
        -1: lowest < 0 or cancels,
        # Some of the contested records, left out, may leave nothing.
        0: lowest <= 0 <= highest,
        1: highest > 0 or cancels,
    }
    return tuple(sign for sign, can_be in signs.items() if can_be)
