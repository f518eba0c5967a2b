"""What the questions share: whose acts count as an actor's, which passages make a record count, how results cite."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final, TypeVar

from mxus.dataset.dataset import AnyRecord, Dataset
from mxus.errors import InvalidValueError, UnknownIdError
from mxus.records.event import Event
from mxus.records.position import Position
from mxus.values.locator import Locator
from mxus.values.reference import Reference
from mxus.vocabulary.statements import Status

__all__ = ["FIRM", "acts_as", "citing", "has_status", "locators_of", "require_pair", "statuses_of"]

FIRM: Final = (Status.ASSERTED, Status.REPORTED)
"""Statuses that make a record count by default: not what is merely alleged, denied or planned."""

_R = TypeVar("_R", Event, Position)


def require_pair(dataset: Dataset, first: str, second: str) -> None:
    """Raise unless the two are different actors of the dataset."""
    for actor in (first, second):
        if actor not in dataset.actors:
            raise UnknownIdError.among(actor, dataset.actors, what="actor")
    if first == second:
        message = f"found {first!r} twice; expected two different actors"
        raise InvalidValueError(message)


def statuses_of(statuses: Iterable[Status | str]) -> tuple[Status, ...]:
    """Return the statuses as terms."""
    return tuple(Status.parse(status) for status in statuses)


def has_status(record: AnyRecord, statuses: Collection[Status]) -> bool:
    """Whether a passage of the record has one of the statuses."""
    return any(passage.status in statuses for passage in record.evidence)


def acts_as(dataset: Dataset, actor: str, records: Sequence[_R], roles: Sequence[str], *, acting_for: bool) -> list[_R]:
    """Return the records in which `actor` has a role, with `acting_for` also those of who acts for it at the time."""

    def takes_part(record: Event | Position) -> bool:
        names = {actor, *(dataset.agents_of(actor, record.period) if acting_for else ())}
        held: list[str | tuple[str, ...]] = [getattr(record, role) for role in roles]
        return any(not names.isdisjoint((one,) if isinstance(one, str) else one) for one in held)

    return [record for record in records if takes_part(record)]


def locators_of(*records: AnyRecord) -> tuple[Locator, ...]:
    """Return the passages of the records, each once."""
    return tuple(dict.fromkeys(passage.locator for record in records for passage in record.evidence))


def citing(dataset: Dataset, references: Sequence[Reference]) -> tuple[Reference, ...]:
    """Return the sources of the dataset and the works of the measure."""
    return (*dataset.references(), *references)
