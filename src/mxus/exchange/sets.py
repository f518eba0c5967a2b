"""Sets of files: written beside their folder and exchanged with it in one step where the system can.

It can where the folder holds nothing but the set: then the whole folder is exchanged with a new one. Where it holds
other files, too, or names cannot be exchanged, the files are moved to their places one after the other, the descriptor
last, and moved back if one cannot be. A writer that is killed in between leaves a set that its descriptor shows to be
mixed (:mod:`mxus.exchange.manifest`). Files of the set before that the new one does not have are removed, if they are
as they were written; no other file ever is.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Final

from mxus.errors import InvalidValueError, UnreadableFileError
from mxus.exchange.csv_cells import csv_rows
from mxus.exchange.files import as_path, digest_of, is_file, read_text, resolved, write_beside, write_files
from mxus.exchange.manifest import DESCRIPTOR, MANIFESTS, named_in
from mxus.exchange.staging import exchanged, held, keep_rights, staging
from mxus.exchange.table_layout import tables

__all__ = ["write_set"]

_DESCRIPTORS: Final = (DESCRIPTOR, *MANIFESTS.values())


def write_set(
    folder: str | Path, files: Mapping[str, str | bytes], *, expected: Mapping[Path, str | None] | None = None
) -> tuple[Path, ...]:
    """Write files into a folder, by name: all of them, or none where one cannot be. The folder is made where needed.

    Parameters
    ----------
    folder : str or Path
        Where to.
    files : mapping of str to str or bytes
        Contents by name. If a descriptor is among them, they are a set, and take the place of the one that is there.
    expected : mapping of Path to str or None, optional
        As for :func:`mxus.exchange.files.write_files`.

    Returns
    -------
    tuple of Path
        The files written.

    Raises
    ------
    UnreadableFileError
        If the folder cannot be made, or a file not be written there: it is a link that leads elsewhere, say.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [path.name for path in write_set(folder, {"a.csv": "id", "b.csv": "id"})]
    ['a.csv', 'b.csv']
    """
    folder = as_path(folder)
    place = resolved(folder)
    descriptor = next((name for name in _DESCRIPTORS if name in files), None)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        leading = [name for name in files if resolved(place / name).parent != place]
        if leading:
            raise UnreadableFileError(f"{folder / leading[0]}: cannot be written (it leads out of the folder)")
        swapped = descriptor is not None and not expected and _swapped(place, files, descriptor)
        if not swapped:
            place.mkdir(exist_ok=True)
    except (OSError, ValueError) as error:
        if isinstance(error, UnreadableFileError):
            raise
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise UnreadableFileError(f"{folder}: cannot be made a folder or written ({reason})") from error
    if not swapped:
        _moved(folder, files, descriptor, expected)
    return tuple(folder / name for name in files)


def _moved(
    folder: Path, files: Mapping[str, str | bytes], descriptor: str | None, expected: Mapping[Path, str | None] | None
) -> None:
    """Move files to their places one after the other, the descriptor last."""
    place = resolved(folder)
    try:
        with held(place):
            stale = [] if descriptor is None else [place / name for name in _stale(place, descriptor, files)]
            ordered = sorted(files, key=lambda name: name == descriptor)
            write_files({folder / name: files[name] for name in ordered}, expected=expected, leaving=stale)
    except BlockingIOError as error:
        raise UnreadableFileError(f"{folder}: cannot be written (another program is writing there)") from error


def _swapped(place: Path, files: Mapping[str, str | bytes], descriptor: str) -> bool:
    """Exchange a folder with a new one that holds the set; return False where that cannot be, with nothing done."""
    if not _may_be_exchanged(place) or not _own(place, descriptor, files):
        return False
    try:
        with staging(place.parent) as hidden:
            made = hidden / "set"
            made.mkdir()
            for name, content in files.items():
                write_beside(made / name, place / name, content)
            if not place.exists():
                os.replace(made, place)  # noqa: PTH105 (the pathlib method is the same call)
                return True
            keep_rights(place, made)
            with held(place):
                own = _own(place, descriptor, files)
                if not own or not _same_owner(place, made) or not exchanged(made, place):
                    return False
                before = hidden / "before"
                try:
                    os.replace(made, before)  # noqa: PTH105 (the pathlib method is the same call)
                except BaseException:  # an interruption, too: the old set goes back into its place, and the error on
                    exchanged(made, place)
                    raise
                for entry in before.iterdir():  # what another program has put there since
                    if entry.name not in own and not os.path.lexists(place / entry.name):
                        entry.rename(place / entry.name)
    except OSError as error:
        if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
            return False  # the folder may be written, but not the one above it
        raise
    return True


def _may_be_exchanged(place: Path) -> bool:
    """Whether a folder may be moved: not where someone would then stand in a folder that is gone, or beyond a disk."""
    try:
        here = Path.cwd()
    except FileNotFoundError:
        here = place.parent
    if not place.exists():
        return True
    may = place.is_dir() and os.access(place, os.W_OK | os.X_OK) and not here.is_relative_to(place)
    return may and place.stat().st_dev == place.parent.stat().st_dev


def _same_owner(first: Path, second: Path) -> bool:
    one, other = first.stat(), second.stat()
    return (one.st_uid, one.st_gid) == (other.st_uid, other.st_gid)


def _own(place: Path, descriptor: str, files: Collection[str]) -> set[str]:
    """Return the names in a folder that belong to the set; none if there are others, too."""
    if not place.exists():
        return {descriptor}
    with os.scandir(place) as entries:
        there = {entry.name: entry.is_file(follow_symlinks=False) for entry in entries}
    own = {*files, *_stale(place, descriptor, files)}
    return own if own.issuperset(there) and all(there.values()) else set()


def _stale(place: Path, descriptor: str, files: Collection[str]) -> list[str]:
    """Return the files of the set that is there which the new one does not have, and which are as they were written.

    A dataset in JSON is none of them: it is whole by itself, and may be the only copy.
    """
    named = named_in(place, descriptor) or _named_before(place, descriptor)
    return [
        name
        for name, digest in named.items()
        if name not in files
        and not name.endswith(".json")
        and is_file(place / name)
        and not (place / name).is_symlink()
        and (digest is None or digest == f"sha256:{digest_of(place / name)}")
    ]


def _named_before(place: Path, descriptor: str) -> dict[str, str | None]:
    """Return the files of an export by a version that wrote no manifests: by dictionary or Croissant description."""
    known = [table.name for table in tables()]
    try:
        if descriptor == MANIFESTS["parquet"]:
            lines = csv_rows(read_text(place / "dictionary.csv"))
            return {f"{name}.parquet": None for name in known if name in {line[0] for line in lines if line}}
        if descriptor == MANIFESTS["croissant"]:
            content = read_text(place / "croissant.json")
            return {f"{name}.csv": None for name in known if f'"contentUrl": "{name}.csv"' in content}
    except (UnreadableFileError, InvalidValueError):
        pass  # there is no such export
    return {}
