"""What every part of the page needs of the dataset: names, links to records, places in the text, words of passages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Self

import attrs

from mxus.authoring.copies import TextLike, coded_copies
from mxus.dataset.dataset import AnyRecord, Dataset
from mxus.dataset.paragraphs import DIFFERS, Copy, words_of
from mxus.report.html.markup import Html, el, said
from mxus.values.locator import Passage, places

__all__ = ["Context"]


@attrs.frozen
class Context:
    """A dataset, and the copies of its texts that the reader has given.

    Examples
    --------
    >>> import mxus
    >>> Context.of(mxus.load(), None).name("mexico")
    'Mexico'
    """

    dataset: Dataset
    copies: Mapping[str, Copy]

    @classmethod
    def of(cls, dataset: Dataset, texts: TextLike | Mapping[str, TextLike] | None) -> Self:
        """Find the paragraphs in the texts, as :func:`mxus.authoring.copies.coded_copies`."""
        return cls(dataset, coded_copies(dataset, texts))

    def name(self, actor: str) -> str:
        """Return the name of an actor."""
        return self.dataset.actors[actor].name

    def title(self, record: str) -> str:
        """Return what to call any record: a name, a title, or what it says."""
        found = self.dataset[record]
        if found.kind == "actor":
            return found.name
        return found.title if found.kind == "source" else found.gloss

    def link(self, record: str) -> Html:
        """Return a link to a record, called by what it says, with the paragraphs it stands in."""
        found = self.dataset[record]
        return el("span", el("a", said(self.title(record)), href=f"#r-{record}"), " ", self.where(found), class_="ref")

    def where(self, record: AnyRecord) -> Html | None:
        """Return the paragraphs a record stands in."""
        return self.at(evidence.passage for evidence in record.evidence)

    def at(self, passages: Iterable[Passage]) -> Html | None:
        """Return the paragraphs of passages."""
        found = list(passages)
        return el("span", places(found), class_="where") if found else None

    def words_told(self) -> str:
        """Return a sentence on how many passages have their words on the page."""
        if not self.copies:
            return "The words of the text are not on this page."
        passages = {evidence.passage for record in self.dataset.values() for evidence in record.evidence}
        words = [self.words(passage) for passage in passages]
        differ, absent = words.count(DIFFERS), words.count(None)
        if not differ and not absent:
            return "The words of the passages are on this page."
        there = len(words) - differ - absent
        reasons = [f"{differ} differ in the copy of the text"] if differ else []
        reasons += [f"of {absent} no text was given"] if absent else []
        return f"The words of {there} of {len(words)} passages are on this page; {', '.join(reasons)}."

    def words(self, passage: Passage) -> str | None:
        """Return the words of a passage, or that they differ; None where the reader has given no text of its source."""
        copy = self.copies.get(passage.source)
        return None if copy is None else words_of(copy, passage.locator)
