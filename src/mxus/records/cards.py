"""How a record is seen: its fields, what follows from them, and where the text says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, cast

from pydantic import BaseModel

from mxus.display.cards import Page, Table
from mxus.values.locator import places

__all__ = ["field_as_text", "fields_as_text", "record_page"]

_APART = frozenset({"kind", "id", "gloss", "evidence", "paragraphs"})
"""Fields that are not in the list of fields."""


def record_page(model: BaseModel) -> Page:
    """Return what a notebook shows of a record, which is not imported here: records are shown by what stands below."""
    record: Any = model
    passages: Sequence[Any] = getattr(record, "evidence", ())
    rows = tuple(
        (
            places([each.passage]),
            f"{each.locator.start} to {each.locator.end}",
            each.status.value,
            each.speaker or "the author",
            each.note or "",
        )
        for each in passages
    )
    table = Table("passages", ("where", "characters", "status", "voice", "note"), rows)
    kind = str(record.kind).replace("_", " ")
    return Page(f"{record.id} ({kind})", (("gloss", record.gloss), *fields_as_text(record)), (table,))


def fields_as_text(record: BaseModel) -> Iterator[tuple[str, str]]:
    """Yield the fields of a record that hold something, and what follows from them, as text."""
    for name in type(record).model_fields:
        value = getattr(record, name)
        if name not in _APART and value not in {None, ()}:
            yield name, field_as_text(value)
    for name in ("quad_class", "intensity"):
        derived = getattr(record, name, None)
        if derived is not None:
            yield name, getattr(derived, "name", str(derived)).lower().replace("_", " ")


def field_as_text(value: object) -> str:
    """Return what a field holds as text: members of a tuple one after the other, parts with the names of their fields.

    Examples
    --------
    >>> field_as_text(("mexico", "cuba"))
    'mexico, cuba'
    """
    if isinstance(value, tuple):
        members = cast("tuple[object, ...]", value)
        simple = all(isinstance(one, str) for one in members)
        return (", " if simple else "; ").join(map(field_as_text, members))
    if not isinstance(value, BaseModel):
        return str(value)
    held = ((name, getattr(value, name)) for name in type(value).model_fields)
    return ", ".join(f"{name} {field_as_text(one)}" for name, one in held if one not in {None, (), False})
