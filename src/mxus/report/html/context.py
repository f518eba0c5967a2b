"""What every part of the page needs of the dataset: names, links to records, places in the text, words of passages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Self

import attrs

from mxus.dataset.dataset import AnyRecord, Dataset
from mxus.dataset.paragraphs import Copy, find_paragraphs, words_of
from mxus.errors import UnknownIdError
from mxus.report.html.markup import Html, el, said
from mxus.values.locator import Passage, places

__all__ = ["Context"]


@attrs.frozen
class Context:
    """A dataset, and the copies of its texts that the reader has given.

    Examples
    --------
    >>> import mxus
    >>> Context.of(mxus.load(), {}).name("mexico")
    'Mexico'
    """

    dataset: Dataset
    copies: Mapping[str, Copy]

    @classmethod
    def of(cls, dataset: Dataset, texts: Mapping[str, str]) -> Self:
        """Find the paragraphs in the texts, by id of their source; raise UnknownIdError where there is none such."""
        for name in texts:
            if name not in dataset.sources:
                raise UnknownIdError.among(name, dataset.sources, what="source")
        return cls(dataset, {name: find_paragraphs(dataset.sources[name], text) for name, text in texts.items()})

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

    def words(self, passage: Passage) -> str | None:
        """Return the words of a passage, or that they differ; None where the reader has given no text of its source."""
        copy = self.copies.get(passage.source)
        return None if copy is None else words_of(copy, passage.locator)
