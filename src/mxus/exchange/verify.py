"""Verification against a file, which is where a copy of a text usually is."""

from __future__ import annotations

from pathlib import Path

from mxus.dataset.dataset import Dataset
from mxus.dataset.verification import Verification, verify_text
from mxus.exchange.files import read_text

__all__ = ["verify"]


def verify(dataset: Dataset, path: str | Path, *, source: str | None = None) -> Verification:
    """Compare every passage of a dataset with a copy of the text in a file.

    Parameters
    ----------
    dataset : Dataset
        Any dataset.
    path : str or Path
        A UTF-8 text file. Line wrapping, style of quotation marks and Unicode form do not matter; all else does.
    source : str, optional
        Id of the source that the file is a copy of; not needed where the dataset has one.

    Returns
    -------
    Verification
        Changed, missing and moved passages, by record and paragraph.

    Raises
    ------
    UnreadableFileError
        If the file cannot be read as UTF-8 text.
    UnknownIdError, InvalidValueError
        If `source` is unknown, or needed and not given.

    Examples
    --------
    >>> import mxus, pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "article.txt")
    ...     _ = path.write_text("Not the article.", encoding="utf-8")
    ...     mxus.verify(mxus.load(), path).ok
    False
    """
    return verify_text(dataset, read_text(path), source=source)
