"""Reading and writing files: bounded, in UTF-8, whole or not at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Generator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from mxus.errors import InvalidValueError, UnreadableFileError, shown

__all__ = [
    "LARGEST_FILE",
    "as_path",
    "is_file",
    "is_folder",
    "read_bytes",
    "read_text",
    "resolved",
    "write_files",
    "write_folder",
    "write_text",
    "written_whole",
]

LARGEST_FILE: Final = 128 * 1024 * 1024
"""Bytes of the largest file that is read: some 200,000 records. More belongs into tables, not into a dataset."""


def as_path(path: str | Path) -> Path:
    """Return a path; raise InvalidValueError where it is none.

    Examples
    --------
    >>> as_path(None)
    Traceback (most recent call last):
        ...
    mxus.errors.InvalidValueError: found None; expected a path, as text or pathlib.Path
    """
    if not isinstance(path, str | os.PathLike):
        raise InvalidValueError(f"found {shown(path)}; expected a path, as text or pathlib.Path")
    return Path(path)


def is_file(path: str | Path) -> bool:
    """Whether there is a file; of a name that is too long, pathlib raises an error instead of saying no.

    Examples
    --------
    >>> is_file("x" * 5000)
    False
    """
    return os.path.isfile(path)  # noqa: PTH113 (said above)


def is_folder(path: str | Path) -> bool:
    """Whether there is a folder, as :func:`is_file`.

    Examples
    --------
    >>> is_folder("."), is_folder("x" * 5000)
    (True, False)
    """
    return os.path.isdir(path)  # noqa: PTH112 (said above)


def read_bytes(path: str | Path) -> bytes:
    """Return the content of a regular file of at most :data:`LARGEST_FILE` bytes.

    Raises
    ------
    UnreadableFileError
        If there is no such file, it is not a regular file, it may not be read, or it is too large.
    """
    path = as_path(path)
    try:
        problem = _unreadable(path)
        if problem is None:
            return path.read_bytes()
    except (OSError, ValueError) as error:
        raise UnreadableFileError(f"{path}: {_reason(error)}") from error
    raise UnreadableFileError(f"{path}: {problem}")


def _unreadable(path: Path) -> str | None:
    if not path.exists():
        return "no such file"
    if not path.is_file():
        return "found a directory or device; expected a regular file"
    size = path.stat().st_size
    return f"found {size:,} bytes; expected at most {LARGEST_FILE:,}" if size > LARGEST_FILE else None


def resolved(path: str | Path) -> Path:
    """Return where a path leads, links followed; itself where they lead in a circle.

    Raises
    ------
    UnreadableFileError
        If it can be no path.
    """
    path = as_path(path)
    try:
        return Path(os.path.realpath(path))  # Path.resolve raises on a circle before Python 3.13
    except (OSError, ValueError) as error:
        raise UnreadableFileError(f"{path}: {_reason(error)}") from error


def read_text(path: str | Path) -> str:
    """Return the content of a UTF-8 text file, without a byte order mark.

    Raises
    ------
    UnreadableFileError
        As :func:`read_bytes`, and if the content is not UTF-8; the message says where.
    """
    content = read_bytes(path)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        found = f"found byte 0x{content[error.start]:02x} at offset {error.start:,}, which is not UTF-8"
        raise UnreadableFileError(f"{path}: {found}; expected a UTF-8 text file") from error


def write_text(path: str | Path, content: str) -> None:
    """Write a UTF-8 text file in one step: a reader sees the old content or the new, never a part.

    Raises
    ------
    UnreadableFileError
        If it cannot be written; what was there before is still there.
    """
    write_files({as_path(path): content})


def write_files(files: Mapping[Path, str | bytes]) -> None:
    """Write several files, text in UTF-8, each in one step, and none before all have been written beside their places.

    Links are followed, and a file that exists keeps its permissions.

    Raises
    ------
    UnreadableFileError
        If one cannot be written; what was there before is still there.
    """
    staged: list[tuple[Path, Path]] = []
    path = Path()
    try:
        for path, content in files.items():
            target = resolved(path)
            _require_place(target, path)
            temporary = _beside(target)
            mode = target.stat().st_mode & 0o777 if target.exists() else 0o666
            staged.append((temporary, target))
            with open(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:  # noqa: PTH123 (of a descriptor)
                file.write(content.encode() if isinstance(content, str) else content)
                file.flush()
                os.fsync(file.fileno())
        for temporary, target in staged:
            path = target
            os.replace(temporary, target)  # noqa: PTH105 (the pathlib method is the same call)
    except (OSError, ValueError) as error:
        if isinstance(error, UnreadableFileError):
            raise
        raise UnreadableFileError(f"{path}: cannot be written ({_reason(error)})") from error
    finally:
        for temporary, _ in staged:
            _remove(temporary)


def write_folder(folder: str | Path, files: Mapping[str, str | bytes]) -> tuple[Path, ...]:
    """Write files into a folder, by name, as :func:`write_files`; make it where it does not exist.

    Returns
    -------
    tuple of Path
        The files written.

    Raises
    ------
    UnreadableFileError
        If the folder cannot be made, or a file not be written there: it is a link that leads elsewhere, say.
    """
    folder = as_path(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        leading = [name for name in files if resolved(folder / name).parent != resolved(folder)]
    except (OSError, ValueError) as error:
        raise UnreadableFileError(f"{folder}: cannot be made a folder ({_reason(error)})") from error
    if leading:
        raise UnreadableFileError(f"{folder / leading[0]}: cannot be written (it leads out of the folder)")
    placed = {folder / name: content for name, content in files.items()}
    write_files(placed)
    return tuple(placed)


@contextmanager
def written_whole(path: str | Path) -> Generator[Path, None, None]:
    """Give a path beside a file's for others to write to, and move what they wrote to its place at the end.

    Links are followed, and a file that exists keeps its permissions.

    Raises
    ------
    UnreadableFileError
        If it cannot be written; what was there before is still there.
    """
    target = resolved(path)
    temporary = _beside(target)
    try:
        _require_place(target, path)
        yield temporary
        if target.exists():
            temporary.chmod(target.stat().st_mode & 0o777)
        with temporary.open("rb") as file:
            os.fsync(file.fileno())
        os.replace(temporary, target)  # noqa: PTH105 (the pathlib method is the same call)
    except OSError as error:
        if isinstance(error, UnreadableFileError):
            raise
        raise UnreadableFileError(f"{path}: cannot be written ({_reason(error)})") from error
    finally:
        _remove(temporary)


def _require_place(target: Path, path: str | Path) -> None:
    """Raise UnreadableFileError where a file cannot be moved to, or must not: in the place of a device, say."""
    if target.is_dir():
        kind = "a folder"
    elif target.is_symlink():
        kind = "a link that leads in a circle"
    elif target.exists() and not target.is_file():
        kind = "no regular file"
    elif not target.parent.is_dir():
        kind = "in no folder"
    else:
        return
    raise UnreadableFileError(f"{path}: cannot be written (it is {kind})")


def _beside(target: Path) -> Path:
    """Return a new hidden name beside a file's, of the same kind, that is not too long where the file's own is not."""
    return target.with_name(f".{target.stem[:20]}.{secrets.token_hex(8)}{target.suffix[:20]}")


def _remove(temporary: Path) -> None:
    """Remove what may stand beside a file still; where that cannot be, what went wrong before is what is told."""
    with suppress(OSError):
        temporary.unlink(missing_ok=True)


def _reason(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
