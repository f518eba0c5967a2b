"""Records and results as a terminal shows them, at 80 columns and up, and as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from mxus.dataset.dataset import AnyRecord, Dataset
from mxus.dataset.paragraphs import Copy, words_of
from mxus.records.cards import fields_as_text
from mxus.records.evidence import Evidence
from mxus.values.interval import Interval, Undefined
from mxus.values.locator import places
from mxus.values.result import Result

__all__ = [
    "brackets",
    "figure",
    "listing",
    "plain_table",
    "record_as_data",
    "record_page",
    "result_as_data",
]


def plain_table(*columns: str) -> Table:
    """Return an empty table without rules between its columns; the last column takes the width that is left."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), show_edge=False, expand=True)
    for column in columns[:-1]:
        table.add_column(column, no_wrap=True)
    table.add_column(columns[-1], ratio=1, overflow="fold")
    return table


def figure(result: Result) -> Text:
    """Return a result's value with its interval, or why there is none."""
    if isinstance(result.value, Undefined):
        shown = "undefined" if result.interval is None else f"in {brackets(result.interval)}"
        return Text(shown, style="dim" if result.interval is None else "")
    style = "green" if result.value > 0 else "red" if result.value < 0 else ""
    value = f"{result.value:+.2f}"
    # Left out where it says no more than the value: an end apart by rounding alone is no uncertainty.
    known = "" if result.interval is None else brackets(result.interval)
    return Text.assemble((value, style), f" in {known}" if known not in {"", f"[{value}, {value}]"} else "")


def brackets(interval: Interval) -> str:
    """Return an interval with two decimals, as values are shown."""
    return f"[{interval.lower:+.2f}, {interval.upper:+.2f}]"


def result_as_data(result: Result) -> dict[str, Any]:
    """Return a result as JSON data."""
    undefined = isinstance(result.value, Undefined)
    return {
        "measure": result.measure,
        "value": None if undefined else result.value,
        "undefined": result.value.reason if isinstance(result.value, Undefined) else None,
        "interval": None if result.interval is None else [result.interval.lower, result.interval.upper],
        "no_interval": result.no_interval or None,
        "n": result.n,
        "n_missing": result.n_missing,
        "method": result.method,
        "exact": result.exact,
        "contributions": [
            {"records": each.records, "weight": each.weight, "paragraphs": each.paragraphs}
            for each in result.contributions
        ],
        "left_out": [{"reason": each.reason, "records": each.records} for each in result.left_out],
        "made_with": dict(result.made_with),
    }


def shortened(text: str, width: int) -> str:
    """Return text cut to a width, with an ellipsis where it was longer.

    Examples
    --------
    >>> shortened("no record, no reason", 10)
    'no record…'
    """
    return text if len(text) <= width else f"{text[: width - 1]}…"


def record_as_data(record: AnyRecord) -> dict[str, Any]:
    """Return a record as JSON data, in the form of a document."""
    content: dict[str, Any] = json.loads(record.model_dump_json(exclude_defaults=True))
    return {"kind": record.kind, **content}


def listing(records: Sequence[AnyRecord]) -> RenderableType:
    """Return a table of records: id, paragraphs, gloss."""
    if not records:
        return Text("none", style="dim")
    width = max(len(record.id) for record in records)
    if width > 30:  # the ids alone would fill the line: let each have one of its own
        lines: list[Text] = []
        for record in records:
            lines.append(Text.assemble((record.id, "bold"), "  ", (_places(record), "dim")))
            lines.append(Text(f"    {record.gloss}"))
        return Group(*lines)
    table = plain_table("id", "where", "what")
    for record in records:
        table.add_row(Text(record.id, style="bold"), Text(_places(record), style="dim"), Text(record.gloss))
    return table


def record_page(dataset: Dataset, record: AnyRecord, copies: Mapping[str, Copy]) -> RenderableType:
    """Return a page on one record: its fields, its passages, and the records that refer to it.

    `copies` are copies of texts, by id of their source, from which the words of passages are shown.
    """
    heading = Text.assemble((record.id, "bold"), "  ", (record.kind.replace("_", " "), "cyan"))
    fields = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False, expand=True)
    fields.add_column(style="cyan", no_wrap=True)
    fields.add_column(ratio=1, overflow="fold")
    for name, value in fields_as_text(record):
        fields.add_row(name, Text(value))
    passages = [_passage(dataset, evidence, copies) for evidence in record.evidence]
    referring = sorted({other.id for other in dataset.values() if other.id != record.id and _refers(other, record.id)})
    parts: list[RenderableType] = [heading, Text(record.gloss), "", fields]
    parts += ["", Text("passages", style="cyan"), *passages] if passages else []
    parts += ["", Text("referred to by", style="cyan"), Text(", ".join(referring))] if referring else []
    return Group(*parts)


def _places(record: AnyRecord) -> str:
    return places(evidence.passage for evidence in record.evidence)


def _passage(dataset: Dataset, evidence: Evidence, copies: Mapping[str, Copy]) -> Text:
    locator = evidence.locator
    who = "the author" if evidence.speaker is None else evidence.speaker
    where = f"{evidence.source} " if len(dataset.sources) > 1 else ""
    line = Text(
        f"  {where}¶{locator.paragraph}, {locator.start} to {locator.end}: {evidence.status.value}, voice of {who}"
    )
    if evidence.note:
        line.append(f"\n    note: {evidence.note}", style="dim")
    if evidence.source in copies:
        line.append(f"\n    {words_of(copies[evidence.source], locator)}", style="italic")
    return line


def _refers(record: AnyRecord, target: str) -> bool:
    return target in _strings(record_as_data(record))


def _strings(content: object) -> Iterator[str]:
    """Yield every string in some JSON data."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict):
        yield from _strings(list(cast("dict[str, object]", content).values()))
    elif isinstance(content, list):
        for inner in cast("list[object]", content):
            yield from _strings(inner)
