"""Claim: a reading of the facts, held by someone.

Texts argue. A claim says what acts mean, why they were done, or what is to come, and who holds that; rival claims are
linked both ways, so that no reading passes for the only one. What we leave out: truth. A claim is coded because it is
made.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal, final

from pydantic import Field

from mxus.records.base import ActorId, AnyId, ClaimId, Link, Record
from mxus.records.evidence import Evidence
from mxus.vocabulary.agenda import Arena, Issue
from mxus.vocabulary.statements import ClaimType

__all__ = ["Claim"]


@final
class Claim(Record):
    """An interpretation, a reason, an allegation.

    Examples
    --------
    >>> import mxus
    >>> claim = mxus.load().claims["gestures-show-mexican-humanism"]
    >>> claim.holders, len(claim.rivals)
    (('government-supporters',), 2)
    """

    kind: Literal["claim"] = "claim"
    """Kind of record."""

    type: ClaimType
    """What the claim does in the argument."""

    holders: Annotated[tuple[ActorId, ...], Field(min_length=1)]
    """Who holds it: the author, or actors the author reports."""

    about: tuple[AnyId, ...] = ()
    """Records it is about."""

    rivals: tuple[ClaimId, ...] = ()
    """Claims that cannot well be held together with it; the link is given on both."""

    issue: Issue
    """Subject matter."""

    arena: Arena
    """Stage that the claim is about."""

    links: tuple[Link, ...] = ()
    """Typed links to other records."""

    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1)]
    """Passages that make the claim."""

    def _broken_rules(self) -> Iterator[tuple[str, str]]:
        if self.id in self.rivals:
            yield "rivals", f"found the claim itself ({self.id!r}); expected others"
