"""Records that take the place of others, and what remains when some are left out.

A record that cannot be without another goes with it: a position without its object. Any other is kept without the
reference. Which is which follows from the models: a field that must be filled, or one that may be empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, TypeVar

import attrs

from mxus.dataset.document import Document
from mxus.dataset.integrity import is_sound, lengths_of, part_fields, reference_fields
from mxus.errors import InvalidDataError
from mxus.records.base import Part, Record
from mxus.records.event import Event
from mxus.records.position import Position
from mxus.records.trade_link import TradeLink

__all__ = ["Known", "exchanged", "remaining"]

_COLLECTION_OF: Final[Mapping[type[Record], str]] = {TradeLink: "trade_links", Event: "events", Position: "positions"}
"""The collections of records of which no rule between records says more than that their references must resolve."""

_R = TypeVar("_R", bound=Record)
_P = TypeVar("_P", bound=Part)


@attrs.frozen
class Known:
    """What a record must fit into: the kind of each record by id, and the lengths of each source's paragraphs."""

    kinds: dict[str, str]
    lengths: dict[str, list[int]]

    @classmethod
    def of(cls, document: Document) -> Known:
        """Collect it from a sound document."""
        return cls({record.id: record.kind for record in document.records()}, lengths_of(document.sources))


def exchanged(document: Document, new: Mapping[str, Record], known: Known) -> Document | None:
    """Return the sound `document` with records in the place of those with their ids, each checked by itself.

    None where that is not enough, and the whole has to be checked: for a record that is not in the place of one of its
    kind, for kinds with rules on how they go together (sources, actors, policies, claims), and where there is a
    problem, since only the whole tells its place.
    """
    for name, record in new.items():
        if type(record) not in _COLLECTION_OF or known.kinds.get(name) != getattr(record, "kind", None):
            return None
        try:
            type(record).model_validate(record)
        except InvalidDataError:
            return None
        if not is_sound(record, known.kinds, known.lengths):
            return None
    changed = {_COLLECTION_OF[type(record)] for record in new.values()}
    # Past pydantic's checks, which what is kept has passed before, and what is new just now.
    return document.model_copy(
        update={name: tuple(new.get(each.id, each) for each in getattr(document, name)) for name in changed}
    )


def remaining(records: Iterable[_R], left_out: Iterable[str]) -> list[_R]:
    """Return the records without those left out, without those that cannot be without them, and without references.

    Examples
    --------
    >>> import mxus
    >>> ds = mxus.load()
    >>> kept = remaining(ds.values(), ["us-embargo-on-cuba"])
    >>> sorted(ds.keys() - {record.id for record in kept})[:2]
    ['cuba-opposes-embargo', 'mexico-opposes-embargo']
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
    changes: dict[str, object] = {}
    for name, many, _ in reference_fields(type(part)):
        held = getattr(part, name)
        if many and not gone.isdisjoint(held):
            changes[name] = tuple(target for target in held if target not in gone)
        elif not many and held in gone:
            if type(part).model_fields[name].is_required():
                return None
            changes[name] = None
    for name, _ in part_fields(type(part)):
        inner = getattr(part, name)
        rest = tuple(each for each in (_without(each, gone) for each in inner) if each is not None)
        if rest != inner:
            changes[name] = rest
    return part.evolve(**changes) if changes else part
