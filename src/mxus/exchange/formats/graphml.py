"""The actors' relations as GraphML, for networkx, Gephi, visone, igraph and others that read it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

import attrs

from mxus.analysis.unused import MUTUAL, NO_ACTOR, NOT_DIRECTED, UNNAMED, UNTYPED
from mxus.dataset.dataset import AnyRecord, Dataset
from mxus.errors import MissingExtraError
from mxus.exchange.losses import Exported, losses
from mxus.records.event import Event
from mxus.values.locator import places

__all__ = ["graphml"]

_HOLDS: Final = (*(f"actors.{field}" for field in ("kind", "id", "name", "type")), "id")
_PARTLY: Final = (
    *(f"events.{field}" for field in ("kind", "id", "type", "mode", "initiators", "recipients", "arena", "issue")),
    *(f"positions.{field}" for field in ("kind", "id", "holder", "target", "stance", "arena", "issue")),
    *(f"{kind}.evidence.{field}" for kind in ("events", "positions") for field in ("status", "source")),
    *(f"{kind}.evidence.locator.paragraph" for kind in ("events", "positions")),
)


def graphml(dataset: Dataset) -> Exported:
    """Return the signed multigraph of :meth:`mxus.Dataset.to_networkx` as GraphML.

    Returns
    -------
    Exported
        ``<dataset>.graphml``. Each edge has the record it is of, its sign and weight, arena, issue, statuses and
        paragraphs. Events without a PLOVER type, initiators or recipients (mutual acts among them), and positions on
        what is no actor, have no edge; the report lists them.

    Raises
    ------
    MissingExtraError
        If networkx is not installed.

    Examples
    --------
    >>> import mxus
    >>> made = graphml(mxus.load())
    >>> made.files["rojas-2025.graphml"][:38]
    "<?xml version='1.0' encoding='utf-8'?>"
    """
    nx: Any = MissingExtraError.importing("networkx", extra="networks")
    full = dataset.to_networkx()
    graph: Any = nx.MultiDiGraph(id=dataset.id)
    graph.add_nodes_from(full.nodes(data=True))
    for source, target, record, content in full.edges(keys=True, data=True):
        plain = {name: content[name] for name in ("kind", "sign", "weight", "arena", "issue")}
        graph.add_edge(
            source,
            target,
            key=f"{record}:{source}:{target}",
            record=record,
            statuses=" ".join(content["statuses"]),
            passages=places(content["evidence"]),
            **plain,
        )
    # Names in place of d0, d1, ...: each is of one kind of element only, since ids of keys are to be unique.
    lines = ["<?xml version='1.0' encoding='utf-8'?>", *nx.generate_graphml(graph, named_key_ids=True)]
    text = "\n".join(lines) + "\n"
    left_out = [(_why_not(dataset[name]), name) for name in full.graph["left_out"]]
    report = losses(dataset, "graphml", _HOLDS, _PARTLY, left_out)
    return Exported({f"{dataset.id}.graphml": text}, attrs.evolve(report, readers=tuple(_gephi(full))))


def _why_not(record: AnyRecord) -> str:
    """Return why a record that makes no edge makes none."""
    if not isinstance(record, Event):
        return NO_ACTOR
    if record.type is None:
        return UNTYPED
    if not record.initiators:
        return UNNAMED
    return MUTUAL if len(record.initiators) > 1 else NOT_DIRECTED


def _gephi(graph: Any) -> Iterator[str]:  # noqa: ANN401 (of networkx)
    """Yield what Gephi drops when it imports the graph."""
    weightless = sum(content["weight"] == 0 for _, _, content in graph.edges(data=True))
    if weightless:
        edges = "the edge" if weightless == 1 else f"the {weightless} edges"
        yield f"Gephi drops {edges} with weight 0 (as of a request or a neutral stance)"
    pairs = Counter((source, target) for source, target in graph.edges())
    parallel = sum(count for count in pairs.values() if count > 1)
    if parallel:
        yield f'Gephi merges {parallel} parallel edges into one a pair; choose "Don\'t merge" when it imports'
