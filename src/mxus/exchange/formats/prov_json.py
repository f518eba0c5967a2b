"""Where a dataset comes from, in PROV-JSON: light, on the level of records and sources.

Each record is an entity derived from the sources that its passages stand in; sources are attributed to their authors,
and the dataset to its coders, who took part in the coding. What we leave out: passages (see the Web Annotations) and
times of coding, which a dataset does not know.
"""

from __future__ import annotations

import json
from typing import Any, Final

from mxus.dataset.dataset import Dataset
from mxus.exchange.losses import Exported, losses

__all__ = ["prov_json"]

_HOLDS: Final = (
    *("id", "title", "coders", "*.kind", "*.id", "*.gloss", "*.evidence.source", "sources.title", "sources.authors"),
)


def prov_json(dataset: Dataset) -> Exported:
    """Return the provenance of a dataset's records.

    Returns
    -------
    Exported
        ``<dataset>.prov.json``.

    Examples
    --------
    >>> import json, mxus
    >>> made = json.loads(prov_json(mxus.load()).files["rojas-2025.prov.json"])
    >>> made["wasAttributedTo"]["_:by-rojas-2025-0"]["prov:agent"]
    'record:rafael-rojas'
    """
    entities: dict[str, Any] = {"mxus:dataset": {"prov:type": "prov:Collection", "prov:label": dataset.title}}
    agents: dict[str, Any] = {}
    relations: dict[str, dict[str, Any]] = {"hadMember": {}, "wasDerivedFrom": {}, "wasAttributedTo": {}}
    for record in dataset.values():
        name = f"record:{record.id}"
        entities[name] = {"prov:label": record.gloss, "mxus:kind": record.kind}
        relations["hadMember"][f"_:has-{record.id}"] = {"prov:collection": "mxus:dataset", "prov:entity": name}
        origins = dict.fromkeys(evidence.source for evidence in record.evidence)
        for number, origin in enumerate(origins):
            derived = {"prov:generatedEntity": name, "prov:usedEntity": f"record:{origin}"}
            relations["wasDerivedFrom"][f"_:from-{record.id}-{number}"] = derived
    for source in dataset.sources.values():
        entities[f"record:{source.id}"]["dct:title"] = source.title
        for number, author in enumerate(source.authors):
            agents[f"record:{author}"] = {"prov:label": dataset.actors[author].name}
            attributed = {"prov:entity": f"record:{source.id}", "prov:agent": f"record:{author}"}
            relations["wasAttributedTo"][f"_:by-{source.id}-{number}"] = attributed
    associated: dict[str, Any] = {}
    for number, coder in enumerate(dataset.document.coders):
        agents[f"mxus:coder-{number}"] = {"prov:label": coder}
        associated[f"_:coder-{number}"] = {"prov:activity": "mxus:coding", "prov:agent": f"mxus:coder-{number}"}
    content: dict[str, Any] = {
        "prefix": {
            "mxus": "urn:mxus:terms:",
            "record": f"urn:mxus:{dataset.id}:",
            "dct": "http://purl.org/dc/terms/",
        },
        "entity": entities,
        "activity": {"mxus:coding": {"prov:label": "Coding"}},
        "agent": agents,
        **relations,
        "wasAssociatedWith": associated,
        "wasGeneratedBy": {"_:dataset": {"prov:entity": "mxus:dataset", "prov:activity": "mxus:coding"}},
    }
    filled = {name: part for name, part in content.items() if part}
    text = json.dumps(filled, ensure_ascii=False, indent=2) + "\n"
    report = losses(dataset, "prov", _HOLDS, ("actors.name",))
    return Exported({f"{dataset.id}.prov.json": text}, report)
