"""What a target format cannot hold: every field that an export leaves behind, with how many records have it.

A format says which fields it holds, and which in part: a date where the text has "recently". The report is made from
the dataset, not from a list of regrets: whatever field of a document holds something and is not among those the format
holds is a loss, also one added to the models later. If a format holds records of a kind but cannot hold some of them
(an act without a date), the report lists these by their ids, with the reason.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator
from typing import Any, cast

import attrs

from mxus.analysis.unused import by_reason
from mxus.dataset.dataset import Dataset
from mxus.display.cards import Page, Shown, Table
from mxus.exchange.json_document import dumps
from mxus.values.contribution import LeftOut
from mxus.values.explanation import left_out_tables
from mxus.values.typed import typed

__all__ = ["Exported", "Loss", "LossReport", "losses"]


@attrs.frozen(field_transformer=typed)
class Loss:
    """A field that is left behind, or held in part.

    Examples
    --------
    >>> print(Loss("events.place", 3))
    events.place (3 records)
    >>> print(Loss("events.period.edtf", 1, partly=True))
    events.period.edtf (1 record, held in part)
    """

    field: str
    records: int
    partly: bool = False

    def __str__(self) -> str:
        """Return field and number of records on one line."""
        part = ", held in part" if self.partly else ""
        return f"{self.field} ({self.records} record{'' if self.records == 1 else 's'}{part})"


@attrs.frozen(field_transformer=typed)
class LossReport(Shown):
    """What an export leaves behind.

    Parameters
    ----------
    format : str
        Name of the format.
    lost : tuple of Loss
        Fields of the dataset that the format cannot hold, or not whole, in the order of the document; empty where
        nothing is lost.
    left_out : tuple of LeftOut
        Records of a kind that the format holds which are not in it, by reason.
    readers : tuple of str
        What a reader of the format drops by its own rules, though the file has it; each names the reader.

    Examples
    --------
    >>> print(LossReport("plover", (Loss("events.place", 3), Loss("claims", 2))))
    plover leaves behind 2 fields: events.place (3 records); claims (2 records)
    >>> print(LossReport("json", ()))
    json leaves nothing behind
    """

    format: str
    lost: tuple[Loss, ...]
    readers: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    @property
    def lossless(self) -> bool:
        """Whether nothing is left behind."""
        return not (self.lost or self.left_out)

    def explain(self) -> str:
        """Return the report in lines of up to 80 characters, by collection, with the number of records.

        Examples
        --------
        >>> lost = Loss("events.place", 3), Loss("events.type", 9, partly=True), Loss("title", 1)
        >>> print(LossReport("x", lost).explain())
        left behind of events: place (3)
        held in part of events: type (9)
        left behind: title
        >>> print(LossReport("x", (), left_out=(LeftOut("no PLOVER type", ("flood", "visit")),)).explain())
        records left out, no PLOVER type: flood, visit
        """
        lines: list[str] = []
        for collection in dict.fromkeys(map(_collection, self.lost)):
            for head, partly in (("left behind", False), ("held in part", True)):
                mine = [loss for loss in self.lost if (_collection(loss), loss.partly) == (collection, partly)]
                told = [f"{loss.field.partition('.')[2]} ({loss.records})" for loss in mine if "." in loss.field]
                lines += [f"{head}: {loss.field}" for loss in mine if "." not in loss.field]
                text = f"{head} of {collection}: {', '.join(told)}"
                lines += textwrap.wrap(text, 80, subsequent_indent="  ") if told else []
        told_left = [f"records left out, {each}" for each in self.left_out]
        lines += [
            line for told in (*told_left, *self.readers) for line in textwrap.wrap(told, 80, subsequent_indent="  ")
        ]
        return "\n".join(lines)

    def page(self) -> Page:
        """Return what a terminal and a notebook show: each field that is left behind."""
        rows = [(each.field, str(each.records), "in part" if each.partly else "wholly") for each in self.lost]
        table = Table("left behind", ("field", "records", "how"), tuple(rows))
        facts = (("loss", "none" if self.lossless else ""), ("readers", "\n".join(self.readers)))
        return Page(f"losses of {self.format}", facts, (table, *left_out_tables(self.left_out)))

    def __str__(self) -> str:
        """Return the report on one line."""
        fields = "field" if len(self.lost) == 1 else "fields"
        told = f"behind {len(self.lost)} {fields}: {'; '.join(map(str, self.lost))}" if self.lost else "nothing behind"
        records = sum(len(each.records) for each in self.left_out)
        told += f" and {records} record{'' if records == 1 else 's'} out" if records else ""
        return ". ".join([f"{self.format} leaves {told}", *self.readers])


@attrs.frozen(field_transformer=typed)
class Exported(Shown):
    """A dataset in another format.

    Parameters
    ----------
    files : dict
        Content by file name, text or bytes.
    report : LossReport
        What the format leaves behind.

    Examples
    --------
    >>> made = Exported({"x.json": "{}"}, LossReport("x", ()))
    >>> made.report.lossless
    True
    """

    files: dict[str, str | bytes]
    report: LossReport

    def page(self) -> Page:
        """Return what a terminal and a notebook show: the files, and what the format leaves behind."""
        sizes = (
            (name, len(content.encode() if isinstance(content, str) else content))
            for name, content in self.files.items()
        )
        files = Table.of_first("files", ("name", "bytes"), [(name, str(size)) for name, size in sizes])
        lost = self.report.page()
        return Page(f"dataset as {self.report.format}", lost.facts, (files, *lost.tables))


def losses(
    dataset: Dataset,
    name: str,
    holds: Iterable[str],
    partly: Iterable[str] = (),
    left_out: Iterable[tuple[str, str]] = (),
) -> LossReport:
    """Return the report of a format that holds the given fields.

    Parameters
    ----------
    dataset : Dataset
        What is exported.
    name : str
        Name of the format.
    holds : iterable of str
        Fields as paths in the document without places (``events.evidence.locator``); one holds all below it, and
        ``*.id`` stands for the field of every collection. The version of the document form is no content, and not
        counted.
    partly : iterable of str, default ()
        Fields of which the format holds something, as paths likewise.
    left_out : iterable of (str, str), default ()
        Why a record is not in the format, and its id, for the kinds of which it holds others.

    Examples
    --------
    >>> import mxus
    >>> losses(mxus.load(), "nothing", ["*", "title", "description", "id", "coders"]).lossless
    True
    """
    held, in_part = frozenset(holds), frozenset(partly)
    found: dict[str, int] = {}
    content: dict[str, Any] = json.loads(dumps(dataset))
    del content["schema_version"]
    for collection, value in content.items():
        many = isinstance(value, list) and collection != "coders"
        records: list[object] = cast("list[object]", value) if many else [value]
        for record in records:
            for field in dict.fromkeys(_fields(record, collection)):
                if not _is_held(field, held, wild=many):
                    found[field] = found.get(field, 0) + 1
    lost = (Loss(field, count, partly=_is_held(field, in_part, wild="." in field)) for field, count in found.items())
    return LossReport(name, tuple(lost), left_out=by_reason(left_out))


def _collection(loss: Loss) -> str:
    return loss.field.partition(".")[0]


def _fields(value: object, path: str) -> Iterator[str]:
    """Yield the path of every value, without places in lists."""
    if isinstance(value, dict):
        for name, inner in cast("dict[str, object]", value).items():
            yield from _fields(inner, f"{path}.{name}")
    elif isinstance(value, list):
        for inner in cast("list[object]", value):
            yield from _fields(inner, path)
    else:
        yield path


def _is_held(field: str, held: frozenset[str], *, wild: bool) -> bool:
    steps = field.split(".")
    paths = {".".join(steps[: depth + 1]) for depth in range(len(steps))}
    if wild:
        paths |= {".".join(["*", *steps[1 : depth + 1]]) for depth in range(len(steps))}
    return not held.isdisjoint(paths)
