"""How aligned two states are, by arena and by issue, and how they treat each other in words and in deeds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from mxus.report.findings import Findings
from mxus.report.html.axis import STANCE
from mxus.report.html.context import Context
from mxus.report.html.dots import Row, dots, row_of
from mxus.report.html.marks import Mark, entries, figure
from mxus.report.html.markup import Content, Html, el, said
from mxus.report.html.numbers import known
from mxus.values.result import GroupedResult, Result

__all__ = ["relations"]

_HOW_TO_READ: Final = (
    "Alignment is Signorino and Ritter's S over the objects on which both take a side, −1 to +1. The bar is what the "
    "text leaves open: another choice among what a side says and does, alleged records in or out."
)


def relations(context: Context, findings: Findings) -> Html | None:
    """Return the section; None where no two states have anything between them."""
    if findings.pair is None or findings.by_arena is None or findings.by_issue is None:
        return None
    first, second = (said(context.name(actor)) for actor in findings.pair)
    return el(
        "section",
        el("h2", "Alignment and cooperation"),
        el("p", _HOW_TO_READ, class_="note"),
        el("div", _alignment(context, findings.by_arena, findings.by_issue), class_="figures"),
        _cooperation(context, findings, first, second),
        id="relations",
    )


def _alignment(context: Context, by_arena: GroupedResult, by_issue: GroupedResult) -> Iterator[Html]:
    for result, what in ((by_arena, "arena"), (by_issue, "issue")):
        rows: list[Row] = []
        marks: list[Mark] = []
        held: list[tuple[str, str, Result, bool]] = [("all", f"alignment-{what}", result, True)]
        held += [
            (name.replace("-", " "), f"alignment-{what}-{name}", group, False)
            for name, group in result.groups.items()
            if group.is_defined
        ]
        for label, key, group, whole in held:
            rows.append(row_of(group, label, key if group.contributions else None, whole=whole))
            if group.contributions:
                marks.append(_mark(key, f"Alignment, {label}", group))
        silent = [name.replace("-", " ") for name, group in result.groups.items() if not group.is_defined]
        yield figure(
            f"By {what}",
            dots(f"Alignment by {what}", STANCE, rows, of=what, value="S", n="objects"),
            entries(context, marks, f"{len(marks)} values of S"),
            note=[
                f"No object in common: {', '.join(silent)}." if silent else "",
            ],
        )


def _cooperation(context: Context, findings: Findings, first: Html, second: Html) -> Html:
    rows: list[Row] = []
    marks: list[Mark] = []
    for (source, target, result), arrow in zip(findings.directed, ((first, second), (second, first)), strict=True):
        parts: Mapping[str, Result] = {"all": result, **result.groups}
        for name, part in parts.items():
            key = f"cooperation-{source}--{target}-{name}"
            label: Content = (
                [arrow[0], " → ", arrow[1]] if name == "all" else {"verbal": "in words", "material": "in deeds"}[name]
            )
            rows.append(row_of(part, label, key if part.contributions else None, whole=name == "all"))
            if part.contributions:
                marks.append(_mark(key, [arrow[0], " → ", arrow[1], f", {name}"], part))
    return figure(
        "What they do to each other",
        dots("Net cooperation by direction", STANCE, rows, of="from and to", value="net", n="events"),
        entries(context, marks, f"{len(marks)} values of net cooperation"),
        note="Net cooperation over events: −1 conflict alone, +1 cooperation alone.",
    )


def _mark(key: str, title: Content, result: Result) -> Mark:
    records: Sequence[str] = [record for each in result.contributions for record in each.records]
    return Mark(
        key=key, title=title, told=f"{known(result.value, result.interval)}, n = {result.n}", records=tuple(records)
    )
