"""Position: the side an actor takes on a policy, an event, an actor or a claim.

A position is held, an event is done: a statement at a press conference is an event, the stance it takes is a
position. Positions on the same object are what alignment compares. What we leave out: sincerity. A stance in words
and a stance in deeds on one object are two positions, and their difference is a finding, not a coding problem.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal, final

from pydantic import Field

from mxus.records._adapters import PeriodField
from mxus.records.base import ActorId, Id, Link, Record, RefersTo
from mxus.records.evidence import Evidence
from mxus.vocabulary.agenda import Arena, Issue
from mxus.vocabulary.statements import Expression, Stance

__all__ = ["Position"]


@final
class Position(Record):
    """An actor's stance on an object.

    Examples
    --------
    >>> import mxus
    >>> position = mxus.load().positions["mexico-opposes-embargo"]
    >>> position.holder, position.target, position.stance.level
    ('mexico', 'us-embargo-on-cuba', -1)
    """

    kind: Literal["position"] = "position"
    """Kind of record."""

    holder: ActorId
    """Who takes the stance."""

    target: Annotated[Id, RefersTo.any_of("policy", "event", "actor", "claim")]
    """On what: a policy, an event, an actor or a claim."""

    stance: Stance
    """The side taken and how strongly, on a five-level ordinal scale."""

    expression: Expression
    """Whether it is taken in words or in deeds."""

    issue: Issue
    """Subject matter."""

    arena: Arena
    """Stage on which the stance has its addressees."""

    period: PeriodField | None = None
    """When it was taken."""

    links: tuple[Link, ...] = ()
    """Typed links to other records."""

    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1)]
    """Passages that show the stance."""

    def _broken_rules(self) -> Iterator[tuple[str, str]]:
        if self.holder == self.target:
            yield "target", f"found the holder itself ({self.target!r}); expected something else"
