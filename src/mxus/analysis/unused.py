"""What a question could not use: the records that bear on it and are not in its value, each with the reason.

An act counts from one actor to another. A text also tells of acts that have no such direction: two meet or sign, nobody
is named who acted, or two act together on a third. Such records are not in the value, and are listed here, so that none
is lost in silence.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from mxus.analysis._common import acts_as, has_status
from mxus.dataset.dataset import AnyRecord, Dataset
from mxus.values.contribution import LeftOut
from mxus.vocabulary.statements import Status

__all__ = [
    "ALONE",
    "CONTESTED",
    "MISSING",
    "MUTUAL",
    "NEUTRAL",
    "NOT_DEALT",
    "NOT_DIRECTED",
    "NOT_ON_STAGE",
    "NO_ACTOR",
    "ONE_SIDED",
    "OTHER_EXPRESSION",
    "OTHER_STATUS",
    "OTHER_TIME",
    "UNNAMED",
    "UNTYPED",
    "WITHIN",
    "by_reason",
    "heard",
    "number_missing",
    "undirected_acts",
]

MUTUAL: Final = "mutual: several actors and no recipient, so no direction"
UNNAMED: Final = "who acted is not named"
NOT_DIRECTED: Final = "directed at nobody who is named"
TOGETHER: Final = "the two act together on others"
CONTESTED: Final = "only alleged"
UNTYPED: Final = "no PLOVER type"
OTHER_STATUS: Final = "no passage of a status that counts"
OTHER_TIME: Final = "of another time"
NOT_ON_STAGE: Final = "on neither stage"
ONE_SIDED: Final = "the other side takes no position on it that counts"
OTHER_EXPRESSION: Final = "in deeds where words are asked for, or in words where deeds are"
NEUTRAL: Final = "neutral: takes no side"
NO_ACTOR: Final = "on what is no actor"
ALONE: Final = "nobody else takes a side on it"
NOT_DEALT: Final = "neither record names who gives or receives"
WITHIN: Final = "between those who stand for one actor"

MISSING: Final = frozenset({MUTUAL, UNNAMED, UNTYPED, CONTESTED})
"""Reasons for which something is missing: such records are in ``n_missing``. Others are left out by what was asked."""


def by_reason(found: Iterable[tuple[str, str]]) -> tuple[LeftOut, ...]:
    """Return records with their reason as groups, reasons and ids in alphabetical order; each record once.

    Examples
    --------
    >>> by_reason([("only alleged", "a"), ("no PLOVER type", "b"), ("only alleged", "c"), ("no PLOVER type", "a")])
    (LeftOut(reason='no PLOVER type', records=('b',)), LeftOut(reason='only alleged', records=('a', 'c')))
    """
    groups: dict[str, list[str]] = {}
    seen: set[str] = set()
    for reason, record in found:
        if record not in seen:
            seen.add(record)
            groups.setdefault(reason, []).append(record)
    return tuple(LeftOut(reason, tuple(sorted(records))) for reason, records in sorted(groups.items()))


def number_missing(left_out: Iterable[LeftOut], reasons: Collection[str] = (MUTUAL, UNNAMED)) -> int:
    """Return how many records are left out for one of the reasons."""
    return sum(len(each.records) for each in left_out if each.reason in reasons)


def undirected_acts(
    dataset: Dataset,
    source: str,
    target: str,
    *,
    acting_for: bool,
    statuses: Collection[Status],
) -> list[tuple[str, str]]:
    """Return the acts of `source` that may be towards `target` and have no such direction, each behind its reason.

    Parameters
    ----------
    dataset, source, target, acting_for
        As for :func:`mxus.analysis._common.acts_between`.
    statuses : collection of Status
        An act that has none of them and is not alleged either is left out for that.
    """
    ever = {source: {source}, target: {target}}
    if acting_for:
        for actor, names in ever.items():
            names.update(dataset.agents_of(actor))
    found = dataset.open_ended_events(ever[source] | ever[target])

    def of(actor: str, role: str) -> set[str]:
        return {event.id for event in acts_as(dataset, actor, found, role, acting_for=acting_for)}

    acts = {actor: of(actor, "initiators") for actor in ever}
    receives = {actor: of(actor, "recipients") for actor in ever}
    left: list[tuple[str, str]] = []
    for event in found:
        if event.id in acts[source] and event.id in receives[target]:
            continue
        reason: str | None = None
        both = event.id in acts[source] and event.id in acts[target]
        if not event.initiators:
            reason = UNNAMED if event.id in receives[target] else None
        elif both:
            reason = TOGETHER if event.recipients else MUTUAL
        elif not event.recipients and event.id in acts[source]:
            reason = NOT_DIRECTED
        if reason is not None:
            left.append((reason if heard(event, statuses) else OTHER_STATUS, event.id))
    return left


def heard(record: AnyRecord, statuses: Collection[Status]) -> bool:
    """Whether a record counts or is contested: a passage of it has one of the statuses, or is alleged."""
    return has_status(record, (*statuses, Status.ALLEGED))
