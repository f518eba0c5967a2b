"""What the commands read: datasets, data packages and projects, told apart by their names, never written over."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from mxus.authoring.project import lock_project, texts_named
from mxus.dataset.dataset import Dataset
from mxus.errors import UnreadableFileError
from mxus.exchange.files import resolved
from mxus.exchange.formats.data_package import DESCRIPTOR
from mxus.exchange.formats.data_package_reading import read_data_package, tables_named
from mxus.exchange.json_document import read

__all__ = ["files_of", "is_document", "is_package", "is_project", "not_over", "read_any"]

_SUFFIXES: Final = frozenset({".yaml", ".yml"})


def is_project(path: Path) -> bool:
    """Whether a file is a coding project by its name."""
    return path.suffix.lower() in _SUFFIXES


def is_package(path: Path) -> bool:
    """Whether a file is the description of a data package by its name."""
    return path.name == DESCRIPTOR


def is_document(path: Path) -> bool:
    """Whether a file is a dataset in JSON, being neither of these by its name."""
    return not (is_project(path) or is_package(path))


def read_any(path: Path) -> Dataset:
    """Read a dataset or a data package, or lock a project in memory."""
    if is_package(path):
        return read_data_package(path)
    return lock_project(path).dataset if is_project(path) else read(path)


def files_of(path: Path) -> list[Path]:
    """Return all files that are read with a dataset: the texts of a project and the tables of a data package, too."""
    named = tables_named(path) if is_package(path) else texts_named(path) if is_project(path) else ()
    return [path, *(path.parent / name for name in named)]


def not_over(target: Path, *inputs: Path) -> None:
    """Refuse to write over a file that the command reads, by whatever name: another case, a link, a hard link."""
    place = resolved(target)
    if any(place == resolved(each) or _is_same(place, each) for each in inputs):
        raise UnreadableFileError(f"{target}: is read by this command; expected another file to write")


def _is_same(target: Path, path: Path) -> bool:
    try:
        return os.path.samefile(target, path)  # noqa: PTH121 (as other questions about paths)
    except (OSError, ValueError):
        return False  # one is not there, and so is not the other
