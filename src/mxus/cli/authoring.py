"""The commands for a text of one's own: begin a project, check it at every save, lock it, see what is left to code."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from mxus.authoring.accepting import accepted
from mxus.authoring.beginning import id_written, locked_path, quoted, start_project
from mxus.authoring.copies import TextLike
from mxus.authoring.project import lock_project
from mxus.authoring.quotes import SourceText
from mxus.authoring.relocation import relocate as relocate_in
from mxus.cli.inputs import files_of, is_package, is_project, not_over, read_any
from mxus.cli.interrupts import stopped
from mxus.cli.terminal import say
from mxus.cli.waiting import progress_bar
from mxus.dataset.coverage import coverage as coverage_of
from mxus.dataset.dataset import Dataset
from mxus.dataset.verification import only_source
from mxus.datasets import load
from mxus.errors import MxusError, UnreadableFileError
from mxus.exchange.files import as_found, write_files
from mxus.exchange.json_document import dumps
from mxus.intercoder.adjudication import disputes, ledger_of, read_ledger
from mxus.intercoder.adjudication import merge as merge_codings
from mxus.intercoder.comparison import Comparison
from mxus.intercoder.comparison import compare as compare_codings
from mxus.records.source import Source

__all__ = ["compare", "covered", "init", "lock", "merge", "relocate", "watched"]

_INTERVAL = 0.3
"""Seconds between two looks at the files watched."""

Project = Annotated[Path, typer.Argument(help="A coding project (YAML).", metavar="PROJECT")]


def init(  # noqa: PLR0913, PLR0917 (what the text does not say of itself)
    text: Annotated[Path, typer.Argument(help="The text to be coded (UTF-8).", metavar="TEXT")],
    project: Annotated[
        Path | None, typer.Option(help="The file to make; coding.yaml beside the text.", metavar="FILE")
    ] = None,
    title: Annotated[str | None, typer.Option(help="Title as printed; the first paragraph.")] = None,
    author: Annotated[str | None, typer.Option(help="Name of the author.")] = None,
    outlet: Annotated[str, typer.Option(help="Where it was published.")] = "unknown",
    language: Annotated[str, typer.Option(help="Its language, as a BCP 47 tag.")] = "en",
    published: Annotated[str | None, typer.Option(help="When, in EDTF: 2025-11-02.", metavar="DATE")] = None,
    coder: Annotated[str, typer.Option(help="Who codes.")] = "first coder",
) -> None:
    """Begin a coding project for a text of your own."""
    made = start_project(
        text,
        project=project,
        title=title,
        author=author,
        outlet=outlet,
        language=language,
        published=published,
        coder=coder,
    )
    for path, what in zip(
        made, ("the project: write here", "its schema, for editors", "the dataset so far"), strict=True
    ):
        say(f"{path}  {what}")
    say(f"next: mxus validate {made[0]} --watch")


def lock(
    project: Project,
    out: Annotated[
        Path | None, typer.Option(help="The dataset to write; of the project's name, in JSON.", metavar="FILE")
    ] = None,
    *,
    accept_text: Annotated[
        bool, typer.Option("--accept-text", help="Code the text as it is now, where it has changed.")
    ] = False,
) -> None:
    """Make the dataset: quoted words become places and digests."""
    if not is_project(project):
        raise UnreadableFileError(f"{project}: is no coding project by its name; expected one that ends in .yaml")
    target = locked_path(project) if out is None else out
    not_over(target, *files_of(project))
    found = as_found(project)
    locked, content = accepted(project) if accept_text else (lock_project(project), None)
    written = {} if content is None else {project: content}
    write_files({target: dumps(locked.dataset), **written}, expected=found)
    say(f"{target}: {locked.dataset!r}")


def relocate(
    text: Annotated[Path, typer.Argument(help="The text as it is now (UTF-8).", metavar="TEXT")],
    dataset: Annotated[
        Path, typer.Option("--dataset", "-d", help="The dataset (JSON, or a data package).", metavar="FILE")
    ],
    out: Annotated[
        Path | None, typer.Option(help="Where to write the dataset for the new text.", metavar="FILE")
    ] = None,
    source: Annotated[str | None, typer.Option("--source", help="Which source.", metavar="ID")] = None,
) -> None:
    """Find coded passages again in a text that has changed; write nothing but to --out."""
    if is_project(dataset):
        expected = f"its dataset, {locked_path(dataset)} (a project itself takes a new text by mxus lock --accept-text)"
        raise UnreadableFileError(f"{dataset}: is a coding project; expected {expected}")
    if out is not None:
        not_over(out, text, *(files_of(dataset) if is_package(dataset) else ()))
    there = {} if out is None else as_found(out)
    found = relocate_in(read_any(dataset), text, source=source)
    for move in found.moved:
        say(str(move))
    for loss in found.lost:
        say(str(loss), err=True)
    say(str(found), err=not found.ok)
    if not found.ok:
        say("nothing written: code the passages above anew, or leave them out", err=True)
        raise typer.Exit(1)
    if out is not None:
        write_files({out: dumps(found.made)}, expected=there)
        say(f"{out}: written")
    else:
        say("nothing written: name a file with --out")


def compare(
    first: Annotated[Path, typer.Argument(help="A coding: dataset (JSON) or project (YAML).", metavar="FIRST")],
    second: Annotated[Path, typer.Argument(help="Another coding of the same text.", metavar="SECOND")],
    *,
    explain: Annotated[bool, typer.Option("--explain", help="Passage by passage, what they have otherwise.")] = False,
) -> None:
    """How far two codings of one text agree, field by field."""
    found = _compared(first, second)
    say(found.explain() if explain else found.summary())


def merge(
    first: Annotated[Path, typer.Argument(help="A coding: dataset (JSON) or project (YAML).", metavar="FIRST")],
    second: Annotated[Path, typer.Argument(help="Another coding of the same text.", metavar="SECOND")],
    ledger: Annotated[Path, typer.Option(help="The decisions (YAML); begun where it does not exist.", metavar="FILE")],
    out: Annotated[Path, typer.Option(help="The merged dataset.", metavar="FILE")] = Path("merged.json"),
) -> None:
    """Make one dataset of two codings, by the decisions of a ledger."""
    read = [*files_of(first), *files_of(second)]
    not_over(ledger, *read)
    not_over(out, *read, ledger)
    there = as_found(ledger, out)
    both = _compared(first, second)
    if not os.path.lexists(ledger):
        write_files({ledger: ledger_of(both)}, expected=there)
        if disputes(both):
            say(f"{ledger}: {len(disputes(both))} to decide; write what to take and why, then run this again")
            raise typer.Exit(1)
    merged = merge_codings(both, read_ledger(ledger, both))
    write_files({out: dumps(merged)}, expected=there)
    say(f"{out}: {merged!r}")


def _compared(first: Path, second: Path) -> Comparison:
    codings = read_any(first), read_any(second)
    with progress_bar("comparing records") as progress:
        return compare_codings(*codings, progress=progress)


def covered(
    text: Path, dataset: Path | None, source: str | None
) -> tuple[Dataset, Source, dict[str, TextLike], list[str]]:
    """Return dataset, source and text to count coverage of, and the open sentences as entries to paste.

    `text` is a copy of the text, with a dataset to go with it, or a project, which has both.
    """
    if not is_project(text):
        held = load() if dataset is None else read_any(dataset)
        of = only_source(held, source)
        return held, of, {of.id: text}, []
    locked = lock_project(text)
    of = only_source(locked.dataset, source)
    if of.id not in locked.texts:
        raise UnreadableFileError(f"{text}: source {of.id!r} names no text; expected one to take the words from")
    copy = locked.texts[of.id]
    return locked.dataset, of, {of.id: copy}, list(_entries(locked.dataset, copy))


def _entries(dataset: Dataset, text: SourceText) -> Iterator[str]:
    for sentence in coverage_of(dataset, source=text.source).sentences:
        if sentence.state == "open":
            words = text.paragraphs[sentence.paragraph][sentence.start : sentence.end]
            yield f"      - quote: {quoted(words)}"
            yield f"        paragraph: {sentence.paragraph}"
            if len(dataset.sources) > 1:
                yield f"        source: {id_written(text.source)}"


def watched(path: Path, check: Callable[[], None]) -> None:
    """Run `check` now, and again whenever the project or a text that it names changes, until interrupted."""
    seen: object = None
    files: list[Path] = [path]
    try:
        while True:
            state = _state(files)
            if state != seen:
                files = files_of(path)
                seen = _state(files)
                say(time.strftime("-- %H:%M:%S"))
                try:
                    check()
                except MxusError as error:
                    say(f"mxus: {error}", err=True)
                except typer.Exit:
                    pass  # not sound yet, which is told; watching goes on
            time.sleep(_INTERVAL)
    except KeyboardInterrupt:
        stopped()
        say("stopped")


def _state(files: list[Path]) -> dict[Path, str | None]:
    """Return what tells a changed file: the digest of each that can be read, whatever its time and size."""
    found: dict[Path, str | None] = {}
    for file in files:
        with suppress(UnreadableFileError):  # which checking tells
            found |= as_found(file)
    return found
