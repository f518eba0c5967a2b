"""What is looked up in a dataset: who acts for whom, which events run from whom to whom, what stands where."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from mxus.dataset.holdings import Holdings
from mxus.dataset.naming import unknown_actor
from mxus.dataset.pairs import EventPairs
from mxus.dataset.paragraph_index import ByParagraph, by_paragraph
from mxus.dataset.selection import as_period
from mxus.errors import several
from mxus.records.event import Event
from mxus.values.period import Period

__all__ = ["Lookups"]


@attrs.frozen(eq=False, repr=False, init=False)
class Lookups(Holdings):
    """The records of a dataset with indexes to them, each made when it is first used.

    Examples
    --------
    >>> import mxus
    >>> isinstance(mxus.load(), Lookups)
    True
    """

    def agents_of(self, actor: str, period: Period | str | None = None, *, acting: bool = True) -> tuple[str, ...]:
        """Return the ids of all who act for an actor, by their nature or by an office.

        Parameters
        ----------
        actor : str
            Id of an actor.
        period : Period or EDTF str, optional
            Only those whose mandate may overlap it.
        acting : bool, default True
            Whether they act, or are acted upon: a former minister given asylum no longer stands for the state.

        Raises
        ------
        UnknownIdError
            If there is no such actor.

        Examples
        --------
        >>> import mxus
        >>> "marco-rubio" in mxus.load().agents_of("united-states")
        True
        """
        self._require_actor(actor)
        return self._agency.agents_of(actor, as_period(period), acting=acting)

    def stands_for(self, actor: str, period: Period | str | None = None, *, acting: bool = True) -> tuple[str, ...]:
        """Return the ids of those for whom an actor acts in the end: a minister's state; itself if for nobody.

        Parameters
        ----------
        actor : str
            Id of an actor.
        period : Period or EDTF str, optional
            When; all for whom it ever acted where not given.
        acting : bool, default True
            Whether it acts, or is acted upon: a former minister given asylum no longer stands for the state.

        Raises
        ------
        UnknownIdError
            If there is no such actor.

        Examples
        --------
        >>> import mxus
        >>> mxus.load().stands_for("marco-rubio")
        ('united-states',)
        """
        self._require_actor(actor)
        return self._agency.stands_for(actor, as_period(period), acting=acting)

    def events_between(self, initiators: Iterable[str], recipients: Iterable[str]) -> list[Event]:
        """Return the events that any of the first initiates and any of the others receives, in the dataset's order.

        Whoever acts for an actor counts only if given. Events are looked up, after the first time, not searched for.

        Raises
        ------
        UnknownIdError, InvalidValueError
            If one of them is no actor, or an id stands where several are expected.

        Examples
        --------
        >>> import mxus
        >>> [event.id for event in mxus.load().events_between(["united-states"], ["mexico"])]
        ['tariff-postponements']
        """
        acting, receiving = several(initiators, "initiators"), several(recipients, "recipients")
        for actor in (*acting, *receiving):
            self._require_actor(actor)
        return self._pairs().between(acting, receiving)

    def passages_by_paragraph(self) -> tuple[ByParagraph, ByParagraph]:
        """Return by source and paragraph the passages of records with their ids, and the uncoded ones with reasons.

        Examples
        --------
        >>> import mxus
        >>> coded, excused = mxus.load().passages_by_paragraph()
        >>> ("rojas-2025", 11) in coded
        True
        """
        return self._once("passages", lambda: by_paragraph(self._records.values(), self.uncoded))

    def _pairs(self) -> EventPairs:
        return self._once("pairs", lambda: EventPairs.of(tuple(self.events.values())))

    def open_ended_events(self, actors: Iterable[str]) -> list[Event]:
        """Return the events of any of some actors that do not run from one of two to the other, in the dataset's order.

        They lack initiators or recipients, or several act together.

        Raises
        ------
        UnknownIdError, InvalidValueError
            If one of them is no actor, or an id stands where several are expected.

        Examples
        --------
        >>> import mxus
        >>> ds = mxus.load()
        >>> all(len(event.initiators) != 1 or not event.recipients for event in ds.open_ended_events(["mexico"]))
        True
        """
        named = several(actors, "actors")
        for actor in named:
            self._require_actor(actor)
        return self._pairs().open_ended(named)

    def _require_actor(self, actor: str) -> None:
        if actor not in self.actors:
            raise unknown_actor(actor, self.actors)
