"""The codebook as REFI-QDA codes (QDC), for programs of qualitative analysis: QualCoder, ATLAS.ti, MAXQDA, NVivo.

Vocabularies become codes with their terms below them, and collections codes with their records below them, each with
its definition or gloss. QualCoder keeps one code of each name and drops the others, so a term has its vocabulary's name
behind it where another vocabulary or a record has the same, in large or small letters: ``denied (Status)``. The
identifiers that the standard asks for are derived from names, so that the same codebook has the same identifiers
whenever it is written. What we leave out: passages, which a codebook does not hold.
"""

from __future__ import annotations

from collections import Counter
from typing import Final
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

import mxus.vocabulary as vocabularies
from mxus.dataset.dataset import Dataset
from mxus.dataset.document import COLLECTIONS
from mxus.exchange.losses import Exported, losses
from mxus.values.definitions import definition_of
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
    found = {name: getattr(vocabularies, name) for name in vocabularies.__all__}
    terms = {name: each for name, each in found.items() if isinstance(each, type) and issubclass(each, Term)}
    names = [*dataset, *(term.value for vocabulary in terms.values() for term in vocabulary)]
    uses = Counter(name.lower() for name in names)
    for name, vocabulary in terms.items():
        parent = _code(codes, f"vocabulary/{name}", name, definition_of(vocabulary), codable=False)
        for term in vocabulary:
            called = f"{term.value} ({name})" if uses[term.lower()] > 1 else term.value
            _code(parent, f"vocabulary/{name}/{term.value}", called, term.meaning)
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
