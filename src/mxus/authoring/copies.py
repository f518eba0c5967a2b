"""Copies of coded texts: how every function takes one, and whether it still says what was coded.

A copy is handed over as the path of a UTF-8 file, or as a :class:`mxus.SourceText` if its words are at hand. A string
is always a path.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

from mxus.authoring.quotes import SourceText
from mxus.dataset.dataset import Dataset
from mxus.dataset.paragraphs import Copy, find_paragraphs
from mxus.dataset.verification import Verification, only_source, verify_text
from mxus.errors import InvalidValueError, UnreadableFileError, shown
from mxus.exchange.files import is_file, read_text
from mxus.records.source import Source

__all__ = ["TextLike", "coded_copies", "source_and_words", "verify", "words_of_text"]

TextLike: TypeAlias = str | Path | SourceText
"""The path of a UTF-8 text file, or a text at hand."""


def words_of_text(text: TextLike) -> str:
    """Return the words of a text: those of the file, if it is a path.

    Raises
    ------
    UnreadableFileError
        If there is no such file, or it is not UTF-8.
    InvalidValueError
        If it is neither a path nor a SourceText.

    Examples
    --------
    >>> words_of_text(SourceText.of("They met.", source="annals"))
    'They met.'
    >>> words_of_text("They met. They talked.")
    Traceback (most recent call last):
        ...
    mxus.errors.UnreadableFileError: found 'They met. They talked.', no file; expected a path, or words by SourceText.of
    """
    if isinstance(text, SourceText):
        return text.content
    if isinstance(text, str) and any(map(str.isspace, text)) and not is_file(text):
        raise UnreadableFileError(f"found {shown(text)}, no file; expected a path, or words by SourceText.of")
    return read_text(text)


def source_and_words(dataset: Dataset, text: TextLike, source: str | None = None) -> tuple[Source, str]:
    """Return the source that a text is a copy of, and the words of the copy.

    Raises
    ------
    UnknownIdError
        If the source, or that of a SourceText, is unknown.
    InvalidValueError
        If no source is named and the dataset has not exactly one; if the SourceText is of another source.
    UnreadableFileError
        If there is no such file, or it is not UTF-8.

    Examples
    --------
    >>> import mxus
    >>> source_and_words(mxus.load(), SourceText.of("They met.", source="rojas-2025"))[1]
    'They met.'
    """
    if isinstance(text, SourceText):
        if source is not None and source != text.source:
            message = f"found the text of source {text.source!r}; expected that of {shown(source)}"
            raise InvalidValueError(message)
        source = text.source
    return only_source(dataset, source), words_of_text(text)


def coded_copies(dataset: Dataset, texts: TextLike | Mapping[str, TextLike] | None) -> dict[str, Copy]:
    """Return what each copy has of the paragraphs of its source, by id of the source.

    Parameters
    ----------
    dataset : Dataset
        Any dataset.
    texts : path, SourceText, or Mapping of str to these
        A copy for the id of each source; one alone if the dataset has one source.

    Raises
    ------
    UnknownIdError
        If a source is unknown.
    InvalidValueError
        If a text is not the coded one: no paragraph of the source is in it word for word.
    UnreadableFileError
        If there is no such file, or it is not UTF-8.

    Examples
    --------
    >>> import mxus
    >>> coded_copies(mxus.load(), SourceText.of("Another text.", source="rojas-2025"))
    Traceback (most recent call last):
        ...
    mxus.errors.InvalidValueError: not the coded text of source 'rojas-2025': none of its 21 paragraphs is in it
    """
    if texts is None:
        return {}
    if isinstance(texts, str | os.PathLike | SourceText):
        of, words = source_and_words(dataset, texts)
        return {of.id: _coded(of, words)}
    if not isinstance(texts, Mapping):
        message = f"found texts {shown(texts)}; expected a path or SourceText for the id of each source"
        raise InvalidValueError(message)
    found: dict[str, Copy] = {}
    for name, text in texts.items():
        of, words = source_and_words(dataset, text, name)
        found[of.id] = _coded(of, words)
    return found


def _coded(source: Source, words: str) -> Copy:
    copy = find_paragraphs(source, words)
    if copy.paragraphs and not any(paragraph.intact for paragraph in copy.paragraphs):
        message = f"not the coded text of source {source.id!r}: none of its {len(copy.paragraphs)} paragraphs is in it"
        raise InvalidValueError(message)
    return copy


def verify(dataset: Dataset, text: TextLike, *, source: str | None = None) -> Verification:
    """Compare every passage of a dataset with a copy of the text.

    Parameters
    ----------
    dataset : Dataset
        Any dataset.
    text : str, Path or SourceText
        Path of a UTF-8 text file, or a text at hand. Line wrapping, style of quotation marks and Unicode form do not
        matter; all else does.
    source : str, optional
        Id of the source that it is a copy of; not needed if the dataset has one, or the text is a SourceText.

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
    of, words = source_and_words(dataset, text, source)
    return verify_text(dataset, words, source=of.id)
