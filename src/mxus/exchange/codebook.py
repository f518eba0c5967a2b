"""The codebook's tables: every field and every term, from the models themselves."""

from __future__ import annotations

from enum import Enum
from typing import Any

import attrs
from pydantic import BaseModel

from mxus.dataset.document import Document, Uncoded
from mxus.records._fields import fields_of, held_types, is_many
from mxus.records.union import RECORD_TYPES
from mxus.vocabulary._term import Term
from mxus.vocabulary.plover import INTENSITY, QUAD_CLASSES, EventMode

__all__ = ["codebook"]


def codebook() -> str:
    """Return the codebook's tables as Markdown: fields of documents, records, parts and values, then all terms.

    Returns
    -------
    str
        Made from the models at each call, so that it says what the package checks.

    Examples
    --------
    >>> lines = codebook().splitlines()
    >>> "## Event" in lines, "## Arena" in lines
    (True, True)
    """
    models, vocabularies = _models()
    parts = ["# Fields", *map(_fields, models), "# Terms", *map(_terms, vocabularies), _scores()]
    return "\n\n".join(parts) + "\n"


def _models() -> tuple[list[type[Any]], list[type[Term]]]:
    """Return all models and all vocabularies that a document holds, each where it is first met."""
    models: dict[type[Any], None] = {}
    vocabularies: dict[type[Term], None] = {}
    waiting: list[type[Any]] = [Document, *RECORD_TYPES.values(), Uncoded]
    while waiting:
        held = waiting.pop(0)
        if issubclass(held, Term):
            vocabularies.setdefault(held)
        elif (issubclass(held, BaseModel) or attrs.has(held)) and held not in models:
            models.setdefault(held)
            waiting += [inner for annotation in fields_of(held).values() for inner in held_types(annotation)]
    return list(models), list(vocabularies)


def _fields(model: type[Any]) -> str:
    lines = [f"## {model.__name__}", _summary(model), _row("field", "holds", "required", "meaning"), _row(*["---"] * 4)]
    for name, annotation in fields_of(model).items():
        required, meaning = _requirement(model, name)
        lines.append(_row(f"`{name}`", _holds(annotation), "yes" if required else "", meaning))
    return "\n".join([*lines[:2], "", *lines[2:]])


def _requirement(model: type[Any], name: str) -> tuple[bool, str]:
    if issubclass(model, BaseModel):
        field = model.model_fields[name]
        return field.is_required(), field.description or ""
    described = next(field for field in attrs.fields(model) if field.alias == name)
    return described.default is attrs.NOTHING, described.metadata.get("description", "")


def _holds(annotation: Any) -> str:  # noqa: ANN401 (a type of any kind)
    names = [_name(held) for held in held_types(annotation)]
    return f"{'several ' if is_many(annotation) else ''}{' or '.join(names)}"


def _name(held: type[Any]) -> str:
    plain = {str: "text", int: "whole number", float: "number", bool: "true or false"}
    if held in plain:
        return plain[held]
    return (
        f"[{held.__name__}](#{held.__name__.lower()})" if issubclass(held, (BaseModel, Enum)) or attrs.has(held) else ""
    )


def _terms(vocabulary: type[Term]) -> str:
    rows = [_row(f"`{term.value}`", term.meaning) for term in vocabulary]
    head = [_row("term", "meaning"), _row("---", "---")]
    return "\n".join([f"## {vocabulary.__name__}", _summary(vocabulary), "", *head, *rows])


def _scores() -> str:
    def said(mode: EventMode | None) -> str:
        return "" if mode is None else f"`{mode}`"

    rows = [
        _row(f"`{kind}`", said(mode), QUAD_CLASSES[kind].name.lower().replace("_", " "), f"{score:+g}")
        for kind, modes in INTENSITY.items()
        for mode, score in modes.items()
    ]
    head = [_row("type", "mode", "quad class", "intensity"), _row(*["---"] * 4)]
    return "\n".join(["## Quad class and intensity", "By type and mode of event.", "", *head, *rows])


def _summary(described: type[Any]) -> str:
    return (described.__doc__ or "").partition("\n")[0]


def _row(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"
