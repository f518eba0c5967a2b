"""Text of results in lines that a terminal of 80 columns shows."""

from __future__ import annotations

import textwrap
from typing import Final

__all__ = ["one_line", "short_repr", "wrapped"]

_WIDTH: Final = 80

_REPR: Final = 199
"""Characters of a repr at most."""


def wrapped(line: str, indent: str = "") -> list[str]:
    """Return a line cut into lines of up to 80 characters, all indented, those after the first by two more.

    Examples
    --------
    >>> wrapped("Washington put off its duties on Mexico four times.", "    ")
    ['    Washington put off its duties on Mexico four times.']
    """
    return textwrap.wrap(line, _WIDTH, initial_indent=indent, subsequent_indent=f"{indent}  ", break_on_hyphens=False)


def one_line(text: str) -> str:
    r"""Return text with a space for each line break.

    Examples
    --------
    >>> one_line("alignment\nof two")
    'alignment of two'
    """
    return " ".join(text.splitlines())


def short_repr(answer: object) -> str:
    """Return the class of an answer and the line it prints as, cut to fewer than 200 characters.

    Examples
    --------
    >>> short_repr(0.25), len(short_repr("x" * 1_000))
    ('<float 0.25>', 199)
    """
    name, line = type(answer).__name__, str(answer)
    room = _REPR - len(name) - 3
    return f"<{name} {line if len(line) <= room else f'{line[: room - 3]}...'}>"
