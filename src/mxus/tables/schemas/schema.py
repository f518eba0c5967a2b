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
from mxus.tables.schemas.column import Column, literal, quoted
from mxus.tables.schemas.comparison import Comparison, DifferencesWarning, differences_in
from mxus.tables.schemas.files import LINE_PROBLEMS, PROBLEM, Layout, Quoting, Source, opened_files
from mxus.tables.schemas.intake import Intake, RejectedRowsWarning
from mxus.tables.schemas.lines import first_line
from mxus.tables.schemas.paths import named_files
from mxus.values.reference import Reference

if TYPE_CHECKING:
    import duckdb

__all__ = ["Schema"]

_REASON: Final = "mxus_reason"
"""Column of a query that says why a row is rejected."""

_SHOWN: Final = 5
"""How many rejected rows are shown."""

_LONGEST: Final = 200
"""Characters that are shown of a line that is no row."""


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
    quoting : {'csv', 'whole', 'none'}, default 'csv'
        Whether values stand in quotation marks, in which two of them are one. In ``'csv'`` a value that holds a
        separator or a mark must; in ``'whole'`` marks are taken off a value that stands in them, and a separator always
        separates; in ``'none'`` a mark is a character like others.
    missing : tuple of str, default ('',)
        What stands for a missing value, in all columns.
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
    quoting: Quoting = "csv"
    missing: tuple[str, ...] = ("",)
    year_of: str | None = None
    comparisons: tuple[Comparison, ...] = attrs.field(default=(), repr=False)
    references: tuple[Reference, ...] = attrs.field(default=(), repr=False)

    def scan(
        self,
        path: str | Path | Sequence[str | Path] | None = None,
        *,
        glob: str | None = None,
        connection: duckdb.DuckDBPyConnection | None = None,
    ) -> duckdb.DuckDBPyRelation:
        r"""Return the rows of a file as a query of typed columns.

        Parameters
        ----------
        path : str, Path or a sequence of them
            A CSV file (also ``.gz``) or a Parquet one, whatever characters its name has; or several that have the same
            columns in the same order.
        glob : str, optional
            In the place of a path: a pattern with ``*``, ``?`` or ``[]``, for all files that match it.
        connection : duckdb.DuckDBPyConnection, optional
            Where the query is to run, such as one with a memory limit; DuckDB's default one where not given.

        Returns
        -------
        duckdb.DuckDBPyRelation
            The rows that are not rejected, to pass on to the functions of :mod:`mxus.tables`.

        Raises
        ------
        UnreadableFileError
            If there is no such file, it is neither CSV nor Parquet, or DuckDB reads other rows than there are.
        InvalidDataError
            If columns are not there (their case does not matter), are not the same in several files, or codes whose
            leading zeros matter are stored as numbers.
        InvalidValueError
            If neither a path nor a pattern is given, or both are.
        MissingExtraError
            If DuckDB is not installed (``mxus[tables]``).

        Warns
        -----
        RejectedRowsWarning
            If rows are rejected. The file is read through to know, and delivered plus rejected rows are all rows. Write
            the query to Parquet to pay for that once.
        DifferencesWarning
            If the file has its provider's own classes, scores or countries, and some are not what ours are.

        Notes
        -----
        A row is a line. A value that holds a line break makes two lines of its row, which are both rejected. A file
        with other line ends than ``\n``, or with lines that cannot be read as text, is copied to the temporary folder
        until Python ends.

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
        source = opened_files(asked, named_files(path, glob), self._layout())
        found = self._taken_in(asked, source)
        if found.rejected:
            warnings.warn(str(found), RejectedRowsWarning, stacklevel=2)
        rows = self._delivered(asked, source)
        for difference in differences_in(rows, self.comparisons):
            warnings.warn(f"{found.path}: {difference}", DifferencesWarning, stacklevel=2)
        return rows

    def _delivered(self, asked: duckdb.DuckDBPyConnection, source: Source) -> duckdb.DuckDBPyRelation:
        """Return the rows that are not rejected, as a query."""
        wanted = ", ".join(quoted(column.name) for column in self.columns)
        year = f", year({quoted(self.year_of)}) AS year" if self.year_of is not None else ""
        query = f"SELECT {wanted}{year} FROM {self._judged(source.rows())} WHERE {_REASON} IS NULL"  # noqa: S608 (names are quoted)
        rows: duckdb.DuckDBPyRelation = asked.sql(query)
        return rows

    def intake(
        self,
        path: str | Path | Sequence[str | Path] | None = None,
        *,
        glob: str | None = None,
        connection: duckdb.DuckDBPyConnection | None = None,
    ) -> Intake:
        """Return what becomes of the rows of a file: how many are read, how many rejected, and why.

        Parameters
        ----------
        path, glob, connection
            As for :meth:`scan`.

        Returns
        -------
        Intake
            Counts, reasons and examples.

        Raises
        ------
        UnreadableFileError, InvalidDataError, InvalidValueError, MissingExtraError
            As for :meth:`scan`.
        """
        asked = _connection(connection)
        source = opened_files(asked, named_files(path, glob), self._layout())
        try:
            found = self._taken_in(asked, source)
            return attrs.evolve(found, differences=differences_in(self._delivered(asked, source), self.comparisons))
        finally:
            for lines in source.lines:
                if lines.is_copy:
                    Path(lines.name).unlink(missing_ok=True)

    def _layout(self) -> Layout:
        return Layout(
            name=self.name, columns=self.columns, separator=self.separator, header=self.header, quoting=self.quoting
        )

    def _judged(self, rows: str, *more: str) -> str:
        """Return a query of the typed columns of rows, why each is rejected, and more of its columns."""
        texts = {column: f"mxus_text_{place}" for place, column in enumerate(self.columns)}
        names = {column: quoted(column.name) for column in self.columns}
        kept = ", ".join((PROBLEM, *more))
        read = ", ".join(f"{column.text(self.missing)} AS {text}" for column, text in texts.items())
        made = ", ".join(f"{column.cast(text)} AS {names[column]}" for column, text in texts.items())
        reasons = [why for column in self.columns if (why := column.reason(texts[column], names[column])) is not None]
        # What is random is made once a row: otherwise DuckDB would make all of it again to look at the reason.
        reason = f"CASE WHEN random() < 2 THEN coalesce({', '.join([PROBLEM, *reasons])}, NULL) END AS {_REASON}"
        typed = f"SELECT {made}, {', '.join(texts.values())}, {kept} FROM (SELECT {read}, {kept} FROM {rows})"  # noqa: S608 (names are quoted)
        return f"(SELECT {', '.join(names.values())}, {reason}, {kept} FROM ({typed}))"  # noqa: S608 (as above)

    def _taken_in(self, asked: duckdb.DuckDBPyConnection, source: Source) -> Intake:
        """Read all rows once, count those that are rejected, and hold the sum against the lines of the files."""
        duck = MissingExtraError.importing("duckdb", extra="tables")
        first = next(iter(source.files.values()))
        judged = self._judged(source.rows(), "mxus_file")
        query = f"SELECT {_REASON}, count(*), min(mxus_file) FROM {judged} GROUP BY {_REASON}"  # noqa: S608 (names are quoted)
        try:
            counts = asked.execute(query).fetchall()
            rows = sum(each.rows for each in source.lines) if source.lines else _rows_of_parquet(asked, source)
            wrong = sorted(((why, n, file) for why, n, file in counts if why is not None), key=lambda row: -row[1])
            examples = {why: self._first_example(asked, source, why, file) for why, _, file in wrong[:_SHOWN]}
        except duck.Error as error:
            raise UnreadableFileError(f"{first}: {first_line(error)}") from error
        reasons = {why: n for why, n, _ in wrong}
        for lines in source.lines:
            for why, (many, number, text) in lines.broken.items():
                reasons[why] = reasons.get(why, 0) + many
                examples.setdefault(why, (lines.file, number, repr(text)))
        rejected = sum(reasons.values())
        delivered = sum(n for why, n, _ in counts if why is None)
        if delivered + rejected != rows:
            raise UnreadableFileError(
                f"{first}: DuckDB {duck.__version__} reads {delivered:,} rows and {rejected:,} are rejected; expected"
                f" {rows:,} together: did the file change while it was read?"
            )
        ordered = sorted(reasons.items(), key=lambda each: (-each[1], each[0]))
        shown = [f"{why}: {_place(source, examples[why])}" for why, _ in ordered[:_SHOWN] if why in examples]
        return Intake(
            path=first,
            rows=rows,
            rejected=rejected,
            reasons=tuple(ordered),
            examples=tuple(shown),
            absent=source.absent,
        )

    def _first_example(
        self, asked: duckdb.DuckDBPyConnection, source: Source, why: str, file: str
    ) -> tuple[str, int, str]:
        """Return the file, line and text of the first row that is rejected for a reason."""
        told = f"concat_ws(', ', {', '.join(f'{quoted(each)}::VARCHAR' for each in source.layout.sources)})"
        if source.lines:
            told = f"CASE WHEN {PROBLEM} IS NULL THEN {told} ELSE mxus_line END"
        ((ordered,),) = asked.execute("SELECT current_setting('preserve_insertion_order')").fetchall()
        rows = f"(SELECT *, {told} AS mxus_told FROM {source.rows(file=file)})"  # noqa: S608 (names are quoted)
        judged = self._judged(rows, "mxus_number", "mxus_told")
        query = f"SELECT mxus_number, mxus_told FROM {judged} WHERE {_REASON} = ? ORDER BY mxus_number LIMIT 1"  # noqa: S608 (as above)
        asked.execute("SET preserve_insertion_order = true")  # otherwise rows have no numbers to speak of
        try:
            ((number, text),) = asked.execute(query, [why]).fetchall()
        finally:
            asked.execute(f"SET preserve_insertion_order = {str(ordered).lower()}")
        header = bool(source.lines) and not source.layout.header
        broken = why in LINE_PROBLEMS and source.lines
        return source.files[file], number + header, repr(text[:_LONGEST]) if broken else text


def _rows_of_parquet(asked: duckdb.DuckDBPyConnection, source: Source) -> int:
    """Return how many rows files of Parquet have by their own account."""
    names = ", ".join(map(literal, source.files))
    ((rows,),) = asked.execute(f"SELECT sum(num_rows)::BIGINT FROM parquet_file_metadata([{names}])").fetchall()  # noqa: S608 (names are literals)
    return int(rows)


def _place(source: Source, example: tuple[str, int, str]) -> str:
    file, line, text = example
    of = f"{file}, " if len(source.files) > 1 else ""
    return f"{of}{'line' if source.lines else 'row'} {line}: {text}"


def _connection(connection: Any) -> Any:  # noqa: ANN401 (DuckDB is an extra)
    duck = MissingExtraError.importing("duckdb", extra="tables")
    return duck.default_connection() if connection is None else connection
