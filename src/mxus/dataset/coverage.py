"""Coverage: which sentences of a source are coded, which are excused, and which are neither."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Literal

import attrs

from mxus.dataset.dataset import Dataset
from mxus.dataset.paragraph_index import Placed
from mxus.dataset.verification import only_source
from mxus.display.cards import Page, Shown, Table
from mxus.values.typed import typed

__all__ = ["Coverage", "Sentence", "coverage"]


@attrs.frozen(field_transformer=typed)
class Sentence:
    """One sentence of a source and what is coded from it.

    Parameters
    ----------
    paragraph, number : int
        Where it stands; sentences of a paragraph are numbered from 0.
    start, end : int
        Offsets in the normalised paragraph.
    records : tuple of str
        Ids of the records with a passage in it.
    coded : float
        Part of its characters that lies in a passage, 0 to 1.
    reason : str or None
        Why there is nothing to code, where it is listed so.

    Examples
    --------
    >>> Sentence(paragraph=1, number=0, start=0, end=80, records=(), coded=0.0, reason=None).state
    'open'
    """

    paragraph: int
    number: int
    start: int
    end: int
    records: tuple[str, ...]
    coded: float
    reason: str | None

    @property
    def state(self) -> Literal["coded", "excused", "open"]:
        """``coded`` with at least one record, else ``excused`` with a reason, else ``open``."""
        return "coded" if self.records else "excused" if self.reason else "open"


@attrs.frozen(field_transformer=typed)
class Coverage(Shown):
    """The sentences of a source, in order.

    Examples
    --------
    >>> import mxus
    >>> found = mxus.coverage(mxus.load())
    >>> found.count("open")
    0
    """

    source: str
    sentences: tuple[Sentence, ...]

    @property
    def ok(self) -> bool:
        """Whether no sentence is open."""
        return not self.count("open")

    def count(self, state: Literal["coded", "excused", "open"]) -> int:
        """Return the number of sentences in that state."""
        return sum(isinstance(state, str) and sentence.state == state for sentence in self.sentences)

    def page(self) -> Page:
        """Return what a terminal and a notebook show: how many sentences are coded, and those that are not."""
        facts = (
            ("coded", str(self.count("coded"))),
            ("excused", str(self.count("excused"))),
            ("open", str(self.count("open"))),
        )
        rows = tuple(
            (f"¶{each.paragraph}", str(each.number), each.state, each.reason or "")
            for each in self.sentences
            if each.state != "coded"
        )
        return Page(
            f"sentences of {self.source}", facts, (Table("not coded", ("where", "sentence", "state", "why"), rows),)
        )


def coverage(dataset: Dataset, *, source: str | None = None) -> Coverage:
    """Say of every sentence of a source whether it is coded, excused or open.

    Parameters
    ----------
    dataset : Dataset
        Any dataset.
    source : str, optional
        Id of the source; not needed where the dataset has one.

    Returns
    -------
    Coverage
        One entry a sentence. A sentence is coded where a record has a passage that shares characters with it.

    Raises
    ------
    UnknownIdError
        If there is no such source.
    InvalidValueError
        If no source is named and the dataset has not exactly one.

    Examples
    --------
    >>> import mxus
    >>> sentence = mxus.coverage(mxus.load()).sentences[0]
    >>> sentence.paragraph, sentence.state
    (0, 'coded')
    """
    of = only_source(dataset, source)
    coded, excused = dataset.passages_by_paragraph()
    sentences: list[Sentence] = []
    for paragraph, content in enumerate(of.paragraphs):
        spans = content.sentence_spans()
        inside = _by_sentence(spans, coded.get((of.id, paragraph), ()))
        reasons = _by_sentence(spans, excused.get((of.id, paragraph), ()))
        for number, (start, end) in enumerate(spans):
            covered = _length([(max(a, start), min(b, end)) for a, b, _ in inside[number]])
            names = tuple(dict.fromkeys(name for _, _, name in inside[number]))
            reason = next((reason for _, _, reason in reasons[number]), None)
            sentences.append(Sentence(paragraph, number, start, end, names, covered / (end - start), reason))
    return Coverage(of.id, tuple(sentences))


def _by_sentence(spans: Sequence[tuple[int, int]], passages: Iterable[Placed]) -> list[list[Placed]]:
    """Return for each sentence the passages that share characters with it, in their order."""
    inside: list[list[Placed]] = [[] for _ in spans]
    ends = [end for _, end in spans]
    for passage in passages:
        number = bisect_right(ends, passage[0])
        while number < len(spans) and spans[number][0] < passage[1]:
            inside[number].append(passage)
            number += 1
    return inside


def _length(spans: Iterable[tuple[int, int]]) -> int:
    """Return how many characters some spans cover together."""
    total, reached = 0, 0
    for start, end in sorted(spans):
        total += max(0, end - max(start, reached))
        reached = max(reached, end)
    return total
