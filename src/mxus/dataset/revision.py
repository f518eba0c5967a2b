"""Records that take the place of others, and what remains when some are left out.

A record that cannot be without another goes with it: a position without its object. Any other is kept without the
reference. Which is which follows from the models: a field that must be filled, or one that may be empty.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final, TypeVar, cast

import attrs

from mxus.dataset.integrity import is_sound, lengths_of, part_fields, reference_fields
from mxus.errors import InvalidDataError
from mxus.records.base import Part, Record
from mxus.records.event import Event
from mxus.records.position import Position
from mxus.records.source import Source
from mxus.records.trade_link import TradeLink
from mxus.records.union import AnyRecord

__all__ = ["Known", "exchangeable", "remaining"]

_ALONE: Final = (TradeLink, Event, Position)
"""Records of which no rule between records says more than that their references must resolve."""

_R = TypeVar("_R", bound=Record)
_P = TypeVar("_P", bound=Part)


@attrs.frozen
class Known:
    """What a record must fit into: the kind of each record by id, and the lengths of each source's paragraphs."""

    kinds: dict[str, str]
    lengths: dict[str, list[int]]

    @classmethod
    def of(cls, records: Collection[AnyRecord]) -> Known:
        """Collect it from the records of a dataset."""
        return cls(
            {record.id: record.kind for record in records},
            lengths_of(record for record in records if isinstance(record, Source)),
        )


def exchangeable(new: Mapping[str, AnyRecord], known: Known) -> dict[str, AnyRecord] | None:
    """Return records, each checked by itself, that can take the place of those with their ids in a sound dataset.

    None where that is not enough, and the whole has to be checked: for a record that is not in the place of one of its
    kind, for kinds with rules on how they go together (sources, actors, policies, claims), and where there is a
    problem, since only the whole tells its place.
    """
    checked: dict[str, AnyRecord] = {}
    for name, record in new.items():
        if type(record) not in _ALONE or known.kinds.get(name) != record.kind:
            return None
        try:
            checked[name] = type(record).model_validate(record)
        except InvalidDataError:
            return None
        if not is_sound(checked[name], known.kinds, known.lengths):
            return None
    return checked


def remaining(records: Iterable[_R], left_out: Iterable[str]) -> list[_R]:
    """Return the records without those left out, without those that cannot be without them, and without references.

    Examples
    --------
    >>> import mxus
    >>> ds = mxus.load()
    >>> kept = remaining(ds.values(), ["us-embargo-on-cuba"])
    >>> sorted(ds.keys() - {record.id for record in kept})[:2]
    ['mexico-opposes-embargo', 'united-states-supports-embargo']
    """
    gone = set(left_out)
    kept = [record for record in records if record.id not in gone]
    while True:
        released = [(record, _without(record, gone)) for record in kept]
        more = {record.id for record, rest in released if rest is None}
        kept = [rest for _, rest in released if rest is not None]
        if not more:
            return kept
        gone = more


def _without(part: _P, gone: set[str]) -> _P | None:
    """Return the part without references to what is gone; None where it cannot be without one."""
    model = cast("Any", type(part))
    changes: dict[str, object] = {}
    for name, many, _ in reference_fields(model):
        held = getattr(part, name)
        if many and not gone.isdisjoint(held):
            changes[name] = tuple(target for target in held if target not in gone)
        elif not many and held in gone:
            if model.model_fields[name].is_required():
                return None
            changes[name] = None
    for name, _ in part_fields(model):
        inner = getattr(part, name)
        rest = tuple(each for each in (_without(each, gone) for each in inner) if each is not None)
        if rest != inner:
            changes[name] = rest
    return part.evolve(**changes) if changes else part
