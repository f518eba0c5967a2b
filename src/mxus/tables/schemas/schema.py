"""What a file of a data provider holds, and how its rows become typed columns, through DuckDB.

A schema is a map from a file's columns to ours. Nothing is fetched: it reads a file that its user has, as CSV (also
compressed by gzip) or Parquet, without holding it in memory. Every value is cast on the way in; a row with one that
cannot be is rejected, counted and shown with the reason and its line, never dropped in silence and never repaired.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import attrs

from mxus.errors import MissingExtraError, UnreadableFileError
from mxus.tables.schemas.column import Column, quoted
from mxus.tables.schemas.comparison import Comparison, DifferencesWarning, differences_in
from mxus.tables.schemas.files import REJECTS, Layout, Source, first_line, opened_files
from mxus.tables.schemas.intake import Intake, RejectedRowsWarning
from mxus.values.reference import Reference

if TYPE_CHECKING:
    import duckdb

__all__ = ["Schema"]

_SHOWN: Final = 5
"""How many rejected rows are shown."""


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
    comparisons : tuple of Comparison, default ()
        Columns with the provider's own class, score or country, and what they are compared with.
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
    comparisons: tuple[Comparison, ...] = attrs.field(default=(), repr=False)
    references: tuple[Reference, ...] = attrs.field(default=(), repr=False)

    def scan(self, path: str | Path, *, connection: duckdb.DuckDBPyConnection | None = None) -> duckdb.DuckDBPyRelation:
        r"""Return the rows of a file as a query of typed columns.

        Parameters
        ----------
        path : str or Path
            A CSV file (also ``.gz``) or a Parquet one; with ``*`` and ``?``, several that have the same columns.
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
            If columns are not there (their case does not matter), are not the same in several files, or codes whose
            leading zeros matter are stored as numbers.
        MissingExtraError
            If DuckDB is not installed (``mxus[tables]``).

        Warns
        -----
        RejectedRowsWarning
            If rows are rejected. The file is read through once to know; write it to Parquet to pay for that once.
        DifferencesWarning
            If the file has its provider's own classes, scores or countries, and some are not what ours are.

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
        asked = _connection(connection)
        source = opened_files(asked, path, self._layout())
        found = self._taken_in(asked, path, source)
        if found.rejected:
            warnings.warn(str(found), RejectedRowsWarning, stacklevel=2)
        rows = self._delivered(asked, source)
        for difference in differences_in(rows, self.comparisons):
            warnings.warn(f"{path}: {difference}", DifferencesWarning, stacklevel=2)
        return rows

    def _delivered(self, asked: duckdb.DuckDBPyConnection, source: Source) -> duckdb.DuckDBPyRelation:
        """Return the rows that are not rejected, as a query."""
        kept = " AND ".join(f"({column.reason()}) IS NULL" for column in self.columns)
        made = [f"{column.cast()} AS {quoted(column.name)}" for column in self.columns]
        if self.year_of is not None:
            (of,) = (column for column in self.columns if column.name == self.year_of)
            made.append(f"year({of.cast()}) AS year")
        query = f"SELECT {', '.join(made)} FROM {source.rows()} WHERE {kept} AND {self._all_read()}"  # noqa: S608 (names are quoted)
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
        source = opened_files(asked, path, self._layout())
        found = self._taken_in(asked, path, source)
        return attrs.evolve(found, differences=differences_in(self._delivered(asked, source), self.comparisons))

    def _layout(self) -> Layout:
        return Layout(
            name=self.name, columns=self.columns, separator=self.separator, header=self.header, quoted=self.quoted
        )

    def _all_read(self) -> str:
        """Return a condition that holds of every row and reads all columns.

        DuckDB looks for what is wrong with a line only as far as columns are asked for: a query of fewer would have
        rows that were rejected here.
        """
        sources = dict.fromkeys(each for column in self.columns for each in column.sources)
        return " AND ".join(f"strlen({quoted(each)}::VARCHAR) IS DISTINCT FROM -1" for each in sources)

    def _taken_in(self, asked: duckdb.DuckDBPyConnection, path: str | Path, source: Source) -> Intake:
        """Read all rows once, and count those that are not rows of the schema."""
        duck = MissingExtraError.importing("duckdb", extra="tables")
        sources = dict.fromkeys(each for column in self.columns for each in column.sources)
        told = f"concat_ws(', ', {', '.join(f'{quoted(each)}::VARCHAR' for each in sources)})"
        cases = f"CASE {' '.join(_case(column) for column in self.columns)} END"
        query = f"""SELECT reason, count(*), min(mxus_file) FROM (
            SELECT {cases} AS reason, mxus_file FROM {source.rows(rejects=True)} WHERE {self._all_read()}
        ) GROUP BY reason"""  # noqa: S608 (names are quoted)
        for table in (REJECTS, f"{REJECTS}_scans"):
            asked.execute(f"DROP TABLE IF EXISTS temp.{table}")
        try:
            counts = asked.execute(query).fetchall()
            broken = _broken_lines(asked)
            wrong = sorted(((why, n, file) for why, n, file in counts if why is not None), key=lambda row: -row[1])
            sql = cases, told
            examples = {
                why: _first_example(asked, source, (*sql, why), (file, broken)) for why, _, file in wrong[:_SHOWN]
            }
        except duck.Error as error:
            raise UnreadableFileError(f"{path}: {first_line(error)}") from error
        of_broken: dict[str, list[_Broken]] = {}
        for each in broken:
            of_broken.setdefault(each.reason, []).append(each)
        for why, lines in of_broken.items():
            examples[why] = lines[0].file, lines[0].line, repr(lines[0].text)
        reasons = [*((why, n) for why, n, _ in wrong), *((why, len(lines)) for why, lines in of_broken.items())]
        reasons.sort(key=lambda each: (-each[1], each[0]))
        return Intake(
            path=str(path),
            rows=sum(n for _, n, _ in counts) + len(broken),
            rejected=sum(n for _, n in reasons),
            reasons=tuple(reasons),
            examples=tuple(f"{why}: {_place(source, examples[why])}" for why, _ in reasons[:_SHOWN] if why in examples),
        )


@attrs.frozen
class _Broken:
    """A line that is no row."""

    reason: str
    file: str
    line: int
    text: str


def _broken_lines(asked: duckdb.DuckDBPyConnection) -> list[_Broken]:
    """Return the lines that are no rows, each once, in the order of files and lines."""
    if not asked.execute("SELECT 1 FROM duckdb_tables() WHERE table_name = ?", [REJECTS]).fetchall():
        return []
    query = f"""SELECT DISTINCT ON (file_path, line) lower(replace(error_type::VARCHAR, '_', ' ')), file_path, line,
        csv_line FROM temp.{REJECTS} JOIN temp.{REJECTS}_scans USING (scan_id, file_id) ORDER BY file_path, line"""  # noqa: S608 (a name of ours)
    return [_Broken(*row) for row in asked.execute(query).fetchall()]


def _first_example(
    asked: duckdb.DuckDBPyConnection, source: Source, sql: tuple[str, str, str], where: tuple[str, Sequence[_Broken]]
) -> tuple[str, int, str]:
    """Return the file, line and text of the first row that is rejected for a reason."""
    (cases, told, why), (file, broken) = sql, where
    ((ordered,),) = asked.execute("SELECT current_setting('preserve_insertion_order')").fetchall()
    query = f"""SELECT number, line FROM (
        SELECT row_number() OVER () AS number, {cases} AS reason, {told} AS line FROM {source.rows(files=[file])}
    ) WHERE reason = ? ORDER BY number LIMIT 1"""  # noqa: S608 (names are quoted)
    asked.execute("SET preserve_insertion_order = true")  # otherwise rows have no numbers to speak of
    try:
        ((number, text),) = asked.execute(query, [why]).fetchall()
    finally:
        asked.execute(f"SET preserve_insertion_order = {str(ordered).lower()}")
    line = source.first_line - 1 + number
    for each in broken:  # in order, each moves those after it by one
        line += each.file == file and each.line <= line
    return file, line, text


def _place(source: Source, example: tuple[str, int, str]) -> str:
    file, line, text = example
    of = f"{file}, " if len(source.files) > 1 else ""
    return f"{of}{'row' if source.options is None else 'line'} {line}: {text}"


def _case(column: Column) -> str:
    return f"WHEN ({column.reason()}) IS NOT NULL THEN ({column.reason()})"


def _connection(connection: Any) -> Any:  # noqa: ANN401 (DuckDB is an extra)
    duck = MissingExtraError.importing("duckdb", extra="tables")
    return duck.default_connection() if connection is None else connection
