"""What made a result: its contributions ranked by weight, as text, as a page and as a dataframe.

Weights either sum to the value, or say what it would lose without the records; each explanation says which. That they
sum is computed here, not believed. What we leave out: why a record was coded as it was; its passage says that.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, Literal

from mxus.display.cards import Table
from mxus.display.lines import wrapped
from mxus.values.contribution import Contribution, LeftOut
from mxus.values.frames import SEPARATOR, Backend, Series, make_frame
from mxus.values.interval import Undefined
from mxus.values.locator import Passage, places

__all__ = [
    "Decomposition",
    "contributions_frame",
    "contributions_table",
    "explained",
    "how_weights_add_up",
    "left_out_lines",
    "left_out_tables",
    "ranked",
]

Decomposition = Literal["sum", "leave-one-out"]

_SHOWN: Final = 10
"""Contributions on a page; the text and the dataframe have all."""


def ranked(contributions: Sequence[Contribution]) -> list[Contribution]:
    """Return the contributions by size, the weightiest first; those that weigh the same in their order."""
    return sorted(contributions, key=lambda each: -abs(each.weight))


def how_weights_add_up(
    contributions: Sequence[Contribution], value: float | Undefined, decomposition: Decomposition = "sum"
) -> str:
    """Say whether the weights sum to the value, or what they are instead; empty if there are none."""
    if not contributions:
        return ""
    if decomposition == "leave-one-out":
        return "each weight is what the value would lose without these records"
    total = math.fsum(each.weight for each in contributions)
    if isinstance(value, Undefined):
        return f"weights sum to {total:.4g}; there is no value that they could sum to"
    if math.isclose(total, value, rel_tol=1e-9, abs_tol=1e-9):
        return "weights sum to the value"
    return f"weights sum to {total:.4g}, not to the value"


def explained(  # noqa: PLR0913 (the parts of an explanation)
    head: str,
    contributions: Sequence[Contribution],
    note: str,
    quote: Callable[[Passage], str | None] = lambda _: None,
    *,
    left_out: Sequence[LeftOut] = (),
    foot: str = "",
) -> Iterator[str]:
    """Yield the lines of an explanation, up to 80 characters wide: head, note, contributions by weight, left out, foot.

    `quote` may return the words of a passage, which are then shown below where it stands.
    """
    for line in head.splitlines():
        yield from wrapped(line.lstrip(), " " * (len(line) - len(line.lstrip())))
    if contributions:
        yield from wrapped("; ".join(["contributions, the weightiest first", *([note] if note else [])]))
    for each in ranked(contributions):
        where = f" ({places(each.passages)})" if each.passages else ""
        yield from wrapped(f"{each.weight:+.4f}  {' × '.join(each.records)}: {each.gloss}{where}", "  ")
        for passage in each.passages:
            words = quote(passage)
            if words is not None:
                yield from wrapped(f"{passage}, {passage.locator.start} to {passage.locator.end}: {words}", "      ")
    yield from left_out_lines(left_out)
    if foot:
        yield from wrapped(foot)


def contributions_table(contributions: Sequence[Contribution], note: str = "") -> Table:
    """Return the weightiest contributions as a table whose note says how many are left out."""
    first = ranked(contributions)[:_SHOWN]
    left = len(contributions) - len(first)
    notes = [f"{left} more of less or equal weight are left out"] if left else []
    notes += [note] if note else []
    return Table(
        "contributions",
        ("weight", "what", "where"),
        tuple(
            (
                f"{each.weight:+.4f}",
                "\n".join((*each.records, each.gloss)),
                places(each.passages) if each.passages else "",
            )
            for each in first
        ),
        "; ".join(notes),
    )


def left_out_lines(left_out: Sequence[LeftOut]) -> Iterator[str]:
    """Yield what an answer leaves out in lines of up to 80 characters; none where it leaves out nothing."""
    if left_out:
        yield "left out"
    for group in left_out:
        yield from wrapped(str(group), "  ")


def left_out_tables(left_out: Sequence[LeftOut]) -> tuple[Table, ...]:
    """Return what an answer leaves out as a table, by reason; none where it leaves out nothing."""
    groups = [(each.reason, ", ".join(each.records)) for each in left_out]
    return (Table.of_first("left out", ("why", "records"), groups),) if groups else ()


def contributions_frame(
    held: Sequence[tuple[str | None, Contribution]],
    backend: Backend,
    *,
    grouped: bool,
) -> Any:  # noqa: ANN401 (the caller's kind)
    """Return contributions, each with its group, as a dataframe."""
    contributions = [each for _, each in held]
    columns = [Series("group", "String", [group for group, _ in held])] if grouped else []
    columns += [
        Series("records", "String", [SEPARATOR.join(each.records) for each in contributions]),
        Series("weight", "Float64", [each.weight for each in contributions]),
        Series("gloss", "String", [each.gloss for each in contributions]),
        Series("sources", "String", [_joined(passage.source for passage in each.passages) for each in contributions]),
        Series("paragraphs", "String", [_joined(map(str, each.paragraphs)) for each in contributions]),
    ]
    return make_frame(columns, backend)


def _joined(names: Iterator[str]) -> str:
    return SEPARATOR.join(dict.fromkeys(names))
