"""How far two codings of one text agree on each kind of record, and where they do not."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any, Final, cast

import attrs

from mxus.analysis._common import passages_of
from mxus.analysis.coding import FIELDS, NONE, Coding, coded
from mxus.analysis.spans import Span, Spans
from mxus.dataset.dataset import AnyRecord
from mxus.dataset.document import Collection
from mxus.display.cards import Page, Table
from mxus.intercoder.matching import matched
from mxus.measures.citing import references_of
from mxus.measures.reliability import FieldReliability, field_reliability
from mxus.records.actor import Membership, Office
from mxus.records.base import Link
from mxus.records.policy import Parameter
from mxus.values.interval import Undefined
from mxus.values.locator import Passage
from mxus.values.progress import Progress
from mxus.values.result import Result
from mxus.values.typed import typed
from mxus.vocabulary.statements import Stance

__all__ = ["KINDS", "Agreement", "Difference", "Match", "agreements_of"]

KINDS: Final[Mapping[Collection, str]] = {
    "actors": "actor",
    "policies": "policy",
    "events": "event",
    "positions": "position",
    "claims": "claim",
    "trade_links": "trade_link",
}
"""Kind of the records of each collection that is compared: all but the sources, which are the same."""

_MATCHING: Final = 0.8
"""Part of the time for the search for partners; the rest is for what those found agree on."""

_ORDINAL: Final = {"stance": [stance.value for stance in sorted(Stance, key=lambda stance: stance.level)]}


@attrs.frozen(field_transformer=typed)
class Difference:
    """A field that two codings of one thing have otherwise, in the words and ids of each.

    Examples
    --------
    >>> print(Difference("owners", "ruritania", "ruritanian-government"))
    owners: ruritania | ruritanian-government
    """

    field: str
    first: str
    second: str

    def __str__(self) -> str:
        """Return the field and what each coding has."""
        return f"{self.field}: {self.first} | {self.second}"


@attrs.frozen(kw_only=True, field_transformer=typed)
class Match:
    """A record of each coding, standing for the same thing.

    Parameters
    ----------
    first, second : str
        Id of the record in each coding.
    overlap : float
        Characters that the passages share, as a part of all in either's: 0 to 1.
    differences : tuple of Difference
        Fields that are not coded alike.
    passages : tuple of Passage
        The passages of both, each with the source as its coding names it.

    Examples
    --------
    >>> import mxus
    >>> both = mxus.compare(mxus.load("rojas-2025-first"), mxus.load("rojas-2025-second"))
    >>> match = next(match for match in both.agreements["positions"].matches if match.differences)
    >>> print(match.first, match.second, match.differences[0], sep="; ")
    ebrard-supports-plan-mexico; ebrard-supports-plan-mexico; stance: supports-strongly | supports
    """

    first: str
    second: str
    overlap: float
    differences: tuple[Difference, ...]
    passages: tuple[Passage, ...] = attrs.field(repr=False)

    def swapped(self) -> Match:
        """Return the match with the codings in the other order."""
        turned = tuple(Difference(each.field, each.second, each.first) for each in self.differences)
        return attrs.evolve(self, first=self.second, second=self.first, differences=turned)


Judged = Mapping[str, Sequence[Hashable]]
"""What a coding has in each field of the matched records."""


@attrs.frozen(kw_only=True, repr=False, order=False, field_transformer=typed)
class Agreement(Result):
    """How far two codings agree on one kind of record.

    ``value`` is the share of all records of either that both have.

    Parameters
    ----------
    collection : str
        ``"events"``, ``"positions"``, ...
    matches : tuple of Match
        Records found by both, in the order of the text.
    only_first, only_second : tuple of str
        Ids of records that one coding alone has.
    found : tuple of two sequences of bool
        Whether each sentence of the text carries a record of the kind, in either coding.
    judged : tuple of two mappings of str to sequence
        How each coding has the fields of the matched records, in the order of the matches.

    Notes
    -----
    ``sentences`` and ``fields`` need the ``krippendorff`` package (``mxus[reliability]``), and are computed when they
    are asked for.

    Examples
    --------
    >>> import mxus
    >>> both = mxus.compare(mxus.load("rojas-2025-first"), mxus.load("rojas-2025-second"))
    >>> stance = both.agreements["positions"].fields["stance"]
    >>> round(stance.agreement, 2), round(stance, 2)
    (0.91, 0.96)
    """

    collection: Collection
    matches: tuple[Match, ...]
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]
    _found: tuple[Sequence[bool], Sequence[bool]] = attrs.field(alias="found")
    _judged: tuple[Judged, Judged] = attrs.field(alias="judged")

    @cached_property
    def sentences(self) -> FieldReliability:
        """Alpha, and the share coded alike, of whether a sentence carries a record of the kind."""
        first, second = self._found
        return field_reliability({"found": first}, {"found": second})["found"]

    @cached_property
    def fields(self) -> Mapping[str, FieldReliability]:
        """Alpha, and the share coded alike, of each field: one unit a match.

        ``voices`` and ``statuses`` are those of all passages of a record.
        """
        ordinal = {field: levels for field, levels in _ORDINAL.items() if field in self._judged[0]}
        return field_reliability(*self._judged, ordinal=ordinal)

    def swapped(self) -> Agreement:
        """Return the agreement with the codings in the other order."""
        return attrs.evolve(
            self,
            matches=tuple(match.swapped() for match in self.matches),
            only_first=self.only_second,
            only_second=self.only_first,
            found=self._found[::-1],
            judged=self._judged[::-1],
        )

    def page(self) -> Page:
        """Return what a terminal and a notebook show: agreement field by field, and what only one coding has."""
        facts = (
            ("in the first alone", ", ".join(self.only_first)),
            ("in the second alone", ", ".join(self.only_second)),
        )
        asked = (("found in a sentence", self.sentences), *self.fields.items())
        rows = tuple(
            (field, str(each.agreement.n), *(_figure(found) for found in (each.agreement, each)))
            for field, each in asked
        )
        tables = (
            Table("agreement", ("question", "units", "alike", "alpha"), rows),
            Table.of_first(
                "not coded alike",
                ("first", "second", "differences"),
                [
                    (each.first, each.second, "\n".join(map(str, each.differences)))
                    for each in self.matches
                    if each.differences
                ],
            ),
        )
        return Result.page(self).extended(facts, *tables)


def _figure(result: Result) -> str:
    return "-" if isinstance(result.value, Undefined) else f"{result.value:.2f}"


def agreements_of(
    first: Coding, second: Coding, progress: Progress | None = None, *, until: float = math.inf
) -> tuple[tuple[Agreement, ...], tuple[Collection, ...]]:
    """Match the records of two codings and return how far they agree, one entry a collection.

    And the collections for which time was out, by :func:`time.monotonic`.
    """
    now = time.monotonic()
    partners, late = matched(first, second, progress, until=now + _MATCHING * (until - now))
    sentences = _sentences(first, second)
    back = {name: partner for partner, name in partners.items()}
    agreements: list[Agreement] = []
    for collection, kind in KINDS.items():
        if kind not in late and time.monotonic() <= until:
            agreements.append(_agreement(first, second, collection, partners, back, sentences))
    done = {each.collection for each in agreements}
    return tuple(agreements), tuple(collection for collection in KINDS if collection not in done)


def _agreement(  # noqa: PLR0913, PLR0917 (two codings, and what is known of both)
    first: Coding,
    second: Coding,
    collection: Collection,
    partners: Mapping[str, str],
    back: Mapping[str, str],
    sentences: Sequence[Span],
) -> Agreement:
    mine, theirs = (coding.in_order(KINDS[collection]) for coding in (first, second))
    pairs = [(one, second.dataset[partners[one.id]]) for one in mine if one.id in partners]
    pairs.sort(key=lambda pair: first.characters[pair[0].id].joined(second.characters[pair[1].id]).ends)

    def name_in_first(name: str) -> Hashable:
        return back.get(name, (name,) if name in second.dataset else name)

    fields = (*FIELDS[KINDS[collection]], "voices", "statuses")
    units = [(_read(one, fields, str), _read(other, fields, name_in_first)) for one, other in pairs]
    n = len(mine) + len(theirs) - len(pairs)
    covered = [_covered(first, mine), _covered(second, theirs)]
    finding = [[each.meets(sentence) for sentence in sentences] for each in covered]
    judging = [{field: [unit[side][field] for unit in units] for field in fields} for side in (0, 1)]
    return Agreement.from_result(
        Result.exactly(
            f"share of {collection.replace('_', ' ')} found by both",
            len(pairs) / n if n else Undefined("neither coding has any"),
            n=n,
            method="records of both, of all that either coding has",
            references=references_of(field_reliability),
        ),
        collection=collection,
        matches=tuple(_match(first, second, *pair, *unit) for pair, unit in zip(pairs, units, strict=True)),
        only_first=_in_text(first, [one for one in mine if one.id not in partners]),
        only_second=_in_text(second, [other for other in theirs if other.id not in back]),
        found=(finding[0], finding[1]),
        judged=(judging[0], judging[1]),
    )


def _match(  # noqa: PLR0913, PLR0917 (two codings, two records, and how each codes it)
    first: Coding,
    second: Coding,
    one: AnyRecord,
    other: AnyRecord,
    mine: Mapping[str, Hashable],
    theirs: Mapping[str, Hashable],
) -> Match:
    here, there = first.characters[one.id], second.characters[other.id]
    return Match(
        first=one.id,
        second=other.id,
        overlap=here.shared(there) / here.joined(there).size,
        differences=tuple(
            Difference(field, _in_words(_value(one, field)), _in_words(_value(other, field)))
            for field in mine
            if mine[field] != theirs[field]
        ),
        passages=tuple(sorted(passages_of(one, other), key=_place)),
    )


def _place(passage: Passage) -> tuple[int, int, int, str]:
    locator = passage.locator
    return locator.paragraph, locator.start, locator.end, passage.source


def _in_text(coding: Coding, records: Sequence[AnyRecord]) -> tuple[str, ...]:
    """Return the ids of records in the order of the text."""
    return tuple(record.id for record in sorted(records, key=lambda record: coding.characters[record.id].ends))


def _covered(coding: Coding, records: Sequence[AnyRecord]) -> Spans:
    return Spans.of(span for record in records for span in coding.characters[record.id].spans)


def _sentences(first: Coding, second: Coding) -> list[Span]:
    """Return the span of each sentence, sentences ending where they do in either coding."""
    ends: dict[tuple[str, int], set[int]] = {}
    for coding in (first, second):
        for source in coding.dataset.sources.values():
            for number, paragraph in enumerate(source.paragraphs):
                ends.setdefault((coding.texts[source.id], number), set()).update(paragraph.sentences)
    return [
        (text, number, start, end)
        for (text, number), found in sorted(ends.items())
        for start, end in pairwise((0, *sorted(found)))
    ]


def _value(record: AnyRecord, field: str) -> Any:  # noqa: ANN401 (the value of any field)
    match field:
        case "voices":
            return tuple(dict.fromkeys(each.speaker or each.voice for each in record.evidence))
        case "statuses":
            return tuple(dict.fromkeys(each.status for each in record.evidence))
        case _:
            return getattr(record, field)


def _read(record: AnyRecord, fields: Sequence[str], name_of: Callable[[str], Hashable]) -> dict[str, Hashable]:
    return {field: coded(_value(record, field), name_of) for field in fields}


def _in_words(value: Any) -> str:  # noqa: ANN401 (the value of any field)
    """Return the value of a field as a reader sees it, the parts of several in order."""
    match value:
        case None | ():
            words = NONE
        case tuple():
            words = ", ".join(sorted(map(_in_words, cast("tuple[object, ...]", value))))
        case Link():
            words = f"{value.type.value} {value.target}"
        case Office():
            words = f"{value.title} ({value.acts_for}, {value.period or 'no date'})"
        case Membership():
            words = f"{value.group} ({value.period or 'no date'})"
        case Parameter():
            words = f"{value.name} {value.quantity or value.text}"
        case _:
            words = str(value)
    return words
