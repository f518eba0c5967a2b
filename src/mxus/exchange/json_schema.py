"""The JSON Schema of datasets and records, with every field's and every term's definition in it."""

from __future__ import annotations

from typing import Any, Final, cast

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, JsonSchemaValue
from pydantic_core import CoreSchema
from pydantic_core.core_schema import EnumSchema, ModelSchema

from mxus.dataset.document import SCHEMA_VERSION, Document
from mxus.errors import UnknownIdError
from mxus.records.union import RECORD_TYPES, AnyRecord
from mxus.values.definitions import definition_of
from mxus.vocabulary._term import Term

__all__ = ["schema"]

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


class _WithMeanings(GenerateJsonSchema):
    """Writes a vocabulary as one constant with its definition per term, so that editors can show it.

    Definitions of classes are filled in where pydantic finds none, since ``python -OO`` strips docstrings.
    """

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 (pydantic's)
        super().__init__(*args, **options)
        self._classes: dict[str, type[Any]] = {}

    def generate(self, schema: CoreSchema, mode: JsonSchemaMode = "validation") -> JsonSchemaValue:
        made = super().generate(schema, mode)
        for part in (made, *made.get("$defs", {}).values()):
            if part.get("title") in self._classes:
                part.setdefault("description", definition_of(self._classes[part["title"]]))
        return made

    def model_schema(self, schema: ModelSchema) -> JsonSchemaValue:
        self._classes[schema["cls"].__name__] = schema["cls"]
        return super().model_schema(schema)

    def enum_schema(self, schema: EnumSchema) -> JsonSchemaValue:
        members = [member for member in schema["members"] if isinstance(member, Term)]
        if len(members) != len(schema["members"]):
            return super().enum_schema(schema)
        self._classes[schema["cls"].__name__] = schema["cls"]
        terms = [{"const": member.value, "description": member.meaning} for member in members]
        return {"title": schema["cls"].__name__, "type": "string", "oneOf": terms}


def schema(kind: str | None = None) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a document, or of one kind of record.

    Parameters
    ----------
    kind : str, optional
        ``"event"``, ``"policy"``, ... or ``"record"`` for any record; a whole document where it is not given.

    Returns
    -------
    dict
        With a stable ``$id``. Rules between fields (a reported voice names its speaker) are beyond JSON Schema; they
        are checked by mxus alone.

    Raises
    ------
    UnknownIdError
        If there is no such kind.

    Examples
    --------
    >>> schema("event")["properties"]["arena"]["$ref"]
    '#/$defs/Arena'
    >>> schema()["$id"]
    'urn:mxus:schema:1:document'
    """
    models: dict[str, Any] = {**RECORD_TYPES, "record": AnyRecord}
    if kind is not None and (not isinstance(kind, str) or kind not in models):
        raise UnknownIdError.among(kind, models, what="kind of record")
    adapter: TypeAdapter[Any] = TypeAdapter(Document if kind is None else models[kind])
    made = adapter.json_schema(schema_generator=_WithMeanings)
    _shorten(made)
    return {"$schema": _DIALECT, "$id": f"urn:mxus:schema:{SCHEMA_VERSION}:{kind or 'document'}", **made}


def _shorten(part: object) -> None:
    """Keep of each description its first paragraph: a class's docstring goes on with examples in Python."""
    if isinstance(part, dict):
        members = cast("dict[str, object]", part)
        description = members.get("description")
        if isinstance(description, str):
            members["description"] = " ".join(description.split("\n\n", 1)[0].split())
        for inner in members.values():
            _shorten(inner)
    elif isinstance(part, list):
        for inner in cast("list[object]", part):
            _shorten(inner)
