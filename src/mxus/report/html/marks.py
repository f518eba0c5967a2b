"""What each mark of a figure stands for: its value in words, and the records behind it.

A mark is a link to its entry; the entries of a figure stand below it, in words, for whoever does not see the figure or
has no script. With a script, a mark opens its entry beside the page, with the records in full.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from mxus.report.html.context import Context
from mxus.report.html.markup import Content, Html, el, joined

__all__ = ["Mark", "entries", "figure"]


@attrs.frozen(kw_only=True)
class Mark:
    """A mark of a figure.

    Parameters
    ----------
    key : str
        Its anchor on the page.
    title : Content
        What it is of.
    told : str
        What it says, in words.
    records : tuple of str
        Ids of the records behind it.
    """

    key: str
    title: Content
    told: str
    records: tuple[str, ...]


def entries(context: Context, marks: Sequence[Mark], what: str) -> Html | None:
    """Return the entries of a figure's marks, folded away under a line that says what they are."""
    if not marks:
        return None
    items = (
        el(
            "li",
            el("h4", mark.title),
            el("p", mark.told, class_="told"),
            el("ul", (el("li", context.link(record)) for record in dict.fromkeys(mark.records)), class_="refs"),
            id=mark.key,
            class_="entry",
            tabindex="-1",
        )
        for mark in marks
    )
    return el(
        "details",
        el("summary", f"In words, with the records: {what}"),
        el("ul", items, class_="entries"),
        class_="fold",
    )


def figure(title: Content, *content: Content, note: Content = None, key: str | None = None) -> Html:
    """Return a figure under its title, with a note on how to read it."""
    return el(
        "figure",
        el("figcaption", el("h3", title), None if note is None else el("p", joined(note), class_="note")),
        *content,
        id=key,
    )
