"""How cooperative one actor is towards another: events by quad class, words and deeds apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

import attrs

from mxus.analysis._common import FIRM, acts_between, citing, has_status, passages_of, require_pair, statuses_of
from mxus.analysis.unused import CONTESTED, OTHER_STATUS, UNTYPED, by_reason, number_missing, undirected_acts
from mxus.dataset.dataset import Dataset
from mxus.measures.cooperation import net_cooperation
from mxus.records.event import Event
from mxus.values.contribution import Contribution
from mxus.values.interval import Undefined
from mxus.values.locator import Passage
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


def cooperation(
    dataset: Dataset,
    source: str,
    target: str,
    *,
    acting_for: bool = True,
    statuses: Iterable[Status | str] = FIRM,
) -> CooperationResult:
    """Net cooperation of one actor towards another: all events, and words and deeds apart.

    Parameters
    ----------
    dataset : Dataset
        Any dataset.
    source, target : str
        Ids of the actor that acts and of the one at which it is directed; the direction matters.
    acting_for : bool, default True
        Whether acts of, and towards, those who act for an actor at the time count as the actor's.
    statuses : iterable of Status, default asserted and reported
        An event counts if one of its passages has one of these. An event that is only alleged is contested: it is not
        in the value and is in the interval. Denied and planned events are in neither.

    Returns
    -------
    CooperationResult
        ``value`` from -1 to 1; undefined without events. Groups are ``verbal`` and ``material``. ``n`` is the number of
        events, each told once however often it happened (``count`` of the record); ``n_missing`` of contested ones, of
        those without a PLOVER type, of mutual acts (both act and nobody receives, so that there is no direction) and of
        acts towards the target of which the text does not name who acted. ``left_out`` lists these and whatever else
        the two take part in and is not counted, with the reason. Contributions sum to the value.

    Raises
    ------
    UnknownIdError
        If an actor is not in the dataset.
    InvalidValueError
        If the two are one, or one acts for the other and that counts, or a status is not a term.

    References
    ----------
    Event types and quad classes: PLOVER 0.8, with SANCTION as material conflict.

    Examples
    --------
    >>> import mxus
    >>> result = mxus.cooperation(mxus.load(), "mexico", "united-states")
    >>> float(result.groups["material"])
    1.0
    """
    require_pair(dataset, source, target, acting_for=acting_for)
    accepted = statuses_of(statuses)
    between = acts_between(dataset, source, target, acting_for=acting_for)
    firm = [event for event in between if has_status(event, accepted)]
    contested = [event for event in between if not has_status(event, accepted) and has_status(event, (Status.ALLEGED,))]
    typed, doubtful = _by_class(firm), _by_class(contested)
    left = _left_out(between, accepted)
    left += undirected_acts(dataset, source, target, acting_for=acting_for, statuses=accepted)
    groups = {
        name: _measure(
            dataset,
            [each for each in typed if each[1].is_material is material],
            [each for each in doubtful if each[1].is_material is material],
            [each for each in left if _is_material(dataset.events[each[1]]) is material],
        )
        for name, material in (("verbal", False), ("material", True))
    }
    untyped = len(firm) - len(typed) + len(contested) - len(doubtful)
    scores = [event.intensity for event, _, _ in typed if event.intensity is not None]
    quads = [quad for _, quad, _ in typed]
    return CooperationResult.over(
        _measure(dataset, typed, doubtful, left, untyped=untyped),
        measure=f"net cooperation of {source} towards {target}",
        by="expression",
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


def _is_material(event: Event) -> bool | None:
    return None if event.quad_class is None else event.quad_class.is_material


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
