"""How cooperative one actor is towards another: events by quad class, words and deeds apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

import attrs

from mxus.analysis._common import FIRM, acts_between, citing, has_status, passages_of, require_pair, statuses_of
from mxus.dataset.dataset import Dataset
from mxus.measures.cooperation import net_cooperation
from mxus.records.event import Event
from mxus.values.result import Contribution, GroupedResult, Result, Undefined
from mxus.vocabulary.plover import QuadClass
from mxus.vocabulary.statements import Status

__all__ = ["CooperationResult", "cooperation"]


@attrs.frozen(kw_only=True)
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
        events, each told once however often it happened (``count`` of the record); ``n_missing`` of contested ones and
        of those without a PLOVER type. Contributions sum to the value.

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
    groups = {
        name: _measure(dataset, _of_kind(firm, material=material), _of_kind(contested, material=material))
        for name, material in (("verbal", False), ("material", True))
    }
    whole = _measure(dataset, firm, contested)
    typed = [event for event in firm if event.type is not None]
    scores = [event.intensity for event in typed if event.intensity is not None]
    return CooperationResult.over(
        whole,
        measure=f"net cooperation of {source} towards {target}",
        by="expression",
        groups=groups,
        intensity=sum(scores) / len(scores) if scores else Undefined("no events"),
        quad_counts=tuple((quad, sum(event.quad_class is quad for event in typed)) for quad in QuadClass),
    )


def _of_kind(events: Sequence[Event], *, material: bool) -> list[Event]:
    return [event for event in events if event.quad_class is not None and event.quad_class.is_material is material]


def _measure(dataset: Dataset, firm: Sequence[Event], contested: Sequence[Event]) -> Result:
    counted, doubtful = (
        [(event, event.quad_class.sign) for event in events if event.quad_class is not None]
        for events in (firm, contested)
    )
    measured = net_cooperation(*_by_sign(counted), contested=_by_sign(doubtful))
    contributions = tuple(
        Contribution((event.id,), sign / len(counted), event.gloss, passages_of(event)) for event, sign in counted
    )
    return attrs.evolve(
        measured,
        n_missing=measured.n_missing + len(firm) - len(counted) + len(contested) - len(doubtful),
        references=citing(dataset, measured.references),
        contributions=contributions,
    )


def _by_sign(events: Sequence[tuple[Event, int]]) -> tuple[int, int]:
    """Return how many events are of cooperation and how many of conflict; there is no third sort."""
    good = sum(sign > 0 for _, sign in events)
    return good, len(events) - good
