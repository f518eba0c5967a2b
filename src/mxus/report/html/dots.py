"""A table whose rows are drawn: what, a dot with its interval on an axis, the value in numbers, and n."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from mxus.report.html.axis import Axis, dot, track
from mxus.report.html.markup import Content, Html, el
from mxus.report.html.numbers import interval, signed
from mxus.values.interval import Interval, Undefined
from mxus.values.result import Result

__all__ = ["Row", "dots", "row_of"]


@attrs.frozen(kw_only=True)
class Row:
    """A row.

    Parameters
    ----------
    key : str or None
        Anchor of the entry that it leads to; None where there is none.
    label : Content
        What it is of.
    value : float or None
        The dot.
    figure, range : str
        Value and interval in numbers, or in words.
    open : Interval or None
        What the text leaves open.
    drawn : Interval or None
        What draws of paragraphs leave.
    n : int or None
        How many observations.
    whole : bool
        Whether it is the whole, of which the others are parts.
    """

    key: str | None
    label: Content
    value: float | None
    figure: str
    range: str = ""
    open: Interval | None = None
    drawn: Interval | None = None
    n: int | None = None
    whole: bool = False


def row_of(result: Result, label: Content, key: str | None, *, whole: bool = False) -> Row:
    """Return the row of a result; one that is undefined says so."""
    undefined = isinstance(result.value, Undefined)
    return Row(
        key=key,
        label=label,
        value=None if isinstance(result.value, Undefined) else float(result.value),
        figure="undefined" if isinstance(result.value, Undefined) else signed(result.value),
        range=result.value.reason if isinstance(result.value, Undefined) else interval(result.interval),
        open=None if undefined and result.interval is None else result.interval,
        n=result.n,
        whole=whole,
    )


def dots(  # noqa: PLR0913 (what heads the columns, by keyword)
    caption: str, axis: Axis, rows: Sequence[Row], *, of: str, value: str, n: str | None
) -> Html:
    """Return the table; `of`, `value` and `n` head its columns, the last of which is left out where there is no n."""
    heads = (
        el("th", of, scope="col"),
        el("th", el("span", "drawn", class_="unseen"), axis.scale(), scope="col", class_="drawing"),
        el("th", value, scope="col", class_="number"),
        None if n is None else el("th", n, scope="col", class_="number n"),
    )
    return el(
        "table",
        el("caption", caption, class_="unseen"),
        el("thead", el("tr", heads)),
        el("tbody", (_row(row, axis, with_n=n is not None) for row in rows)),
        class_="dots",
    )


def _row(row: Row, axis: Axis, *, with_n: bool) -> Html:
    label = row.label if row.key is None else el("a", row.label, href=f"#{row.key}", class_="mark")
    return el(
        "tr",
        el("th", label, scope="row"),
        el("td", track(axis, dot(axis, row.value, row.open, row.drawn)), class_="drawing"),
        el("td", row.figure, " ", el("small", row.range) if row.range else None, class_="number"),
        None if not with_n else el("td", "" if row.n is None else str(row.n), class_="number n"),
        class_="whole" if row.whole else None,
    )
