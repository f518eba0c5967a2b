"""One coding of a text as the comparison sees it: where its records stand, and how their fields are coded.

Coders of one text choose their own ids and cut passages where they see fit; what they share is the text. What we leave
out: wording. A gloss says the same in each coder's own words.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Mapping
from typing import Any, Final, cast

import attrs

from mxus.analysis.spans import Spans
from mxus.dataset.dataset import AnyRecord, Dataset
from mxus.records.actor import Actor, Membership, Office
from mxus.records.base import Link
from mxus.records.policy import Parameter
from mxus.records.source import Source
from mxus.values.period import Period
from mxus.vocabulary._term import Term

__all__ = ["FIELDS", "LATER", "NONE", "Coding", "coded", "text_of"]

FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "actor": ("type", "country", "iso3", "cow", "principal", "offices", "memberships"),
    "policy": ("type", "owners", "targets", "issue", "arena", "status", "parameters", "period", "part_of", "links"),
    "trade_link": ("reporter", "partner", "measure", "quantity", "period"),
    "event": (
        "act", "type", "mode", "contexts", "initiators", "recipients", "concerns", "issue", "arena", "period", "count",
        "casualties", "links",
    ),
    "position": ("holder", "target", "stance", "expression", "issue", "arena", "period", "links"),
    "claim": ("type", "holders", "about", "rivals", "issue", "arena", "links"),
}  # fmt: skip
"""What is coded of each kind of record, besides its passages: terms, numbers, dates and other records; no wording."""

LATER: Final = frozenset({"concerns", "about", "rivals", "part_of", "links", "offices", "memberships", "parameters"})
"""Fields that say nothing of likeness: they refer to records of any kind, matched or not, or are lists of parts."""

NONE: Final = "none"
"""That a coder gave nothing is a judgement, too."""


def text_of(source: Source) -> str:
    """Return what identifies the text of a source, whatever its id: a digest over the digests of its paragraphs."""
    return hashlib.sha256(" ".join(paragraph.digest for paragraph in source.paragraphs).encode()).hexdigest()


def coded(value: Any, name_of: Callable[[str], Hashable]) -> Hashable:  # noqa: ANN401 (the value of any field)
    """Return how a field is coded: ids by what they stand for, the order of several and all wording of no account.

    Examples
    --------
    >>> coded(("sylvania", "ruritania"), str.upper)
    ('RURITANIA', 'SYLVANIA')
    >>> coded(None, str.upper), coded(Period("2025-02"), str.upper)
    ('none', (datetime.date(2025, 2, 1), datetime.date(2025, 2, 28)))
    """
    found: Hashable
    match value:
        case None:
            found = NONE
        case tuple():
            several = cast("tuple[object, ...]", value)
            found = tuple(coded(each, name_of) for each in several)
            found = found if len(found) < 2 else tuple(sorted({*found}, key=repr))
        case Period():
            found = (value.earliest, value.latest)
        case Link():
            found = (value.type.value, name_of(value.target))
        case Office():
            found = (name_of(value.acts_for), coded(value.period, name_of), value.shared)
        case Membership():
            found = (name_of(value.group), coded(value.period, name_of))
        case Parameter():
            found = (value.name, value.quantity)
        case Term():
            found = value.value
        case str():
            found = name_of(value)
        case _:
            found = value
    return found


@attrs.frozen(eq=False)
class Coding:
    """A coding as the matching sees it: where each record stands, and what tells it from others whatever its id.

    Parameters
    ----------
    dataset : Dataset
        The coding.
    texts : dict of str to str
        Text of each source.
    characters : dict of str to Spans
        Characters of the passages of each record.
    standing : dict of str to frozenset
        By position: its holder and those for whom the holder acts at the time.
    profiles : dict of str to str
        Digest of all that a record says, its passages and gloss included; ids of what it refers to are replaced by
        what that says.
    """

    dataset: Dataset
    texts: dict[str, str]
    characters: dict[str, Spans]
    standing: dict[str, frozenset[str]]
    profiles: dict[str, str]

    @classmethod
    def of(cls, dataset: Dataset, look: Callable[[], object] = lambda: None) -> Coding:
        """Look at a dataset; `look` is called now and then, so that it can raise where time is out."""
        look()
        texts = {source.id: text_of(source) for source in dataset.sources.values()}
        characters = {
            record.id: Spans.of(
                (texts[each.source], each.locator.paragraph, each.locator.start, each.locator.end)
                for each in record.evidence
            )
            for record in dataset.values()
        }
        standing = {
            each.id: frozenset({each.holder, *dataset.stands_for(each.holder, each.period)})
            for each in dataset.positions.values()
        }
        look()
        bare = {record.id: _bare(record, texts) for record in dataset.values()}

        def name_of(name: str) -> Hashable:
            return bare.get(name, name)

        profiles: dict[str, str] = {}
        for record in dataset.values():
            look()
            said = (
                bare[record.id],
                [coded(getattr(record, field), name_of) for field in FIELDS.get(record.kind, ())],
                sorted(repr(name_of(each.speaker)) for each in record.evidence if each.speaker is not None),
            )
            profiles[record.id] = hashlib.sha256(repr(said).encode()).hexdigest()
        return cls(dataset, texts, characters, standing, profiles)

    @property
    def key(self) -> tuple[str, ...]:
        """What the coding says as a whole, whatever its ids and the order of its records."""
        return tuple(sorted(self.profiles.values()))

    def in_order(self, kind: str) -> list[AnyRecord]:
        """Return the records of a kind in the order of their profiles."""
        found = [record for record in self.dataset.values() if record.kind == kind]
        return sorted(found, key=lambda record: self.profiles[record.id])


def _bare(record: AnyRecord, texts: Mapping[str, str]) -> Hashable:
    """Return what a record says by itself: kind, wording and passages."""
    passages = (
        (texts[each.source], each.locator.paragraph, each.locator.start, each.locator.end, each.status.value)
        for each in record.evidence
    )
    names = (record.name, *record.aliases) if isinstance(record, Actor) else ()
    return (record.kind, record.gloss, names, tuple(sorted(passages)))
