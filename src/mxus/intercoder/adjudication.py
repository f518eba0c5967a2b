"""Two codings made one: what they agree on is taken over, what they do not a third reader decides, with a reason.

:func:`mxus.compare` says which records of two codings stand for the same thing. Those coded alike need no decision.
Each of the others becomes an entry of a ledger, a YAML file in which someone writes what to take and why; the ledger
is kept beside the merged dataset, so that every choice can be read again. What we leave out: records made of parts of
both, and passages of both together; whoever wants that writes the record anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, Literal, cast, get_args

import attrs

from mxus.analysis.coding import text_of
from mxus.dataset.dataset import AnyRecord, Dataset
from mxus.errors import InvalidDataError, Problem, require_kind, shown
from mxus.exchange.files import read_text
from mxus.exchange.plain_yaml import Tree, parse, written
from mxus.exchange.renaming import renamed
from mxus.intercoder.agreement import Agreement
from mxus.intercoder.comparison import Comparison
from mxus.values.typed import typed

__all__ = ["Choice", "Dispute", "disputes", "ledger_of", "merge", "read_ledger"]

Choice = Literal["first", "second", "neither"]
"""What to take of two codings of one thing."""

_HEAD: Final = """\
# What two codings do not agree on. Write in each entry what to take
# (first, second or neither), and because of what.
"""

_FIELDS: Final = ("kind", "first", "second", "differences", "take", "because")


@attrs.frozen(field_transformer=typed)
class Dispute:
    """Something that two codings code otherwise, or only one of them codes.

    Parameters
    ----------
    kind : str
        Kind of record.
    first, second : str or None
        Id of the record in each coding; None where it has none.
    differences : tuple of str
        Fields with what each coding has; empty where only one has the record.

    Examples
    --------
    >>> print(Dispute("event", "coal-sent", None, ()))
    event coal-sent | -
    """

    kind: str
    first: str | None
    second: str | None
    differences: tuple[str, ...]

    def __str__(self) -> str:
        """Return kind and ids on one line."""
        return f"{self.kind} {self.first or '-'} | {self.second or '-'}"


def disputes(comparison: Comparison) -> tuple[Dispute, ...]:
    """Return all that two codings do not agree on, collection by collection.

    Examples
    --------
    >>> import mxus
    >>> both = mxus.compare(mxus.load("rojas-2025-first"), mxus.load("rojas-2025-second"))
    >>> found = disputes(both)
    >>> found[0].kind, any(each.second is None for each in found)
    ('actor', True)
    """
    require_kind(comparison, Comparison, "comparison", "a Comparison, as mxus.compare(first, second) returns it")
    return tuple(
        dispute for agreement in comparison.agreements.values() for dispute in _disputes(agreement, comparison)
    )


def _disputes(agreement: Agreement, comparison: Comparison) -> Iterator[Dispute]:
    for match in agreement.matches:
        if match.differences:
            kind = comparison.first[match.first].kind
            yield Dispute(kind, match.first, match.second, tuple(map(str, match.differences)))
    for name in agreement.only_first:
        yield Dispute(comparison.first[name].kind, name, None, ())
    for name in agreement.only_second:
        yield Dispute(comparison.second[name].kind, None, name, ())


def ledger_of(comparison: Comparison) -> str:
    """Return a ledger to be filled in, in YAML: one entry for each dispute.

    Examples
    --------
    >>> import mxus
    >>> both = mxus.compare(mxus.load("rojas-2025-first"), mxus.load("rojas-2025-second"))
    >>> ledger_of(both).splitlines()[2]
    '- kind: actor'
    """
    require_kind(comparison, Comparison, "comparison", "a Comparison, as mxus.compare(first, second) returns it")
    entries = [
        {
            "kind": each.kind,
            "first": each.first,
            "second": each.second,
            "differences": list(each.differences),
            "take": None,
            "because": None,
        }
        for each in disputes(comparison)
    ]
    return _HEAD + written(entries)


def read_ledger(path: str | Path, comparison: Comparison) -> dict[Dispute, Choice]:
    """Read the decisions of a ledger.

    Parameters
    ----------
    path : str or Path
        A file as :func:`ledger_of` begins it.
    comparison : Comparison
        The codings that it is about.

    Returns
    -------
    dict
        What to take, for each dispute there is.

    Raises
    ------
    UnreadableFileError
        If the file cannot be read.
    InvalidDataError
        If an entry is open, has no reason, was decided on other differences than there are now, or is about nothing in
        dispute, or if a dispute has no entry; each is listed with its line.

    Examples
    --------
    >>> import mxus, pathlib, tempfile
    >>> both = mxus.compare(mxus.load("rojas-2025-first"), mxus.load("rojas-2025-second"))
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "ledger.yaml")
    ...     filled = ledger_of(both).replace("take: null", "take: neither").replace("because: null", "because: unsure")
    ...     _ = path.write_text(filled, encoding="utf-8")
    ...     set(read_ledger(path, both).values())
    {'neither'}
    """
    tree = parse(read_text(path), where=str(path))
    known = {(each.kind, each.first, each.second): each for each in disputes(comparison)}
    problems: list[Problem] = []
    decided: dict[Dispute, Choice] = {}
    entries: object = tree.content
    for index, entry in enumerate(cast("list[object]", entries) if isinstance(entries, list) else ()):
        place = f"$[{index}]"
        content = cast("dict[str, Any]", entry) if isinstance(entry, dict) else {}
        named = (content.get("kind"), content.get("first"), content.get("second"))
        dispute = next((each for key, each in known.items() if key == named), None)
        if dispute is None or dispute in decided:
            problems.append(
                _problem(tree, place, "found an entry on nothing in dispute, or a second one; expected one a dispute")
            )
            continue
        if set(content) != set(_FIELDS):
            expected = f"expected {', '.join(_FIELDS)}"
            problems.append(_problem(tree, place, f"found the fields {', '.join(content)}; {expected}"))
        elif content["differences"] != list(dispute.differences):
            now = "; ".join(dispute.differences) or "none, since only one coding has it"
            message = f"found other differences than there are now on {dispute}; expected a decision on {now}"
            problems.append(_problem(tree, f"{place}.differences", message))
        decided[dispute] = _choice(content, dispute, place, tree, problems)
    open_ones = [dispute for dispute in known.values() if dispute not in decided]
    problems += [Problem("$", f"found no entry on {dispute}; expected one") for dispute in open_ones]
    if problems:
        raise InvalidDataError(problems, where=str(path))
    return decided


def _choice(content: Mapping[str, Any], dispute: Dispute, place: str, tree: Tree, problems: list[Problem]) -> Choice:
    take: object = content.get("take")
    because: object = content.get("because")
    if take not in _allowed(dispute):
        expected = " or ".join(_allowed(dispute))
        problems.append(_problem(tree, f"{place}.take", f"found {shown(take)} on {dispute}; expected {expected}"))
    if not isinstance(because, str) or not because.strip():
        problems.append(_problem(tree, f"{place}.because", f"found {shown(because)} on {dispute}; expected a reason"))
    return cast("Choice", take)


def _allowed(dispute: Dispute) -> list[Choice]:
    """Return what can be taken: of a coding that has no record, nothing."""
    return [choice for choice in get_args(Choice) if choice == "neither" or getattr(dispute, choice) is not None]


def _problem(tree: Tree, path: str, message: str) -> Problem:
    return Problem(path, message, tree.line(path))


def merge(comparison: Comparison, decisions: Mapping[Dispute, Choice]) -> Dataset:
    """Make one dataset of two codings.

    Parameters
    ----------
    comparison : Comparison
        The codings, compared.
    decisions : mapping of Dispute to {'first', 'second', 'neither'}
        What to take, for each of :func:`disputes`.

    Returns
    -------
    Dataset
        Records coded alike as the first coding has them; of the others the one decided for. Where a record of the
        second coding has a partner in the first, it takes that one's id. A passage excused by both has the reason that
        the first coding gives.

    Raises
    ------
    InvalidDataError
        If a dispute is not decided, or decided for what there is not to take, or what was taken does not fit together:
        a record refers to one that was left out, say. Every problem is listed.

    Examples
    --------
    >>> import mxus
    >>> both = mxus.compare(mxus.load("rojas-2025-first"), mxus.load("rojas-2025-second"))
    >>> merged = merge(both, {each: "first" if each.first else "neither" for each in disputes(both)})
    >>> merged.events == both.first.events
    True
    """
    require_kind(decisions, Mapping, "decisions", "a mapping of disputes to choices, as read_ledger gives it")
    require_kind(comparison, Comparison, "comparison", "a Comparison, as mxus.compare(first, second) returns it")
    asked = disputes(comparison)
    problems = [problem for each in asked if (problem := _undecided(each, decisions)) is not None]
    if problems:
        raise InvalidDataError(problems, where="decisions")
    first, second = comparison.first, _in_ids_of_first(comparison)
    partners = _names(comparison)
    records: dict[str, AnyRecord] = dict(first)
    for dispute in asked:
        choice = decisions[dispute]
        if choice != "first" and dispute.first is not None:
            del records[dispute.first]
        if choice == "second" and dispute.second is not None:
            name = partners[dispute.second]
            records[name] = second[name]
    excused = {(each.source, each.locator): each for each in (*second.uncoded, *first.uncoded)}
    about: dict[str, Any] = {
        "id": f"{first.id[:70].rstrip('-')}-merged",
        "title": f"{first.title[:280]}, merged",
        "description": first.document.description,
        "coders": tuple(dict.fromkeys((*first.document.coders, *second.document.coders))),
        "uncoded": tuple(
            sorted(excused.values(), key=lambda each: (each.source, each.locator.paragraph, each.locator.start))
        ),
    }
    return Dataset(records.values(), **about)


def _undecided(dispute: Dispute, decisions: Mapping[Dispute, object]) -> Problem | None:
    if dispute not in decisions:
        return Problem(str(dispute), "found no decision; expected one")
    choice, allowed = decisions[dispute], _allowed(dispute)
    if choice in allowed:
        return None
    *others, last = allowed
    return Problem(str(dispute), f"found decision {shown(choice)}; expected {', '.join(others)} or {last}")


def _names(comparison: Comparison) -> dict[str, str]:
    """Return the id of each record of the second coding in the merged dataset."""
    texts = {text_of(source): source.id for source in comparison.first.sources.values()}
    names = {theirs: ours for ours, theirs in comparison.partners.items()}
    names |= {source.id: texts[text_of(source)] for source in comparison.second.sources.values()}
    taken = set(comparison.first) | set(names.values())
    for record in comparison.second:
        if record not in names:
            candidates = (record, *(f"{record[:76]}-{number}" for number in range(2, len(taken) + 3)))
            names[record] = next(name for name in candidates if name not in taken)
            taken.add(names[record])
    return names


def _in_ids_of_first(comparison: Comparison) -> Dataset:
    return renamed(comparison.second, _names(comparison))
