"""What a file of a data provider holds, and how its rows become typed columns, through DuckDB.

A schema is a map from a file's columns to ours. Nothing is fetched: it reads a file that its user has, as CSV (also
compressed by gzip) or Parquet, without holding it in memory. Every value is cast on the way in; a row with one that
cannot be is rejected, counted and shown with the reason, never dropped in silence and never repaired.
"""

from __future__ import annotations

import csv
import gzip
import warnings
from collections.abc import Sequence
from glob import glob
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

import attrs

from mxus.errors import InvalidDataError, MissingExtraError, Problem, UnreadableFileError, nearest_names
from mxus.values.reference import Reference

if TYPE_CHECKING:
    import duckdb

__all__ = ["Column", "Intake", "RejectedRowsWarning", "Schema"]

Type = Literal["text", "whole number", "number", "date"]

_SQL: Final[dict[Type, str]] = {"text": "VARCHAR", "whole number": "BIGINT", "number": "DOUBLE", "date": "DATE"}

_SHOWN: Final = 5
"""How many rejected rows are shown."""

_REJECTS: Final = "mxus_rejected"


class RejectedRowsWarning(UserWarning):
    """Rows of a file are rejected; the message says how many, why, and shows the first ones.

    Examples
    --------
    >>> issubclass(RejectedRowsWarning, UserWarning)
    True
    """


@attrs.frozen(kw_only=True)
class Column:
    """A column of ours, and where a file has it.

    Parameters
    ----------
    name : str
        What it is called.
    type : {'text', 'whole number', 'number', 'date'}
        What its values are. Codes are text, so that they keep their leading zeros.
    source : str or tuple of str
        Column of the file; several are joined by a slash, those that are empty left out.
    required : bool, default False
        Whether a row without a value is rejected.
    missing : tuple of str, default ()
        Values that stand for none, besides the empty one.
    format : str, optional
        How a date is written, where it is not ``2025-10-31``.

    Examples
    --------
    >>> Column(name="vote", type="whole number", source="vote", missing=("8", "9")).missing
    ('8', '9')
    """

    name: str
    type: Type
    source: str | tuple[str, ...]
    required: bool = False
    missing: tuple[str, ...] = ()
    format: str | None = None

    @property
    def sources(self) -> tuple[str, ...]:
        """The columns of the file it is made of."""
        return (self.source,) if isinstance(self.source, str) else self.source

    def text(self) -> str:
        """Return the value as text, in SQL; null where it is missing."""
        none = ", ".join(map(_literal, ("", *self.missing)))
        values = [f"CAST({_quoted(each)} AS VARCHAR)" for each in self.sources]
        parts = [f"CASE WHEN {value} NOT IN ({none}) THEN {value} END" for value in values]
        return parts[0] if len(parts) == 1 else f"nullif(concat_ws('/', {', '.join(parts)}), '')"

    def cast(self) -> str:
        """Return the value as its type, in SQL; null where it cannot be."""
        if self.type == "text":
            return self.text()
        if self.format is not None:
            return f"CAST(try_strptime({self.text()}, {_literal(self.format)}) AS DATE)"
        return f"TRY_CAST({self.text()} AS {_SQL[self.type]})"

    def reason(self) -> str:
        """Return why a row is rejected, in SQL; null where it is not."""
        lacks = f"WHEN {self.text()} IS NULL THEN {_literal(f'{self.name} is missing')}" if self.required else ""
        told = _literal(f"{self.name} is no {self.type}")
        wrong = f"WHEN {self.text()} IS NOT NULL AND {self.cast()} IS NULL THEN {told}" if self.type != "text" else ""
        return f"CASE {lacks} {wrong} END" if lacks or wrong else "NULL"


@attrs.frozen(kw_only=True)
class Intake:
    """What became of the rows of a file.

    Parameters
    ----------
    path : str
        The file.
    rows : int
        Rows there are, without the header.
    rejected : int
        Rows that are not read.
    reasons : tuple of (str, int)
        Why, and how many each, most first.
    examples : tuple of str
        The first few, as text, each with its reason.

    Examples
    --------
    >>> print(Intake(path="e.csv", rows=9, rejected=1, reasons=(("date is no date", 1),), examples=("1;x",)))
    e.csv: 1 of 9 rows rejected: date is no date (1)
      1;x
    """

    path: str
    rows: int
    rejected: int
    reasons: tuple[tuple[str, int], ...] = ()
    examples: tuple[str, ...] = attrs.field(default=(), repr=False)

    def __str__(self) -> str:
        """Return the counts, the reasons and the examples."""
        why = ", ".join(f"{reason} ({count:,})" for reason, count in self.reasons)
        head = f"{self.path}: {self.rejected:,} of {self.rows:,} rows rejected{': ' if why else ''}{why}"
        return "\n".join([head, *(f"  {example}" for example in self.examples)])


@attrs.frozen(kw_only=True)
class Schema:
    """The layout of a provider's file.

    Parameters
    ----------
    name : str
        What the data are called.
    columns : tuple of Column
        The columns that are read, those that measures take.
    separator : str, default ','
        Between values of a row, in CSV.
    header : tuple of tuple of str, default ()
        Names of all columns of files that have no header, one layout each; told apart by their number of columns.
    quoted : bool, default True
        Whether values may stand in quotation marks.
    year_of : str, optional
        Date from which a column ``year`` is made.
    references : tuple of Reference
        What to cite.

    Examples
    --------
    >>> from mxus.tables.schemas import BACI
    >>> [column.name for column in BACI.columns]
    ['year', 'exporter', 'importer', 'product', 'value', 'quantity']
    """

    name: str
    columns: tuple[Column, ...]
    separator: str = ","
    header: tuple[tuple[str, ...], ...] = ()
    quoted: bool = True
    year_of: str | None = None
    references: tuple[Reference, ...] = attrs.field(default=(), repr=False)

    def scan(self, path: str | Path, *, connection: duckdb.DuckDBPyConnection | None = None) -> duckdb.DuckDBPyRelation:
        r"""Return the rows of a file as a query of typed columns.

        Parameters
        ----------
        path : str or Path
            A CSV file (also ``.gz``) or a Parquet one; with ``*`` and ``?``, several of the same layout.
        connection : duckdb.DuckDBPyConnection, optional
            Where the query is to run, such as one with a memory limit; DuckDB's default one where not given.

        Returns
        -------
        duckdb.DuckDBPyRelation
            The rows that are not rejected, to pass on to the functions of :mod:`mxus.tables`.

        Raises
        ------
        UnreadableFileError
            If there is no such file, or it is neither CSV nor Parquet.
        InvalidDataError
            If columns are not there, or a code is stored as a number.
        MissingExtraError
            If DuckDB is not installed (``mxus[tables]``).

        Warns
        -----
        RejectedRowsWarning
            If rows are rejected. The file is read through once to know; write it to Parquet to pay for that once.

        Examples
        --------
        >>> import tempfile, pathlib
        >>> from mxus.tables.schemas import COW_TRADE
        >>> folder = tempfile.TemporaryDirectory()
        >>> path = pathlib.Path(folder.name) / "trade.csv"
        >>> _ = path.write_text("ccode1,ccode2,year,flow1,flow2\n2,70,2014,305.1,239.9\n2,20,2014,-9,312\n")
        >>> COW_TRADE.scan(path).fetchall()
        [(2014, 2, 70, 305.1, 239.9), (2014, 2, 20, None, 312.0)]
        >>> folder.cleanup()
        """
        found = self.intake(path, connection=connection)
        if found.rejected:
            warnings.warn(str(found), RejectedRowsWarning, stacklevel=2)
        asked = _connection(connection)
        kept = " AND ".join(f"({column.reason()}) IS NULL" for column in self.columns)
        made = [f"{column.cast()} AS {_quoted(column.name)}" for column in self.columns]
        if self.year_of is not None:
            (of,) = (column for column in self.columns if column.name == self.year_of)
            made.append(f"year({of.cast()}) AS year")
        query = f"SELECT {', '.join(made)} FROM {self._rows(asked, path)} WHERE {kept}"  # noqa: S608 (names are quoted)
        rows: duckdb.DuckDBPyRelation = asked.sql(query)
        return rows

    def intake(self, path: str | Path, *, connection: duckdb.DuckDBPyConnection | None = None) -> Intake:
        """Return what becomes of the rows of a file: how many are read, how many rejected, and why.

        Parameters
        ----------
        path, connection
            As for :meth:`scan`.

        Returns
        -------
        Intake
            Counts, reasons and examples.

        Raises
        ------
        UnreadableFileError, InvalidDataError, MissingExtraError
            As for :meth:`scan`.
        """
        asked = _connection(connection)
        duck = MissingExtraError.importing("duckdb", extra="tables")
        cases = " ".join(f"WHEN ({column.reason()}) IS NOT NULL THEN ({column.reason()})" for column in self.columns)
        for table in (_REJECTS, f"{_REJECTS}_scans"):
            asked.execute(f"DROP TABLE IF EXISTS temp.{table}")
        rows = self._rows(asked, path, rejects=True)
        sources = dict.fromkeys(each for column in self.columns for each in column.sources)
        told = f"concat_ws(', ', {', '.join(f'{_quoted(each)}::VARCHAR' for each in sources)})"
        query = f"""SELECT reason, count(*) AS n, arg_min(line, line) FROM (
            SELECT CASE {cases} END AS reason, CASE WHEN (CASE {cases} END) IS NOT NULL THEN {told} END AS line
            FROM {rows}
        ) GROUP BY reason"""  # noqa: S608 (names are quoted)
        try:
            counts = asked.execute(query).fetchall()
            malformed = self._malformed(asked)
        except duck.Error as error:
            raise UnreadableFileError(f"{path}: {_first_line(error)}") from error
        read = sum(count for _, count, _ in counts)
        reasons = [(reason, count, example) for reason, count, example in counts if reason is not None] + malformed
        reasons.sort(key=lambda each: (-each[1], each[0]))
        return Intake(
            path=str(path),
            rows=read + sum(count for _, count, _ in malformed),
            rejected=sum(count for _, count, _ in reasons),
            reasons=tuple((reason, count) for reason, count, _ in reasons),
            examples=tuple(f"{reason}: {example}" for reason, _, example in reasons[:_SHOWN]),
        )

    @staticmethod
    def _malformed(asked: duckdb.DuckDBPyConnection) -> list[tuple[str, int, str]]:
        """Return the lines that are no rows, by what is wrong with them, the first of each with its number."""
        there = asked.execute("SELECT count(*) FROM duckdb_tables() WHERE table_name = ?", [_REJECTS]).fetchone()
        if not there or not there[0]:
            return []
        query = f"""SELECT lower(replace(error_type::VARCHAR, '_', ' ')), count(DISTINCT line), min(line),
            arg_min(csv_line, line) FROM temp.{_REJECTS} GROUP BY 1"""  # noqa: S608 (a name of ours)
        return [(kind, count, f"line {line}: {text!r}") for kind, count, line, text in asked.execute(query).fetchall()]

    def _rows(self, asked: duckdb.DuckDBPyConnection, path: str | Path, *, rejects: bool = False) -> str:
        """Return the function of DuckDB that reads the file, after asserting that the columns are there."""
        duck = MissingExtraError.importing("duckdb", extra="tables")
        file = str(path)
        if file.lower().endswith(".zip"):
            raise UnreadableFileError(f"{file}: DuckDB reads no zip; expected it unpacked, or as .gz or .parquet")
        if not any(each in file for each in "*?") and not Path(file).is_file():
            raise UnreadableFileError(f"{file}: no such file")
        try:
            if file.lower().endswith((".parquet", ".pq")):
                rows = f"read_parquet({_literal(file)})"
                found = {row[0]: str(row[1]) for row in asked.execute(f"DESCRIBE FROM {rows}").fetchall()}
            else:
                options = self._options(file)
                described = f"read_csv({_literal(file)}, {options}, ignore_errors = true)"
                found = {row[0]: "VARCHAR" for row in asked.execute(f"DESCRIBE FROM {described}").fetchall()}
                names = f"rejects_table = '{_REJECTS}', rejects_scan = '{_REJECTS}_scans'"
                kept = f"store_rejects = true, rejects_limit = 0, {names}"
                rows = f"read_csv({_literal(file)}, {options}, {kept})" if rejects else described
        except duck.Error as error:
            raise UnreadableFileError(f"{file}: {_first_line(error)}") from error
        self._require(found, file)
        return rows

    def _options(self, file: str) -> str:
        separator, quote = _literal(self.separator), _literal('"' if self.quoted else "")
        options = f"all_varchar = true, auto_detect = false, delim = {separator}, quote = {quote}, escape = {quote}"
        first = _first_row(file, self.separator, quoted=self.quoted)
        if not self.header:
            return f"{options}, header = true, columns = {_columns(first)}"
        for names in self.header:
            if len(names) == len(first):
                return f"{options}, header = false, columns = {_columns(names)}"
        expected = " or ".join(str(len(names)) for names in self.header)
        raise InvalidDataError(
            [Problem(file, f"found {len(first)} columns; expected {expected}, of {self.name}")], where=file
        )

    def _require(self, found: dict[str, str], file: str) -> None:
        problems: list[Problem] = []
        for column in self.columns:
            for source in column.sources:
                if source not in found:
                    nearest = nearest_names(source, list(found))
                    hint = f"; nearest: {', '.join(map(repr, nearest))}" if nearest else ""
                    message = f"found no such column{hint}; expected one of {', '.join(list(found)[:12])}"
                    problems.append(Problem(source, message))
                elif column.type == "text" and "INT" in found[source]:
                    message = f"found values of type {found[source]}; expected text, since '010' is not 10"
                    problems.append(Problem(source, message))
        if problems:
            raise InvalidDataError(problems, where=f"{file} as {self.name}")


def _connection(connection: Any) -> Any:  # noqa: ANN401 (DuckDB is an extra)
    duck = MissingExtraError.importing("duckdb", extra="tables")
    return duck.default_connection() if connection is None else connection


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _columns(names: Sequence[str]) -> str:
    """Return names as the columns of a file, all of them text, as DuckDB takes them."""
    return "{" + ", ".join(f"{_literal(name)}: 'VARCHAR'" for name in names) + "}"


def _first_row(file: str, separator: str, *, quoted: bool) -> list[str]:
    """Return the values of the first row of a file, or of the first of several."""
    first = next(iter(sorted(glob(file))), file)  # noqa: PTH207 (a whole pattern, as DuckDB takes it)
    read = gzip.open if first.lower().endswith(".gz") else open
    try:
        with read(first, "rt", encoding="utf-8-sig", newline="") as opened:
            rows = csv.reader(opened, delimiter=separator, quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE)
            return next(rows, list[str]())
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UnreadableFileError(f"{first}: {_first_line(error)}") from error


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]
