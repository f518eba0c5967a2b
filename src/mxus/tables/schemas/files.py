"""The files of a schema, as the query of DuckDB that reads them, after asserting that they have its columns.

Names of columns may be in other cases than a provider's. Several files are read as one only if their columns are the
same in the same order.

DuckDB reads CSV line by line, and each line is split here: delivered and rejected rows come from one reading, and a
quotation mark that does not end costs its own row only.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal

import attrs

from mxus.errors import InvalidDataError, MissingExtraError, Problem, UnreadableFileError, nearest_names
from mxus.tables.schemas.column import Column, literal, quoted
from mxus.tables.schemas.lines import SEPARATES_NOTHING, Lines, first_line, first_lines, looked_through
from mxus.tables.schemas.paths import is_parquet, plain_name

__all__ = ["LINE_PROBLEMS", "PROBLEM", "Layout", "Quoting", "Source", "opened_files"]

Quoting = Literal["csv", "whole", "none"]

PROBLEM: Final = "mxus_problem"
"""Column of a query that says why a line is no row."""

LINE_PROBLEMS: Final = ("unquoted value", "missing columns", "too many columns")
"""Why a line is no row."""

_LOOKED_AT: Final = 20
"""Rows among which one must have as many values as a file without header should, in case the first ones are broken."""


@attrs.frozen(kw_only=True)
class Layout:
    """How a provider's CSV is written, and which columns of it are wanted."""

    name: str
    columns: tuple[Column, ...]
    separator: str
    header: tuple[tuple[str, ...], ...]
    quoting: Quoting

    @property
    def sources(self) -> tuple[str, ...]:
        """The columns of the file that are wanted."""
        return tuple(dict.fromkeys(each for column in self.columns for each in column.sources))


@attrs.frozen(kw_only=True)
class Source:
    """Files of one layout.

    Parameters
    ----------
    layout : Layout
        Their layout.
    files : dict of str to str
        Their paths, as the user has them, by the names under which DuckDB reads them.
    names : tuple of str
        All columns of CSV files; of Parquet those that are there.
    lines : tuple of Lines
        What was found in CSV files, without DuckDB; none of Parquet.
    """

    layout: Layout
    files: dict[str, str]
    names: tuple[str, ...]
    lines: tuple[Lines, ...]

    @property
    def absent(self) -> tuple[str, ...]:
        """Columns that the layout has and the files, of a known variant, have not."""
        there = {name.lower() for name in self.names}
        return tuple(each for each in self.layout.sources if each.lower() not in there)

    def rows(self, *, file: str | None = None) -> str:
        """Return the query that reads the files, or one of them, by its name in DuckDB.

        Each row has the columns of the layout as the file has them, `PROBLEM`, ``mxus_file``, and if one file is asked
        for, ``mxus_number``, its place, and of CSV ``mxus_line``, the whole line.
        """
        names = f"[{', '.join(map(literal, self.files if file is None else [file]))}]"
        number = ", row_number() OVER () AS mxus_number" if file is not None else ""
        absent = "".join(f", NULL::VARCHAR AS {quoted(each)}" for each in self.absent)
        if not self.lines:
            wanted = ", ".join(quoted(each) for each in self.layout.sources if each not in self.absent)
            read = f"read_parquet({names}, filename = 'mxus_file', hive_partitioning = false)"
            return f"(SELECT {wanted}{absent}, mxus_file, NULL::VARCHAR AS {PROBLEM}{number} FROM {read})"  # noqa: S608 (names are quoted)
        nothing = literal(SEPARATES_NOTHING)
        read = (
            f"read_csv({names}, auto_detect = false, columns = {{'line': 'VARCHAR'}}, delim = {nothing}, quote = '', "
            f"escape = '', header = false, skip = {int(not self.layout.header)}, filename = 'mxus_file', "
            "hive_partitioning = false)"
        )
        lines = f"(SELECT line, mxus_file{number} FROM {read})"  # noqa: S608 (names are literals)
        # What is random is made once a row, and not again in every condition that asks for it.
        values = f"CASE WHEN random() < 2 THEN {self._values()} END"
        split = f"(SELECT {values} AS mxus_values, * FROM {lines} WHERE line <> '')"  # noqa: S608 (as above)
        places = {name.lower(): place for place, name in enumerate(self.names, start=1)}
        wanted = ", ".join(
            f"{self._value(places[each.lower()])} AS {quoted(each)}"
            for each in self.layout.sources
            if each not in self.absent
        )
        numbered = ", mxus_number, line AS mxus_line" if number else ""
        return f"(SELECT {wanted}{absent}, mxus_file, {self._problem()} AS {PROBLEM}{numbered} FROM {split})"  # noqa: S608 (as above)

    def _values(self) -> str:
        """Return the values of a line as a list, in SQL; null where a quotation mark is not where it should be."""
        separator, between = literal(self.layout.separator), f"[{self.layout.separator}]"
        split = f"string_split(line, {separator})"
        if self.layout.quoting != "csv":
            return split
        value = f'("(?:[^"]|"")*"|[^"{self.layout.separator}]*)'
        whole, each = literal(f"{value}(?:{between}{value})*"), literal(f"{between}{value}")
        quotes = f"regexp_full_match(line, {whole}) THEN regexp_extract_all({separator} || line, {each}, 1)"
        return f"CASE WHEN NOT contains(line, '\"') THEN {split} WHEN {quotes} END"

    def _value(self, place: int) -> str:
        value = f"mxus_values[{place}]"
        if self.layout.quoting == "none":
            return value
        inside = f"replace(substr({value}, 2, length({value}) - 2), '\"\"', '\"')"
        is_quoted = f"starts_with({value}, '\"')"
        if self.layout.quoting == "whole":
            pattern = literal('"(?:[^"]|"")*"')
            is_quoted += f" AND regexp_full_match({value}, {pattern})"
        return f"CASE WHEN {is_quoted} THEN {inside} ELSE {value} END"

    def _problem(self) -> str:
        many = len(self.names)
        quotation, few, much = map(literal, LINE_PROBLEMS)
        # Rows of UN Comtrade end in a separator that the header has not.
        more = f"len(mxus_values) > {many + 1} OR (len(mxus_values) = {many + 1} AND mxus_values[{many + 1}] <> '')"
        return (
            f"CASE WHEN mxus_values IS NULL THEN {quotation} WHEN len(mxus_values) < {many} THEN {few} "
            f"WHEN {more} THEN {much} END"
        )


def opened_files(asked: Any, files: Sequence[str], layout: Layout) -> Source:  # noqa: ANN401 (DuckDB is an extra)
    """Return files that were named as a source of rows.

    Raises
    ------
    UnreadableFileError
        If one is neither CSV nor Parquet, or damaged.
    InvalidDataError
        If columns are not there, are there twice, or not the same in all files, or a code is stored as a number.
    """
    if is_parquet(files[0]):
        named = {plain_name(file): file for file in files}
        types = _columns_of_parquet(asked, named)
        _require(types, layout, files)
        return Source(layout=layout, files=named, names=tuple(types), lines=())
    names, *others = (_names(file, layout) for file in files)
    for file, found in zip(files[1:], others, strict=True):
        if found != names:
            message = f"found other columns than in {files[0]}, or another order; expected the same in all files"
            raise InvalidDataError([Problem(file, message)], where=", ".join(files[:2]))
    _require(dict.fromkeys(names, "VARCHAR"), layout, files)
    lines = tuple(looked_through(file, header=not layout.header) for file in files)
    return Source(layout=layout, files={each.name: each.file for each in lines}, names=names, lines=lines)


def _columns_of_parquet(asked: Any, named: Mapping[str, str]) -> dict[str, str]:  # noqa: ANN401 (DuckDB is an extra)
    duck = MissingExtraError.importing("duckdb", extra="tables")
    read = f"read_parquet([{', '.join(map(literal, named))}], hive_partitioning = false)"
    try:
        rows = asked.execute(f"DESCRIBE FROM {read}").fetchall()
    except duck.Error as error:
        raise UnreadableFileError(f"{next(iter(named.values()))}: {first_line(error)}") from error
    return {row[0]: str(row[1]) for row in rows}


def _names(file: str, layout: Layout) -> tuple[str, ...]:
    """Return the names of the columns of a CSV file."""
    rows = [_split(line, layout) for line in first_lines(file, _LOOKED_AT if layout.header else 1)]
    if not rows[0]:
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


def _split(line: str, layout: Layout) -> list[str]:
    """Return the values of a line, as DuckDB has them, those of a header whose quotation is broken as they are."""
    if not line:
        return []
    if layout.quoting == "none" or '"' not in line:
        return line.split(layout.separator)
    try:
        return next(csv.reader([line], delimiter=layout.separator))
    except csv.Error:  # a name that is too long for one
        return line.split(layout.separator)


def _require(found: Mapping[str, str], layout: Layout, files: Sequence[str]) -> None:
    types = {name.lower(): dtype for name, dtype in found.items()}
    problems: list[Problem] = []
    for column in layout.columns:
        for source in column.sources:
            dtype = types.get(source.lower())
            if dtype is None and column.may_be_absent:
                continue
            if dtype is None:
                nearest = nearest_names(source, list(found))
                hint = f"; nearest: {', '.join(map(repr, nearest))}" if nearest else ""
                message = f"found no such column{hint}; expected one of {', '.join(list(found)[:12])}"
                problems.append(Problem(source, message))
            elif column.type == "text" and (_is_fraction(dtype) or (column.leading_zeros and "INT" in dtype)):
                message = f"found values of type {dtype}; expected text, since '010' is not 10"
                problems.append(Problem(source, message))
    if problems:
        raise InvalidDataError(problems, where=f"{files[0]} as {layout.name}")


def _is_fraction(dtype: str) -> bool:
    return dtype in {"DOUBLE", "FLOAT"} or dtype.startswith("DECIMAL")
