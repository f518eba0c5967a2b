"""Groups of records, by ``by=``: the same names and the same meaning in every question that has them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Final, Literal

from mxus.measures.inputs import one_of
from mxus.records.event import Event
from mxus.records.position import Position
from mxus.values.period import Period
from mxus.vocabulary.agenda import Arena, Issue
from mxus.vocabulary.statements import Expression, Voice

__all__ = ["By", "expression_of", "groups_of"]

By = Literal["arena", "issue", "expression", "voice", "year"]
"""Arena or issue of the record; words (``verbal``) or deeds (``material``); author or reported; each calendar year."""

_Record = Event | Position

_TERMS: Final[Mapping[str, Sequence[Arena | Issue]]] = {"arena": tuple(Arena), "issue": tuple(Issue)}


def groups_of(
    by: By, records: Sequence[_Record], period: Period | None = None
) -> Iterator[tuple[str, Callable[[_Record], bool]]]:
    """Yield the name of each possible group, and a function that says whether a record belongs to it.

    A record belongs to each year that it may be of, and to none if it has no period. If a period is asked for, years
    outside it are no groups.

    Raises
    ------
    InvalidValueError
        If `by` is not one of the names.

    Examples
    --------
    >>> import mxus
    >>> events = [*mxus.load().events.values()]
    >>> [name for name, belongs in groups_of("expression", events) if any(map(belongs, events))]
    ['verbal', 'material']
    """
    one_of(by, By, "by")
    match by:
        case "year":
            periods = [record.period for record in records if record.period is not None]
            days = [day for each in periods for day in (each.earliest, each.latest) if day is not None]
            for number in range(min(days).year, max(days).year + 1) if days else ():
                year = Period(f"{number:04}")
                if period is None or period.may_overlap(year):
                    yield str(number), partial(_may_be_of, year)
        case "voice":
            for voice in Voice:
                yield voice.value, partial(_has_voice, voice)
        case "expression":
            for expression in Expression:
                yield expression.value, partial(_is_expressed, expression)
        case _:
            for term in _TERMS[by]:
                yield term.value, partial(_is, by, term)


def expression_of(record: Event | Position) -> Expression | None:
    """Return whether a record is of words or deeds; None for an event without a PLOVER type.

    Examples
    --------
    >>> import mxus
    >>> expression_of(mxus.load().events["extraditions-to-us"]).value
    'material'
    """
    if isinstance(record, Position):
        return record.expression
    quad = record.quad_class
    return None if quad is None else Expression.MATERIAL if quad.is_material else Expression.VERBAL


def _may_be_of(year: Period, record: _Record) -> bool:
    return record.period is not None and record.period.may_overlap(year)


def _has_voice(voice: Voice, record: _Record) -> bool:
    return any(passage.voice is voice for passage in record.evidence)


def _is_expressed(expression: Expression, record: _Record) -> bool:
    return expression_of(record) is expression


def _is(field: str, term: Arena | Issue, record: _Record) -> bool:
    return getattr(record, field) is term
