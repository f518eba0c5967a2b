"""Cells of CSV that no spreadsheet takes for a formula, and that give back what was put in.

Spreadsheets run a cell that begins with ``=``, ``+``, ``-`` or ``@`` (some also in full width, or behind a tab or a
line break), whatever wrote the file. A text that begins so gets an apostrophe before it; one that begins with
apostrophes and then so gets one more, so that reading can take one away and no text is read as another. Numbers are not
texts and are left alone. Every CSV file that we write has its texts from here, those that DuckDB writes, too.
"""

from __future__ import annotations

import csv
import io
import re
import threading
from collections.abc import Iterable, Sequence
from typing import Final

from mxus.errors import InvalidValueError

__all__ = ["FORMULA", "cell_of", "csv_rows", "csv_text", "text_of"]

FORMULA: Final = "^'*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]"
"""What a text that would be run begins with: a pattern that DuckDB reads, too."""

_FORMULA: Final = re.compile(FORMULA)
_LONGEST_CELL: Final = 1 << 20
"""Characters of the longest cell read, eight times what csv reads otherwise: the ends of 100,000 sentences."""

_LIMIT: Final = threading.Lock()
"""Held while the limit of cells is raised, since there is one of the process and none of a reader."""


def cell_of(value: str | float | bool | None) -> str:  # noqa: FBT001 (any content of a cell)
    """Return a value as a cell: truth values as true and false, nothing as an empty cell.

    Examples
    --------
    >>> cell_of("=1+1"), cell_of("'=1+1"), cell_of(-1.5), cell_of(True), cell_of(None)
    ("'=1+1", "''=1+1", '-1.5', 'true', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f"'{value}" if _FORMULA.match(value) else value
    return repr(value)


def text_of(cell: str) -> str:
    """Return the text that a cell stands for.

    Examples
    --------
    >>> text_of("'=1+1"), text_of("'tis")
    ('=1+1', "'tis")
    """
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def csv_text(head: Sequence[str], rows: Iterable[Iterable[str | float | bool | None]]) -> str:
    r"""Return a table as CSV text.

    Examples
    --------
    >>> csv_text(["id", "gloss"], [["a", "@home"]])
    "id,gloss\na,'@home\n"
    """
    file = io.StringIO()
    table = csv.writer(file, lineterminator="\n")
    table.writerow(map(cell_of, head))
    table.writerows([cell_of(value) for value in row] for row in rows)
    return file.getvalue()


def csv_rows(content: str, *, delimiter: str = ",") -> list[list[str]]:
    r"""Return the cells of CSV text, row by row, as they are written (:func:`text_of`).

    Raises
    ------
    InvalidValueError
        If it is not CSV, or a cell has more than a million characters.

    Examples
    --------
    >>> csv_rows('id,gloss\na,"x, y"\n')
    [['id', 'gloss'], ['a', 'x, y']]
    """
    with _LIMIT:
        before = csv.field_size_limit(_LONGEST_CELL)
        try:
            return list(csv.reader(io.StringIO(content, newline=""), delimiter=delimiter, strict=True))
        except csv.Error as error:
            raise InvalidValueError(f"found what is not CSV ({error}); expected it") from error
        finally:
            csv.field_size_limit(before)
