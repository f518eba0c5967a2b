"""What a dataset is mainly about, found from its records."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, product

from mxus.dataset.dataset import Dataset
from mxus.dataset.selection import participants
from mxus.vocabulary.actors import ActorType

__all__ = ["main_pair", "most_present"]


def most_present(dataset: Dataset, limit: int) -> tuple[tuple[str, int], ...]:
    """Return the actors that take part in most policies, trade links, events, positions and claims, with the number.

    Parameters
    ----------
    dataset : Dataset
        Any dataset.
    limit : int
        How many actors at most.

    Returns
    -------
    tuple of (str, int)
        Id and number of records; the most present first, then in the dataset's order.

    Examples
    --------
    >>> import mxus
    >>> [actor for actor, _ in most_present(mxus.load(), 2)]
    ['sheinbaum-government', 'united-states']
    """
    counts = Counter(
        name
        for record in dataset.values()
        if record.kind not in {"actor", "source"}
        for name in participants(record)
        if name in dataset.actors
    )
    order = {name: place for place, name in enumerate(dataset.actors)}
    ranked = sorted(counts.items(), key=lambda item: (-item[1], order[item[0]]))
    return tuple(ranked[:limit])


def main_pair(dataset: Dataset) -> tuple[str, str] | None:
    """Return the two states whose relation most records are about, those who act for them included.

    Counted are events from one to the other, and objects on which both take a position.

    Parameters
    ----------
    dataset : Dataset
        Any dataset.

    Returns
    -------
    (str, str) or None
        Ids in the dataset's order; None where no two states have anything between them.

    Examples
    --------
    >>> import mxus
    >>> main_pair(mxus.load())
    ('mexico', 'united-states')
    """
    state_of: dict[str, set[str]] = {}
    states = [actor.id for actor in dataset.actors.values() if actor.type is ActorType.STATE]
    for state in states:
        for name in (state, *dataset.agents_of(state)):
            state_of.setdefault(name, set()).add(state)
    place = {state: number for number, state in enumerate(states)}

    def in_order(pair: tuple[str, str]) -> tuple[int, int]:
        return place[pair[0]], place[pair[1]]

    shared: Counter[tuple[str, str]] = Counter()
    takers: dict[str, set[str]] = {}
    for position in dataset.positions.values():
        takers.setdefault(position.target, set()).update(state_of.get(position.holder, ()))
    for event in dataset.events.values():
        doing = {state for name in event.initiators for state in state_of.get(name, ())}
        receiving = {state for name in event.recipients for state in state_of.get(name, ())}
        facing = {(a, b) if place[a] < place[b] else (b, a) for a, b in product(doing, receiving) if a != b}
        shared.update(sorted(facing, key=in_order))  # of pairs with as many records, the first counted is taken
    for taken in takers.values():
        shared.update(combinations(sorted(taken, key=place.__getitem__), 2))
    return max(shared, key=lambda pair: shared[pair]) if shared else None
