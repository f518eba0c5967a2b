"""The actors' relations as a signed multigraph of networkx, each edge with the passages behind it."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from typing import Any

from mxus.dataset.document import Document
from mxus.errors import MissingExtraError
from mxus.records.event import Event
from mxus.records.position import Position

__all__ = ["graph_of"]


def graph_of(document: Document) -> Any:  # noqa: ANN401 (networkx is an extra)
    """Return the multigraph described at :meth:`mxus.Dataset.to_networkx`."""
    try:
        nx: Any = importlib.import_module("networkx")
    except ImportError as error:
        raise MissingExtraError.needed("networkx", extra="networks") from error

    graph = nx.MultiDiGraph(name=document.id)
    for actor in document.actors:
        graph.add_node(actor.id, name=actor.name, type=actor.type.value)
    for source, target, record, sign, weight in _ties(document):
        graph.add_edge(
            source,
            target,
            key=record.id,
            kind=record.kind,
            sign=sign,
            weight=weight,
            arena=record.arena.value,
            issue=record.issue.value,
            statuses=tuple(dict.fromkeys(passage.status.value for passage in record.evidence)),
            evidence=tuple(evidence.passage for evidence in record.evidence),
        )
    held = {record for _, _, record in graph.edges(keys=True)}
    graph.graph["left_out"] = tuple(record.id for record in _candidates(document) if record.id not in held)
    return graph


def _candidates(document: Document) -> Iterator[Event | Position]:
    yield from document.events
    yield from document.positions


def _ties(document: Document) -> Iterator[tuple[str, str, Event | Position, int, float]]:
    actors = {actor.id for actor in document.actors}
    for event in document.events:
        if event.quad_class is not None and event.intensity is not None:
            for initiator in event.initiators:
                for recipient in event.recipients:
                    yield initiator, recipient, event, event.quad_class.sign, event.intensity
    for position in document.positions:
        if position.target in actors:
            level = position.stance.level
            yield position.holder, position.target, position, (level > 0) - (level < 0), float(level)
