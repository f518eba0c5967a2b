"""Who acts for whom, and when.

A government, ministry or force acts for its principal by its nature. A person acts for a state or a body while
holding an office of it. Agency is transitive: a minister of a government acts for the government's state.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from mxus.records.actor import Actor
from mxus.values.period import Period

__all__ = ["Agency"]


@attrs.frozen
class Agency:
    """The relation "acts for" among actors.

    Examples
    --------
    >>> import mxus
    >>> agency = Agency.among(mxus.load().actors.values())
    >>> "juan-ramon-de-la-fuente" in agency.agents_of("mexico")
    True
    >>> from mxus.values.period import Period
    >>> "andres-manuel-lopez-obrador" in agency.agents_of("mexico", Period("2025-11"))
    False
    """

    _direct: dict[str, tuple[tuple[str, Period | None], ...]]
    """By principal: who acts for it directly, and when (None: always, or it is not known when)."""

    @classmethod
    def among(cls, actors: Iterable[Actor]) -> Agency:
        """Collect the relation from principals and offices."""
        direct: dict[str, list[tuple[str, Period | None]]] = {}
        for actor in actors:
            for principal, period in _mandates(actor):
                direct.setdefault(principal, []).append((actor.id, period))
        return cls({principal: tuple(agents) for principal, agents in direct.items()})

    def agents_of(self, principal: str, period: Period | None = None) -> tuple[str, ...]:
        """Return all who act for `principal`, directly or through others, in stable order, without itself.

        Parameters
        ----------
        principal : str
            Id of an actor.
        period : Period, optional
            Only those whose mandate may overlap it; all who ever did where it is not given.
        """
        found: dict[str, None] = {}
        waiting = [principal]
        while waiting:
            for agent, mandate in self._direct.get(waiting.pop(0), ()):
                in_time = period is None or mandate is None or mandate.may_overlap(period)
                if in_time and agent not in found and agent != principal:
                    found[agent] = None
                    waiting.append(agent)
        return tuple(found)


def _mandates(actor: Actor) -> Iterator[tuple[str, Period | None]]:
    if actor.principal is not None:
        yield actor.principal, None
    for office in actor.offices:
        yield office.acts_for, office.period
