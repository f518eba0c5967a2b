"""Which events run from one actor to another, looked up by the two.

What we leave out: who acts for whom. An event is found under the actors that it names; whoever asks for a state asks
for its ministers too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from mxus.records.event import Event

__all__ = ["EventPairs"]


@attrs.frozen
class EventPairs:
    """Events by initiator and recipient.

    Examples
    --------
    >>> import mxus
    >>> index = EventPairs.of(mxus.load().document.events)
    >>> [event.id for event in index.between(["sheinbaum-government"], ["united-states"])][:2]
    ['extraditions-to-us', 'zhang-delivered']
    """

    _events: Sequence[Event]

    _places: dict[str, dict[str, list[int]]]
    """By initiator, then recipient: the places of the events among all."""

    _open: dict[str, list[int]]
    """By actor: the places of the events in which it acts or receives and that lack initiators or recipients, or have
    several initiators."""

    @classmethod
    def of(cls, events: Sequence[Event]) -> EventPairs:
        """Sort events by who acts and who receives."""
        places: dict[str, dict[str, list[int]]] = {}
        for place, event in enumerate(events):
            for initiator in event.initiators:
                for recipient in event.recipients:
                    places.setdefault(initiator, {}).setdefault(recipient, []).append(place)
        open_ended: dict[str, list[int]] = {}
        for place, event in enumerate(events):
            if len(event.initiators) != 1 or not event.recipients:
                for actor in dict.fromkeys((*event.initiators, *event.recipients)):
                    open_ended.setdefault(actor, []).append(place)
        return cls(events, places, open_ended)

    def open_ended(self, actors: Iterable[str]) -> list[Event]:
        """Return the events of some actors without initiators or recipients, or with several initiators, in order."""
        found = {place for actor in actors for place in self._open.get(actor, ())}
        return [self._events[place] for place in sorted(found)]

    def between(self, initiators: Iterable[str], recipients: Iterable[str]) -> list[Event]:
        """Return the events with one of `initiators` and one of `recipients`, each once, in the order of all."""
        wanted = tuple(recipients)
        found: set[int] = set()
        for initiator in initiators:
            by_recipient = self._places.get(initiator)
            if by_recipient is not None:
                for recipient in wanted:
                    found.update(by_recipient.get(recipient, ()))
        return [self._events[place] for place in sorted(found)]
