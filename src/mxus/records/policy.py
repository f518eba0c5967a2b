"""Policy: a standing course of action, or one that its owner is said not to take.

A policy lasts; an event happens. Raising a tariff is an event, the tariff is a policy. What we leave out: the effects
of policies, which are claims, and opinions on them, which are positions.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal, final

from pydantic import Field, StringConstraints

from mxus.records._adapters import PeriodField, QuantityField
from mxus.records.base import ActorId, Line, Link, Note, Part, PolicyId, Record
from mxus.records.evidence import Evidence
from mxus.vocabulary.agenda import Arena, Issue
from mxus.vocabulary.policies import PolicyStatus, PolicyType

__all__ = ["Parameter", "Policy"]


@final
class Parameter(Part):
    """A number or a specification that is part of a policy: a rate, the goods concerned, a goal.

    Examples
    --------
    >>> from mxus.values.quantity import Quantity
    >>> str(Parameter(name="rate", quantity=Quantity.exactly(0.5, "ad-valorem")).quantity)
    '0.5 ad-valorem'
    """

    name: Annotated[str, StringConstraints(pattern="^[a-z]+(-[a-z]+)*$", max_length=40)]
    """What is specified, in a word: rate, goods, goal."""

    quantity: QuantityField | None = None
    """Its size, where it is a number."""

    text: Line | None = None
    """Its content in the coder's words, where it is not a number."""

    note: Note | None = None
    """Coder's remark on the parameter."""

    def _broken_rules(self) -> Iterator[tuple[str, str]]:
        if (self.quantity is None) == (self.text is None):
            yield "", "found both or neither of quantity and text; expected one of them"


@final
class Policy(Record):
    """A standing course of action.

    Examples
    --------
    >>> import mxus
    >>> embargo = mxus.load().policies["us-embargo-on-cuba"]
    >>> embargo.owners, embargo.targets, embargo.arena.value
    (('united-states',), ('cuba',), 'regional-diplomacy')
    """

    kind: Literal["policy"] = "policy"
    """Kind of record."""

    type: PolicyType
    """The instrument used."""

    owners: Annotated[tuple[ActorId, ...], Field(min_length=1)]
    """Whose policy it is; several for an agreement."""

    targets: tuple[ActorId, ...] = ()
    """At whom it is directed, besides its owners."""

    issue: Issue
    """Subject matter."""

    arena: Arena
    """Stage on which it has its addressees."""

    status: PolicyStatus
    """How far it is when the text speaks."""

    parameters: tuple[Parameter, ...] = ()
    """Numbers and specifications that are part of it."""

    period: PeriodField | None = None
    """When it holds, or is due."""

    part_of: PolicyId | None = None
    """The larger policy it is a part of."""

    links: tuple[Link, ...] = ()
    """Typed links to other records."""

    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1)]
    """Passages that state or describe the policy."""

    def _broken_rules(self) -> Iterator[tuple[str, str]]:
        if self.part_of == self.id:
            yield "part_of", f"found the policy itself ({self.id!r}); expected another"
        both = sorted(set(self.owners) & set(self.targets))
        if both:
            yield "targets", f"found {both} among owners and targets; expected each once"
