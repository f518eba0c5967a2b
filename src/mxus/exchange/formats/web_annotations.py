"""Passages as W3C Web Annotations: where each record's evidence stands, as selectors, without the text.

Every passage is an annotation whose target is the source with a position in its normalised text (single spaces join
the paragraphs), and whose bodies say what is coded there. The digest goes beside the selector, under a name of ours,
so that a copy can be checked. What we leave out: the records' own fields beyond gloss, kind and id.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from mxus.dataset.dataset import Dataset
from mxus.exchange.losses import Exported, losses
from mxus.values.locator import Locator

__all__ = ["web_annotations"]

_CONTEXT: Final = ["http://www.w3.org/ns/anno.jsonld", {"mxus": "urn:mxus:terms:", "digest": "mxus:digest"}]
_KINDS: Final = ("actors", "policies", "trade_links", "events", "positions", "claims")
_HOLDS: Final = (
    *(f"{kind}.{field}" for kind in _KINDS for field in ("kind", "id", "gloss", "evidence")),
    *("id", "title", "sources.evidence", "uncoded"),
)
_PARTLY: Final = ("sources.kind", "sources.id", "sources.gloss")
"""A source is annotated where it has a passage of its own."""


def web_annotations(dataset: Dataset) -> Exported:
    """Return the passages of a dataset as a collection of Web Annotations.

    Returns
    -------
    Exported
        ``<dataset>.annotations.jsonld``, an ``AnnotationCollection`` with all annotations on its first page.

    Examples
    --------
    >>> import json, mxus
    >>> made = web_annotations(mxus.load())
    >>> first = json.loads(made.files["rojas-2025.annotations.jsonld"])["first"]["items"][0]
    >>> first["target"]["selector"]["type"], "exact" in str(first)
    ('TextPositionSelector', False)
    """
    items = [*_of_records(dataset), *_of_uncoded(dataset)]
    name = f"urn:mxus:{dataset.id}:_annotations"  # no record's id has an underscore
    page = f"{name}:1"
    collection: dict[str, Any] = {
        "@context": _CONTEXT,
        "id": name,
        "type": "AnnotationCollection",
        "label": dataset.title,
        "total": len(items),
        "first": {"id": page, "type": "AnnotationPage", "partOf": name, "startIndex": 0, "items": items},
        "last": page,
    }
    text = json.dumps(collection, ensure_ascii=False, indent=2) + "\n"
    without = [("no passage of its own", record.id) for record in dataset.values() if not record.evidence]
    report = losses(dataset, "annotations", _HOLDS, _PARTLY, without)
    return Exported({f"{dataset.id}.annotations.jsonld": text}, report)


def _of_records(dataset: Dataset) -> Iterator[dict[str, Any]]:
    for record in dataset.values():
        for number, evidence in enumerate(record.evidence):
            bodies = [
                _body(record.id, "identifying"),
                _body(record.gloss, "describing"),
                _body(record.kind, "tagging"),
                _body(f"voice:{evidence.voice.value}", "tagging"),
                _body(f"status:{evidence.status.value}", "tagging"),
            ]
            if evidence.speaker is not None:
                bodies.append(_body(f"speaker:{evidence.speaker}", "tagging"))
            if evidence.note is not None:
                bodies.append(_body(evidence.note, "commenting"))
            yield {
                "id": f"urn:mxus:{dataset.id}:{record.id}:{number}",
                "type": "Annotation",
                "motivation": "classifying",
                "body": bodies,
                "target": _target(dataset, evidence.source, evidence.locator),
            }


def _of_uncoded(dataset: Dataset) -> Iterator[dict[str, Any]]:
    for number, passage in enumerate(dataset.uncoded):
        yield {
            "id": f"urn:mxus:{dataset.id}:_uncoded:{number}",
            "type": "Annotation",
            "motivation": "commenting",
            "body": [_body(passage.reason, "commenting")],
            "target": _target(dataset, passage.source, passage.locator),
        }


def _body(value: str, purpose: str) -> dict[str, Any]:
    return {"type": "TextualBody", "value": value, "format": "text/plain", "purpose": purpose}


def _target(dataset: Dataset, source: str, locator: Locator) -> dict[str, Any]:
    start = dataset.sources[source].paragraph_start(locator.paragraph)
    return {
        "source": f"urn:mxus:{dataset.id}:{source}",
        "selector": locator.text_position_selector(start),
        "digest": locator.digest,
    }
