"""What the questions share: whose acts count as an actor's, which passages make a record count, how results cite."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import cache
from typing import Final, TypeVar

from mxus.dataset.dataset import AnyRecord, Dataset
from mxus.dataset.naming import unknown_actor
from mxus.dataset.required import require_dataset
from mxus.errors import InvalidValueError, require_truth, several, shown
from mxus.records.event import Event
from mxus.records.position import Position
from mxus.values.locator import Passage
from mxus.values.period import Period
from mxus.values.reference import Reference
from mxus.vocabulary.statements import Status

__all__ = [
    "FIRM",
    "acts_as",
    "acts_between",
    "citing",
    "has_status",
    "in_time",
    "passages_of",
    "period_of",
    "require_actor",
    "require_dataset",
    "require_function",
    "require_pair",
    "statuses_of",
]

FIRM: Final = (Status.ASSERTED, Status.REPORTED)
"""Statuses that make a record count by default: not what is merely alleged, denied or planned."""

_R = TypeVar("_R", Event, Position)


def require_actor(dataset: Dataset, actor: str) -> None:
    """Raise unless it is a dataset, and the actor one of its actors."""
    require_dataset(dataset)
    if not isinstance(actor, str) or actor not in dataset.actors:
        raise unknown_actor(actor, dataset.actors)


def require_function(function: object, name: str) -> None:
    """Raise unless it can be called."""
    if not callable(function):
        message = f"found {name} {shown(function)}; expected a function"
        raise InvalidValueError(message)


def require_pair(dataset: Dataset, first: str, second: str, *, acting_for: bool) -> None:
    """Raise unless the two are different actors of the dataset, neither counted as the other."""
    require_truth(acting_for, "acting_for")
    for actor in (first, second):
        require_actor(dataset, actor)
    if first == second:
        message = f"found {first!r} twice; expected two different actors"
        raise InvalidValueError(message)
    if acting_for:
        for principal, agent in ((first, second), (second, first)):
            if agent in dataset.agents_of(principal):
                message = f"found {agent!r}, which acts for {principal!r}; expected acting_for=False for such a pair"
                raise InvalidValueError(message)


def statuses_of(statuses: Iterable[Status | str]) -> tuple[Status, ...]:
    """Return the statuses as terms."""
    return tuple(Status.parse(status) for status in several(statuses, "statuses"))


def period_of(period: Period | str | None) -> Period | None:
    """Return the period asked for, if any."""
    if period is None or isinstance(period, Period):
        return period
    if not isinstance(period, str):
        message = f"found period {shown(period)}; expected a Period or a date in EDTF, as '2025-10'"
        raise InvalidValueError(message)
    return Period(period)


def has_status(record: AnyRecord, statuses: Collection[Status]) -> bool:
    """Whether a passage of the record has one of the statuses."""
    return any(passage.status in statuses for passage in record.evidence)


def in_time(record: AnyRecord, period: Period | None) -> bool:
    """Whether a record may be of the period asked for; one without a period may be of any."""
    when: Period | None = getattr(record, "period", None)  # a claim has none
    return period is None or when is None or when.may_overlap(period)


def acts_as(dataset: Dataset, actor: str, records: Sequence[_R], role: str, *, acting_for: bool) -> list[_R]:
    """Return the records in which `actor` has a role, with `acting_for` also those of who acts for it at the time."""
    ever = frozenset(dataset.agents_of(actor)) if acting_for else frozenset[str]()

    @cache
    def agents(period: Period | None) -> frozenset[str]:
        return frozenset(dataset.agents_of(actor, period, acting=role != "recipients"))

    def takes_part(record: Event | Position) -> bool:
        held: str | tuple[str, ...] = getattr(record, role)
        named = (held,) if isinstance(held, str) else held
        if actor in named or ever.isdisjoint(named):  # most records; only for the others does the time matter
            return actor in named
        return not agents(record.period).isdisjoint(named)

    return [record for record in records if takes_part(record)]


def acts_between(dataset: Dataset, source: str, target: str, *, acting_for: bool) -> list[Event]:
    """Return the events of `source` towards `target`, with `acting_for` also of and towards who acts for them then."""
    if not acting_for:
        return dataset.events_between((source,), (target,))
    # Those who ever act for them, and of what is found, what those do who act for them at the time.
    ever = [(actor, *dataset.agents_of(actor)) for actor in (source, target)]
    found = dataset.events_between(*ever)
    if max(map(len, ever)) == 1:  # nobody does
        return found
    acts = acts_as(dataset, source, found, "initiators", acting_for=True)
    return acts_as(dataset, target, acts, "recipients", acting_for=True)


def passages_of(*records: AnyRecord) -> tuple[Passage, ...]:
    """Return the passages of the records, each once."""
    return tuple(dict.fromkeys(evidence.passage for record in records for evidence in record.evidence))


def citing(dataset: Dataset, references: Sequence[Reference]) -> tuple[Reference, ...]:
    """Return the sources of the dataset and the works of the measure."""
    return (*dataset.references(), *references)
