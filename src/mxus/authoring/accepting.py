"""Accepting a changed text: the one line of a project that mxus itself rewrites."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final, cast

from mxus.authoring.project import Locked, digest_of_text, lock_project
from mxus.errors import InvalidDataError, Problem
from mxus.exchange.files import as_found, as_path, write_files
from mxus.exchange.plain_yaml import parse

__all__ = ["accept_texts", "accepted"]

_LENGTH: Final = 64


def accept_texts(project: str | Path) -> Locked:
    """Lock a project against its texts as they are now, and write their digests into it.

    Everything quoted must stand in the new texts; otherwise nothing is written. Of the file only the digests change:
    comments, order and layout are the writer's.

    Raises
    ------
    UnreadableFileError, InvalidDataError
        As :func:`mxus.lock`; and where a digest does not stand in the line of its field, or the project was saved by
        another program meanwhile.

    Examples
    --------
    >>> import mxus, pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     text = pathlib.Path(folder, "annals.txt")
    ...     _ = text.write_text("Coal for the neighbour. By the Scribe.", encoding="utf-8")
    ...     project, *_ = mxus.start_project(text, author="the Scribe")
    ...     _ = text.write_text("Much coal for the neighbour. By the Scribe.", encoding="utf-8")
    ...     _ = accept_texts(project)
    ...     len(mxus.lock(project))
    2
    """
    found = as_found(project)
    locked, content = accepted(project)
    write_files({as_path(project): content}, expected=found)
    return locked


def accepted(project: str | Path) -> tuple[Locked, str]:
    """Lock a project against its texts as they are now; return what it makes, and its file with their digests in it.

    Raises
    ------
    UnreadableFileError, InvalidDataError
        As :func:`accept_texts`.
    """
    locked = lock_project(project, accept_text=True)
    tree = parse(locked.content, where=str(project))
    lines = locked.content.splitlines(keepends=True)
    for index, source in enumerate(cast("list[dict[str, Any]]", tree.content.get("sources", []))):
        text = locked.texts.get(source["id"])
        if text is None:
            continue
        path = f"$.sources[{index}].digest"
        line, old = tree.lines.get(path), source.get("digest")
        if not isinstance(old, str) or len(old) != _LENGTH or line is None or lines[line - 1].count(old) != 1:
            message = f"found no digest to replace in its line; expected digest: {digest_of_text(text)}"
            raise InvalidDataError([Problem(path, message, tree.line(path))], where=str(project))
        lines[line - 1] = lines[line - 1].replace(old, digest_of_text(text))
    return locked, "".join(lines)
