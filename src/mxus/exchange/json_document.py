"""Datasets as JSON documents: the canonical form, in which nothing is lost.

Reading is strict. Besides what the models refuse, a key given twice in one object is refused, since JSON parsers
silently keep only one of the two.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import jiter
from pydantic import ValidationError

from mxus.dataset.dataset import Dataset
from mxus.dataset.document import COLLECTIONS, SCHEMA_VERSION, Document
from mxus.dataset.integrity import problems_between
from mxus.dataset.required import require_dataset
from mxus.errors import InvalidDataError, Problem, require_text
from mxus.exchange.files import read_text, write_text
from mxus.exchange.migrations import migrated
from mxus.records._fields import held_types

__all__ = ["collection_kind", "dumps", "loads", "parsed_json", "read", "write"]


def read(path: str | Path) -> Dataset:
    """Read a dataset from a JSON file.

    Parameters
    ----------
    path : str or Path
        A JSON document as :func:`write` makes it; see ``mxus schema``.

    Returns
    -------
    Dataset
        Complete and checked, or not at all.

    Raises
    ------
    UnreadableFileError
        If there is no such file, it is larger than 128 MiB, or it is not UTF-8.
    InvalidDataError
        If the content breaks the models or its references; every problem is listed with its path.

    Examples
    --------
    >>> import mxus, pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "coding.json")
    ...     mxus.write(mxus.load(), path)
    ...     mxus.read(path) == mxus.load()
    True
    """
    return loads(read_text(path), where=str(path))


def write(dataset: Dataset, path: str | Path) -> None:
    """Write a dataset to a JSON file, in one step.

    Parameters
    ----------
    dataset : Dataset
        Any dataset.
    path : str or Path
        The file; one that exists is replaced.

    Raises
    ------
    UnreadableFileError
        If the file cannot be written; what was there before is still there.

    Examples
    --------
    >>> import mxus, pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     mxus.write(mxus.load(), pathlib.Path(folder, "coding.json"))
    """
    write_text(path, dumps(dataset))


def loads(content: str, *, where: str = "document") -> Dataset:
    """Make a dataset of JSON text; `where` names it in messages.

    Examples
    --------
    >>> import mxus
    >>> loads(dumps(mxus.load())) == mxus.load()
    True
    >>> loads('{"id": "x", "title": "X", "actor": []}')
    Traceback (most recent call last):
        ...
    mxus.errors.InvalidDataError: document: 1 problem
      $.actor: found unknown field 'actor'; expected only schema_version, id, title, description, coders, sources, \
actors, policies, trade_links, events, positions, claims, uncoded (nearest: 'actors')
    """
    require_text(content, "content")
    with _collector_paused():
        return _loads(content, where)


@contextmanager
def _collector_paused() -> Generator[None, None, None]:
    """Pause the garbage collector: a document makes objects by the hundred thousand, none of them garbage, no cycles.

    Searching them again and again as they come takes longer than making them.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _loads(content: str, where: str) -> Dataset:
    parsed = parsed_json(content, where=where)
    data = content.encode()
    if isinstance(parsed, dict):
        current = migrated(cast("dict[str, Any]", parsed), where=where)
        data = data if current is parsed else json.dumps(current).encode()
    try:
        document = Document.model_validate_json(data)
    except InvalidDataError as error:
        raise InvalidDataError([*error.problems, *_problems_beside(data)], where=where) from None
    try:
        return Dataset.from_document(document)
    except InvalidDataError as error:
        raise InvalidDataError(error.problems, where=where) from None


def parsed_json(content: str, *, where: str) -> object:
    """Return what JSON text holds; `where` names it in messages.

    Raises
    ------
    InvalidDataError
        If it is malformed, cut off, nested too deeply, or gives a key twice.

    Examples
    --------
    >>> parsed_json('{"id": "x"}', where="coding.json")
    {'id': 'x'}
    """
    data = content.encode(errors="surrogatepass")  # a lone surrogate is then refused as what it is, not UTF-8
    try:
        return jiter.from_json(data, catch_duplicate_keys=True, cache_mode="all")
    except ValueError as error:
        message = f"found what is not a JSON document with each key once ({error})"
        raise InvalidDataError([Problem("$", f"{message}; expected one")], where=where) from None


def _problems_beside(data: bytes) -> list[Problem]:
    """Return the problems between those records of a document that are sound by themselves, others being broken.

    A document with a misspelt term and a dangling reference has two problems, and its author wants to hear of both.
    """
    parsed: object = json.loads(data)
    if not isinstance(parsed, dict):
        return []
    content = cast("dict[str, object]", parsed)
    records: list[tuple[str, Any]] = []
    uncoded: list[tuple[str, Any]] = []
    broken: list[tuple[str, str, str]] = []
    for collection in (*COLLECTIONS, "uncoded"):
        held = content.get(collection)
        model = held_types(Document.model_fields[collection].annotation)[0]
        for index, item in enumerate(cast("list[object]", held) if isinstance(held, list) else ()):
            place = f"$.{collection}[{index}]"
            try:
                # pydantic's own error: what is wrong with the record is in the problems of the document already.
                found = model.__pydantic_validator__.validate_json(json.dumps(item))
            except ValidationError:
                name = cast("dict[str, object]", item).get("id") if isinstance(item, dict) else None
                if isinstance(name, str):
                    broken.append((place, name, collection_kind(collection)))
            else:
                (uncoded if collection == "uncoded" else records).append((place, found))
    return problems_between(records, uncoded, broken)


def dumps(dataset: Dataset) -> str:
    r"""Return a dataset as JSON text, in the order of its records, without fields at their default.

    Examples
    --------
    >>> import mxus
    >>> dumps(mxus.load())[:38]
    '{\n  "schema_version": 1,\n  "id": "roja'
    """
    require_dataset(dataset)
    content: dict[str, Any] = dataset.document.model_dump(mode="json", exclude_defaults=True)
    for collection in COLLECTIONS:
        # The kind is a default of every record, yet a record taken out of its collection should still say what it is.
        kind = {"kind": collection_kind(collection)}
        if collection in content:
            content[collection] = [kind | record for record in content[collection]]
    return json.dumps({"schema_version": SCHEMA_VERSION, **content}, ensure_ascii=False, indent=2) + "\n"


def collection_kind(collection: str) -> str:
    """Return the kind of the records of a collection."""
    return "policy" if collection == "policies" else collection.removesuffix("s")
