"""Reading and writing files: bounded, in UTF-8, whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Final

from mxus.errors import UnreadableFileError

__all__ = ["LARGEST_FILE", "read_bytes", "read_text", "write_text"]

LARGEST_FILE: Final = 128 * 1024 * 1024
"""Bytes of the largest file that is read: some 200,000 records. More belongs into tables, not into a dataset."""


def read_bytes(path: str | Path) -> bytes:
    """Return the content of a regular file of at most :data:`LARGEST_FILE` bytes.

    Raises
    ------
    UnreadableFileError
        If there is no such file, it is not a regular file, it may not be read, or it is too large.
    """
    path = Path(path)
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
    path = Path(path)
    temporary = ""
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", newline="\n", dir=path.parent, prefix=f".{path.name}.", delete=False
        ) as file:
            temporary = file.name
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o666 & ~_umask())  # noqa: PTH101 (temporary files are private; the result should not be)
        os.replace(temporary, path)  # noqa: PTH105 (replaces atomically; the pathlib method is the same call)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise UnreadableFileError(f"{path}: cannot be written ({_reason(error)})") from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _reason(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
