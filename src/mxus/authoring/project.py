"""A coding project: a dataset as one writes it by hand, with quoted words in the place of locators.

A project is a YAML file beside the text it codes. It has the fields of a document (:mod:`mxus.dataset.document`), with
these differences: a source names its file (``text``) and the digest of what was in it when coding began, in the place
of its paragraphs; evidence quotes words of the text, in the place of a locator; its ``source`` can be left out where
there is one; periods and quantities may be short (:mod:`mxus.authoring.shorthand`). Locking finds the words and makes
the dataset, which holds none of them. What we leave out: projects of several files, and texts elsewhere than at the
project or below it.
"""

from __future__ import annotations

import json
import re
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, cast

import attrs

from mxus.authoring.quotes import SourceText
from mxus.authoring.shorthand import items_of, written_out
from mxus.dataset.dataset import Dataset
from mxus.dataset.document import COLLECTIONS
from mxus.errors import InvalidDataError, InvalidValueError, Problem, UnreadableFileError, shown
from mxus.exchange.files import as_path, read_text, resolved
from mxus.exchange.json_document import loads
from mxus.exchange.plain_yaml import Tree, parse
from mxus.records._adapters import as_json
from mxus.values.locator import Locator
from mxus.values.text import normalise

__all__ = ["Locked", "digest_of_text", "lock", "lock_project", "read_source_text", "texts_named"]

_LONGEST_TEXT: Final = 16 * 1024 * 1024
"""Characters of the longest text that is coded by hand: some ten thousand pages."""

_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
"""None of these is in a text; those from 0x80 on are what another encoding's quotation marks become."""

_QUOTED: Final = ("quote", "paragraph", "occurrence")
_NOT_READ: Final = SourceText("", ("?",))
"""Stands in for a text that cannot be read, so that the rest of the project can be checked."""


@attrs.frozen
class Locked:
    """A project that is sound: the dataset it makes, the texts it was made from, by source, and its file as read."""

    dataset: Dataset
    texts: dict[str, SourceText]
    content: str


def lock(project: str | Path) -> Dataset:
    """Make a dataset of a coding project: find the quoted words, keep their places and digests.

    Parameters
    ----------
    project : str or Path
        A YAML file as ``mxus init`` begins it.

    Returns
    -------
    Dataset
        Complete and checked, or not at all; without the words of the text.

    Raises
    ------
    UnreadableFileError
        If the project cannot be read.
    InvalidDataError
        If something is wrong in it: words that the text does not have, or has in several places, a text that is no
        longer the one begun with, and all that :func:`mxus.read` refuses. Every problem is listed with its line.

    See Also
    --------
    mxus.start_project : Begin a project.

    Examples
    --------
    >>> import mxus, pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     text = pathlib.Path(folder, "annals.txt")
    ...     _ = text.write_text("Coal for the neighbour. By the Scribe.", encoding="utf-8")
    ...     project, *_ = mxus.start_project(text, author="the Scribe")
    ...     mxus.lock(project)
    <Dataset 'annals-coded': 1 source, 1 actor, 0 policies, 0 trade links, 0 events, 0 positions, 0 claims>
    """
    return lock_project(project).dataset


def lock_project(project: str | Path, *, accept_text: bool = False) -> Locked:
    """Make a dataset of a project and keep its texts; `accept_text` lets them differ from those begun with."""
    path = as_path(project)
    where = str(project)
    written = read_text(path)
    tree = parse(written, where=where)
    if not isinstance(tree.content, dict):
        problem = Problem("$", f"found {shown(tree.content)}; expected the fields of a coding project", tree.line("$"))
        raise InvalidDataError([problem], where=where)
    problems: list[Problem] = []
    standing_in: list[str] = []
    content = cast("dict[str, Any]", written_out(tree.content, tree.spellings, problems, standing_in))
    texts = _Texts(path.parent, problems, accept_text=accept_text)
    for index, source in _members(content, "sources"):
        texts.take(source, f"$.sources[{index}]")
    for collection in COLLECTIONS:
        for index, record in _members(content, collection):
            for number, evidence in _members(record, "evidence"):
                texts.place(evidence, f"$.{collection}[{index}].evidence[{number}]")
    for index, passage in _members(content, "uncoded"):
        texts.place(passage, f"$.uncoded[{index}]")
    return Locked(_checked(content, tree, problems, standing_in, where=where), texts.read, written)


def texts_named(project: str | Path) -> tuple[str, ...]:
    """Return the names of the texts of a project, sound or not; none where it cannot be read, which locking tells.

    Examples
    --------
    >>> import mxus, pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     text = pathlib.Path(folder, "annals.txt")
    ...     _ = text.write_text("Coal for the neighbour. By the Scribe.", encoding="utf-8")
    ...     texts_named(mxus.start_project(text)[0])
    ('annals.txt',)
    """
    try:
        content: object = parse(read_text(project)).content
    except (UnreadableFileError, InvalidDataError):
        return ()
    sources = _members(cast("dict[str, Any]", content), "sources") if isinstance(content, dict) else []
    return tuple(name for _, source in sources if isinstance(name := source.get("text"), str) and "\0" not in name)


def digest_of_text(text: SourceText) -> str:
    """Return the digest by which a project knows the text it codes: of its paragraphs, and of where they end."""
    return sha256("\n\n".join(text.paragraphs).encode(errors="surrogatepass")).hexdigest()


def read_source_text(path: Path, source: str, unbroken: tuple[str, ...] = ()) -> SourceText:
    """Read a text to be coded.

    Raises
    ------
    UnreadableFileError
        If it is not UTF-8 text, has control characters, is too long, or is empty.
    """
    content = read_text(path)
    if len(content) > _LONGEST_TEXT:
        raise UnreadableFileError(f"{path}: found {len(content):,} characters; expected at most {_LONGEST_TEXT:,}")
    odd = _CONTROL.search(content)
    if odd is not None:
        line = content.count("\n", 0, odd.start()) + 1
        raise UnreadableFileError(f"{path}: found the control character {odd[0]!r} in line {line}; expected plain text")
    try:
        return SourceText.of(content, source=source, unbroken=unbroken)
    except InvalidValueError as error:
        raise UnreadableFileError(f"{path}: {error}") from error


def _checked(
    content: dict[str, Any], tree: Tree, problems: list[Problem], standing_in: list[str], *, where: str
) -> Dataset:
    """Return the dataset; raise all problems with their lines, those found before and those of the document.

    What only stands in for a value that is refused already, at the paths `standing_in`, is not refused again.
    """
    made: Dataset | None = None
    try:
        made = loads(json.dumps(content), where=where)
    except InvalidDataError as error:
        problems += [problem for problem in error.problems if problem.path not in standing_in]
    if problems or made is None:
        placed = {(problem.path, problem.message): tree.line(problem.path) for problem in problems}
        ordered = sorted(placed.items(), key=lambda each: each[1] or 0)
        raise InvalidDataError([Problem(*told, line) for told, line in ordered], where=where)
    return made


def _members(content: dict[str, Any], field: str) -> list[tuple[int, dict[str, Any]]]:
    """Return the mappings in a list, with their places; what is something else is refused later, with the models."""
    items = enumerate(items_of(content.get(field)))
    return [(index, cast("dict[str, Any]", item)) for index, item in items if isinstance(item, dict)]


class _Texts:
    """The texts of a project's sources; turns project data into document data in place."""

    def __init__(self, folder: Path, problems: list[Problem], *, accept_text: bool) -> None:
        self.read: dict[str, SourceText] = {}
        self._held: dict[str, SourceText | None] = {}
        self._folder = folder
        self._problems = problems
        self._accept_text = accept_text

    def take(self, source: dict[str, Any], path: str) -> None:
        """Read the text of a source and put what the source keeps of it in its place."""
        name = str(source.get("id", ""))
        self._held[name] = None
        if "text" not in source:
            return
        file, expected = source.pop("text"), source.pop("digest", None)
        unbroken: object = source.pop("unbroken", [])
        if "paragraphs" in source:
            self._problems.append(Problem(f"{path}.paragraphs", "found both text and paragraphs; expected one of them"))
        source["paragraphs"] = [_as_data(paragraph) for paragraph in _NOT_READ.source_paragraphs()]
        fragments = tuple(each for each in items_of(unbroken) if isinstance(each, str))
        if unbroken != list(fragments):
            self._problems.append(Problem(f"{path}.unbroken", f"found {shown(unbroken)}; expected a list of fragments"))
        try:
            text = read_source_text(self._inside(file), name, fragments)
        except (UnreadableFileError, InvalidValueError) as error:
            self._problems.append(Problem(f"{path}.text", str(error)))
            return
        source["paragraphs"] = [_as_data(paragraph) for paragraph in text.source_paragraphs()]
        self.read[name] = self._held[name] = text
        for index, fragment in enumerate(fragments):
            words = normalise(fragment)
            if not words or not any(words in paragraph for paragraph in text.paragraphs):
                message = f"found {shown(fragment)}, which is not in the text; expected words within a paragraph"
                self._problems.append(Problem(f"{path}.unbroken[{index}]", message))
        if digest_of_text(text) != expected and not self._accept_text:
            began = "the text is no longer the one that coding began with" if expected else "found nothing"
            ways = "if this is the text meant, lock with --accept-text, or write"
            self._problems.append(Problem(f"{path}.digest", f"{began}; {ways} {digest_of_text(text)}"))

    def place(self, passage: dict[str, Any], path: str) -> None:
        """Put the locator of a quoted passage in the place of its words."""
        if "source" not in passage and len(self._held) == 1:
            passage["source"] = next(iter(self._held))
        name = passage.get("source")
        text = self._held.get(name) if isinstance(name, str) else None
        if "quote" not in passage:
            self._check_locator(passage, text, path)
            return
        given = {field: passage.pop(field) for field in _QUOTED if field in passage}
        if "locator" in passage:
            self._problems.append(Problem(path, "found both quote and locator; expected one of them"))
            return
        passage["locator"] = as_json(_NOT_READ.locate("?"))
        for field, value in given.items():
            kind, expected = (str, "words of the text") if field == "quote" else (int, "a whole number")
            if type(value) is not kind:
                self._problems.append(Problem(f"{path}.{field}", f"found {shown(value)}; expected {expected}"))
                return
        if text is None:
            if isinstance(name, str) and name in self._held and name not in self.read:
                return  # its text cannot be read, which is reported, or it has none to find words in
            if "source" not in passage:
                ids = ", ".join(self._held) or "none"
                self._problems.append(Problem(path, f"found no source; expected one of those there are ({ids})"))
            return
        try:
            passage["locator"] = as_json(text.locate(**given))
        except InvalidValueError as error:
            self._problems.append(Problem(f"{path}.quote", str(error)))

    def _check_locator(self, passage: dict[str, Any], text: SourceText | None, path: str) -> None:
        if text is None or not isinstance(passage.get("locator"), dict):
            return
        try:
            located = Locator(**passage["locator"])
        except (InvalidValueError, TypeError):
            return  # the models say what is wrong with it
        if text.words(located) is None:
            self._problems.append(Problem(f"{path}.locator", "the text has other words there; expected those coded"))

    def _inside(self, file: object) -> Path:
        """Return the path of a text, which must not lead out of the project's folder."""
        if not isinstance(file, str) or not file:
            raise InvalidValueError(f"found {shown(file)}; expected the name of a text file")
        folder = resolved(self._folder)
        try:
            path = resolved(folder / file)
        except (OSError, ValueError) as error:
            raise InvalidValueError(f"found {shown(file)}; expected the name of a text file") from error
        if Path(file).is_absolute() or not path.is_relative_to(folder):
            raise InvalidValueError(f"found {shown(file)}; expected a file in the project's folder or below it")
        return path


def _as_data(part: Any) -> dict[str, Any]:  # noqa: ANN401 (a record or a part of one)
    """Return a part of a record as JSON data."""
    return cast("dict[str, Any]", json.loads(part.model_dump_json()))
