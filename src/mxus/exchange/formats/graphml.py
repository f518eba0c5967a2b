"""The actors' relations as GraphML, for networkx, Gephi, visone, igraph and others that read it."""

from __future__ import annotations

from typing import Any, Final

from mxus.dataset.dataset import Dataset
from mxus.errors import MissingExtraError
from mxus.exchange.losses import Exported, losses
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
        paragraphs. Events without a PLOVER type, and positions on what is no actor, have no edge.

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
    graph: Any = nx.MultiDiGraph(name=dataset.id)
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
    lines = ["<?xml version='1.0' encoding='utf-8'?>", *nx.generate_graphml(graph, named_key_ids=True)]
    text = "\n".join(lines) + "\n"
    return Exported({f"{dataset.id}.graphml": text}, losses(dataset, "graphml", _HOLDS, _PARTLY))
