"""Coverage: which sentences of a source are coded, which are excused, and which are neither."""

from __future__ import annotations

from typing import Literal

import attrs

from mxus.dataset.dataset import Dataset
from mxus.dataset.verification import only_source
from mxus.display.cards import Page, Shown, Table

__all__ = ["Coverage", "Sentence", "coverage"]


@attrs.frozen
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


@attrs.frozen
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
        return sum(sentence.state == state for sentence in self.sentences)

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
    spans: dict[int, list[tuple[int, int, str]]] = {}
    for record in dataset.values():
        for evidence in record.evidence:
            if evidence.source == of.id:
                locator = evidence.locator
                spans.setdefault(locator.paragraph, []).append((locator.start, locator.end, record.id))
    sentences: list[Sentence] = []
    for paragraph, content in enumerate(of.paragraphs):
        for number, (start, end) in enumerate(content.sentence_spans()):
            inside = [(a, b, name) for a, b, name in spans.get(paragraph, ()) if a < end and start < b]
            covered = {place for a, b, _ in inside for place in range(max(a, start), min(b, end))}
            reasons = [
                passage.reason
                for passage in dataset.uncoded
                if passage.source == of.id
                and passage.locator.paragraph == paragraph
                and passage.locator.start < end
                and start < passage.locator.end
            ]
            names = tuple(dict.fromkeys(name for _, _, name in inside))
            reason = reasons[0] if reasons else None
            sentences.append(Sentence(paragraph, number, start, end, names, len(covered) / (end - start), reason))
    return Coverage(of.id, tuple(sentences))
