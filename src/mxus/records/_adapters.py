"""How pydantic reads and writes the attrs value objects.

A value object is described once, on its attrs fields (type, and ``description``, ``ge``, ``max_length``, ... in the
field's metadata). From that we make the typed dictionary that pydantic parses, so that constraints and descriptions
reach the JSON Schema and the codebook without being written again. After parsing, the attrs constructor checks what a
single field cannot.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from functools import cache, lru_cache
from typing import Annotated, Any, NotRequired, cast

import attrs
from pydantic import ConfigDict, Field, GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticKnownError, core_schema
from typing_extensions import TypedDict  # the one of typing does not do for pydantic before Python 3.12

from mxus.values.definitions import definition_of
from mxus.values.locator import Locator
from mxus.values.period import Period
from mxus.values.quantity import Quantity

__all__ = ["LocatorField", "PeriodField", "QuantityField", "as_json", "from_python"]


_RECURRENT = frozenset({Period, Quantity})
"""Values that recur in a document by the thousand (a year, a count) and can be shared, being immutable."""


@cache
def _typed_dict(cls: type[attrs.AttrsInstance]) -> Any:  # noqa: ANN401 (a TypedDict class has no type of its own)
    """Return the typed dictionary with the fields, constraints and descriptions of the attrs class `cls`."""
    attrs.resolve_types(cls)
    fields: dict[str, Any] = {}
    for field in attrs.fields(cls):
        metadata = dict(field.metadata)
        described: Any = Annotated[metadata.pop("json_type", field.type), Field(**metadata)]
        required = field.default is attrs.NOTHING
        fields[field.alias] = described if required else cast("Any", NotRequired)[described]
    made = cast("Any", TypedDict)(cls.__name__, fields)
    made.__doc__ = definition_of(cls)
    made.__pydantic_config__ = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)
    return made


def as_json(value: attrs.AttrsInstance) -> dict[str, Any]:
    """Return the JSON form of a value object: its fields without those at their default, infinite ends as null."""
    found: dict[str, Any] = {}
    for field in attrs.fields(type(value)):
        content = getattr(value, field.name)
        if field.default is attrs.NOTHING or content != field.default:
            found[field.alias] = None if isinstance(content, float) and math.isinf(content) else content
    return found


class _FromDict:
    """Annotation: a dictionary of fields; from Python an instance of the class, or EDTF text for a period, too."""

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[attrs.AttrsInstance], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        fields = handler.generate_schema(_typed_dict(source))
        make = lru_cache(maxsize=4096)(source) if source in _RECURRENT else source
        from_fields = core_schema.no_info_after_validator_function(lambda found: make(**found), fields)

        def from_everyday(found: object, parse: core_schema.ValidatorFunctionWrapHandler) -> object:
            if isinstance(found, Mapping):
                return parse(dict(cast("Mapping[str, object]", found)))
            return Period(found) if source is Period and isinstance(found, str) else found

        return core_schema.json_or_python_schema(
            json_schema=from_fields,
            python_schema=core_schema.chain_schema(
                [
                    core_schema.no_info_wrap_validator_function(from_everyday, from_fields),
                    core_schema.is_instance_schema(source),
                ]
            ),
            serialization=core_schema.plain_serializer_function_ser_schema(
                as_json, when_used="json", return_schema=core_schema.dict_schema()
            ),
        )


def from_python(schema: CoreSchema, handler: GetCoreSchemaHandler) -> CoreSchema:
    """Return the schema of a model with what everyday Python has taken for what the strict fields hold.

    The value of a term for the term, a list for a tuple, a dictionary for a part. Sets are not taken, for they have no
    order, nor anything else that would have to be converted: ``"7"`` is no number.
    """
    made: dict[str, Any] = dict(schema)
    kind = made["type"]
    if kind == "definition-ref":
        known: dict[str, Any] = dict(handler.resolve_ref_schema(schema))
        return _everyday(schema, _as_term(known["members"])) if known["type"] == "enum" else schema
    if kind == "json-or-python":
        return schema  # value objects, and what was done inside a model of its own
    for key in ("schema", "items_schema", "choices", "fields", "definitions"):
        inner = made.get(key)
        if isinstance(inner, list):
            made[key] = [from_python(each, handler) for each in cast("list[CoreSchema]", inner)]
        elif isinstance(inner, dict) and key in {"choices", "fields"}:
            named = cast("dict[str, CoreSchema]", inner)
            made[key] = {name: from_python(each, handler) for name, each in named.items()}
        elif isinstance(inner, dict):
            made[key] = from_python(cast("CoreSchema", inner), handler)
    if kind == "model":
        made["strict"] = False
    changed = cast("CoreSchema", made)
    if kind == "enum":
        return _everyday(changed, _as_term(made["members"]))
    return _everyday(changed, _as_tuple) if kind == "tuple" else changed


def _everyday(schema: CoreSchema, before: Callable[[object], object]) -> CoreSchema:
    """Return the schema with what looks at a value first if it comes from Python."""
    from_everyday = core_schema.no_info_before_validator_function(before, schema)
    return core_schema.json_or_python_schema(json_schema=schema, python_schema=from_everyday)


def _as_term(members: Sequence[Enum]) -> Callable[[object], object]:
    """Return what refuses all that is no text, before it is compared with terms: a dataframe, say, cannot be."""
    *others, last = (repr(member.value) for member in members)
    terms = f"{', '.join(others)} or {last}" if others else last

    def text(found: object) -> object:
        if not isinstance(found, str):
            raise PydanticKnownError("enum", {"expected": terms})
        return found

    return text


def _as_tuple(found: object) -> object:
    return tuple(cast("list[object]", found)) if isinstance(found, list) else found


LocatorField = Annotated[Locator, _FromDict]
PeriodField = Annotated[Period, _FromDict]
QuantityField = Annotated[Quantity, _FromDict]
