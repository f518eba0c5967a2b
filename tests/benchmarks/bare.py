"""Bare pydantic models, made from ours: the same fields, types and constraints, and nothing else.

Value objects become plain models, rules between fields are gone. They are what the speed of ours is measured against.
"""

import types
import typing
from functools import cache
from typing import Annotated, Any, get_args, get_origin

import attrs
from pydantic import BaseModel, ConfigDict, Field, create_model

from mxus.records._adapters import LocatorField

CONFIG = ConfigDict(frozen=True, strict=True, extra="forbid", allow_inf_nan=False)
ADAPTER = get_args(LocatorField)[1]


@cache
def bare_model(model: type) -> type[BaseModel]:
    """Return the bare twin of a model or of an attrs class."""
    fields: dict[str, Any] = {}
    if issubclass(model, BaseModel):
        for name, field in model.model_fields.items():
            default = ... if field.is_required() else field.default
            fields[name] = (_annotated(_bare(field.annotation), field.metadata), default)
    else:
        attrs.resolve_types(model)
        for field in attrs.fields(model):
            constraints = dict(field.metadata)
            held = constraints.pop("json_type", field.type)
            fields[field.alias] = (
                Annotated[held, Field(**constraints)],
                ... if field.default is attrs.NOTHING else field.default,
            )
    return create_model(f"Bare{model.__name__}", __config__=CONFIG, **fields)


def _bare(annotation: Any) -> Any:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if isinstance(annotation, type) and (issubclass(annotation, BaseModel) or attrs.has(annotation)):
        return bare_model(annotation)
    if origin is Annotated:
        return _annotated(_bare(arguments[0]), arguments[1:])
    if origin is tuple:
        return tuple[tuple(each if each is Ellipsis else _bare(each) for each in arguments)]
    if origin in {typing.Union, types.UnionType}:
        return typing.Union[tuple(map(_bare, arguments))]  # noqa: UP007 (made of a tuple)
    return annotation


def _annotated(annotation: Any, metadata: Any) -> Any:
    kept = tuple(each for each in metadata if each is not ADAPTER)
    return Annotated[(annotation, *kept)] if kept else annotation
