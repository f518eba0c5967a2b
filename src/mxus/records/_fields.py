"""What a model's field holds, seen through ``Annotated``, optionals, unions and tuples.

Error messages, integrity checks, tables and the codebook all follow from the fields; they look at them through here.
"""

from __future__ import annotations

import types
from collections.abc import Iterator
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import attrs
from pydantic import BaseModel

__all__ = ["fields_of", "held_types", "short_annotation"]

_WRAPPINGS = (types.UnionType, Union, tuple)


def held_types(annotation: Any) -> tuple[type[Any], ...]:  # noqa: ANN401 (a type of any kind)
    """Return the types that a field with this annotation can hold, without None; of literals the type of the value.

    Examples
    --------
    >>> held_types(tuple[int, ...] | None)
    (<class 'int'>,)
    """
    return tuple(dict.fromkeys(_held_types(annotation)))


def _held_types(annotation: Any) -> Iterator[type[Any]]:  # noqa: ANN401 (a type of any kind)
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        yield from _held_types(arguments[0])
    elif origin is Literal:
        yield from map(type, arguments)
    elif origin in _WRAPPINGS:
        for argument in arguments:
            yield from _held_types(argument)
    elif isinstance(annotation, type) and annotation is not type(None):
        yield annotation


def fields_of(model: Any) -> dict[str, Any]:  # noqa: ANN401 (a class of any kind)
    """Return name and annotation of the fields of a pydantic model or an attrs class; none of any other."""
    if isinstance(model, type) and issubclass(model, BaseModel):
        return {name: field.annotation for name, field in model.model_fields.items()}
    if isinstance(model, type) and attrs.has(model):
        return {field.alias: field.type for field in attrs.fields(model)}
    return {}


def short_annotation(annotation: Any) -> str:  # noqa: ANN401 (a type of any kind)
    """Return an annotation as one would write it, without constraints and modules.

    Examples
    --------
    >>> short_annotation(tuple[Annotated[int, "positive"], ...] | None)
    'tuple[int, ...] | None'
    """
    origin, arguments = get_origin(annotation), get_args(annotation)
    if annotation is type(None):
        return "None"
    if origin is Annotated:
        return short_annotation(arguments[0])
    if origin is Literal:
        return f"Literal[{', '.join(map(repr, arguments))}]"
    if origin in {types.UnionType, Union}:
        return " | ".join(map(short_annotation, arguments))
    if arguments:
        held = ("..." if each is Ellipsis else short_annotation(each) for each in arguments)
        return f"{origin.__name__}[{', '.join(held)}]"
    return getattr(annotation, "__name__", str(annotation))
