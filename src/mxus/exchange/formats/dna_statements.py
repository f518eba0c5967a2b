"""Positions as statements of the Discourse Network Analyzer, out and in: its event list, a CSV with semicolons.

Each passage of a position is a statement: a person or an organisation says something on a concept and agrees or not.
The concept is what the position is on, the organisation for whom the holder acts. A neutral position has no statement,
since DNA's agreement is yes or no. Strength, arena, issue and the record's id go into variables of their own, which
DNA lets one define.

DNA has had two headers: ``statement ID``, ``document title`` from 2.0 beta to 3.0.8, and ``statement_id``,
``document_title`` from 3.0.9. Both are read; the second is written. DNA itself imports databases and no event lists:
they are for R and spreadsheets. What we leave out: the text of statements, where it stands, and the coder's number.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import attrs

from mxus.analysis.unused import NEUTRAL
from mxus.dataset.dataset import Dataset
from mxus.errors import InvalidDataError, InvalidValueError, Problem, shown
from mxus.exchange.csv_cells import cell_of, csv_rows, text_of
from mxus.exchange.files import read_text
from mxus.exchange.losses import Exported, losses
from mxus.records.position import Position
from mxus.values.typed import typed
from mxus.vocabulary.actors import ActorType
from mxus.vocabulary.statements import Stance

__all__ = ["DnaStatement", "dna_statements", "read_dna_statements"]

_HEADERS: Final = {
    "statement_id": "statement ID",
    "time": "time",
    "document_title": "document title",
    "person": "person",
    "organization": "organization",
    "concept": "concept",
    "agreement": "agreement",
}
"""Columns that are read, as DNA 3.0.9 and later call them, and as DNA 2 to 3.0.8 do."""

_VARIABLES: Final = ("person", "organization", "concept", "agreement")
_OURS: Final = ("stance", "expression", "arena", "issue", "record")
_PLACE: Final = ("start_position", "stop_position", "text", "coder")
_DOCUMENT: Final = (
    *("document_id", "document_title", "document_author", "document_source", "document_section", "document_type"),
)
_SEPARATORS: Final = re.compile(r"[\W_]+")
_NUMBER: Final = re.compile("[0-9]{1,18}")
_AGREEMENT: Final = {"0": False, "1": True, "false": False, "true": True, "no": False, "yes": True}
_PARTLY: Final = (
    *(f"positions.{field}" for field in ("kind", "id", "holder", "target", "stance", "expression", "arena", "issue")),
    *("positions.period.edtf", "positions.evidence.source", "sources.title", "sources.authors", "sources.outlet"),
    *("actors.name", "actors.offices.acts_for", "actors.offices.period.edtf", "actors.principal"),
)


@attrs.frozen(kw_only=True, field_transformer=typed)
class DnaStatement:
    """A statement of a discourse network.

    Parameters
    ----------
    id : int or None
        Number of the statement; None where the file has no such column.
    time : str or None
        Date, and time of day where there is one, as the file has it; empty where the cell is, None where the file has
        no such column.
    document : str or None
        Title of the document it stands in, likewise.
    person, organization : str or None
        Who says so, likewise; at least one of the two is given.
    concept : str
        On what.
    agreement : bool
        Whether they agree with it.

    Examples
    --------
    >>> statement = DnaStatement(id=1, time="", document="X", person="Y", organization="", concept="Z", agreement=True)
    >>> statement.actor, statement.stance
    ('Y', 1)
    """

    id: int | None
    time: str | None
    document: str | None
    person: str | None
    organization: str | None
    concept: str
    agreement: bool

    @property
    def actor(self) -> str:
        """The organisation where there is one, else the person: whose statement a network counts it as."""
        return self.organization or self.person or ""

    @property
    def stance(self) -> int:
        """1 where they agree, -1 where they do not, as the measures of discourse networks take it."""
        return 1 if self.agreement else -1


def dna_statements(dataset: Dataset) -> Exported:
    """Return the positions of a dataset as DNA's event list.

    Returns
    -------
    Exported
        ``<dataset>.dna.csv``, separated by semicolons, with the header of DNA 3.0.9 and later.

    Examples
    --------
    >>> import mxus
    >>> lines = dna_statements(mxus.load()).files["rojas-2025.dna.csv"].splitlines()
    >>> lines[0][:40], len(lines) > 100
    ('"statement_id";"time";"person";"organiza', True)
    """
    file = io.StringIO()
    table = csv.writer(file, delimiter=";", quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
    table.writerow(["statement_id", "time", *_VARIABLES, *_OURS, *_PLACE, *_DOCUMENT])
    for number, row in enumerate(_rows(dataset), start=1):
        table.writerow([number, *row])
    neutral = [(NEUTRAL, each.id) for each in dataset.positions.values() if each.stance is Stance.NEUTRAL]
    report = losses(dataset, "dna", (), _PARTLY, neutral)
    return Exported({f"{dataset.id}.dna.csv": file.getvalue()}, report)


def _rows(dataset: Dataset) -> Iterator[list[str | int]]:
    numbers = {source: number for number, source in enumerate(dataset.sources, start=1)}
    for position in dataset.positions.values():
        if position.stance is Stance.NEUTRAL:
            continue
        for evidence in position.evidence:
            source = dataset.sources[evidence.source]
            authors = ", ".join(dataset.actors[author].name for author in source.authors)
            person, organization = _speakers(dataset, position)
            variables: list[str | int] = [
                _cell(person),
                _cell(organization),
                position.target,
                int(position.stance.level > 0),
            ]
            ours = [position.expression.value, position.arena.value, position.issue.value, position.id]
            document = [_cell(source.title), _cell(authors), _cell(source.outlet), "", ""]
            yield [
                _time(dataset, position, source.id),
                *variables,
                position.stance.level,
                *ours,
                *[""] * len(_PLACE),
                numbers[source.id],
                *document,
            ]


def _time(dataset: Dataset, position: Position, source: str) -> str:
    """Return the day of the position, else that of the source, as DNA writes times; empty where neither is one day."""
    for period in (position.period, dataset.sources[source].published):
        if period is not None and period.earliest is not None and period.earliest == period.latest:
            return f"{period.earliest.isoformat()} 00:00:00"
    return ""


def _speakers(dataset: Dataset, position: Position) -> tuple[str, str]:
    """Return the person and the organisation whose statement a position is."""
    holder = dataset.actors[position.holder]
    principals = dataset.stands_for(holder.id, position.period)
    organization = dataset.actors[principals[0]].name if len(principals) == 1 else ""
    if holder.type is not ActorType.PERSON:
        return "", organization or holder.name
    return holder.name, "" if principals == (holder.id,) else organization


def _cell(text: str) -> str:
    """Return a text as DNA writes it: commas for semicolons, apostrophes for quotation marks; no formula."""
    return cell_of(text.replace(";", ",").replace('"', "'"))


def read_dna_statements(path: str | Path) -> tuple[DnaStatement, ...]:
    r"""Read an event list of the Discourse Network Analyzer: DNA 2 and DNA 3.

    Parameters
    ----------
    path : str or Path
        CSV in UTF-8 with semicolons or commas and at least the columns ``concept`` and ``agreement``, and one of
        ``person`` and ``organization``. Number, time and document are read from the columns of DNA 2.0 beta to 3.0.8
        (``statement ID``, ``time``, ``document title``) or of DNA 3.0.9 and later (``statement_id``, ``time``,
        ``document_title``). Further columns are not read.

    Returns
    -------
    tuple of DnaStatement
        In the order of the file, for instance for :func:`mxus.measures.congruence_network`. What the file has no
        column for is None.

    Raises
    ------
    UnreadableFileError
        If the file cannot be read as UTF-8 text.
    InvalidDataError
        If columns are missing, given twice (under either name) or spelt in another way, or a cell cannot be read;
        every problem is listed.

    Examples
    --------
    >>> import mxus, pathlib, tempfile
    >>> from mxus.measures import congruence_network
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "dna.csv")
    ...     _ = path.write_text('"person";"concept";"agreement"\n"A";"X";1\n"B";"X";1\n"B";"Y";0\n')
    ...     found = read_dna_statements(path)
    >>> found[0].person, found[0].organization, found[0].id
    ('A', None, None)
    >>> network = congruence_network(*zip(*[(each.actor, each.concept, each.stance) for each in found]))
    >>> float(network.weights[0, 1])
    1.0
    """
    content = read_text(path)
    try:
        rows = csv_rows(content, delimiter=";" if ";" in content.partition("\n")[0] else ",")
    except InvalidValueError as error:
        raise InvalidDataError([Problem("$", str(error))], str(path)) from None
    head = rows[0] if rows else []
    columns = _columns(head, str(path))
    # DNA writes quotation marks as apostrophes, so a text of its own may begin like one that we made no formula.
    written_here = set(_OURS) <= set(head)
    problems: list[Problem] = []
    made: list[DnaStatement] = []
    for line, cells in enumerate(rows[1:], start=2):
        if len(cells) != len(head):
            problems.append(Problem(f"row {line}", f"found {len(cells)} cells; expected {len(head)}"))
            continue
        row = {name: text_of(cells[place]) if written_here else cells[place] for name, place in columns.items()}
        made += _statement(row, line, problems)
    if problems:
        raise InvalidDataError(problems, str(path))
    return tuple(made)


def _columns(head: list[str], where: str) -> dict[str, int]:
    """Return the place of each column that is read, by its newer name; raise unless those needed are there, once."""
    columns: dict[str, int] = {}
    problems: list[Problem] = []
    spellings = {_SEPARATORS.sub("", name).lower(): name for name in _HEADERS}
    for place, column in enumerate(head):
        name = spellings.get(_SEPARATORS.sub("", column).lower())
        if name is None:
            continue
        known = dict.fromkeys((name, _HEADERS[name]))
        if column not in known:
            expected = " (DNA 3.0.9 and later) or ".join(map(repr, known))
            problems.append(Problem("row 1", f"found the column {shown(column)}; expected {expected}"))
        elif name in columns:
            problems.append(Problem("row 1", f"found the column {' or '.join(known)} twice; expected it once"))
        columns[name] = place
    missing = [name for name in ("concept", "agreement") if name not in columns]
    missing += [] if {"person", "organization"} & columns.keys() else ["person or organization"]
    if missing:
        problems.append(Problem("row 1", f"found the columns {shown(head)}; expected also {', '.join(missing)}"))
    if problems:
        raise InvalidDataError(problems, where)
    return columns


def _statement(row: dict[str, str], line: int, problems: list[Problem]) -> Iterator[DnaStatement]:
    number, agreement = row.get("statement_id"), row["agreement"].strip().lower()
    person, organization = row.get("person"), row.get("organization")
    told = len(problems)
    if number is not None and not _NUMBER.fullmatch(number):
        problems.append(Problem(f"row {line}, statement ID", f"found {shown(number)}; expected a whole number"))
    if agreement not in _AGREEMENT:
        problems.append(Problem(f"row {line}, agreement", f"found {shown(row['agreement'])}; expected 0 or 1"))
    if not row["concept"]:
        problems.append(Problem(f"row {line}, concept", "found nothing; expected a concept"))
    if not (person or organization):
        problems.append(Problem(f"row {line}", "found neither person nor organization; expected one of them"))
    if len(problems) == told:
        yield DnaStatement(
            id=None if number is None else int(number),
            time=row.get("time"),
            document=row.get("document_title"),
            person=person,
            organization=organization,
            concept=row["concept"],
            agreement=_AGREEMENT[agreement],
        )
