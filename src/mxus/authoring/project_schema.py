"""The JSON Schema of coding projects: that of documents, with what a project writes otherwise; for editors."""

from __future__ import annotations

from typing import Any

from mxus.authoring.shorthand import QUALIFIERS
from mxus.dataset.document import SCHEMA_VERSION
from mxus.exchange.json_schema import schema
from mxus.vocabulary.quantities import Qualifier

__all__ = ["project_schema"]

_QUOTED: dict[str, Any] = {
    "quote": {
        "description": "Words of the passage as the text has them, from the start of a word to the end of one.",
        "type": "string",
        "minLength": 1,
    },
    "paragraph": {
        "description": "Number of the paragraph, from 0, where the words stand in several.",
        "type": "integer",
        "minimum": 0,
    },
    "occurrence": {
        "description": "Which of those in the paragraph it is, from 1, where the words stand there several times.",
        "type": "integer",
        "minimum": 1,
    },
}
_TEXT: dict[str, Any] = {
    "text": {"description": "File of the text, in the project's folder or below it.", "type": "string", "minLength": 1},
    "digest": {
        "description": "Digest of the text when coding began; written by mxus.",
        "type": "string",
        "pattern": "^[0-9a-f]{64}$",
    },
    "unbroken": {
        "description": "Fragments inside which no sentence ends, where mxus would put an end.",
        "type": "array",
        "items": {"type": "string", "minLength": 1},
    },
}


def project_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a coding project.

    Returns
    -------
    dict
        With a stable ``$id``. That quoted words stand in the text is beyond JSON Schema; :func:`mxus.lock` checks it.

    Examples
    --------
    >>> project_schema()["$id"]
    'urn:mxus:schema:1:project'
    >>> sorted(project_schema()["$defs"]["Evidence"]["properties"])
    ['locator', 'note', 'occurrence', 'paragraph', 'quote', 'source', 'speaker', 'status', 'voice']
    """
    made = schema()
    parts: dict[str, Any] = made["$defs"]
    for name in ("Evidence", "Uncoded"):
        _either(parts[name], _QUOTED, "quote", "locator")
        parts[name]["required"] = [field for field in parts[name]["required"] if field != "source"]
    _either(parts["Source"], _TEXT, "text", "paragraphs")
    period, quantity = parts["Period"], parts["Quantity"]
    edtf = {key: content for key, content in period["properties"]["edtf"].items() if key != "type"}
    period["properties"]["edtf"] = {**edtf, "type": ["string", "integer"]}
    parts["Period"] = {"anyOf": [{**edtf, "type": ["string", "integer"]}, period]}
    parts["Quantity"] = {"anyOf": [quantity, *(_as_said(term, quantity) for term in QUALIFIERS)]}
    return {**made, "$id": f"urn:mxus:schema:{SCHEMA_VERSION}:project", "title": "Coding project"}


def _either(part: dict[str, Any], more: dict[str, Any], ours: str, theirs: str) -> None:
    """Let a part have one of two fields, and those that go with the first."""
    part["properties"] = {**more, **part["properties"]}
    part["required"] = [field for field in part["required"] if field != theirs]
    part["oneOf"] = [{"required": [ours]}, {"required": [theirs]}]


def _as_said(term: str, quantity: dict[str, Any]) -> dict[str, Any]:
    number: dict[str, Any] = {"type": "number", "description": Qualifier.parse(term).meaning}
    ends = {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}
    between = {**ends, "description": Qualifier.BETWEEN.meaning}
    properties = {term: between if term == Qualifier.BETWEEN.value else number, "unit": quantity["properties"]["unit"]}
    return {"type": "object", "properties": properties, "required": [term, "unit"], "additionalProperties": False}
