"""Who acts for whom, and when.

A government, ministry or force acts for its principal by its nature. A person acts for a state or a body while
holding an office of it. Agency is transitive: a minister of a government acts for the government's state.
"""

from __future__ import annotations

from collections import deque
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

    _above: dict[str, tuple[tuple[str, Period | None], ...]]
    """By agent: for whom it acts directly, and when; principals in the order of the first mandate from each."""

    @classmethod
    def among(cls, actors: Iterable[Actor]) -> Agency:
        """Collect the relation from principals and offices."""
        direct: dict[str, list[tuple[str, Period | None]]] = {}
        for actor in actors:
            for principal, period in _mandates(actor):
                direct.setdefault(principal, []).append((actor.id, period))
        above: dict[str, list[tuple[str, Period | None]]] = {}
        for principal, agents in direct.items():
            for agent, period in agents:
                above.setdefault(agent, []).append((principal, period))
        return cls(*({one: tuple(others) for one, others in side.items()} for side in (direct, above)))

    def agents_of(self, principal: str, period: Period | None = None, *, acting: bool = True) -> tuple[str, ...]:
        """Return all who act for `principal`, directly or through others, in stable order, without itself.

        Parameters
        ----------
        principal : str
            Id of an actor.
        period : Period, optional
            Only those whose mandate may overlap it; all who ever did where it is not given.
        acting : bool, default True
            Whether they act, or are acted upon, as for :meth:`stands_for`.
        """
        found: dict[str, None] = {}
        waiting = deque([principal])
        while waiting:
            for agent, mandate in self._direct.get(waiting.popleft(), ()):
                if _holds(mandate, period, acting=acting) and agent not in found and agent != principal:
                    found[agent] = None
                    waiting.append(agent)
        return tuple(found)

    def stands_for(self, agent: str, period: Period | None = None, *, acting: bool = True) -> tuple[str, ...]:
        """Return those for whom an actor acts who act for nobody else; itself where it acts for nobody.

        Parameters
        ----------
        agent : str
            Id of an actor.
        period : Period, optional
            When; all for whom it ever acted where it is not given.
        acting : bool, default True
            Whether it acts, for whomever its mandate may be from at the time; or is acted upon, and then stands for
            others not by a mandate of which only the end is known: that of a former minister given asylum, say.

        Examples
        --------
        >>> import mxus
        >>> agency = Agency.among(mxus.load().actors.values())
        >>> agency.stands_for("juan-ramon-de-la-fuente"), agency.stands_for("jorge-glas", acting=False)
        (('mexico',), ('jorge-glas',))
        """
        tops: dict[str, None] = {}
        seen = {agent}
        waiting = deque([agent])
        while waiting:
            one = waiting.popleft()
            above = [
                principal for principal, mandate in self._above.get(one, ()) if _holds(mandate, period, acting=acting)
            ]
            if not above:
                tops[one] = None
            waiting += [principal for principal in above if principal not in seen]
            seen.update(above)
        return tuple(tops)


def _holds(mandate: Period | None, period: Period | None, *, acting: bool) -> bool:
    if mandate is None:
        return True
    in_time = period is None or mandate.may_overlap(period)
    return in_time and (acting or mandate.earliest is not None)


def _mandates(actor: Actor) -> Iterator[tuple[str, Period | None]]:
    if actor.principal is not None:
        yield actor.principal, None
    for office in actor.offices:
        yield office.acts_for, office.period
