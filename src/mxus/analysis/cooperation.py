"""How cooperative one actor is towards another: events by quad class."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

import attrs

from mxus.analysis._common import (
    FIRM,
    acts_between,
    citing,
    has_status,
    in_time,
    passages_of,
    period_of,
    require_pair,
    statuses_of,
)
from mxus.analysis.grouping import By, groups_of
from mxus.analysis.unused import (
    CONTESTED,
    OTHER_STATUS,
    OTHER_TIME,
    UNTYPED,
    by_reason,
    number_missing,
    undirected_acts,
)
from mxus.dataset.dataset import Dataset
from mxus.measures.cooperation import net_cooperation
from mxus.records.event import Event
from mxus.values.contribution import Contribution
from mxus.values.interval import Undefined
from mxus.values.locator import Passage
from mxus.values.period import Period
from mxus.values.result import GroupedResult, Result
from mxus.values.typed import typed
from mxus.vocabulary.plover import QuadClass
from mxus.vocabulary.statements import Status

__all__ = ["CooperationResult", "cooperation"]

_Typed: TypeAlias = tuple[Event, QuadClass, tuple[Passage, ...]]
"""An event with its class and its passages, made once for the whole and for the group it is in."""


@attrs.frozen(kw_only=True, repr=False, order=False, field_transformer=typed)
class CooperationResult(GroupedResult):
    """Net cooperation of a directed pair, with the counts behind it.

    Parameters
    ----------
    intensity : float or Undefined
        Mean PLOVER intensity of the events, -10 to 10.

    Examples
    --------
    >>> import mxus
    >>> result = mxus.cooperation(mxus.load(), "mexico", "united-states")
    >>> sum(result.quad_counts.values()) == result.n
    True
    """

    intensity: float | Undefined
    _quad_counts: tuple[tuple[QuadClass, int], ...] = attrs.field(alias="quad_counts")

    @property
    def quad_counts(self) -> Mapping[QuadClass, int]:
        """Number of events of each quad class."""
        return MappingProxyType(dict(self._quad_counts))


def cooperation(  # noqa: PLR0913 (a pair, and what to count, by keyword)
    dataset: Dataset,
    source: str,
    target: str,
    *,
    by: By = "expression",
    period: Period | str | None = None,
    acting_for: bool = True,
    statuses: Iterable[Status | str] = FIRM,
) -> CooperationResult:
    """Net cooperation of one actor towards another, over all events and for each group of them.

    Parameters
    ----------
    dataset : Dataset
        Any dataset.
    source, target : str
        Ids of the actor that acts and of the one at which it is directed; the direction matters.
    by : {'arena', 'issue', 'expression', 'voice', 'year'}, default 'expression'
        Also answer for words (``verbal``) and deeds (``material``) apart, or for each arena, issue, voice or year with
        an event in it. An event counts in each year that it may be of; one without a period in none.
    period : Period or EDTF str, optional
        Only events that may be of that time; one without a period may. All events where it is not given.
    acting_for : bool, default True
        Whether acts of, and towards, those who act for an actor at the time count as the actor's.
    statuses : iterable of Status, default asserted and reported
        An event counts if one of its passages has one of these. An event that is only alleged is contested: it is not
        in the value and is in the interval. Denied and planned events are in neither.

    Returns
    -------
    CooperationResult
        ``value`` from -1 to 1; undefined without events. ``n`` is the number of
        events, each told once however often it happened (``count`` of the record); ``n_missing`` of contested ones, of
        those without a PLOVER type, of mutual acts (both act and nobody receives, so that there is no direction) and of
        acts towards the target of which the text does not name who acted. ``left_out`` lists these and whatever else
        the two take part in and is not counted, with the reason. Contributions sum to the value.

    Raises
    ------
    UnknownIdError
        If an actor is not in the dataset.
    InvalidValueError
        If the two are one, or one acts for the other and that counts, or `by`, a status or
        the period is invalid.

    References
    ----------
    Event types and quad classes: PLOVER 0.8, with SANCTION as material conflict.

    Examples
    --------
    >>> import mxus
    >>> result = mxus.cooperation(mxus.load(), "mexico", "united-states")
    >>> float(result.groups["material"])
    1.0
    >>> [*mxus.cooperation(mxus.load(), "mexico", "united-states", by="year", period="2025").groups]
    ['2025']
    """
    require_pair(dataset, source, target, acting_for=acting_for)
    accepted = statuses_of(statuses)
    when = period_of(period)
    every = acts_between(dataset, source, target, acting_for=acting_for)
    between = [event for event in every if in_time(event, when)]
    firm = [event for event in between if has_status(event, accepted)]
    contested = [event for event in between if not has_status(event, accepted) and has_status(event, (Status.ALLEGED,))]
    typed, doubtful = _by_class(firm), _by_class(contested)
    left = _left_out(between, accepted)
    left += undirected_acts(dataset, source, target, acting_for=acting_for, statuses=accepted)
    left = [(reason if in_time(dataset.events[event], when) else OTHER_TIME, event) for reason, event in left]
    left += [(OTHER_TIME, event.id) for event in every if not in_time(event, when)]
    groups: dict[str, Result] = {}
    for name, belongs in groups_of(by, between, when):
        inside, open_ones = ([each for each in part if belongs(each[0])] for part in (typed, doubtful))
        if inside or open_ones or by == "expression":
            left_inside = [each for each in left if belongs(dataset.events[each[1]])]
            groups[name] = _measure(dataset, inside, open_ones, left_inside, untyped=_untyped(left_inside))
    scores = [event.intensity for event, _, _ in typed if event.intensity is not None]
    quads = [quad for _, quad, _ in typed]
    return CooperationResult.over(
        _measure(dataset, typed, doubtful, left, untyped=_untyped(left)),
        measure=f"net cooperation of {source} towards {target}",
        by=by,
        groups=groups,
        intensity=sum(scores) / len(scores) if scores else Undefined("no events"),
        quad_counts=tuple((quad, quads.count(quad)) for quad in QuadClass),
    )


def _by_class(events: Sequence[Event]) -> list[_Typed]:
    """Return the events that have a quad class, each with it and with its passages."""
    return [(event, quad, passages_of(event)) for event in events if (quad := event.quad_class) is not None]


def _left_out(events: Sequence[Event], accepted: Sequence[Status]) -> list[tuple[str, str]]:
    """Return the events from the one to the other that do not count, each behind its reason."""
    left: list[tuple[str, str]] = []
    for event in events:
        counts = has_status(event, accepted)
        if not (counts or has_status(event, (Status.ALLEGED,))):
            left.append((OTHER_STATUS, event.id))
        elif event.quad_class is None:
            left.append((UNTYPED, event.id))
        elif not counts:
            left.append((CONTESTED, event.id))
    return left


def _untyped(left: Sequence[tuple[str, str]]) -> int:
    return sum(reason == UNTYPED for reason, _ in left)


def _measure(
    dataset: Dataset,
    counted: Sequence[_Typed],
    doubtful: Sequence[_Typed],
    left: Sequence[tuple[str, str]],
    *,
    untyped: int = 0,
) -> Result:
    left_out = by_reason(left)
    signs = [quad.sign for _, quad, _ in counted]
    measured = net_cooperation(*_by_sign(signs), contested=_by_sign([quad.sign for _, quad, _ in doubtful]))
    contributions = tuple(
        Contribution((event.id,), sign / len(counted), event.gloss, passages)
        for (event, _, passages), sign in zip(counted, signs, strict=True)
    )
    return attrs.evolve(
        measured,
        n_missing=measured.n_missing + untyped + number_missing(left_out),
        left_out=left_out,
        references=citing(dataset, measured.references),
        contributions=contributions,
    )


def _by_sign(signs: Sequence[int]) -> tuple[int, int]:
    """Return how many events are of cooperation and how many of conflict; there is no third sort."""
    good = signs.count(1)
    return good, len(signs) - good
