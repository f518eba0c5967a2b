"""The signed network of a dataset's actors: who is friend and who is foe by what they do and say to each other."""

from __future__ import annotations

import math
import numbers
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache
from typing import Final

import attrs

from mxus.analysis._common import (
    FIRM,
    has_status,
    in_time,
    period_of,
    require_dataset,
    require_function,
    statuses_of,
)
from mxus.analysis.unused import (
    CONTESTED,
    MUTUAL,
    NO_ACTOR,
    NOT_DIRECTED,
    OTHER_STATUS,
    OTHER_TIME,
    UNNAMED,
    UNTYPED,
    WITHIN,
    by_reason,
)
from mxus.dataset.dataset import Dataset
from mxus.display.cards import Page, Shown, Table
from mxus.errors import InvalidValueError, require_kind, require_truth, shown
from mxus.measures.balance.edge_policy import ROUNDING
from mxus.measures.balance.signed_graph import SignedGraph
from mxus.records.event import Event
from mxus.records.position import Position
from mxus.values.contribution import LeftOut
from mxus.values.explanation import left_out_tables
from mxus.values.period import Period
from mxus.values.typed import typed
from mxus.vocabulary.statements import Stance, Status

__all__ = ["SignedNetwork", "SignedTie", "sign_of", "signed_network", "ties_table"]

_SUMS: Final = 1_024
"""Sums of uncertain records that are all looked at; if there are more, it is not told whether some cancel exactly."""

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
    require_kind(record, (Event, Position), "record", "an Event or a Position")
    if isinstance(record, Event):
        return None if record.quad_class is None else record.quad_class.sign
    return (record.stance.level > 0) - (record.stance.level < 0)


@attrs.frozen(kw_only=True, field_transformer=typed)
class SignedTie(Shown):
    """What two actors do and say to each other, added up.

    Parameters
    ----------
    actors : tuple of two str
        Ids, in order.
    weight : float
        Sum of what the rule says of the records; its sign is the tie's, 0 is no tie. What rounding alone leaves of it
        is 0.
    records : tuple of str
        Ids of the records that count.
    contested : tuple of str
        Ids of those that are only alleged, and do not.
    possible : tuple of int
        Signs that the tie can have, 0 for none, given what is contested: several if the contested records could turn
        it, or if those that count cancel each other.
    possible_off : tuple of int
        The same if each stance may be one level off, too.
    exact : bool
        Whether some choice of the contested records gives each of the `possible` signs; False where there are too many
        choices to tell whether one leaves exactly nothing, so that 0 is there for safety.

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
    exact: bool = True

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


@attrs.frozen(kw_only=True, field_transformer=typed)
class SignedNetwork(Shown):
    """Actors and the ties between them, each of which remembers its records.

    Parameters
    ----------
    ties : tuple of SignedTie
        One for every two actors of whom a record speaks, in order; those of weight 0, too.
    untyped : tuple of str
        Ids of the records between two actors of which the rule says nothing.
    left_out : tuple of LeftOut
        Ids of all records that make no tie, by reason: those without a type; mutual acts, which have no recipient; acts
        of which the text names no initiator; positions on what is no actor; and so on.

    Examples
    --------
    >>> import mxus
    >>> network = mxus.signed_network(mxus.load())
    >>> network.graph.sign_between("mexico", "china"), network.graph.n_ties < len(network.ties)
    (-1, True)
    """

    ties: tuple[SignedTie, ...]
    untyped: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = attrs.field(default=(), repr=False)

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
        wanted = (first, second), (second, first)
        if not (isinstance(first, str) and isinstance(second, str)):
            return None
        return next((tie for tie in self.ties if tie.actors in wanted), None)

    def page(self) -> Page:
        """Return what a terminal and a notebook show: every tie with its records."""
        facts = (
            ("friends", str(sum(tie.sign > 0 for tie in self.ties))),
            ("foes", str(sum(tie.sign < 0 for tie in self.ties))),
            ("neither prevails", str(sum(tie.sign == 0 for tie in self.ties))),
            ("without a type", str(len(self.untyped))),
        )
        tables = (ties_table("ties", self.ties), *left_out_tables(self.left_out))
        return Page("signed network of actors", facts, tables)


def ties_table(title: str, ties: Iterable[SignedTie]) -> Table:
    """Return ties as a table."""
    rows = tuple(("\n".join(tie.actors), f"{tie.weight:+.4g}", "\n".join(tie.records)) for tie in ties)
    return Table(title, ("actors", "weight", "records"), rows)


def signed_network(
    dataset: Dataset,
    *,
    rule: Rule = sign_of,
    period: Period | str | None = None,
    acting_for: bool = True,
    statuses: Iterable[Status | str] = FIRM,
) -> SignedNetwork:
    """Return the signed network of a dataset's actors: events between two of them and positions of one on another.

    Parameters
    ----------
    dataset : Dataset
        Any dataset.
    rule : callable, default :func:`sign_of`
        Says of an event or position how friendly (above 0) or hostile (below 0) it is, None where nothing. Weights of
        the records of two actors, whoever initiates, are added up, and cancel if they sum to 0 but for rounding.
    period : Period or EDTF str, optional
        Only records that may be of that time; one without a period may. All records where it is not given.
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
        If a status or the period is invalid, or the rule is no function or says something other than a finite number or
        None.

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

    Two periods compared:

    >>> before, after = (mxus.signed_network(mxus.load(), period=year) for year in ("2010", "2025"))
    >>> len(before.ties) < len(after.ties)
    True
    """
    require_dataset(dataset)
    require_truth(acting_for, "acting_for")
    accepted = statuses_of(statuses)
    when = period_of(period)
    require_function(rule, "rule")
    firm: dict[tuple[str, str], dict[str, _Weight]] = {}
    alleged: dict[tuple[str, str], dict[str, _Weight]] = {}
    untyped: dict[str, None] = {}
    left: list[tuple[str, str]] = []
    for record, pair in _between(dataset, acting_for=acting_for):
        if not in_time(record, when):
            left.append((OTHER_TIME, record.id))
            continue
        counts = has_status(record, accepted)
        if not (counts or has_status(record, (Status.ALLEGED,))):
            left.append((OTHER_STATUS, record.id))
            continue
        if isinstance(pair, str):
            left.append((pair, record.id))
            continue
        weight = _said(rule, record)
        if weight is None:
            untyped[record.id] = None
            left.append((UNTYPED, record.id))
        else:
            if not counts:
                left.append((CONTESTED, record.id))
            (firm if counts else alleged).setdefault(pair, {})[record.id] = _weight(rule, record, weight)
    return SignedNetwork(
        ties=tuple(_tie(pair, firm.get(pair, {}), alleged.get(pair, {})) for pair in sorted({*firm, *alleged})),
        untyped=tuple(untyped),
        left_out=by_reason(left),
    )


@attrs.frozen
class _Weight:
    """What the rule says of a record, and what it says of it with the stance as it is or one level off."""

    value: float
    near: frozenset[float]


def _weight(rule: Rule, record: Event | Position, value: float) -> _Weight:
    near = {value}
    if isinstance(record, Position):
        levels = (record.stance.level - 1, record.stance.level + 1)
        found = [_said(rule, record.evolve(stance=stance)) for stance in Stance if stance.level in levels]
        near.update(each for each in found if each is not None)
    return _Weight(value, frozenset(near))


def _said(rule: Rule, record: Event | Position) -> float | None:
    """Return what the rule says of a record, refused unless a finite number or None."""
    said = rule(record)
    if said is None:
        return None
    # A whole number may be too large for a float.
    if not isinstance(said, numbers.Real) or not abs(said) <= sys.float_info.max:
        message = f"found {shown(said)}, which the rule says of {record.id!r}; expected a finite number or None"
        raise InvalidValueError(message)
    return float(said)


def _between(dataset: Dataset, *, acting_for: bool) -> Iterator[tuple[Event | Position, tuple[str, str] | str]]:
    """Return the records between two actors, with the two, once for each pair; of the others, why there is none."""

    @cache
    def whole(actor: str, period: Period | None, *, acting: bool) -> tuple[str, ...]:
        return dataset.stands_for(actor, period, acting=acting) if acting_for else (actor,)

    records: list[tuple[Event | Position, tuple[str, ...], tuple[str, ...]]] = [
        (event, event.initiators, event.recipients) for event in dataset.events.values()
    ]
    records += [
        (position, (position.holder,), (position.target,) if position.target in dataset.actors else ())
        for position in dataset.positions.values()
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
        if not pairs:
            wholes = {first for source in sources for first in whole(source, record.period, acting=True)}
            yield record, _why_none(record, len(wholes), on_actor=bool(targets))


def _why_none(record: Event | Position, n_acting: int, *, on_actor: bool) -> str:
    if isinstance(record, Position):
        return WITHIN if on_actor else NO_ACTOR
    if not record.initiators:
        return UNNAMED
    if record.recipients or (len(record.initiators) > 1 and n_acting == 1):
        return WITHIN
    return MUTUAL if n_acting > 1 else NOT_DIRECTED


def _tie(actors: tuple[str, str], firm: Mapping[str, _Weight], alleged: Mapping[str, _Weight]) -> SignedTie:
    every = (*firm.values(), *alleged.values())
    if not math.isfinite(sum(max(map(abs, each.near)) for each in every)):
        message = f"found weights between {' and '.join(actors)} whose sum is not finite; expected smaller ones"
        raise InvalidValueError(message)
    counted = [each.value for each in firm.values()]
    size = math.fsum(map(abs, counted))
    weight = math.fsum(counted)
    weight = 0.0 if abs(weight) <= ROUNDING * size else weight
    cancels = {-1, 0, 1} if weight == 0 and any(counted) else set[int]()
    if alleged or any(len(each.near) > 1 for each in every):
        possible, exact = _signs([{each.value} for each in firm.values()], [{each.value} for each in alleged.values()])
        off, _ = _signs([each.near for each in firm.values()], [each.near for each in alleged.values()])
    else:
        possible = off = {(weight > 0) - (weight < 0)}
        exact = True
    return SignedTie(
        actors=actors,
        weight=weight,
        records=tuple(firm),
        contested=tuple(alleged),
        possible=tuple(sorted(possible | cancels)),
        possible_off=tuple(sorted(possible | off | cancels)),
        exact=exact or bool(cancels),
    )


def _signs(firm: Iterable[Collection[float]], alleged: Iterable[Collection[float]]) -> tuple[set[int], bool]:
    """Return the signs of the sums of one value of each firm record, and one or none of each alleged record.

    And whether they are all there really can be: of too many sums, only the least and the greatest are looked at.
    """
    choices = [*firm, *({0.0, *values} for values in alleged)]
    # Each sum with the least and the greatest size of what adds up to it: by these it is told from rounding.
    sums = {0.0: (0.0, 0.0)}
    for values in choices:
        longer: dict[float, tuple[float, float]] = {}
        for total, (least, most) in sums.items():
            for value in values:
                before = longer.get(total + value, (math.inf, 0.0))
                size = abs(value)
                longer[total + value] = min(before[0], least + size), max(before[1], most + size)
        if len(longer) > _SUMS:
            return _outer_signs(choices)
        sums = longer
    signs = {(total > 0) - (total < 0) for total, (least, _) in sums.items() if abs(total) > ROUNDING * least}
    nothing = {0 for total, (_, most) in sums.items() if abs(total) <= ROUNDING * most}
    return signs | nothing, True


def _outer_signs(choices: Collection[Collection[float]]) -> tuple[set[int], bool]:
    """Return the signs from that of the least sum to that of the greatest, and whether there is but one."""
    ends = math.fsum(map(min, choices)), math.fsum(map(max, choices))
    rounding = ROUNDING * math.fsum(max(map(abs, values)) for values in choices)
    signs = {
        sign
        for sign, can_be in ((-1, ends[0] < 0), (0, ends[0] <= rounding and ends[1] >= -rounding), (1, ends[1] > 0))
        if can_be
    }
    return signs, len(signs) == 1
