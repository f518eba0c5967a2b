"""Which records answer a description: the conditions of :meth:`mxus.Dataset.select`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Final, TypedDict

import attrs

from mxus.dataset.agency import Agency
from mxus.records.base import Record
from mxus.values.period import Period
from mxus.vocabulary.agenda import Arena, Issue
from mxus.vocabulary.statements import Status, Voice

__all__ = ["Conditions", "Keywords", "as_period", "participants"]

_ROLES: Final = (
    "initiators", "recipients", "owners", "targets", "holders", "holder", "target", "reporter", "partner", "authors",
)  # fmt: skip
"""Fields that name those who take part in a record; not those it merely concerns or is about."""


def participants(record: Record) -> tuple[str, ...]:
    """Return the ids of those who take part in a record: who acts, holds, owns or receives.

    An actor takes part in its own record.

    Examples
    --------
    >>> import mxus
    >>> participants(mxus.load()["us-embargo-on-cuba"])
    ('united-states', 'cuba')
    """
    found: list[str] = [record.id] if getattr(record, "kind", None) == "actor" else []
    for role in _ROLES:
        held = getattr(record, role, ())
        found += [held] if isinstance(held, str) else held
    return tuple(dict.fromkeys(found))


class Keywords(TypedDict, total=False):
    """The keywords of :meth:`mxus.Dataset.select`."""

    actor: str | None
    acting_for: bool
    arena: Arena | str | None
    issue: Issue | str | None
    period: Period | str | None
    voice: Voice | str | None
    status: Status | str | None


@attrs.frozen(kw_only=True)
class Conditions:
    """What a record must be to be selected; a condition not given holds for all.

    A record without the field that a condition asks about (an actor has no arena) does not meet it. A record without a
    period meets every condition on periods, since it may have been then.
    """

    actor: str | None = None
    acting_for: bool = True
    arena: Arena | None = None
    issue: Issue | None = None
    period: Period | None = None
    voice: Voice | None = None
    status: Status | None = None

    def matching(self, records: Iterable[Record], agency: Agency) -> Iterator[Record]:
        """Yield the records that meet all conditions, in order."""
        for record in records:
            if self._holds(record, agency):
                yield record

    def _holds(self, record: Record, agency: Agency) -> bool:
        when: Period | None = getattr(record, "period", None)
        if self.arena is not None and getattr(record, "arena", None) is not self.arena:
            return False
        if self.issue is not None and getattr(record, "issue", None) is not self.issue:
            return False
        if self.period is not None and when is not None and not when.may_overlap(self.period):
            return False
        evidence = getattr(record, "evidence", ())
        if (self.voice is not None or self.status is not None) and not any(
            self.voice in {None, passage.voice} and self.status in {None, passage.status} for passage in evidence
        ):
            return False
        return self.actor is None or not _disjoint(participants(record), self._wanted(agency, when))

    def _wanted(self, agency: Agency, when: Period | None) -> Collection[str]:
        if self.actor is None:
            return ()
        return (self.actor, *(agency.agents_of(self.actor, when) if self.acting_for else ()))


def _disjoint(first: Collection[str], second: Collection[str]) -> bool:
    return set(first).isdisjoint(second)


def as_period(period: Period | str | None) -> Period | None:
    """Return a period given as such or in EDTF.

    Examples
    --------
    >>> as_period("2025").edtf
    '2025'
    """
    return period if period is None or isinstance(period, Period) else Period(period)
