"""The codebook as REFI-QDA codes (QDC), for programs of qualitative analysis: QualCoder, ATLAS.ti, MAXQDA, NVivo.

Vocabularies become codes with their terms below them, and collections codes with their records below them, each with
its definition or gloss. The identifiers that the standard asks for are derived from names, so that the same codebook
has the same identifiers whenever it is written. What we leave out: passages, which a codebook does not hold.
"""

from __future__ import annotations

from typing import Final
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

import mxus.vocabulary as vocabularies
from mxus.dataset.dataset import Dataset
from mxus.dataset.document import COLLECTIONS
from mxus.exchange.losses import Exported, losses
from mxus.vocabulary._term import Term

__all__ = ["qda_codebook"]

_NAMESPACE: Final = "urn:QDA-XML:codebook:1.0"
_SCHEMA: Final = "http://schema.qdasoftware.org/versions/Codebook/v1.0/Codebook.xsd"
_INSTANCE: Final = "http://www.w3.org/2001/XMLSchema-instance"


def qda_codebook(dataset: Dataset) -> Exported:
    """Return vocabularies and records as a REFI-QDA codebook.

    Returns
    -------
    Exported
        ``<dataset>.qdc``.

    Examples
    --------
    >>> import mxus
    >>> text = qda_codebook(mxus.load()).files["rojas-2025.qdc"]
    >>> 'name="regional-diplomacy"' in text, 'name="us-embargo-on-cuba"' in text
    (True, True)
    """
    root = ET.Element("CodeBook", {
        "xmlns": _NAMESPACE,
        "xmlns:xsi": _INSTANCE,
        "xsi:schemaLocation": f"{_NAMESPACE} {_SCHEMA}",
        "origin": f"mxus, dataset {dataset.id}",
    })  # fmt: skip
    codes = ET.SubElement(root, "Codes")
    for name in vocabularies.__all__:
        vocabulary = getattr(vocabularies, name)
        if isinstance(vocabulary, type) and issubclass(vocabulary, Term):
            summary = (vocabulary.__doc__ or "").partition("\n")[0]
            parent = _code(codes, f"vocabulary/{name}", name, summary, codable=False)
            for term in vocabulary:
                _code(parent, f"vocabulary/{name}/{term.value}", term.value, term.meaning)
    for collection in COLLECTIONS:
        parent = _code(codes, f"{dataset.id}/{collection}", collection, f"Records of {dataset.title}.", codable=False)
        for record in getattr(dataset.document, collection):
            _code(parent, f"{dataset.id}/{collection}/{record.id}", record.id, record.gloss)
    ET.indent(root)
    text = ET.tostring(root, encoding="unicode")
    report = losses(dataset, "qdc", ("id", "title", "*.kind", "*.id", "*.gloss"))
    return Exported({f"{dataset.id}.qdc": f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'}, report)


def _code(parent: ET.Element, path: str, name: str, meaning: str, *, codable: bool = True) -> ET.Element:
    guid = str(uuid5(NAMESPACE_URL, f"urn:mxus:{path}"))
    code = ET.SubElement(parent, "Code", {"guid": guid, "name": name, "isCodable": str(codable).lower()})
    ET.SubElement(code, "Description").text = meaning
    return code
