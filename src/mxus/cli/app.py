"""The commands of ``mxus``.

Exit codes: 0 done and all well; 1 done, and what was checked is not as it should be (a passage changed, a sentence is
open, a file is invalid, rows of a file are broken); 2 not done (wrong usage, no such file, unknown id); 130
interrupted; 141 whoever read the output has gone (``head``). Answers go to standard output, errors to standard error.
"""

from __future__ import annotations

import io
import os
import sys
from importlib import metadata
from pathlib import Path
from typing import Annotated, Final, Literal

import typer

from mxus.authoring.copies import coded_copies
from mxus.authoring.copies import verify as verify_copy
from mxus.cli import authoring
from mxus.cli.inputs import files_of, is_document, is_project, not_over, read_any
from mxus.cli.render import listing, record_as_data, record_page, shortened
from mxus.cli.report import Report
from mxus.cli.terminal import print_json, require_streams, say
from mxus.cli.terminal import show as show_page
from mxus.cli.waiting import progress_bar
from mxus.dataset.coverage import Sentence
from mxus.dataset.coverage import coverage as coverage_of
from mxus.dataset.dataset import Dataset
from mxus.dataset.document import Collection
from mxus.dataset.verification import only_source
from mxus.datasets import load
from mxus.display.cards import visible
from mxus.errors import InvalidDataError, MxusError, Problem
from mxus.exchange.convert import Format, exported
from mxus.exchange.csv_tables import exported_tables
from mxus.exchange.files import as_found, resolved, write_text
from mxus.exchange.json_schema import schema as schema_of
from mxus.exchange.manifest import MANIFESTS, require_whole
from mxus.exchange.sets import write_set
from mxus.report.html.document import report_page
from mxus.values.definitions import definition_of

__all__ = ["app", "run"]

app: typer.Typer = typer.Typer(
    name="mxus",
    help="A text on relations between countries, as data that lead back to its passages.",
    epilog="Exit codes: 0 all well; 1 what was checked is not as it should be; 2 not done (usage, file, id).",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    add_completion=False,
)

SchemeName = Literal["cameo", "cameo-gdelt", "plover", "plover-sanction-verbal"]

LayoutName = Literal["gdelt", "icews", "polecat"]

SchemaOf = Literal["document", "record", "source", "actor", "policy", "trade_link", "event", "position", "claim"]

DatasetFile = Annotated[
    Path | None,
    typer.Option("--dataset", "-d", metavar="FILE", help="Your own dataset (JSON) or project (YAML)."),
]
SourceId = Annotated[
    str | None, typer.Option("--source", help="Which source, where the dataset has several.", metavar="ID")
]
_BROKEN_PIPE: Final = 141
"""What a shell reports of other tools whose reader has gone: 128 and the number of SIGPIPE."""

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]


def _dataset(path: Path | None) -> Dataset:
    return load() if path is None else read_any(path)


def _read_from(path: Path | None) -> list[Path]:
    return [] if path is None else files_of(path)


def _one_of(expected: str, given: dict[str, bool]) -> None:
    """Refuse two options that do not go together, of which one would not be heeded."""
    if all(given.values()):
        raise typer.BadParameter(f"found both; expected {expected}", param_hint=", ".join(given))


def _source_with_text(source: str | None, text: Path | None) -> None:
    if source is not None and text is None:
        raise typer.BadParameter("it says which source a text is of: give --text FILE, too", param_hint="--source")


def _version(wanted: bool) -> None:
    if wanted:
        say(f"mxus {metadata.version('mxus')}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """A text on relations between countries, as data that lead back to its passages."""


app.command()(authoring.init)
app.command()(authoring.lock)
app.command()(authoring.relocate)
app.command()(authoring.compare)
app.command()(authoring.merge)


@app.command()
def report(
    dataset: DatasetFile = None,
    html: Annotated[
        Path | None, typer.Option("--html", help="Write a page to explore, in one file.", metavar="FILE")
    ] = None,
    text: Annotated[
        Path | None,
        typer.Option("--text", help="A copy of the text, whose passages are then on the page.", metavar="FILE"),
    ] = None,
    source: SourceId = None,
    *,
    as_json: AsJson = False,
) -> None:
    """The case at a glance: who, what, and where the text's thesis stands."""
    _one_of("a page or JSON", {"--html": html is not None, "--json": as_json})
    if html is None and text is not None:
        raise typer.BadParameter("the words are only on a page: give --html FILE, too", param_hint="--text")
    _source_with_text(source, text)
    if html is not None:
        not_over(html, *_read_from(dataset), *([] if text is None else [text]))
    held = _dataset(dataset)
    if html is not None:
        texts = {} if text is None else {only_source(held, source).id: text}
        with progress_bar("writing the page") as progress:
            page = report_page(held, texts=texts, progress=progress)
        write_text(html, page)
        say(str(html))
        return
    made = Report.of(held)
    if as_json:
        print_json(made.as_data())
    else:
        show_page(made)


@app.command()
def show(
    record: Annotated[str, typer.Argument(help="Id of a record.", metavar="ID")],
    dataset: DatasetFile = None,
    text: Annotated[
        Path | None, typer.Option("--text", help="A copy of the text, to show the passages from.", metavar="FILE")
    ] = None,
    source: SourceId = None,
    *,
    as_json: AsJson = False,
) -> None:
    """One record with its passages and the records that refer to it."""
    _one_of("the words or JSON", {"--text": text is not None, "--json": as_json})
    _source_with_text(source, text)
    held = _dataset(dataset)
    found = held[record]
    if as_json:
        print_json(record_as_data(found))
    else:
        texts = {} if text is None else {only_source(held, source).id: text}
        show_page(record_page(held, found, coded_copies(held, texts)))


@app.command(name="list")
def list_(
    kind: Annotated[Collection, typer.Argument(help="Which records.")],
    dataset: DatasetFile = None,
    *,
    as_json: AsJson = False,
) -> None:
    """All records of a kind, with the paragraphs they stand in."""
    records = getattr(_dataset(dataset).document, kind)
    if as_json:
        print_json([record_as_data(record) for record in records])
    else:
        show_page(listing(records))


@app.command()
def validate(
    file: Annotated[
        Path, typer.Argument(help="A dataset (JSON), a coding project (YAML) or a manifest.", metavar="FILE")
    ],
    *,
    as_json: AsJson = False,
    watch: Annotated[bool, typer.Option("--watch", help="Again at every save, until interrupted.")] = False,
) -> None:
    """Whether a file is sound; every problem with its path, in a project with its line."""
    if watch:
        authoring.watched(file, lambda: _validate(file, as_json=as_json))
    else:
        _validate(file, as_json=as_json)


def _validate(file: Path, *, as_json: bool) -> None:
    problems: tuple[Problem, ...] = ()
    try:
        found = f"{len(require_whole(file))} files" if file.name in MANIFESTS.values() else repr(read_any(file))
    except InvalidDataError as error:
        problems, found = error.problems, ""
    if as_json:
        lines = [{} if problem.line is None else {"line": problem.line} for problem in problems]
        told = [{"path": problem.path, "message": problem.message} for problem in problems]
        print_json([{**line, **each} for line, each in zip(lines, told, strict=True)])
    elif problems:
        for problem in problems:
            say(str(problem), err=True)
        say(f"{file}: {len(problems)} problem{'' if len(problems) == 1 else 's'}", err=True)
    else:
        say(f"{file}: sound, {found}")
    if problems:
        raise typer.Exit(1)


@app.command()
def schema(
    kind: Annotated[SchemaOf, typer.Argument(help="Of a whole document, or of one kind of record.")] = "document",
) -> None:
    """The JSON Schema, with every field and term defined."""
    print_json(schema_of(None if kind == "document" else kind))


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(help="Made where it does not exist.", metavar="DIR")],
    dataset: DatasetFile = None,
    form: Annotated[Format | None, typer.Option("--format", "-f", help="One for another tool.")] = None,
) -> None:
    """Write the dataset as JSON and one CSV table a kind, or in a format that another tool reads."""
    found = as_found(*_read_from(dataset))
    held = _dataset(dataset)
    with progress_bar("writing"):
        made = None if form is None else exported(held, form)
        files = exported_tables(held) if made is None else made.files
        again: dict[Path, str | None] = {}
        for name in files:
            same = made is None and name == f"{held.id}.json" and dataset is not None and is_document(dataset)
            if not same:  # what was read as JSON may be written again as it is, with its tables
                not_over(folder / name, *_read_from(dataset))
            elif (target := resolved(folder / name)) in found:
                again[target] = found[target]
        paths = write_set(folder, files, expected=again)
    for path in paths:
        say(str(path))
    if made is not None:
        say(str(made.report) if made.report.lossless else made.report.explain(), err=True)


@app.command()
def verify(
    text: Annotated[Path, typer.Argument(help="A copy of the coded text (UTF-8).", metavar="TEXT")],
    dataset: DatasetFile = None,
    source: SourceId = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Whether the text still says, at every locator, what was coded."""
    found = verify_copy(_dataset(dataset), text, source=source)
    if as_json:
        print_json(
            {
                "source": found.source,
                "passages": found.passages,
                "discrepancies": [
                    {"record": each.record, "paragraph": each.paragraph, "problem": each.problem, "detail": each.detail}
                    for each in found.discrepancies
                ],
            }
        )
    else:
        for each in found.discrepancies:
            say(str(each), err=True)
        outcome = "all as coded" if found.ok else f"{len(found.discrepancies)} discrepancies"
        say(f"{found.source}: {found.passages} passages compared, {outcome}", err=not found.ok)
    if not found.ok:
        raise typer.Exit(1)


@app.command()
def coverage(
    text: Annotated[Path, typer.Argument(help="A copy of the coded text (UTF-8), or a project.", metavar="TEXT")],
    dataset: DatasetFile = None,
    source: SourceId = None,
    *,
    as_json: AsJson = False,
    todo: Annotated[bool, typer.Option("--todo", help="Of a project: the open sentences, to paste.")] = False,
) -> None:
    """Which sentences are coded, by which records; which are excused, and why."""
    project = is_project(text)
    _one_of("entries to paste or JSON", {"--todo": todo, "--json": as_json})
    _one_of(
        "a project, which has its own dataset, or a dataset", {"PROJECT": project, "--dataset": dataset is not None}
    )
    if todo and not project:
        raise typer.BadParameter(f"found a text, {text}; expected a project, to paste into", param_hint="--todo")
    held, of, copy, entries = authoring.covered(text, dataset, source)
    if todo:
        say("\n".join(entries))
        raise typer.Exit(1 if entries else 0)
    paragraphs = coded_copies(held, copy)[of.id].paragraphs
    found = coverage_of(held, source=of.id)

    def words(sentence: Sentence) -> str:
        paragraph = paragraphs[sentence.paragraph]
        return paragraph.text[sentence.start : sentence.end] if paragraph.intact else "(differs in this copy)"

    if as_json:
        print_json(
            [
                {
                    "paragraph": each.paragraph,
                    "sentence": each.number,
                    "state": each.state,
                    "records": each.records,
                    "part": round(each.coded, 4),
                    "reason": each.reason,
                    "intact": paragraphs[each.paragraph].intact,
                }
                for each in found.sentences
            ]
        )
    else:
        for each in found.sentences:
            count = len(each.records)
            why = f"{count} record{'' if count == 1 else 's'}" if count else each.reason or "no record, no reason"
            opening = shortened(visible(words(each)), 38)
            say(f"{each.paragraph:>3}.{each.number:<2} {each.state:<8}{opening:<40}{shortened(why, 25)}")
        counts = ", ".join(f"{found.count(state)} {state}" for state in ("coded", "excused", "open"))
        say(f"{found.source}: {len(found.sentences)} sentences, {counts}")
    differing = [str(number) for number, paragraph in enumerate(paragraphs) if not paragraph.intact]
    if differing:
        say(f"{found.source}: paragraphs {', '.join(differing)} differ in this copy", err=True)
    if differing or not found.ok:
        raise typer.Exit(1)


@app.command()
def score(  # noqa: PLR0913, PLR0917 (typer makes options of them)
    files: Annotated[
        list[Path],
        typer.Argument(help="Events, one a row: Parquet or CSV; several have the same columns.", metavar="EVENTS"),
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="Where to write: .parquet or .csv.", metavar="FILE")],
    scheme: Annotated[SchemeName, typer.Option("--scheme", help="What the codes are of.")],
    layout: Annotated[
        LayoutName | None, typer.Option("--layout", help="The file is the provider's own; it knows the columns.")
    ] = None,
    source: Annotated[str, typer.Option("--source", help="Column of who acts.", metavar="NAME")] = "source",
    target: Annotated[str, typer.Option("--target", help="Column of upon whom.", metavar="NAME")] = "target",
    by: Annotated[str, typer.Option("--by", help="Column of the period.", metavar="NAME")] = "year",
    code: Annotated[str, typer.Option("--code", help="Column of the event code.", metavar="NAME")] = "code",
    memory: Annotated[str, typer.Option("--memory", help="The most to hold in memory.", metavar="SIZE")] = "2GB",
) -> None:
    """Events of any number as cooperation of dyads and periods (needs mxus[tables])."""
    from mxus.cli.score import Columns, score_file  # noqa: PLC0415 (only this command needs an engine)

    columns = Columns(source=source, target=target, by=by, code=code)
    found = score_file(files, out, scheme=scheme, columns=columns, layout=layout, memory=memory)
    for each in found.left_out:
        say(each, err=True)
    say(f"{out}: {found.rows:,} dyads and periods, {found.events:,} events, {found.uncoded:,} without a code")
    if found.rejected:
        raise typer.Exit(1)


for _each in app.registered_commands:
    if _each.help is None and _each.callback is not None:
        _each.help = definition_of(_each.callback)  # python -OO would leave none


def run() -> None:
    """Run a command; an error of ours, or of the output, becomes one message on standard error and code 2."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal without the characters still gets the rest
    try:
        require_streams()
        try:
            app()
        finally:
            sys.stdout.flush()
    except MxusError as error:
        say(f"mxus: {error}", err=True)
        sys.exit(2)
    except OSError as error:
        _drop_output()
        if isinstance(error, BrokenPipeError):
            sys.exit(_BROKEN_PIPE)
        say(f"mxus: the output cannot be written ({error.strerror})", err=True)
        sys.exit(2)
    except SystemExit as ended:
        if isinstance(ended.__context__, BrokenPipeError):  # of which the frameworks make exits of their own
            _drop_output()
            sys.exit(_BROKEN_PIPE)
        raise


def _drop_output() -> None:
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 (what is left cannot be written)
