"""Event: something that happened, or is said to have happened or to be about to, between actors.

Events carry the codes of PLOVER (type, mode, contexts), from which quad class and intensity follow by the tables of
:mod:`mxus.vocabulary.plover_tables`; they are never stored, so they cannot contradict the codes. The *act* names the
move more finely, and decides who the recipient is: of an extradition the state that receives, of an asylum the person
protected. What we leave out: exact places and times of day, and the splitting of compound actors into pairs, which
analysis does.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal, final

from pydantic import Field

from mxus.errors import a
from mxus.records._adapters import PeriodField, QuantityField
from mxus.records.base import ActorId, AnyId, Link, Name, Record
from mxus.records.evidence import Evidence
from mxus.vocabulary.acts import NEEDS_RECIPIENT, Act
from mxus.vocabulary.agenda import Arena, Issue
from mxus.vocabulary.plover import Context, EventMode, EventType, QuadClass
from mxus.vocabulary.plover_tables import INTENSITY, QUAD_CLASSES
from mxus.vocabulary.quantities import Unit

__all__ = ["Event"]

_COUNTABLE = frozenset({Unit.COUNT, Unit.PERSONS})


@final
class Event(Record):
    """Something that happened between actors.

    Examples
    --------
    >>> import mxus
    >>> event = mxus.load().events["extraditions-to-us"]
    >>> event.type.value, event.recipients, event.quad_class.name, event.intensity
    ('COOPERATE', ('united-states',), 'MATERIAL_COOPERATION', 9.5)
    >>> print(event.count)
    more than 26 persons
    """

    kind: Literal["event"] = "event"
    """Kind of record."""

    act: Act
    """What was done, as a diplomat would name it."""

    type: EventType | None = None
    """PLOVER event type; none where PLOVER has no type for the act (a flight from justice)."""

    mode: EventMode | None = None
    """PLOVER mode, one of those of the type."""

    contexts: tuple[Context, ...] = ()
    """PLOVER contexts."""

    initiators: tuple[ActorId, ...] = ()
    """Who acts; empty where the text does not name them."""

    recipients: tuple[ActorId, ...] = ()
    """At whom the act is directed, or who receives."""

    concerns: tuple[AnyId, ...] = ()
    """What or whom the act is about, besides those who act and receive: the extradited, a policy, a third state."""

    issue: Issue
    """Subject matter."""

    arena: Arena
    """Stage on which the act has its addressees."""

    period: PeriodField | None = None
    """When it happened, or is due."""

    place: Name | None = None
    """Where, as a place name."""

    count: QuantityField | None = None
    """How often, or to how many persons; none for a single act."""

    casualties: QuantityField | None = None
    """People killed."""

    links: tuple[Link, ...] = ()
    """Typed links to other records."""

    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1)]
    """Passages that report the event."""

    @property
    def quad_class(self) -> QuadClass | None:
        """Quad class of the type by :data:`mxus.vocabulary.QUAD_CLASSES`; None without a type."""
        return None if self.type is None else QUAD_CLASSES[self.type]

    @property
    def intensity(self) -> float | None:
        """Score of type and mode by :data:`mxus.vocabulary.INTENSITY`, -10 to 10; None without a type."""
        return None if self.type is None else INTENSITY[self.type][self.mode]

    def _broken_rules(self) -> Iterator[tuple[str, str]]:
        if self.mode is not None and (self.type is None or self.mode not in INTENSITY[self.type]):
            known = [] if self.type is None else [repr(str(mode)) for mode in INTENSITY[self.type] if mode]
            expected = f"one of {', '.join(known)}" if known else "none"
            yield "mode", f"found {self.mode.value!r} with type {self.type}; expected {expected}"
        if not (self.initiators or self.recipients):
            yield "initiators", "found neither initiators nor recipients; expected at least one actor"
        if self.act in NEEDS_RECIPIENT and not self.recipients:
            yield "recipients", f"found none for {a(self.act.value)}; expected to whom or for whom it was done"
        if not set(self.initiators).isdisjoint(self.recipients):
            both = sorted(set(self.initiators) & set(self.recipients))
            yield "recipients", f"found {both} among initiators and recipients; expected each once"
        if self.count is not None and self.count.unit not in _COUNTABLE:
            yield "count", f"found unit {self.count.unit.value!r}; expected 'count' or 'persons'"
        if self.casualties is not None and self.casualties.unit is not Unit.PERSONS:
            yield "casualties", f"found unit {self.casualties.unit.value!r}; expected 'persons'"
