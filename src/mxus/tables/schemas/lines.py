r"""The lines of a text file, counted without DuckDB, and the file in a form that DuckDB reads line by line.

A row is a line: it ends at ``\n`` or ``\r\n``, in any dialect, so that a quotation mark that does not end costs one row
and never hides others. What DuckDB would stumble over (bytes that are no UTF-8, a carriage return inside a line or, at
some places of a large file, before its end) is looked for here. A file that has none of it is read as it is; of another
one a copy is made in the temporary folder, in which such a line is empty and the others end in ``\n``.
"""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path
from typing import IO, Final

import attrs

from mxus.errors import UnreadableFileError
from mxus.tables.schemas.paths import is_gzip, plain_name, scratch_file

__all__ = ["BROKEN_GZIP", "SEPARATES_NOTHING", "Lines", "first_line", "first_lines", "looked_through"]

BROKEN_GZIP: Final = (OSError, EOFError, zlib.error)
"""What reading a compressed file raises where it is none, breaks off, or is damaged."""

SEPARATES_NOTHING: Final = "\x01"
"""What DuckDB is told to separate the values of a line by, so that it leaves them together."""

_LONGEST: Final = 1 << 20
"""Bytes of the longest line; DuckDB takes twice that."""

_AT_A_TIME: Final = 1 << 20

_SHOWN: Final = 200
"""Bytes that are shown of a line that is none."""

_BOM: Final = b"\xef\xbb\xbf"


@attrs.frozen(kw_only=True)
class Lines:
    """The lines of a file.

    Parameters
    ----------
    file : str
        Its path, as the user has it.
    name : str
        What DuckDB is to read: the file itself or a copy.
    rows : int
        Lines that are not empty, without the header.
    broken : dict of str to (int, int, str)
        Why lines cannot be read as text: how many, the number of the first, and its text.
    is_copy : bool
        Whether a copy was made.
    """

    file: str
    name: str
    rows: int
    broken: dict[str, tuple[int, int, str]]
    is_copy: bool = False


def looked_through(file: str, *, header: bool) -> Lines:
    """Read a file through once, twice where it is to be copied.

    A compressed file is held against its checksum on the way. DuckDB looks at none: of one that is damaged it gives
    other values, and before version 2 it takes what is left of one that breaks off for the whole.

    Raises
    ------
    UnreadableFileError
        If it cannot be read, or breaks off.
    """
    copy = None
    try:
        with _opened(file) as content:
            rows = _plain_rows(content)
        if rows is not None:
            return Lines(file=file, name=plain_name(file), rows=rows - header, broken={})
        copy = scratch_file(".csv")
        with _opened(file) as content, Path(copy).open("wb") as made:
            rows, broken = _copied(content, made, header=header)
    except BROKEN_GZIP as error:
        if copy is not None:
            Path(copy).unlink(missing_ok=True)
        raise UnreadableFileError(f"{file}: {first_line(error)}") from error
    return Lines(file=file, name=copy, rows=rows - header, broken=broken, is_copy=True)


def first_lines(file: str, many: int) -> list[str]:
    """Return the first lines of a file; a byte that is no UTF-8 is a question mark there.

    Raises
    ------
    UnreadableFileError
        If it cannot be read, or its lines end in carriage returns alone.
    """
    try:
        with _opened(file) as content:
            lines = [_read_line(content)[0] for _ in range(many)]
    except BROKEN_GZIP as error:
        raise UnreadableFileError(f"{file}: {first_line(error)}") from error
    lines[0] = lines[0].removeprefix(_BOM)
    if b"\r" in lines[0] and not lines[0].endswith(b"\n"):
        raise UnreadableFileError(f"{file}: lines end in carriage returns alone; expected line feeds, also after them")
    return [_without_end(line).decode(errors="replace") for line in lines]


def first_line(error: Exception) -> str:
    """Return what an error says first."""
    return (str(error) or type(error).__name__).splitlines()[0]


def _opened(file: str) -> IO[bytes]:
    return gzip.open(file) if is_gzip(file) else Path(file).open("rb")  # type: ignore[return-value]  # a file like others


def _plain_rows(content: IO[bytes]) -> int | None:
    """Return how many lines are not empty; none where DuckDB could stumble."""
    rows, rest = 0, b""
    while chunk := content.read(_AT_A_TIME):
        chunk = rest + chunk
        cut = chunk.rfind(b"\n") + 1
        whole, rest = chunk[:cut], chunk[cut:]
        if len(rest) > _LONGEST or not _is_plain(whole):
            return None
        rows += whole.count(b"\n")
        if whole.startswith(b"\n") or b"\n\n" in whole:
            rows -= whole.split(b"\n")[:-1].count(b"")
    if not _is_plain(rest):
        return None
    return rows + bool(rest)


def _is_plain(content: bytes) -> bool:
    return b"\r" not in content and SEPARATES_NOTHING.encode() not in content and _is_text(content)


def _is_text(content: bytes) -> bool:
    if content.isascii():
        return True
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def _copied(content: IO[bytes], made: IO[bytes], *, header: bool) -> tuple[int, dict[str, tuple[int, int, str]]]:
    """Copy lines, those that cannot be read as empty ones, and return how many are not empty, and which were not."""
    rows, number = 0, 0
    broken: dict[str, tuple[int, int, str]] = {}
    while True:
        raw, is_whole = _read_line(content)
        if not raw:
            return rows, broken
        number += 1
        line = _without_end(raw.removeprefix(_BOM) if number == 1 else raw)
        rows += bool(line)
        if header and number == 1:
            line, reason = b"header", None  # its names were read already
        else:
            reason = _why_broken(line) if is_whole else f"line of more than {_LONGEST:,} bytes"
        if reason is not None:
            many, first, text = broken.get(reason, (0, number, line[:_SHOWN].decode(errors="replace")))
            broken[reason] = many + 1, first, text
            line = b""
        made.write(line + b"\n")


def _why_broken(line: bytes) -> str | None:
    if _is_plain(line):
        return None
    if not _is_text(line):
        return "invalid encoding"
    return "line break within a value" if b"\r" in line else "control character"


def _read_line(content: IO[bytes]) -> tuple[bytes, bool]:
    """Return the next line with its end, and whether it is all of it; of one that is too long the beginning."""
    line = content.readline(_LONGEST)
    if line.endswith(b"\n") or len(line) < _LONGEST:
        return line, True
    while (more := content.readline(_LONGEST)) and not more.endswith(b"\n"):
        pass
    return line, False


def _without_end(line: bytes) -> bytes:
    return line.removesuffix(b"\n").removesuffix(b"\r")
