"""Text of results in lines that a terminal of 80 columns shows."""

from __future__ import annotations

import textwrap
from typing import Final

__all__ = ["wrapped"]

_WIDTH: Final = 80


def wrapped(line: str, indent: str = "") -> list[str]:
    """Return a line cut into lines of up to 80 characters, all indented, those after the first by two more.

    Examples
    --------
    >>> wrapped("Washington put off its duties on Mexico four times.", "    ")
    ['    Washington put off its duties on Mexico four times.']
    """
    return textwrap.wrap(line, _WIDTH, initial_indent=indent, subsequent_indent=f"{indent}  ", break_on_hyphens=False)
