"""Records as tidy tables: one row a record, columns made from the model's fields.

The columns follow from the type of each field, so that a field added to a model appears in its table. Every column has
one type on every backend; what is not known is null.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final, cast, get_args

import attrs

from mxus.dataset.document import Collection, Document
from mxus.records._fields import held_types
from mxus.records.actor import Membership, Office
from mxus.records.base import Link, Record
from mxus.records.evidence import Evidence
from mxus.records.policy import Parameter
from mxus.records.source import Paragraph
from mxus.values.frames import SEPARATOR, Backend, Dtype, Series, make_frame
from mxus.values.period import Period
from mxus.values.quantity import Quantity

__all__ = ["Column", "columns_of", "frame_of"]


@attrs.frozen
class Column:
    """A column of a table: its name, its type, and how a record fills it."""

    name: str
    dtype: Dtype
    content: Callable[[Record], str | int | float | bool | date | None]


def columns_of(collection: Collection) -> tuple[Column, ...]:
    """Return the columns of a collection's table, in the order of the model's fields."""
    model: type[Record] = get_args(Document.model_fields[collection].annotation)[0]
    made: list[Column] = []
    for name, field in model.model_fields.items():
        made += _columns(name, field.annotation)
    return tuple(made)


def frame_of(records: Sequence[Record], collection: Collection, backend: Backend) -> Any:  # noqa: ANN401 (the caller's kind)
    """Return the records as a table of the `backend`."""
    held = [
        Series(column.name, column.dtype, [column.content(record) for record in records])
        for column in columns_of(collection)
    ]
    return make_frame(held, backend)


def _columns(name: str, annotation: Any) -> list[Column]:  # noqa: ANN401 (a type of any kind)
    kinds = held_types(annotation)
    for kind, make in _MAKERS.items():
        if kind in kinds:
            return make(name)
    dtype: Dtype = "Int64" if kinds == (int,) else "String"
    return [Column(name, dtype, lambda record: _plain(getattr(record, name)))]


def _plain(value: object) -> Any:  # noqa: ANN401 (text, a number or none)
    if isinstance(value, tuple):
        return SEPARATOR.join(str(each).replace(SEPARATOR, ",") for each in cast("tuple[object, ...]", value))
    return str(value) if isinstance(value, str) else value  # a term becomes its spelling


def _finite(number: float) -> float | None:
    return number if math.isfinite(number) else None


def _quantity(name: str) -> list[Column]:
    def part(dtype: Dtype, suffix: str, read: Callable[[Quantity], Any]) -> Column:
        def content(record: Record) -> Any:  # noqa: ANN401 (str, float or bool)
            quantity: Quantity | None = getattr(record, name)
            return None if quantity is None else read(quantity)

        return Column(f"{name}_{suffix}", dtype, content)

    return [
        part("Float64", "lower", lambda quantity: _finite(quantity.lower)),
        part("Float64", "upper", lambda quantity: _finite(quantity.upper)),
        part("Boolean", "lower_closed", lambda quantity: quantity.lower_closed),
        part("Boolean", "upper_closed", lambda quantity: quantity.upper_closed),
        part("String", "unit", lambda quantity: quantity.unit.value),
        part("String", "qualifier", lambda quantity: quantity.qualifier.value),
    ]


def _period(name: str) -> list[Column]:
    def part(dtype: Dtype, suffix: str) -> Column:
        def content(record: Record) -> Any:  # noqa: ANN401 (str or date)
            period: Period | None = getattr(record, name)
            return None if period is None else getattr(period, suffix)

        return Column(f"{name}_{suffix}", dtype, content)

    return [part("String", "edtf"), part("Date", "earliest"), part("Date", "latest"), part("String", "basis")]


def _evidence(name: str) -> list[Column]:
    def part(column: str, read: Callable[[Evidence], Any]) -> Column:
        def content(record: Record) -> str:
            held = [read(passage) for passage in getattr(record, name)]
            return SEPARATOR.join(str(each) for each in dict.fromkeys(held) if each is not None)

        return Column(column, "String", content)

    return [
        part("sources", lambda passage: passage.source),
        part("paragraphs", lambda passage: passage.locator.paragraph),
        part("voices", lambda passage: passage.voice),
        part("speakers", lambda passage: passage.speaker),
        part("statuses", lambda passage: passage.status),
        Column("n_passages", "Int64", lambda record: len(getattr(record, name))),
    ]


def _joined(read: Callable[[Any], str]) -> Callable[[str], list[Column]]:
    def make(name: str) -> list[Column]:
        def content(record: Record) -> str:
            return SEPARATOR.join(read(part) for part in getattr(record, name))

        return [Column(name, "String", content)]

    return make


def _parameter(parameter: Parameter) -> str:
    return f"{parameter.name}={parameter.text or parameter.quantity}".replace(SEPARATOR, ",")


_MAKERS: Final[dict[type, Callable[[str], list[Column]]]] = {
    Quantity: _quantity,
    Period: _period,
    Evidence: _evidence,
    Link: _joined(lambda link: f"{link.type}:{link.target}"),
    Office: _joined(lambda office: f"{office.title}@{office.acts_for}".replace(SEPARATOR, ",")),
    Membership: _joined(lambda membership: membership.group),
    Parameter: _joined(_parameter),
    Paragraph: lambda _: [Column("n_paragraphs", "Int64", lambda record: len(getattr(record, "paragraphs")))],  # noqa: B009
}
