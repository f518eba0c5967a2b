"""Reading and writing files: bounded, in UTF-8, whole or not at all."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Generator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from mxus.errors import InvalidValueError, UnreadableFileError, shown
from mxus.exchange.staging import exchanged, keep_rights, staging

__all__ = [
    "LARGEST_FILE",
    "as_found",
    "as_path",
    "decoded",
    "digest_of",
    "is_file",
    "is_folder",
    "read_bytes",
    "read_text",
    "resolved",
    "write_beside",
    "write_files",
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
    return decoded(read_bytes(path), path)


def decoded(content: bytes, path: str | Path) -> str:
    """Return the text of a file that was read, as :func:`read_text`; `path` names it in messages.

    Examples
    --------
    >>> decoded(b"id", "events.csv")
    'id'
    """
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        found = f"found byte 0x{content[error.start]:02x} at offset {error.start:,}, which is not UTF-8"
        raise UnreadableFileError(f"{path}: {found}; expected a UTF-8 text file") from error


def as_found(*paths: str | Path) -> dict[Path, str | None]:
    """Return the digest of what files hold now, None where there is none; what is no regular file is left out.

    :func:`write_files` takes it as `expected`: what another program has saved since is then not written over.

    Raises
    ------
    UnreadableFileError
        If a file cannot be read.

    Examples
    --------
    >>> as_found("not there") == {resolved("not there"): None}
    True
    """
    places = {resolved(path): path for path in paths}
    found: dict[Path, str | None] = {}
    for place, path in places.items():
        try:
            if is_file(place):
                found[place] = digest_of(place)
            elif not os.path.lexists(place):
                found[place] = None
        except OSError as error:
            raise UnreadableFileError(f"{path}: {_reason(error)}") from error
    return found


def write_text(path: str | Path, content: str) -> None:
    """Write a UTF-8 text file in one step: a reader sees the old content or the new, never a part.

    Raises
    ------
    UnreadableFileError
        If it cannot be written; what was there before is still there.
    """
    write_files({as_path(path): content})


def write_files(
    files: Mapping[Path, str | bytes],
    *,
    expected: Mapping[Path, str | None] | None = None,
    leaving: Sequence[Path] = (),
) -> None:
    """Write several files, text in UTF-8: all of them, or none where one cannot be.

    Each is written beside its place and moved there in one step, in the order given, after all have been written. Where
    one cannot be moved, those moved before it are moved back. Links are followed, and a file that exists keeps its
    permissions and owner; a hard link to it keeps the old content.

    Parameters
    ----------
    files : mapping of Path to str or bytes
        Contents by path.
    expected : mapping of Path to str or None, optional
        What :func:`as_found` returned before the files were read. Where a file holds something else by now, nothing is
        written.
    leaving : sequence of Path, default ()
        Files to remove, before the last is moved to its place.

    Raises
    ------
    UnreadableFileError
        If one cannot be written, or was saved by another program; what was there before is still there.
    """
    path = Path()
    try:
        with ExitStack() as stack:
            hidden: dict[Path, Path] = {}
            staged: list[tuple[Path, Path]] = []
            for path, content in files.items():
                target = resolved(path)
                _require_place(target, path)
                if target.parent not in hidden:
                    hidden[target.parent] = stack.enter_context(staging(target.parent))
                temporary = hidden[target.parent] / str(len(staged))
                write_beside(temporary, target, content)
                staged.append((temporary, target))
            undo = stack.enter_context(ExitStack())
            several = len(staged) + len(leaving) > 1
            for number, (temporary, target) in enumerate(staged):
                if number == len(staged) - 1:
                    for path in leaving:
                        aside = hidden[path.parent] / path.name
                        undo.callback(_put_back, aside, path, None)
                        os.replace(path, aside)  # noqa: PTH105 (the pathlib method is the same call)
                path = target
                if expected is not None and target in expected:
                    _replace_expected(temporary, target, expected[target], undo)
                elif several:
                    _replace(temporary, target, undo)
                else:
                    os.replace(temporary, target)  # noqa: PTH105 (the pathlib method is the same call)
            undo.pop_all()
    except (OSError, ValueError) as error:
        if isinstance(error, UnreadableFileError):
            raise
        raise UnreadableFileError(f"{path}: cannot be written ({_reason(error)})") from error


def write_beside(temporary: Path, target: Path, content: str | bytes) -> None:
    """Write a new file that is to take the place of another, on the disk and with the rights of that other.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    with open(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666), "wb") as file:  # noqa: PTH123 (of a descriptor)
        file.write(content.encode() if isinstance(content, str) else content)
        if target.exists():
            keep_rights(target, temporary)
        file.flush()
        os.fsync(file.fileno())


def _replace(temporary: Path, target: Path, undo: ExitStack) -> Path | None:
    """Move a file to its place, and let `undo` put back what was there; return where that is now, if anything was."""
    made = temporary.stat()
    if not target.exists():
        undo.callback(_put_back, None, target, made)
        os.replace(temporary, target)  # noqa: PTH105 (the pathlib method is the same call)
        return None
    before = temporary.with_name(f"{temporary.name}.before")
    undo.callback(_put_back, temporary, target, made)
    undo.callback(_put_back, before, target, made)
    if exchanged(temporary, target):
        os.replace(temporary, before)  # noqa: PTH105 (the pathlib method is the same call)
        return before
    try:
        os.link(target, before)  # (the pathlib method came later, the other way round)
    except OSError:  # there are no hard links here
        shutil.copy2(target, before)
    os.replace(temporary, target)  # noqa: PTH105 (the pathlib method is the same call)
    return before


def _put_back(before: Path | None, target: Path, made: os.stat_result | None) -> None:
    """Put back what was in the place of a file, where the one we made is there still, or none as we left it."""
    if before is not None and not before.exists():
        return
    now = target.stat() if target.exists() else None
    if now is None or made is None:
        if now is made and before is not None:
            os.replace(before, target)  # noqa: PTH105 (the pathlib method is the same call)
    elif not os.path.samestat(now, made):
        pass  # another program's, or put back already
    elif before is None:
        target.unlink()
    elif not exchanged(before, target):
        os.replace(before, target)  # noqa: PTH105 (the pathlib method is the same call)


def _replace_expected(temporary: Path, target: Path, expected: str | None, undo: ExitStack) -> None:
    """Move a file to its place where what is there is what is expected, as :func:`_replace`.

    What was there is compared once more when it is out of its place, so that no save in between is lost. (Where names
    cannot be exchanged, one that comes by a move of another program is, if it comes between two calls of the system.)
    """
    if expected is None:
        made = temporary.stat()
        try:
            os.link(temporary, target)
        except FileExistsError:
            raise _saved_by_another(target) from None
        except OSError:  # there are no hard links here
            if os.path.lexists(target):
                raise _saved_by_another(target) from None
            os.replace(temporary, target)  # noqa: PTH105 (the pathlib method is the same call)
        undo.callback(_put_back, None, target, made)
        return
    if not is_file(target) or digest_of(target) != expected:
        raise _saved_by_another(target)
    with ExitStack() as back:
        before = _replace(temporary, target, back)
        if before is not None and digest_of(before) != expected:
            raise _saved_by_another(target)
        undo.push(back.pop_all())


def _saved_by_another(target: Path) -> UnreadableFileError:
    found = "was written by another program while this one read it"
    return UnreadableFileError(f"{target}: cannot be written (it {found}; that is kept, run this again)")


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file.

    Raises
    ------
    OSError
        If it cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def written_whole(path: str | Path) -> Generator[Path, None, None]:
    """Give a path beside a file's for others to write to, and move what they wrote to its place at the end.

    Links are followed, and a file that exists keeps its permissions and owner.

    Raises
    ------
    UnreadableFileError
        If it cannot be written; what was there before is still there.
    """
    target = resolved(path)
    try:
        _require_place(target, path)
        with staging(target.parent) as hidden:
            temporary = hidden / f"0{target.suffix[:20]}"
            yield temporary
            if target.exists():
                keep_rights(target, temporary)
            with temporary.open("rb") as file:
                os.fsync(file.fileno())
            os.replace(temporary, target)  # noqa: PTH105 (the pathlib method is the same call)
    except OSError as error:
        if isinstance(error, UnreadableFileError):
            raise
        raise UnreadableFileError(f"{path}: cannot be written ({_reason(error)})") from error


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


def _reason(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
