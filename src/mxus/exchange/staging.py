"""What the system offers to replace files whole: hidden folders to write in, locks, exchange by name, permissions.

A writer puts what it writes into a hidden folder of its own, ``.mxus-`` and sixteen hexadecimal digits, and locks that
folder as long as it lives. The system gives the lock up when the writer ends, however it ends, so the next writer knows
which folders were left behind and removes them. Where a system has no such locks, a folder is left behind after a day.
"""

from __future__ import annotations

import functools
import os
import re
import secrets
import shutil
import stat
import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

__all__ = ["exchanged", "held", "keep_rights", "staging"]

_NAME: Final = re.compile(r"\.mxus-[0-9a-f]{16}")

_OLD: Final = 24 * 3600
"""Seconds after which a hidden folder is left behind where locks do not say so."""

_PATIENCE: Final = 20.0
"""Seconds to wait for another writer of the same folder, who holds its lock for some milliseconds."""


@contextmanager
def staging(folder: Path) -> Generator[Path, None, None]:
    """Give a new hidden folder in `folder` that only its owner may read; remove it at the end.

    Hidden folders of writers that were killed are removed first. Those of living writers are left alone.

    Raises
    ------
    OSError
        If no folder can be made there.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with staging(pathlib.Path(folder)) as hidden:
    ...         print(hidden.parent == pathlib.Path(folder), hidden.name[:6])
    ...     print(list(pathlib.Path(folder).iterdir()))
    True .mxus-
    []
    """
    _remove_left_behind(folder)
    hidden, lock = _made(folder)
    try:
        yield hidden
    finally:
        shutil.rmtree(hidden, ignore_errors=True)  # what remains is removed by the next writer
        if lock is not None:
            os.close(lock)


def _made(folder: Path) -> tuple[Path, int | None]:
    while True:
        hidden = folder / f".mxus-{secrets.token_hex(8)}"
        hidden.mkdir(mode=0o700)
        try:
            lock = _locked(hidden)
        except (BlockingIOError, FileNotFoundError):
            continue  # another writer took it for one left behind, between the two calls
        except OSError:
            hidden.rmdir()
            raise
        if lock is None or _is_at(lock, hidden):
            return hidden, lock
        os.close(lock)


def _remove_left_behind(folder: Path) -> None:
    with os.scandir(folder) as entries:
        found = [Path(each.path) for each in entries if _NAME.fullmatch(each.name)]
    for hidden in found:
        try:
            if not stat.S_ISDIR(hidden.lstat().st_mode):
                continue
            lock = _locked(hidden)
        except OSError:
            continue  # its writer lives, or it is gone, or another user's
        if lock is not None:
            shutil.rmtree(hidden, ignore_errors=True)
            os.close(lock)
        elif time.time() - hidden.lstat().st_mtime > _OLD:
            shutil.rmtree(hidden, ignore_errors=True)


def _locked(folder: Path) -> int | None:
    """Lock a folder and return what holds the lock; None where the system has no such locks.

    Raises
    ------
    BlockingIOError
        If another holds it.
    """
    if sys.platform == "win32":
        return None
    import fcntl  # noqa: PLC0415 (not everywhere)

    lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        raise
    except OSError:
        os.close(lock)
        return None
    return lock


def _is_at(lock: int, folder: Path) -> bool:
    """Whether a locked folder is still the one of that name."""
    try:
        return os.path.samestat(os.fstat(lock), folder.stat())
    except FileNotFoundError:
        return False


@contextmanager
def held(folder: Path) -> Generator[None, None, None]:
    """Keep other writers of a folder out while files are moved to their places in it.

    Raises
    ------
    OSError
        If there is no such folder, or another writer does not end.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder, held(pathlib.Path(folder)):
    ...     pass
    """
    end = time.monotonic() + _PATIENCE
    lock: int | None = None
    while True:
        try:
            lock = _locked(folder)
        except BlockingIOError:
            if time.monotonic() > end:
                raise
            time.sleep(0.002)
            continue
        if lock is None or _is_at(lock, folder):  # another folder may have taken its place meanwhile
            break
        os.close(lock)
    try:
        yield
    finally:
        if lock is not None:
            os.close(lock)


def exchanged(first: Path, second: Path) -> bool:
    """Exchange two files or two folders by name, in one step; False where that cannot be, with nothing done.

    Examples
    --------
    >>> exchanged(Path("not there"), Path("not there either"))
    False
    """
    exchange = _exchange()
    return exchange is not None and exchange(os.fsencode(first), os.fsencode(second)) == 0


@functools.cache
def _exchange() -> Callable[[bytes, bytes], int] | None:
    """Return the system's call for it: Linux since 3.15, macOS since 10.12, on most of their file systems."""
    if sys.platform == "win32":
        return None
    import ctypes  # noqa: PLC0415 (only who replaces several files needs it)

    library = ctypes.CDLL(None)
    if sys.platform == "darwin":
        rename: Any = getattr(library, "renamex_np", None)
        return None if rename is None else lambda first, second: int(rename(first, second, ctypes.c_uint(2)))
    rename_at: Any = getattr(library, "renameat2", None)
    here = ctypes.c_int(-100)  # AT_FDCWD: paths are those of the process
    if rename_at is None:
        return None
    return lambda first, second: int(rename_at(here, first, here, second, ctypes.c_uint(2)))


def keep_rights(before: Path, after: Path) -> None:
    """Give a file or folder what another of its kind has: permissions, owner, group, extended attributes.

    Where the system does not let us give the owner, the file is ours; where not the group, what the group might do is
    cut down to what all others might.

    Raises
    ------
    OSError
        If permissions cannot be given.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     before, after = pathlib.Path(folder, "before"), pathlib.Path(folder, "after")
    ...     before.touch(mode=0o640), after.touch(mode=0o600)
    ...     keep_rights(before, after)
    ...     oct(after.stat().st_mode)[-3:]
    (None, None)
    '640'
    """
    was = before.stat()
    mode = stat.S_IMODE(was.st_mode)
    if sys.platform != "win32" and not _owned(after, was.st_uid, was.st_gid) and not _owned(after, -1, was.st_gid):
        mode = mode & ~0o070 | (mode & 0o007) << 3
    shutil.copystat(before, after)
    os.utime(after)  # all but the times
    after.chmod(mode)


def _owned(path: Path, owner: int, group: int) -> bool:
    """Give a file to an owner and a group; return whether that was allowed."""
    is_now = path.stat()
    if owner in {-1, is_now.st_uid} and group == is_now.st_gid:
        return True
    try:
        os.chown(path, owner, group)
    except PermissionError:
        return False
    return True
