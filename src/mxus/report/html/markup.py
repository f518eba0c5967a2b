"""HTML and SVG out of Python, with every string escaped unless it is markup already.

:class:`Html` is made here and nowhere else, so that what comes from a dataset cannot become markup by being forgotten.
Characters that turn the direction of their neighbours, and control characters, are shown as escapes. What we leave out:
templates, and parsing.
"""

from __future__ import annotations

import html
from collections.abc import Iterable
from typing import Final, TypeAlias

from mxus.display.cards import visible

__all__ = ["Content", "Html", "el", "joined", "raw", "said"]

_VOID: Final = frozenset({"br", "hr", "input", "link", "meta"})
"""Elements that hold nothing, and have no end."""


class Html(str):
    """A string that is markup.

    Examples
    --------
    >>> el("p", "a < b")
    '<p>a &lt; b</p>'
    """

    __slots__ = ()


Content: TypeAlias = str | Iterable["Content"] | None
"""Markup, text, several of these, or nothing."""

Attribute: TypeAlias = str | float | bool | None


def el(tag: str, /, *content: Content, **attributes: Attribute) -> Html:
    """Return an element with its content and attributes, all escaped.

    An attribute's underscores are hyphens, but for one at the end, which is dropped (``class_``); True stands for an
    attribute without a value, None and False for none; numbers are rounded to hundredths.

    Examples
    --------
    >>> el("a", "x & y", el("br"), None, href='#"', class_="k", data_n=1.500, hidden=False)
    '<a href="#&quot;" class="k" data-n="1.5">x &amp; y<br></a>'
    """
    shown = "".join(
        f" {key.rstrip('_').replace('_', '-')}" + ("" if value is True else f'="{_value(value)}"')
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    return Html(f"<{tag}{shown}>" if tag in _VOID else f"<{tag}{shown}>{joined(content)}</{tag}>")


def joined(content: Content) -> Html:
    """Return the content in a row, escaped where it is text.

    Examples
    --------
    >>> joined(["a < b ", el("b", "c"), None])
    'a &lt; b <b>c</b>'
    """
    if content is None:
        return Html()
    if isinstance(content, Html):
        return content
    if isinstance(content, str):
        return Html(_escaped(content))
    return Html("".join(map(joined, content)))


def said(text: str) -> Html:
    r"""Return text of a dataset, kept from turning the direction of what stands around it.

    Examples
    --------
    >>> said("<b> \u202e")
    '<bdi>&lt;b&gt; \\u202e</bdi>'
    """
    return el("bdi", text)


def raw(text: str) -> Html:
    """Return a text of our own, a style sheet or a script, as it is.

    Examples
    --------
    >>> el("style", raw("a > b {}"))
    '<style>a > b {}</style>'
    """
    return Html(text)


def _value(value: str | float) -> str:
    return _escaped(value) if isinstance(value, str) else f"{value:.2f}".rstrip("0").removesuffix(".")


def _escaped(text: str) -> str:
    return html.escape(visible(text))
