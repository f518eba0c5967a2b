"""The files of a schema, as the function of DuckDB that reads them, after asserting that they have its columns.

Names of columns may be in other cases than a provider's. Several files are read as one only if their columns are the
same in the same order: DuckDB goes by the places of the first, and would take one column for another.
"""

from __future__ import annotations

import csv
import gzip
import os
import zlib
from collections.abc import Iterable, Mapping, Sequence
from glob import glob
from itertools import islice
from pathlib import Path
from typing import Any, Final, Literal

import attrs

from mxus.errors import InvalidDataError, MissingExtraError, Problem, UnreadableFileError, nearest_names
from mxus.tables.schemas.column import Column, literal

__all__ = ["REJECTS", "Layout", "Source", "first_line", "opened_files", "require_whole"]

REJECTS: Final = "mxus_rejected"
"""Table of DuckDB in which it keeps the lines that are no rows; that of the files has ``_scans`` behind it."""

_LOOKED_AT: Final = 20
"""Rows among which one must have as many values as a file without header should, in case the first ones are broken."""

_BROKEN_GZIP: Final = (OSError, EOFError, zlib.error)
"""What reading a compressed file raises where it is none, breaks off, or is damaged."""

_AT_A_TIME: Final = 1 << 20


@attrs.frozen(kw_only=True)
class Layout:
    """How a provider's CSV is written, and which columns of it are wanted."""

    name: str
    columns: tuple[Column, ...]
    separator: str
    header: tuple[tuple[str, ...], ...]
    quoted: bool


@attrs.frozen(kw_only=True)
class Source:
    """Files of one layout.

    Parameters
    ----------
    files : tuple of str
        Their paths.
    options : str or None
        How DuckDB is to read CSV; none of Parquet.
    first_line : int
        Number of the first line that may be a row.
    """

    files: tuple[str, ...]
    options: str | None
    first_line: int

    def rows(self, *, rejects: bool = False, files: Sequence[str] | None = None) -> str:
        """Return the function that reads the files, or some of them, each row with its file's name.

        Lines that are no rows are kept in a table of their own (`rejects`), or passed over.
        """
        listed = f"[{', '.join(map(literal, self.files if files is None else files))}]"
        if self.options is None:
            return f"read_parquet({listed}, filename = 'mxus_file')"
        kept = f"store_rejects = true, rejects_limit = 0, rejects_table = '{REJECTS}', rejects_scan = '{REJECTS}_scans'"
        return (
            f"read_csv({listed}, {self.options}, filename = 'mxus_file', {kept if rejects else 'ignore_errors = true'})"
        )


def opened_files(asked: Any, path: str | Path, layout: Layout) -> Source:  # noqa: ANN401 (DuckDB is an extra)
    """Return the files that a path or pattern names.

    Raises
    ------
    UnreadableFileError
        If there is none, or one is neither CSV nor Parquet.
    InvalidDataError
        If columns are not there, are there twice, or not the same in all files, or a code is stored as a number.
    """
    files = _files(str(path))
    if files[0].lower().endswith((".parquet", ".pq")):
        _require(_columns_of_parquet(asked, files), layout, str(path))
        return Source(files=files, options=None, first_line=1)
    names, *others = (_names(file, layout) for file in files)
    for file, found in zip(files[1:], others, strict=True):
        if found != names:
            message = f"found other columns than in {files[0]}, or another order; expected the same in all files"
            raise InvalidDataError([Problem(file, message)], where=str(path))
    _require(dict.fromkeys(names, "VARCHAR"), layout, str(path))
    require_whole(files)
    separator, quote = literal(layout.separator), literal('"' if layout.quoted else "")
    columns = "{" + ", ".join(f"{literal(name)}: 'VARCHAR'" for name in names) + "}"
    options = (
        f"all_varchar = true, auto_detect = false, delim = {separator}, quote = {quote}, escape = {quote}, "
        f"header = {'false' if layout.header else 'true'}, columns = {columns}"
    )
    return Source(files=files, options=options, first_line=1 if layout.header else 2)


def _files(path: str) -> tuple[str, ...]:
    # Those of os.path: of a name that is too long, the methods of pathlib raise an error instead of saying no.
    if os.path.isdir(path):  # noqa: PTH112 (said above)
        raise UnreadableFileError(f"{path}: is a folder; expected a file, or a pattern such as {Path(path) / '*.csv'}")
    pattern = any(each in path for each in "*?") and not os.path.isfile(path)  # noqa: PTH113 (said above)
    files = sorted(glob(path)) if pattern else [path]  # noqa: PTH207 (a whole pattern, as DuckDB takes it)
    for file in files:
        if file.lower().endswith(".zip"):
            raise UnreadableFileError(f"{file}: DuckDB reads no zip; expected it unpacked, or as .gz or .parquet")
    if not files or not all(map(os.path.isfile, files)):
        raise UnreadableFileError(f"{path}: no such file")
    if len({Path(each).suffix.lower() in {".parquet", ".pq"} for each in files}) > 1:
        raise UnreadableFileError(f"{path}: found Parquet beside other files; expected files of one kind")
    return tuple(files)


def _columns_of_parquet(asked: Any, files: Sequence[str]) -> dict[str, str]:  # noqa: ANN401 (DuckDB is an extra)
    duck = MissingExtraError.importing("duckdb", extra="tables")
    try:
        rows = asked.execute(f"DESCRIBE FROM read_parquet([{', '.join(map(literal, files))}])").fetchall()
    except duck.Error as error:
        raise UnreadableFileError(f"{files[0]}: {first_line(error)}") from error
    return {row[0]: str(row[1]) for row in rows}


def _names(file: str, layout: Layout) -> tuple[str, ...]:
    """Return the names of the columns of a CSV file."""
    rows = _first_rows(file, layout)
    if not rows or not rows[0]:
        raise UnreadableFileError(f"{file}: found nothing in the first line; expected {layout.name}")
    if layout.header:
        lengths = {len(row) for row in rows}
        for names in layout.header:
            if len(names) in lengths:
                return names
        expected = " or ".join(str(len(names)) for names in layout.header)
        message = f"found {len(rows[0])} columns; expected {expected}, of {layout.name}"
        raise InvalidDataError([Problem(file, message)], where=file)
    # Some files of POLECAT end every line with tabs that no column stands for.
    names = tuple(name or f"unnamed {number}" for number, name in enumerate(rows[0], start=1))
    twice = [name for name in dict.fromkeys(names) if [each.lower() for each in names].count(name.lower()) > 1]
    if twice:
        message = f"found several columns {', '.join(map(repr, twice))}; expected different names"
        raise InvalidDataError([Problem(file, message)], where=file)
    return names


def _first_rows(file: str, layout: Layout) -> list[list[str]]:
    """Return the values of the first rows; of a file that has a header, of that alone."""
    read = gzip.open if file.lower().endswith(".gz") else open
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if layout.quoted else csv.QUOTE_NONE
    try:
        # Bytes that are no UTF-8 are not refused here: DuckDB counts the lines that have them.
        with read(file, "rt", encoding="utf-8-sig", errors="replace", newline="") as lines:
            rows: Iterable[list[str]] = csv.reader(lines, delimiter=layout.separator, quoting=quoting)
            return list(islice(rows, _LOOKED_AT if layout.header else 1))
    except (*_BROKEN_GZIP, csv.Error) as error:
        raise UnreadableFileError(f"{file}: {first_line(error)}") from error


def require_whole(files: Sequence[str]) -> None:
    """Raise UnreadableFileError where a compressed file breaks off or is damaged.

    DuckDB looks at no checksum: where there is damage it gives other values, and before version 2 it takes what is left
    of a file that breaks off for the whole. To look costs a seventh of what it costs to open a file.
    """
    for file in files:
        if file.lower().endswith(".gz"):
            try:
                with gzip.open(file) as content:
                    while content.read(_AT_A_TIME):
                        pass
            except _BROKEN_GZIP as error:
                raise UnreadableFileError(f"{file}: {first_line(error)}") from error


def _require(found: Mapping[str, str], layout: Layout, path: str) -> None:
    types = {name.lower(): dtype for name, dtype in found.items()}
    problems: list[Problem] = []
    for column in layout.columns:
        for source in column.sources:
            dtype = types.get(source.lower())
            if dtype is None:
                nearest = nearest_names(source, list(found))
                hint = f"; nearest: {', '.join(map(repr, nearest))}" if nearest else ""
                message = f"found no such column{hint}; expected one of {', '.join(list(found)[:12])}"
                problems.append(Problem(source, message))
            elif column.type == "text" and (_is_fraction(dtype) or (column.leading_zeros and "INT" in dtype)):
                message = f"found values of type {dtype}; expected text, since '010' is not 10"
                problems.append(Problem(source, message))
    if problems:
        raise InvalidDataError(problems, where=f"{path} as {layout.name}")


def _is_fraction(dtype: str) -> bool:
    return dtype in {"DOUBLE", "FLOAT"} or dtype.startswith("DECIMAL")


def first_line(error: Exception) -> str:
    """Return what an error says first."""
    return (str(error) or type(error).__name__).splitlines()[0]
