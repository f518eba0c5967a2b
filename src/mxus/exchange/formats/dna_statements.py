"""Positions as statements of the Discourse Network Analyzer, out and in: its event list, a CSV with semicolons.

Each passage of a position is a statement: a person or an organisation says something on a concept and agrees or not.
The concept is what the position is on, the organisation for whom the holder acts. A neutral position has no statement,
since DNA's agreement is yes or no. Strength, arena, issue and the record's id go into variables of their own, which
DNA lets one define. What we leave out: the text of statements.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import attrs

from mxus.dataset.dataset import Dataset
from mxus.errors import InvalidDataError, InvalidValueError, Problem, shown
from mxus.exchange.csv_cells import cell_of, csv_rows, text_of
from mxus.exchange.files import read_text
from mxus.exchange.losses import Exported, losses
from mxus.records.position import Position
from mxus.vocabulary.actors import ActorType
from mxus.vocabulary.statements import Stance

__all__ = ["DnaStatement", "dna_statements", "read_dna_statements"]

_DOCUMENT: Final = (
    "statement ID",
    "time",
    "document ID",
    "document title",
    "author",
    "source",
    "section",
    "type",
    "text",
)
_VARIABLES: Final = ("person", "organization", "concept", "agreement")
_OURS: Final = ("stance", "expression", "arena", "issue", "record")
_READ: Final = ("statement ID", "time", "document title", *_VARIABLES)
_NUMBER: Final = re.compile("[0-9]{1,18}")
_AGREEMENT: Final = {"0": False, "1": True, "false": False, "true": True, "no": False, "yes": True}
_PARTLY: Final = (
    *(f"positions.{field}" for field in ("kind", "id", "holder", "target", "stance", "expression", "arena", "issue")),
    *("positions.period.edtf", "positions.evidence.source", "sources.title", "sources.authors", "sources.outlet"),
    *("actors.name", "actors.offices.acts_for", "actors.offices.period.edtf", "actors.principal"),
)


@attrs.frozen(kw_only=True)
class DnaStatement:
    """A statement of a discourse network.

    Parameters
    ----------
    id : int
        Number of the statement.
    time : str
        Date, and time of day where there is one, as the file has it; empty where it is not known.
    document : str
        Title of the document it stands in.
    person, organization : str
        Who says so; empty where not given.
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

    id: int
    time: str
    document: str
    person: str
    organization: str
    concept: str
    agreement: bool

    @property
    def actor(self) -> str:
        """The organisation where there is one, else the person: whose statement a network counts it as."""
        return self.organization or self.person

    @property
    def stance(self) -> int:
        """1 where they agree, -1 where they do not, as the measures of discourse networks take it."""
        return 1 if self.agreement else -1


def dna_statements(dataset: Dataset) -> Exported:
    """Return the positions of a dataset as DNA's event list.

    Returns
    -------
    Exported
        ``<dataset>.dna.csv``, separated by semicolons, as DNA writes it.

    Examples
    --------
    >>> import mxus
    >>> lines = dna_statements(mxus.load()).files["rojas-2025.dna.csv"].splitlines()
    >>> lines[0][:40], len(lines) > 100
    ('"statement ID";"time";"document ID";"doc', True)
    """
    file = io.StringIO()
    table = csv.writer(file, delimiter=";", quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
    table.writerow([*_DOCUMENT, *_VARIABLES, *_OURS])
    for number, row in enumerate(_rows(dataset), start=1):
        table.writerow([number, *row])
    report = losses(dataset, "dna", (), _PARTLY)
    return Exported({f"{dataset.id}.dna.csv": file.getvalue()}, report)


def _rows(dataset: Dataset) -> Iterator[list[str | int]]:
    numbers = {source: number for number, source in enumerate(dataset.sources, start=1)}
    for position in dataset.positions.values():
        if position.stance is Stance.NEUTRAL:
            continue
        for evidence in position.evidence:
            source = dataset.sources[evidence.source]
            authors = ", ".join(dataset.actors[author].name for author in source.authors)
            document = [_cell(source.title), _cell(authors), _cell(source.outlet), "", "", ""]
            person, organization = _speakers(dataset, position)
            ours = [position.expression.value, position.arena.value, position.issue.value, position.id]
            yield [
                _time(dataset, position, source.id),
                numbers[source.id],
                *document,
                _cell(person),
                _cell(organization),
                position.target,
                int(position.stance.level > 0),
                position.stance.level,
                *ours,
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
    r"""Read an event list of the Discourse Network Analyzer.

    Parameters
    ----------
    path : str or Path
        CSV in UTF-8 with semicolons or commas and at least the columns ``concept`` and ``agreement``, and one of
        ``person`` and ``organization``; further columns are not read.

    Returns
    -------
    tuple of DnaStatement
        In the order of the file, for instance for :func:`mxus.measures.congruence_network`.

    Raises
    ------
    UnreadableFileError
        If the file cannot be read as UTF-8 text.
    InvalidDataError
        If columns are missing or given twice, or a cell cannot be read; every problem is listed.

    Examples
    --------
    >>> import mxus, pathlib, tempfile
    >>> from mxus.measures import congruence_network
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "dna.csv")
    ...     _ = path.write_text('"person";"concept";"agreement"\n"A";"X";1\n"B";"X";1\n"B";"Y";0\n')
    ...     found = read_dna_statements(path)
    >>> network = congruence_network(*zip(*[(each.actor, each.concept, each.stance) for each in found]))
    >>> float(network.weights[0, 1])
    1.0
    """
    content = read_text(path)
    try:
        rows = csv_rows(content, delimiter=";" if ";" in content.partition("\n")[0] else ",")
    except InvalidValueError as error:
        raise InvalidDataError([Problem("$", str(error))], str(path)) from None
    problems: list[Problem] = []
    made: list[DnaStatement] = []
    head = rows[0] if rows else []
    missing = [name for name in ("concept", "agreement") if name not in head]
    missing += [] if {"person", "organization"} & set(head) else ["person or organization"]
    if missing:
        found = f"found the columns {shown(head)}; expected also {', '.join(missing)}"
        raise InvalidDataError([Problem("row 1", found)], str(path))
    twice = sorted({name for name in head if name in _READ and head.count(name) > 1})
    if twice:
        found = f"found the columns {', '.join(twice)} twice; expected each once"
        raise InvalidDataError([Problem("row 1", found)], str(path))
    for line, cells in enumerate(rows[1:], start=2):
        if len(cells) != len(head):
            problems.append(Problem(f"row {line}", f"found {len(cells)} cells; expected {len(head)}"))
            continue
        row = {name: text_of(cell) for name, cell in zip(head, cells, strict=True)}
        made += _statement(row, line, problems)
    if problems:
        raise InvalidDataError(problems, str(path))
    return tuple(made)


def _statement(row: dict[str, str], line: int, problems: list[Problem]) -> Iterator[DnaStatement]:
    number, agreement = row.get("statement ID", str(line - 1)), row["agreement"].strip().lower()
    person, organization = row.get("person", ""), row.get("organization", "")
    told = len(problems)
    if not _NUMBER.fullmatch(number):
        problems.append(Problem(f"row {line}, statement ID", f"found {shown(number)}; expected a whole number"))
    if agreement not in _AGREEMENT:
        problems.append(Problem(f"row {line}, agreement", f"found {shown(row['agreement'])}; expected 0 or 1"))
    if not row["concept"]:
        problems.append(Problem(f"row {line}, concept", "found nothing; expected a concept"))
    if not (person or organization):
        problems.append(Problem(f"row {line}", "found neither person nor organization; expected one of them"))
    if len(problems) == told:
        yield DnaStatement(
            id=int(number),
            time=row.get("time", ""),
            document=row.get("document title", ""),
            person=person,
            organization=organization,
            concept=row["concept"],
            agreement=_AGREEMENT[agreement],
        )
