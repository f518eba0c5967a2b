"""The normalised tables: which there are, what their columns hold, and to which table those refer.

One table a collection, one row a record; a field that holds several things is a table of its own, with the record and
the position of each; all passages are in ``evidence`` and all links in ``links``, whatever record they belong to; the
table ``records`` has the id of every record, so that whatever refers to any kind refers to that. The columns follow
from the models (a value object's fields become columns behind its name), as do the foreign keys. What we leave out:
what a dataset says of itself, which a format keeps in its own description.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, Final, Literal, cast, get_args, get_origin

import attrs
from pydantic import BaseModel

from mxus.dataset.document import COLLECTIONS, Document, Uncoded
from mxus.exchange.json_document import collection_kind
from mxus.records._fields import held_types
from mxus.records.base import Link, RefersTo
from mxus.records.evidence import Evidence
from mxus.vocabulary._term import Term

__all__ = ["Column", "Table", "tables"]

Type = Literal["string", "integer", "number", "boolean"]

_SHARED: Final[dict[type, str]] = {Evidence: "evidence", Link: "links"}
_TYPES: Final[dict[type, Type]] = {int: "integer", float: "number", bool: "boolean"}
_KINDS: Final = {collection_kind(collection): collection for collection in COLLECTIONS}


@attrs.frozen
class Column:
    """A column: its name, its type, what it means, and to which table it refers.

    Parameters
    ----------
    name : str
        Name in the table.
    path : tuple of str
        Field, and field of the value in it, that the column holds.
    type : {'string', 'integer', 'number', 'boolean'}
        What its cells are; each may be null unless it is required.
    meaning : str
        Definition, from the models.
    required : bool
        Whether every row has it.
    terms : tuple of str
        The closed vocabulary it is of, if any.
    refers : str or None
        Table in which its cells are ids.
    """

    name: str
    path: tuple[str, ...]
    type: Type
    meaning: str
    required: bool = False
    terms: tuple[str, ...] = ()
    refers: str | None = None


@attrs.frozen
class Table:
    """A table: its name, its columns, and which field of which collections it holds (none for a collection's own)."""

    name: str
    columns: tuple[Column, ...]
    field: str | None = None
    key: tuple[str, ...] = ("id",)


@cache
def tables() -> tuple[Table, ...]:
    """Return all tables, in an order in which those referred to come first or in a circle.

    Examples
    --------
    >>> [table.name for table in tables()][:5]
    ['records', 'sources', 'sources_authors', 'sources_paragraphs', 'actors']
    >>> next(table for table in tables() if table.name == "events_recipients").columns[2].refers
    'actors'
    """
    made = [Table("records", (_id_column("id"), _plain("kind", "Kind of record.", terms=tuple(_KINDS))))]
    for collection in COLLECTIONS:
        model: type[BaseModel] = get_args(Document.model_fields[collection].annotation)[0]
        own: list[Column] = []
        parts: list[Table] = []
        for name, field in model.model_fields.items():
            if name == "kind":
                continue
            held = held_types(field.annotation)
            if _is_many(field.annotation):
                if not set(held) & _SHARED.keys():
                    parts.append(_part_table(collection, name, field))
            else:
                own += _columns(name, field, held)
        own[0] = attrs.evolve(own[0], refers="records")
        made += [Table(collection, tuple(own)), *parts]
    for part, name in _SHARED.items():
        place = (_id_column("record", "records"), _plain("position", "Place in the list, from 0.", kind="integer"))
        made.append(Table(name, (*place, *_model_columns(part)), name, ("record", "position")))
    made.append(
        Table(
            "uncoded",
            (_plain("position", "Place in the list, from 0.", kind="integer"), *_model_columns(Uncoded)),
            "uncoded",
            ("position",),
        )
    )
    return tuple(made)


def _plain(name: str, meaning: str, *, kind: Type = "string", terms: tuple[str, ...] = ()) -> Column:
    return Column(name, (name,), kind, meaning, required=True, terms=terms)


def _id_column(name: str, refers: str | None = None) -> Column:
    return Column(name, (name,), "string", "Id of a record.", required=True, refers=refers)


def _part_table(collection: str, name: str, field: Any) -> Table:  # noqa: ANN401 (a field of pydantic)
    place = (_id_column("record", collection), _plain("position", "Place in the list, from 0.", kind="integer"))
    (held,) = held_types(field.annotation)
    if issubclass(held, BaseModel):
        columns = _model_columns(held)
    else:
        terms = tuple(term.value for term in held) if issubclass(held, Term) else ()
        kind = _TYPES.get(held, "string")
        columns = (
            Column("value", (), kind, field.description or "", required=True, terms=terms, refers=_refers(field)),
        )
    return Table(f"{collection}_{name}", (*place, *columns), name, ("record", "position"))


def _model_columns(model: type[BaseModel]) -> tuple[Column, ...]:
    made: list[Column] = []
    for name, field in model.model_fields.items():
        held = held_types(field.annotation)
        if _is_many(field.annotation):  # ends of sentences, the only list inside a part: numbers, with spaces between
            made.append(Column(name, (name,), "string", field.description or "", required=True))
        else:
            made += _columns(name, field, held)
    return tuple(made)


def _columns(name: str, field: Any, held: tuple[type, ...]) -> Iterator[Column]:  # noqa: ANN401 (a field of pydantic)
    kind = cast("type[Any]", held[0])
    if attrs.has(kind):
        attrs.resolve_types(kind)
        for part in attrs.fields(kind):
            types = held_types(part.metadata.get("json_type", part.type))
            required = field.is_required() and part.default is attrs.NOTHING and "json_type" not in part.metadata
            terms = tuple(term.value for term in types[0]) if issubclass(types[0], Term) else ()
            yield Column(
                f"{name}_{part.name}",
                (name, part.name),
                _TYPES.get(types[0], "string"),
                part.metadata["description"],
                required,
                terms,
            )
    else:
        terms = tuple(term.value for term in kind) if issubclass(kind, Term) else ()
        yield Column(
            name,
            (name,),
            _TYPES.get(kind, "string"),
            field.description or "",
            field.is_required(),
            terms,
            _refers(field),
        )


def _refers(field: Any) -> str | None:  # noqa: ANN401 (a field of pydantic)
    for mark in _marks((field.annotation, *field.metadata)):
        return _KINDS[next(iter(mark.kinds))] if len(mark.kinds) == 1 else "records"
    return None


def _marks(parts: Sequence[Any]) -> Iterator[RefersTo]:
    for part in parts:
        if isinstance(part, RefersTo):
            yield part
        elif not isinstance(part, str):
            yield from _marks(get_args(part))


def _is_many(annotation: Any) -> bool:  # noqa: ANN401 (a type of any kind)
    if get_origin(annotation) is tuple:
        return True
    return any(_is_many(part) for part in get_args(annotation) if not isinstance(part, str))
