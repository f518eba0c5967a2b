"""Beginning a project: a text in, a project out that is sound already and says how to go on."""

from __future__ import annotations

import json
import os
import re
import unicodedata
from pathlib import Path
from typing import Final

from mxus.authoring.project import digest_of_text, lock_project, read_source_text
from mxus.authoring.project_schema import project_schema
from mxus.authoring.quotes import SourceText
from mxus.errors import InvalidValueError, UnreadableFileError, require_text
from mxus.exchange.files import as_path, resolved, write_files
from mxus.exchange.json_document import dumps
from mxus.exchange.plain_yaml import parse

__all__ = ["id_written", "locked_path", "quoted", "start_project"]

_NOT_PLAIN: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufffe\uffff]+")

_TEMPLATE: Final = """\
# yaml-language-server: $schema={schema}
#
# A coding project. Quote the words that bear each record; `mxus lock` turns them
# into places and digests, so that the dataset ({locked}) holds no text.
#
#   mxus validate {project} --watch     what is wrong, at every save
#   mxus coverage {project} --todo      sentences not coded yet, ready to paste
#   mxus lock {project}                 make the dataset

schema_version: 1
id: {dataset}
title: {title_coded}
coders: [{coder}]

sources:
  - id: {source}
    gloss: The coded text.
    title: {title}
    authors: [{author_id}]
    outlet: {outlet}
    language: {language}
{published}    text: {text}
    digest: {digest}  # written by mxus
    # unbroken: ["sec. II"]  # where a sentence is taken to end that does not

actors:
  - id: {author_id}
    gloss: The author of the text.
    name: {author}
    type: person
{author_note}    evidence:
      - quote: {author_quote}

#   - id: ruritania
#     gloss: The state that sends the coal.
#     name: Ruritania
#     type: state
#     evidence:
#       - quote: Ruritania
#         paragraph: 1   # where the words stand in several places,
#         occurrence: 1  # in a paragraph too

policies: []

trade_links: []

events: []
# in the place of []:
#   - id: coal-sent
#     gloss: Coal as help in a hard winter.
#     act: supply
#     type: AID
#     initiators: [ruritania]
#     recipients: [sylvania]
#     issue: energy
#     arena: bilateral-agenda
#     period: 2019
#     count: {{more-than: 3, unit: count}}
#     evidence:
#       - quote: sent coal to its neighbour more than three times

positions: []
# in the place of []:
#   - id: sylvania-supports-coal
#     gloss: Thanks in public.
#     holder: sylvania
#     target: coal-sent
#     stance: supports
#     expression: verbal
#     issue: energy
#     arena: bilateral-agenda
#     evidence:
#       - quote: thanked its neighbour
#         voice: author
#         status: asserted

claims: []

uncoded: []
# in the place of []:
#   - quote: The winter was mild.
#     reason: Weather; nobody acts.
"""


def locked_path(project: str | Path) -> Path:
    """Return the file of the dataset that a project makes: of the same name, in JSON.

    Examples
    --------
    >>> locked_path("annals/coding.yaml").name
    'coding.json'
    """
    return as_path(project).with_suffix(".json")


def start_project(  # noqa: PLR0913 (what the text does not say of itself)
    text: str | Path,
    *,
    project: str | Path | None = None,
    title: str | None = None,
    author: str | None = None,
    outlet: str = "unknown",
    language: str = "en",
    published: str | None = None,
    coder: str = "first coder",
) -> tuple[Path, Path, Path]:
    """Begin a coding project for a text.

    Parameters
    ----------
    text : str or Path
        A UTF-8 text file; blank lines part its paragraphs, or line breaks where there is no blank line.
    project : str or Path, optional
        The YAML file to make; ``coding.yaml`` beside the text where not given. The text must lie in its
        folder or below.
    title : str, optional
        Title as printed; the first paragraph of the text where not given.
    author : str, optional
        Name of the author.
    outlet, language, published : str
        Where, in which language (BCP 47) and when (EDTF) the text was published.
    coder : str, default 'first coder'
        Who codes.

    Returns
    -------
    tuple of Path
        The project, its JSON Schema for editors, and the dataset locked from it, which knows the text's paragraphs.

    Raises
    ------
    UnreadableFileError
        If the text is not UTF-8 text, or one of the files exists or cannot be written.
    InvalidValueError
        If the text does not lie in the project's folder.
    InvalidDataError
        If what is said of the text cannot be, a date for instance.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     text = pathlib.Path(folder, "annals.txt")
    ...     _ = text.write_text("Coal for the neighbour. By the Scribe.", encoding="utf-8")
    ...     [path.name for path in start_project(text, author="the Scribe")]
    ['coding.yaml', 'coding.schema.json', 'coding.json']
    """
    said = {"title": title, "author": author, "outlet": outlet, "language": language, "published": published}
    for keyword, value in (*said.items(), ("coder", coder)):
        if value is not None or keyword in {"outlet", "language", "coder"}:
            require_text(value, keyword)
    text = as_path(text)
    if not text.name:
        raise UnreadableFileError(f"{text}: expected a file with a text")
    target = text.with_name("coding.yaml") if project is None else as_path(project)
    if target.suffix.lower() not in {".yaml", ".yml"} or _NOT_PLAIN.search(target.name):
        raise InvalidValueError(f"found the project {str(target)!r}; expected a name on one line that ends in .yaml")
    files = (target, target.with_suffix(".schema.json"), locked_path(target))
    for path in files:
        if os.path.lexists(path):
            raise UnreadableFileError(f"{path}: is there already; expected to make it (remove it, or name another)")
    folder, place = resolved(target.parent), resolved(text)
    if not place.is_relative_to(folder):
        raise InvalidValueError(
            f"found the text {str(text)!r}; expected it in the project's folder, {folder}, or below"
        )
    name = _slug(text.stem, "text")
    read = read_source_text(text, name)
    heading = _plain(title or read.paragraphs[0])[:300].strip() or name
    content = _filled(
        read,
        {
            "schema": files[1].name,
            "project": target.name,
            "locked": files[2].name,
            "dataset": id_written(f"{name}-coded"),
            "title_coded": quoted(f"{heading[:280]}: coding"),
            "coder": quoted(_plain(coder)),
            "source": id_written(name),
            "title": quoted(heading),
            "outlet": quoted(_plain(outlet)),
            "language": quoted(language),
            "published": "" if published is None else f"    published: {quoted(published)}\n",
            "text": quoted(place.relative_to(folder).as_posix()),
            "digest": digest_of_text(read),
        },
        author,
    )
    absent: dict[Path, str | None] = {resolved(path): None for path in files}
    schema = json.dumps(project_schema(), ensure_ascii=False, indent=2) + "\n"
    write_files({files[0]: content, files[1]: schema}, expected=absent)
    try:
        write_files({files[2]: dumps(lock_project(target).dataset)}, expected=absent)
    except Exception:
        for path in files[:2]:
            path.unlink(missing_ok=True)
        raise
    return files


def _filled(text: SourceText, values: dict[str, str], author: str | None) -> str:
    name = _plain(author or "The author")
    author_id = _slug(name, "author")
    if author_id == text.source:
        author_id = f"{author_id}-author"
    try:
        text.locate(name, occurrence=1)
        quote, note = f"{quoted(name)}\n        occurrence: 1", ""
    except InvalidValueError:
        end = text.source_paragraphs()[0].sentences[0]
        opening = text.paragraphs[0][:end]
        quote = f"{quoted(opening)}\n        paragraph: 0\n        occurrence: 1"
        note = "    note: The text does not name its author; the passage is its opening.\n"
    more = {"author": quoted(name), "author_id": id_written(author_id), "author_note": note, "author_quote": quote}
    return _TEMPLATE.format(**values, **more)


def id_written(name: str) -> str:
    """Return an id as YAML; in quotation marks where it would be read as a number or a constant without them.

    Examples
    --------
    >>> id_written("annals"), id_written("2019"), id_written("null")
    ('annals', '"2019"', '"null"')
    """
    return name if parse(name).content == name else quoted(name)


def quoted(text: str) -> str:
    r"""Return text in quotation marks, as YAML reads it; what does not print is written as its code.

    Examples
    --------
    >>> print(quoted('the "ma\u00f1aneras"\u202e'))
    "the \"mañaneras\"\u202e"
    """
    written = json.dumps(text, ensure_ascii=False)
    return "".join(mark if mark.isprintable() else _code_of(mark) for mark in written)


def _code_of(mark: str) -> str:
    return f"\\u{ord(mark):04x}" if ord(mark) < 0x10000 else f"\\U{ord(mark):08x}"


def _plain(text: str) -> str:
    return _NOT_PLAIN.sub(" ", text)


def _slug(text: str, otherwise: str) -> str:
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall("[a-z0-9]+", letters))[:70].strip("-") or otherwise
