"""Alignment codes: how near an actor is to a partner, object by object and act by act, on two stages.

A code is -1 (opposed) to 1 (at one). An object on which both take a position on a stage has one code there: how alike
they are on it. An act of the actor towards the partner has the sign of its quad class: -1 or 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import attrs

from mxus.analysis._common import acts_between, has_status, in_time
from mxus.analysis.grouping import expression_of
from mxus.analysis.shared_objects import Pair, Shared, SharedObject, sides
from mxus.analysis.unused import (
    CONTESTED,
    NOT_ON_STAGE,
    ONE_SIDED,
    OTHER_EXPRESSION,
    OTHER_STATUS,
    OTHER_TIME,
    UNTYPED,
    heard,
    undirected_acts,
)
from mxus.dataset.dataset import Dataset
from mxus.records.event import Event
from mxus.records.position import Position
from mxus.values.locator import Passage
from mxus.values.period import Period
from mxus.values.typed import typed
from mxus.vocabulary.agenda import Arena
from mxus.vocabulary.statements import Expression, Status

__all__ = ["STAGES", "Code", "Codes", "codes_of"]

STAGES: Final = (Arena.BILATERAL_AGENDA, Arena.REGIONAL_DIPLOMACY)
"""The near and the far stage of the thesis."""


@attrs.frozen(kw_only=True, field_transformer=typed)
class Code:
    """The alignment code of an object on which both take a position, or of an act of the one towards the other.

    Parameters
    ----------
    about : str
        Id of the object, or of the event.
    arena : Arena
        The stage it is on.
    records : tuple of str
        Ids of the records behind it, the actor's first.
    cluster : str
        Source and paragraph of the first passage, in the order of the text, of all its records: where the text first
        tells of it.
    act : int or None
        The sign of an act; None for an object.
    shared : SharedObject or None
        The object with its pairs of positions; None for an act.

    Examples
    --------
    >>> import mxus
    >>> codes = mxus.compensation(mxus.load(), "mexico", "united-states").codes
    >>> next((code.value, code.cluster) for code in codes if code.about == "us-embargo-on-cuba")
    (-0.5, 'rojas-2025 ¶9')
    """

    about: str
    arena: Arena
    records: tuple[str, ...]
    cluster: str
    act: int | None = None
    shared: SharedObject | None = attrs.field(default=None, repr=False)

    @property
    def value(self) -> float:
        """The code, from -1 to 1."""
        return float(self.act or 0) if self.shared is None else self.shared.value

    def ends(self, *, contested: bool, off_by: int) -> tuple[float, float]:
        """Return its least and greatest value, as :meth:`SharedObject.ends`; an act's is what it is."""
        return (self.value, self.value) if self.shared is None else self.shared.ends(contested=contested, off_by=off_by)


@attrs.frozen(kw_only=True)
class Codes:
    """The codes of an actor towards a partner.

    Parameters
    ----------
    certain : tuple of Code
        Those that count.
    contested : tuple of Code
        Those that rest on alleged records alone.
    untyped : tuple of str
        Ids of acts without a quad class.
    left_out : tuple of (str, str)
        Records of the two that are in no code that counts, each behind the reason.
    """

    certain: tuple[Code, ...]
    contested: tuple[Code, ...]
    untyped: tuple[str, ...]
    left_out: tuple[tuple[str, str], ...]


def codes_of(  # noqa: PLR0913 (a pair, and what counts)
    dataset: Dataset,
    actor: str,
    partner: str,
    *,
    acting_for: bool,
    statuses: Sequence[Status],
    period: Period | None = None,
    expression: Expression | None = None,
) -> Codes:
    """Return the codes of an actor towards a partner, of its words or deeds alone where asked for.

    They come in the order of the text, whatever that of the records.

    Examples
    --------
    >>> import mxus
    >>> found = codes_of(
    ...     mxus.load(), "mexico", "united-states", acting_for=True, statuses=[Status.ASSERTED, Status.REPORTED]
    ... )
    >>> len(found.certain), sorted({code.act for code in found.certain if code.act})
    (27, [-1, 1])
    """
    holders = {actor, partner}
    if acting_for:
        holders.update(dataset.agents_of(actor), dataset.agents_of(partner))
    held = [each for each in dataset.positions.values() if each.holder in holders]
    positions = sorted((each for each in held if each.arena in STAGES and in_time(each, period)), key=_place)
    mine, theirs = sides(dataset, actor, partner, positions, statuses, acting_for=acting_for)
    if expression is not None:
        mine = [position for position in mine if position.expression is expression]
    certain: list[Code] = []
    contested: list[Code] = []
    for arena in STAGES:
        ours, others = ([each for each in side if each.arena is arena] for side in (mine, theirs))
        shared = Shared.of(ours, others, statuses)
        certain += [_of_object(each, each.pairs, arena) for each in shared.certain]
        contested += [_of_object(each, each.contested, arena) for each in shared.possible]
    untyped: list[str] = []
    for event in _acts(dataset, actor, partner, acting_for=acting_for):
        if not in_time(event, period):
            continue
        counts = has_status(event, statuses)
        if not (counts or has_status(event, (Status.ALLEGED,))):
            continue
        quad = event.quad_class
        if quad is None:
            untyped.append(event.id)
        elif expression is None or quad.is_material is (expression is Expression.MATERIAL):
            where = _cluster([event])
            code = Code(about=event.id, arena=event.arena, records=(event.id,), cluster=where, act=quad.sign)
            (certain if counts else contested).append(code)
    used = {record for code in certain for record in code.records}
    bearing: list[Event | Position] = [*held, *acts_between(dataset, actor, partner, acting_for=acting_for)]
    left = [(_reason(record, statuses, period, expression), record.id) for record in bearing if record.id not in used]
    left += [
        (other if other in {OTHER_TIME, NOT_ON_STAGE, OTHER_EXPRESSION} else reason, event)
        for reason, event in undirected_acts(dataset, actor, partner, acting_for=acting_for, statuses=statuses)
        for other in (_reason(dataset.events[event], statuses, period, expression),)
    ]
    return Codes(certain=tuple(certain), contested=tuple(contested), untyped=tuple(untyped), left_out=tuple(left))


def _reason(
    record: Event | Position, statuses: Sequence[Status], period: Period | None, expression: Expression | None
) -> str:
    """Return why a record is in no code that counts."""
    if not in_time(record, period):
        return OTHER_TIME
    if record.arena not in STAGES:
        return NOT_ON_STAGE
    if not heard(record, statuses):
        return OTHER_STATUS
    if isinstance(record, Event) and record.quad_class is None:
        return UNTYPED
    if expression is not None and expression_of(record) is not expression:
        return OTHER_EXPRESSION
    return ONE_SIDED if has_status(record, statuses) else CONTESTED


def _acts(dataset: Dataset, actor: str, partner: str, *, acting_for: bool) -> list[Event]:
    acts = acts_between(dataset, actor, partner, acting_for=acting_for)
    return sorted((event for event in acts if event.arena in STAGES), key=_place)


def _of_object(shared: SharedObject, pairs: Sequence[Pair], arena: Arena) -> Code:
    records = {record.id: record for side in zip(*pairs, strict=True) for record in side}
    cluster = _cluster(list(records.values()))
    return Code(about=shared.target, arena=arena, records=tuple(records), cluster=cluster, shared=shared)


def _cluster(records: Sequence[Event | Position]) -> str:
    """Return where the text first tells of the records.

    Codes that share a paragraph are not independent, and an object's code may rest on several. To keep all together
    that are joined by any paragraph would be safest, but one record with passages throughout a text joins everything,
    and nothing is left to deal: so it is in the bundled article. The first passage is one that neither the order of
    records nor that of their passages decides.
    """
    return str(min((evidence.passage for record in records for evidence in record.evidence), key=_in_text))


def _place(record: Event | Position) -> tuple[tuple[str, int, int], str]:
    """Return where the text first tells of a record; of several there, ids decide."""
    return min(_in_text(evidence.passage) for evidence in record.evidence), record.id


def _in_text(passage: Passage) -> tuple[str, int, int]:
    return passage.source, passage.locator.paragraph, passage.locator.start
