"""``mxus score``: a file of events in, a file of dyads and periods out, however large the first is.

DuckDB reads, adds up and writes, under a limit of memory and with room on the disk for what exceeds it. The result is
written beside its place and moved there when it is whole.
"""

from __future__ import annotations

import tempfile
import threading
import warnings
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Literal

import attrs
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from mxus.cli.inputs import not_over
from mxus.errors import InvalidValueError, MissingExtraError, UnreadableFileError, shown
from mxus.exchange.csv_cells import FORMULA, cell_of
from mxus.exchange.files import written_whole
from mxus.measures.event_schemes import CAMEO, CAMEO_GDELT, PLOVER, PLOVER_SANCTION_VERBAL, EventScheme
from mxus.tables.cooperation import cooperation
from mxus.tables.frames import RowsLeftOutWarning
from mxus.tables.schemas.column import Column, literal, quoted
from mxus.tables.schemas.comparison import DifferencesWarning
from mxus.tables.schemas.gdelt import GDELT_EVENTS
from mxus.tables.schemas.icews import ICEWS_EVENTS
from mxus.tables.schemas.intake import RejectedRowsWarning
from mxus.tables.schemas.lines import first_lines
from mxus.tables.schemas.paths import is_parquet, named_files, plain_name
from mxus.tables.schemas.polecat import POLECAT_EVENTS
from mxus.tables.schemas.schema import Schema

__all__ = ["Columns", "LayoutName", "SchemeName", "Score", "score_file"]

SchemeName = Literal["cameo", "cameo-gdelt", "plover", "plover-sanction-verbal"]

LayoutName = Literal["gdelt", "icews", "polecat"]

_SCHEMES: Final[dict[SchemeName, EventScheme]] = {
    "cameo": CAMEO,
    "cameo-gdelt": CAMEO_GDELT,
    "plover": PLOVER,
    "plover-sanction-verbal": PLOVER_SANCTION_VERBAL,
}

_LAYOUTS: Final[dict[LayoutName, Schema]] = {
    "gdelt": GDELT_EVENTS,
    "icews": ICEWS_EVENTS,
    "polecat": POLECAT_EVENTS,
}

_FORMATS: Final = {".parquet": "FORMAT parquet", ".csv": "FORMAT csv, HEADER true"}

_SEPARATORS: Final = (",", "\t", ";", "|")

_EVERY: Final = 0.2
"""Seconds between two looks at how far a query is."""


@attrs.frozen(kw_only=True)
class Columns:
    """Columns of a file of events: who acts, upon whom, the period, and the code."""

    source: str
    target: str
    by: str
    code: str


@attrs.frozen(kw_only=True)
class Score:
    """What was written, and what was not.

    Parameters
    ----------
    rows : int
        Dyads and periods.
    events, uncoded : int
        Events in them that are coded, and that are not.
    left_out : tuple of str
        What was left out, and why; and where the file's own classes, scores or countries are not ours.
    rejected : bool
        Whether rows of the file were rejected.
    """

    rows: int
    events: int
    uncoded: int
    left_out: tuple[str, ...]
    rejected: bool


def score_file(  # noqa: PLR0913 (what the command takes)
    paths: Sequence[Path],
    out: Path,
    *,
    scheme: SchemeName,
    columns: Columns,
    layout: LayoutName | None = None,
    memory: str = "2GB",
    progress: bool = True,
) -> Score:
    """Score the events of a file, or of several that have the same columns.

    Raises
    ------
    UnreadableFileError
        If a file cannot be read, or the result not written or to be written over it; what was in its place is still
        there.
    InvalidDataError
        If columns are not there, or codes are not in the scheme.
    InvalidValueError
        If the result is to be of another kind than Parquet or CSV, or the limit of memory is none.
    """
    duck = MissingExtraError.importing("duckdb", extra="tables")
    written = _FORMATS.get(out.suffix.lower())
    if written is None:
        message = f"found {shown(str(out))}; expected a name that ends in {' or '.join(_FORMATS)}"
        raise InvalidValueError(message)
    not_over(out, *paths)
    with tempfile.TemporaryDirectory(prefix="mxus-") as folder, duck.connect() as connection:
        try:
            connection.execute("SET memory_limit = ?", [memory])
        except duck.Error as error:
            message = f"found memory {shown(memory)}; expected a size such as 2GB"
            raise InvalidValueError(message) from error
        connection.execute("SET temp_directory = ?", [folder])
        connection.execute("SET preserve_insertion_order = false")
        connection.execute("SET enable_progress_bar_print = false")  # it would go to standard output
        with _watched(connection, shown_to_user=progress), _kept_warnings() as caught:
            temporary = None
            try:
                events = _events(connection, paths, layout, columns)
                found = cooperation(
                    events, **attrs.asdict(columns), scheme=_SCHEMES[scheme]
                )  # the columns have the names of its parameters
                with written_whole(out) as temporary:
                    whole = found if out.suffix.lower() == ".parquet" else _as_cells(found)
                    connection.execute(f"COPY ({whole.sql_query()}) TO {literal(str(temporary))} ({written})")
                    counts = _counts(connection, temporary, out.suffix.lower())
            except duck.Error as error:
                reason = str(error).splitlines()[0]
                if str(temporary) in reason:
                    raise UnreadableFileError(f"{out}: cannot be written ({reason})") from error
                raise UnreadableFileError(f"{paths[0]}: {reason}") from error
    rows, coded, uncoded = counts
    told = tuple(str(each.message) for each in caught)
    rejected = any(issubclass(each.category, RejectedRowsWarning) for each in caught)
    return Score(rows=rows, events=coded, uncoded=uncoded, left_out=told, rejected=rejected)


def _events(connection: Any, paths: Sequence[Path], layout: LayoutName | None, columns: Columns) -> Any:  # noqa: ANN401 (a relation of DuckDB)
    """Return the events of files as a query."""
    if layout is not None:
        return _LAYOUTS[layout].scan(paths, connection=connection)
    files = named_files(paths, None)
    if is_parquet(files[0]):
        return connection.read_parquet([plain_name(file) for file in files], hive_partitioning=False)
    wanted = dict.fromkeys(attrs.astuple(columns))
    # Codes and countries are text: read as numbers, they would lose their leading zeros. NA may be Namibia.
    schema = Schema(
        name="events",
        columns=tuple(Column(name=each, type="text", source=each) for each in wanted),
        separator=_separator(first_lines(files[0], 1)[0], list(wanted)),
    )
    events = schema.scan(files, connection=connection)
    others = [quoted(each) for each in wanted if each != columns.by]
    return events.project(", ".join([*others, f"{_typed(events, quoted(columns.by))} AS {quoted(columns.by)}"]))


def _separator(header: str, wanted: Sequence[str]) -> str:
    """Return what separates the values of a file whose first line names columns."""
    return max(_SEPARATORS, key=lambda each: len(set(wanted) & {name.strip('"') for name in header.split(each)}))


def _typed(events: Any, time: str) -> str:  # noqa: ANN401 (a relation of DuckDB)
    """Return a period as a whole number or a day in SQL, if it is one in every row, and else as text.

    Days are ISO's: 01/02 could be either.
    """
    number = f"regexp_full_match({time}, '0|-?[1-9][0-9]{{0,17}}')"
    day = f"regexp_full_match({time}, '[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}') AND TRY_CAST({time} AS DATE) IS NOT NULL"
    ((numbers, days),) = events.aggregate(
        f"coalesce(bool_and({number}), true), coalesce(bool_and({day}), true)"
    ).fetchall()
    return f"{time}::BIGINT" if numbers else f"{time}::DATE" if days else time


def _as_cells(found: Any) -> Any:  # noqa: ANN401 (relations of DuckDB)
    """Return a table whose texts and heads no spreadsheet takes for formulas, as :func:`cell_of` does it."""
    columns: list[str] = []
    formula = FORMULA.replace("'", "''")
    for name, kind in zip(found.columns, found.types, strict=True):
        column = quoted(name)
        if str(kind).startswith(("VARCHAR", "ENUM")):
            text = f"{column}::VARCHAR"
            column = f"CASE WHEN regexp_matches({text}, '{formula}') THEN '''' || {text} ELSE {text} END"
        columns.append(f"{column} AS {quoted(cell_of(name))}")
    return found.project(", ".join(columns))


def _counts(connection: Any, path: Path, suffix: str) -> Sequence[int]:  # noqa: ANN401 (DuckDB is an extra)
    read = "read_parquet(?)" if suffix == ".parquet" else "read_csv(?, header = true, all_varchar = true)"
    query = f"SELECT count(*), coalesce(sum(n::BIGINT), 0), coalesce(sum(n_missing::BIGINT), 0) FROM {read}"  # noqa: S608 (one of two functions)
    found: Sequence[int] = connection.execute(query, [plain_name(str(path))]).fetchone()
    return [int(each) for each in found]


@contextmanager
def _kept_warnings() -> Generator[list[warnings.WarningMessage], None, None]:
    """Keep what is reported, for the answer."""
    with warnings.catch_warnings(record=True) as caught:
        for kind in (RowsLeftOutWarning, RejectedRowsWarning, DifferencesWarning):
            warnings.simplefilter("always", kind)
        yield caught


@contextmanager
def _watched(connection: Any, *, shown_to_user: bool) -> Generator[None, None, None]:  # noqa: ANN401 (DuckDB is an extra)
    """Show how far each query is, on standard error, while it runs."""
    console = Console(stderr=True)
    if not (shown_to_user and console.is_terminal):
        yield
        return
    connection.execute("SET enable_progress_bar = true")
    done = threading.Event()
    with Progress(
        TextColumn("scoring"), BarColumn(), TextColumn("{task.percentage:>3.0f}%"), TimeElapsedColumn(), console=console
    ) as bar:
        task = bar.add_task("scoring", total=100)

        def look() -> None:
            while not done.wait(_EVERY):
                bar.update(task, completed=max(0.0, connection.query_progress()))

        watching = threading.Thread(target=look, daemon=True)
        watching.start()
        try:
            yield
        finally:
            done.set()
            watching.join()
        bar.update(task, completed=100)
