"""Data packages read back as the datasets they were.

Nothing is taken for granted: the description may name no file outside the package's folder, every table is the one
that it describes to the last byte (unless it says that someone has edited them), every table has the columns that mxus
writes, every cell its type, every row a key of its own, and the records are then checked like those of any document.
What we leave out: packages of other makers, and those in archives or at addresses.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, cast

from mxus.dataset.dataset import Dataset
from mxus.errors import InvalidDataError, InvalidValueError, Problem, UnreadableFileError, a, shown
from mxus.exchange.csv_cells import csv_rows, text_of
from mxus.exchange.files import as_path, decoded, is_folder, read_bytes, read_text, resolved
from mxus.exchange.json_document import parsed_json
from mxus.exchange.manifest import DESCRIPTOR, Held, problems_of, settled
from mxus.exchange.relational import Row, dataset_of
from mxus.exchange.table_layout import Table, tables

__all__ = ["read_data_package", "tables_named"]

_INTEGER: Final = re.compile("-?[0-9]{1,18}")
_NUMBER: Final = re.compile(r"-?[0-9]{1,320}(\.[0-9]{1,320})?([eE][-+]?[0-9]{1,3})?")


def read_data_package(path: str | Path) -> Dataset:
    """Read a dataset from a data package made by mxus.

    Parameters
    ----------
    path : str or Path
        The package's folder, or its ``datapackage.json``.

    Returns
    -------
    Dataset
        Complete and checked, or not at all.

    Raises
    ------
    UnreadableFileError
        If the description cannot be read.
    InvalidDataError
        If a table cannot be read, or is another than the one described (cut, edited, of another export), the
        description or a table is not of the form that mxus writes, names a file outside the package's folder, or the
        records break the models or their references; every problem is listed. Packages of earlier versions have no
        digests and are read without that check.

    Examples
    --------
    >>> import mxus, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = mxus.export_as(mxus.load(), "datapackage", folder)
    ...     read_data_package(folder) == mxus.load()
    True
    """
    path = as_path(path)
    file = path / DESCRIPTOR if is_folder(path) else path
    found = settled(lambda: _look(file))
    problems: list[Problem] = []
    about, paths = _described(found.described, problems)
    problems += found.problems
    rows: dict[str, list[Row]] = {}
    known = {table.name: table for table in tables()}
    spoilt = {problem.path for problem in found.problems}
    for name, place in paths.items():
        if isinstance(place, str) and place in found.files and _place_of(name) not in spoilt:
            content = _text(found.files[place], place, name, problems)
            rows[name] = [] if content is None else _read_rows(content, known[name], problems)
    if problems:
        raise InvalidDataError(problems, where=str(file))
    return dataset_of(rows, about, where=str(file))


def _look(file: Path) -> Held:
    """Return a package's files, and what is wrong with them as a set."""
    data = read_bytes(file)
    described = parsed_json(decoded(data, str(file)), where=str(file))
    if not isinstance(described, dict):
        found = f"found {shown(described)}; expected a package's description"
        raise InvalidDataError([Problem("$", found)], where=str(file))
    content = cast("dict[str, Any]", described)
    problems: list[Problem] = []
    files: dict[str, bytes] = {}
    for name, resource in _described(content, [])[1].items():
        try:
            files[str(resource)] = read_bytes(_inside(file.parent, resource))
        except (InvalidValueError, UnreadableFileError) as error:
            problems.append(Problem(_place_of(name), str(error)))
    return Held(data, content, files, (*problems, *problems_of(data, content, files)))


def _place_of(name: str) -> str:
    return f"$.resources ({name})"


def _text(data: bytes, path: str, name: str, problems: list[Problem]) -> str | None:
    try:
        return decoded(data, path)
    except UnreadableFileError as error:
        problems.append(Problem(_place_of(name), str(error)))
        return None


def tables_named(path: str | Path) -> tuple[str, ...]:
    """Return the files of tables that a ``datapackage.json`` names; none where it cannot be read, which reading tells.

    Examples
    --------
    >>> import mxus, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     files, _ = mxus.export_as(mxus.load(), "datapackage", folder)
    ...     set(tables_named(files[0])) == {file.name for file in files[1:]}
    True
    """
    try:
        described = parsed_json(read_text(path), where=str(path))
    except (UnreadableFileError, InvalidDataError):
        return ()
    _, paths = _described(cast("dict[str, Any]", described) if isinstance(described, dict) else {}, [])
    return tuple(each for each in paths.values() if isinstance(each, str) and "\0" not in each)


def _described(content: dict[str, Any], problems: list[Problem]) -> tuple[dict[str, Any], dict[str, object]]:
    """Return what the package says of the dataset, and the path of each table."""
    contributors: object = content.get("contributors", [])
    coders: object = contributors
    if isinstance(contributors, list):
        people = cast("list[object]", contributors)
        coders = [cast("dict[str, object]", each).get("title") if isinstance(each, dict) else each for each in people]
    about: dict[str, Any] = {
        "schema_version": content.get("mxus_schema_version"),
        "id": content.get("name"),
        "title": content.get("title"),
        "description": content.get("description", ""),
        "coders": coders,
    }
    known = [table.name for table in tables()]
    paths: dict[str, object] = {}
    resources: object = content.get("resources")
    if not isinstance(resources, list):
        problems.append(Problem("$.resources", f"found {shown(resources)}; expected a list of tables"))
    for index, resource in enumerate(cast("list[object]", resources) if isinstance(resources, list) else ()):
        found = cast("dict[str, object]", resource) if isinstance(resource, dict) else {}
        name = found.get("name")
        if not isinstance(name, str) or name not in known or name in paths:
            expected = f"one of {', '.join(known)}, each once"
            problems.append(Problem(f"$.resources[{index}].name", f"found {shown(name)}; expected {expected}"))
        else:
            paths[name] = found.get("path")
    if "records" not in paths:
        problems.append(Problem("$.resources", "found no table 'records'; expected it, whatever others there are"))
    return about, paths


def _inside(folder: Path, path: object) -> Path:
    """Return the place of a table, which is a file in the package's own folder."""
    if not isinstance(path, str) or Path(path).name != path or path in {"", ".", ".."}:
        raise InvalidValueError(f"found the path {shown(path)}; expected the name of a file in the package's folder")
    try:
        place = resolved(folder / path)
    except (OSError, ValueError) as error:
        raise InvalidValueError(f"found the path {shown(path)}; expected the name of a file") from error
    if place.parent != resolved(folder):
        raise InvalidValueError(
            f"found the path {shown(path)}, which leads out of the package's folder; expected a file in it"
        )
    return place


def _read_rows(content: str, table: Table, problems: list[Problem]) -> list[Row]:
    expected = [column.name for column in table.columns]
    try:
        head, *lines = csv_rows(content) or [[]]
    except InvalidValueError as error:
        problems.append(Problem(table.name, str(error)))
        return []
    if head != expected:
        problems.append(Problem(table.name, f"found the columns {shown(head)}; expected {', '.join(expected)}"))
        return []
    while lines and not "".join(lines[-1]).strip() and len(lines[-1]) < 2:  # a blank line at the end
        lines.pop()
    made: list[Row] = []
    for number, cells in enumerate(lines):
        place = f"{table.name}[{number}]"
        if len(cells) != len(expected):
            problems.append(Problem(place, f"found {len(cells)} cells; expected {len(expected)}"))
        else:
            made.append(_row(cells, table, place, problems))
    return made


def _row(cells: Sequence[str], table: Table, place: str, problems: list[Problem]) -> Row:
    row: Row = {}
    for column, cell in zip(table.columns, cells, strict=True):
        row[column.name] = None
        if cell:
            try:
                row[column.name] = _READERS[column.type](cell)
            except (ValueError, KeyError):
                expected = f"{a(column.type)} as mxus writes it"
                problems.append(Problem(f"{place}.{column.name}", f"found {shown(cell)}; expected {expected}"))
        elif column.required:
            problems.append(Problem(f"{place}.{column.name}", "found nothing; expected this required cell"))
    return row


def _integer(cell: str) -> int:
    if not _INTEGER.fullmatch(cell):
        raise ValueError
    return int(cell)


def _number(cell: str) -> float:
    if not _NUMBER.fullmatch(cell) or not math.isfinite(float(cell)):
        raise ValueError
    return float(cell)


def _boolean(cell: str) -> bool:
    return {"true": True, "false": False}[cell.lower()]  # spreadsheets write TRUE and FALSE


_READERS: Final[dict[str, Any]] = {
    "string": text_of,
    "integer": _integer,
    "number": _number,
    "boolean": _boolean,
}
