"""How an answer is seen: a title, facts and tables, the same in a terminal and in a notebook.

Each kind of answer says what its page holds (:meth:`Shown.page`); how a page looks is said here, once. Every string on
a page is text: never markup, whatever it contains. What we leave out: colour, pictures and anything that needs a script
or the network, so that a page reads alike on light and dark and in ten years.
"""

from __future__ import annotations

import html
import io
import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

import attrs

if TYPE_CHECKING:
    from rich.console import RenderableType

__all__ = ["STEERS", "Page", "Shown", "Table", "visible"]

_NUMBER: Final = re.compile(r"[+-]?[\d.]+(e[+-]?\d+)?|-|")

_LISTED: Final = 20
"""Rows of a table that may have any number of them."""

STEERS: Final = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters but for the line break, lone surrogates, and what turns the direction of what follows."""

_STYLE: Final = "color:inherit;background:transparent;text-align:{};vertical-align:top;padding:.15em .7em .15em 0"

_CAPTION: Final = "color:inherit;text-align:left;padding-top:.7em"


@attrs.frozen
class Table:
    """Rows under named columns, with a heading and a note; a column that holds only numbers is aligned to the right.

    Examples
    --------
    >>> Table("camps", ("camp", "actors"), (("1", "a, b"), ("2", "c"))).numeric
    (True, False)
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""

    @classmethod
    def of_first(cls, title: str, columns: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Table:
        """Make a table of the first twenty rows; its note counts the others.

        Examples
        --------
        >>> Table.of_first("numbers", ("number",), [(str(number),) for number in range(22)]).note
        '2 more are left out'
        """
        left = len(rows) - _LISTED
        note = f"{left} more {'is' if left == 1 else 'are'} left out" if left > 0 else ""
        return cls(title, columns, tuple(rows[:_LISTED]), note)

    @property
    def numeric(self) -> tuple[bool, ...]:
        """Whether each column holds nothing but numbers."""
        held = range(len(self.columns))
        return tuple(all(_NUMBER.fullmatch(row[place]) is not None for row in self.rows) for place in held)


@attrs.frozen
class Page:
    """What is shown of an answer.

    Parameters
    ----------
    title : str
        What was asked.
    facts : tuple of (str, str)
        Names and what they are; those that are empty are not shown.
    tables : tuple of Table
        Those without rows are not shown.

    Examples
    --------
    >>> "<strong>a &lt;b&gt;</strong>" in Page("a <b>", (("value", "1"),)).html()
    True
    """

    title: str
    facts: tuple[tuple[str, str], ...] = ()
    tables: tuple[Table, ...] = ()

    def extended(self, facts: Sequence[tuple[str, str]], *tables: Table) -> Page:
        """Return the page with further facts after its own, and tables before its own.

        Examples
        --------
        >>> Page("treaty", (("signed", "1994"),)).extended([("in force", "2020")]).facts
        (('signed', '1994'), ('in force', '2020'))
        """
        return attrs.evolve(self, facts=(*self.facts, *facts), tables=(*tables, *self.tables))

    def html(self) -> str:
        """Return the page as a fragment of HTML, every string escaped."""
        return f"<div>{''.join(self._html())}</div>"

    def _html(self) -> Iterator[str]:
        yield f'<p dir="auto"><strong>{_escaped(self.title)}</strong></p>'
        facts = [(_head(name), _cell(what)) for name, what in self.facts if what]
        if facts:
            yield f"<table>{''.join(f'<tr>{head}{cell}</tr>' for head, cell in facts)}</table>"
        for table in filter(lambda table: table.rows, self.tables):
            numeric = table.numeric
            yield f'<table><caption style="{_CAPTION}">{_escaped(table.title)}</caption>'
            heads = zip(table.columns, numeric, strict=True)
            yield f"<thead><tr>{''.join(_head(name, 'col', right=right) for name, right in heads)}</tr></thead>"
            yield "<tbody>"
            for row in table.rows:
                cells = zip(row, numeric, strict=True)
                yield f"<tr>{''.join(_cell(content, right=right) for content, right in cells)}</tr>"
            yield "</tbody></table>"
            if table.note:
                yield f'<p dir="auto"><small>{_escaped(table.note)}</small></p>'

    def text(self, width: int = 80) -> str:
        """Return the page as plain text in lines of up to `width` characters.

        Examples
        --------
        >>> print(Page("treaty", (("signed", "1994"),)).text())
        treaty
        signed  1994
        """
        from rich.console import Console  # noqa: PLC0415 (only those who print pay for it)

        console = Console(file=io.StringIO(), width=width, color_system=None, legacy_windows=False)
        with console.capture() as captured:
            console.print(self.rich())
        return "\n".join(line.rstrip() for line in captured.get().splitlines())

    def rich(self) -> RenderableType:
        """Return the page for a terminal, as wide as it is."""
        from rich import box  # noqa: PLC0415 (only those who look at a terminal pay for it)
        from rich.console import Group  # noqa: PLC0415
        from rich.table import Table as Grid  # noqa: PLC0415
        from rich.text import Text  # noqa: PLC0415

        parts: list[RenderableType] = [Text(visible(self.title), style="bold")]
        facts = Grid(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
        facts.add_column(no_wrap=True)
        facts.add_column(overflow="fold")
        for name, what in self.facts:
            if what:
                facts.add_row(Text(visible(name), style="cyan"), Text(visible(what)))
        parts += [facts] if facts.row_count else []
        for table in filter(lambda table: table.rows, self.tables):
            grid = Grid(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), show_edge=False)
            for name, right in zip(table.columns, table.numeric, strict=True):
                heading = Text(visible(name))
                grid.add_column(heading, justify="right" if right else "left", no_wrap=right, overflow="fold")
            for row in table.rows:
                grid.add_row(*(Text(visible(content)) for content in row))
            parts += ["", Text(visible(table.title), style="cyan"), grid]
            parts += [Text(visible(table.note), style="dim")] if table.note else []
        return Group(*parts)


class Shown(ABC):
    """What has a page: it is shown as HTML in a notebook, and by ``rich.print`` in a terminal."""

    __slots__ = ()

    @abstractmethod
    def page(self) -> Page:
        """Return what is shown."""

    def _repr_html_(self) -> str:
        return self.page().html()

    def __rich__(self) -> RenderableType:
        """Return what a rich console prints."""
        return self.page().rich()


def visible(text: str) -> str:
    r"""Return the text with what would steer a terminal, or turn the direction of its neighbours, as escapes.

    Examples
    --------
    >>> visible("a \u202e b")
    'a \\u202e b'
    """
    return STEERS.sub(lambda found: found[0].encode("unicode-escape").decode(), text)


def _escaped(text: str) -> str:
    return html.escape(visible(text)).replace("\n", "<br>")


def _head(name: str, scope: str = "row", *, right: bool = False) -> str:
    return f'<th scope="{scope}" style="{_STYLE.format("right" if right else "left")}">{_escaped(name)}</th>'


def _cell(content: str, *, right: bool = False) -> str:
    return f'<td dir="auto" style="{_STYLE.format("right" if right else "left")}">{_escaped(content)}</td>'
