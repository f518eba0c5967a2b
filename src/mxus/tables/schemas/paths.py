"""Which files a path names, and the name under which DuckDB reads exactly that file.

DuckDB takes a name for a pattern (``gdelt[1].csv``), an address (``s3://``) or a home (``~``). A path that a user
gives names one file, whatever characters it has: it is made absolute, and a name that DuckDB could still take for a
pattern is read through a link with a plain name. The links are in a folder that is removed when Python ends.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Sequence
from functools import cache
from glob import glob as matching
from itertools import count
from pathlib import Path
from typing import Final

from mxus.errors import InvalidValueError, UnreadableFileError, shown

__all__ = ["is_gzip", "is_parquet", "named_files", "plain_name", "scratch_file"]

_SPECIAL: Final = frozenset("*?[]{}\\")
"""Characters that DuckDB takes for a pattern, or for a separator of folders, in one of its versions."""

_PACKED: Final = (".zip", ".zst", ".bz2", ".xz", ".7z")

_numbers: Final = count()


def named_files(path: str | Path | Sequence[str | Path] | None, glob: str | None) -> tuple[str, ...]:
    """Return the files that are named by a path, by several, or by a pattern.

    Raises
    ------
    InvalidValueError
        If not exactly one of both is given, it is neither text nor a path, or a file is named twice.
    UnreadableFileError
        If there is no such file, one is a folder or packed, or some are Parquet and some are not.
    """
    if (path is None) == (glob is None):
        raise InvalidValueError(f"found path {shown(path)} and glob {shown(glob)}; expected one of them")
    if glob is not None:
        files = sorted(matching(_as_text(glob)))  # noqa: PTH207 (a whole pattern)
        if not files:
            raise UnreadableFileError(f"{glob}: no such file matches")
    elif isinstance(path, str | os.PathLike):
        files = [_as_text(path)]
    elif isinstance(path, Iterable):
        files = [_as_text(each) for each in path]
    else:
        raise InvalidValueError(f"found {shown(path)}; expected a path, or several")
    if not files:
        raise InvalidValueError("found no path; expected one or several")
    seen: dict[tuple[int, int], str] = {}
    for file in files:
        _require_file(file)
        status = Path(file).stat()
        this = status.st_dev, status.st_ino
        if this in seen:
            message = f"found {shown(seen[this])} and {shown(file)}, which are one file; expected each file once"
            raise InvalidValueError(message)
        seen[this] = file
    if len({is_parquet(file) for file in files}) > 1:
        raise UnreadableFileError(f"{files[0]}: found Parquet beside other files; expected files of one kind")
    return tuple(files)


def _as_text(path: str | Path) -> str:
    if not isinstance(path, str | os.PathLike):
        raise InvalidValueError(f"found {shown(path)}; expected a path, as text or pathlib.Path")
    return str(path)


def _require_file(file: str) -> None:
    # Those of os.path: of a name that is too long, the methods of pathlib raise an error instead of saying no.
    if os.path.isdir(file):  # noqa: PTH112 (said above)
        pattern = shown(str(Path(file) / "*.csv"))
        raise UnreadableFileError(f"{file}: is a folder; expected a file, or a pattern such as glob={pattern}")
    ending = Path(file).suffix.lower()
    if ending in _PACKED:
        raise UnreadableFileError(f"{file}: DuckDB reads no {ending[1:]}; expected it unpacked, or as .gz or .parquet")
    if not os.path.isfile(file):  # noqa: PTH113 (said above)
        hint = "; a path names one file, a pattern is given as glob= or file by file" if _SPECIAL & set(file) else ""
        raise UnreadableFileError(f"{file}: no such file{hint}")


def is_parquet(file: str) -> bool:
    """Whether a file is Parquet by its name."""
    return file.lower().endswith((".parquet", ".pq"))


def is_gzip(file: str) -> bool:
    """Whether a file is compressed by gzip, by its name."""
    return file.lower().endswith(".gz")


def plain_name(file: str) -> str:
    """Return an absolute name of a file that DuckDB takes for nothing else than that file.

    Raises
    ------
    UnreadableFileError
        If there is none: the name is no text, or no link can be made.
    """
    upper_case = file.endswith((".GZ", ".Gz", ".gZ"))
    try:
        # Links of folders are followed, so that DuckDB has nothing to tidy; that of the file has the ending to go by.
        absolute = str(Path(os.path.realpath(Path(file).parent)) / Path(file).name)
        absolute.encode()
        if not upper_case and not _SPECIAL & set(absolute.replace("\\", "/") if os.name == "nt" else absolute):
            return absolute
        link = scratch_file(".csv.gz" if is_gzip(file) else ".parquet" if is_parquet(file) else ".csv")
        os.symlink(os.path.realpath(absolute), link)  # noqa: PTH211 (links of links are followed first)
    except (OSError, ValueError) as error:
        raise UnreadableFileError(f"{file}: cannot be read under this name ({error}); rename it") from error
    return link


def scratch_file(ending: str) -> str:
    """Return a new name in the folder that is removed when Python ends."""
    return str(Path(_scratch().name) / f"{next(_numbers)}{ending}")


@cache
def _scratch() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="mxus-", ignore_cleanup_errors=True)
