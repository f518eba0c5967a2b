"""The one door to the terminal: what goes through it cannot steer it, and fits it however wide it claims to be."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterable
from typing import Any, Final

import typer
from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

from mxus.display.cards import STEERS, visible
from mxus.errors import UnreadableFileError

__all__ = ["print_json", "require_streams", "say", "show"]

_WIDTHS: Final = range(60, 1001)
"""Columns that a page is made for: in fewer its tables would be cut, and to more its lines are not padded."""


def say(text: str, *, err: bool = False) -> None:
    """Print lines of text, what would steer a terminal as escapes."""
    typer.echo(visible(text), err=err)


def show(content: RenderableType) -> None:
    """Print what rich can render, likewise."""
    _Console().print(content)


def print_json(content: Any) -> None:  # noqa: ANN401 (anything JSON can hold)
    r"""Print JSON for programs; control characters are escapes there, too.

    Examples
    --------
    >>> print_json("a \u202e b, ñ")
    "a \u202e b, ñ"
    """
    text = json.dumps(content, ensure_ascii=False, indent=2)
    sys.stdout.write(STEERS.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n")


def require_streams() -> None:
    """Raise unless there is a standard output, and make what the environment says of the terminal sound.

    Raises
    ------
    UnreadableFileError
        If standard output is closed.
    """
    # A file opened now would be given the number of a stream that is closed, and what others print would go into it.
    while (number := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(number)
    if sys.stdout is None:  # pyright: ignore[reportUnnecessaryComparison] (so it is where it was closed)
        raise UnreadableFileError("standard output is closed; expected one to print to, such as > /dev/null")
    for name in ("COLUMNS", "LINES"):
        if re.fullmatch("[1-9][0-9]{0,5}", os.environ.get(name, "1")) is None:
            del os.environ[name]
    if "COLUMNS" in os.environ:
        os.environ["COLUMNS"] = str(min(max(int(os.environ["COLUMNS"]), _WIDTHS[0]), _WIDTHS[-1]))


class _Console(Console):
    """Rich's console, which leaves escape sequences in texts as they are."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        for segment in super().render(renderable, options):
            yield segment if segment.control else Segment(visible(segment.text), segment.style)
