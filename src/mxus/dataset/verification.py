"""Verification: whether a copy of the text still says, at every locator, what was coded.

Copies may differ in line wrapping, quotation marks and Unicode form (:func:`mxus.values.text.normalise`), and in
nothing else. Text that a copy has before the first paragraph or after the last (a page's header, say) is not part of
the source and is not looked at; text between paragraphs is reported.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

import attrs

from mxus.dataset.dataset import Dataset
from mxus.dataset.paragraphs import Found, find_paragraphs, find_passage
from mxus.dataset.required import require_dataset
from mxus.display.cards import Page, Shown, Table
from mxus.errors import InvalidValueError, UnknownIdError, require_text
from mxus.records.source import Source
from mxus.values.locator import Locator
from mxus.values.typed import typed

__all__ = ["Discrepancy", "Verification", "only_source", "verify_text"]


@attrs.frozen(field_transformer=typed)
class Discrepancy:
    """A passage or a paragraph that the copy does not have where the source has it.

    Parameters
    ----------
    record : str
        Id of the record whose passage it is; of the source, for a paragraph as a whole.
    paragraph : int
        Number of the paragraph.
    problem : {'changed', 'missing', 'moved', 'added'}
        The words differ; nothing stands there; the words stand elsewhere; there is text after the paragraph that the
        source does not have.
    detail : str
        What was found, in a line.

    Examples
    --------
    >>> print(Discrepancy("extraditions-to-us", 11, "changed", "characters 0 to 173"))
    extraditions-to-us, paragraph 11: changed (characters 0 to 173)
    """

    record: str
    paragraph: int
    problem: Literal["changed", "missing", "moved", "added"]
    detail: str

    def __str__(self) -> str:
        """Return the discrepancy on one line."""
        return f"{self.record}, paragraph {self.paragraph}: {self.problem} ({self.detail})"


@attrs.frozen(field_transformer=typed)
class Verification(Shown):
    """The outcome of comparing a dataset's passages with a copy of the text.

    Parameters
    ----------
    source : str
        Id of the source compared.
    passages : int
        Number of passages compared.
    discrepancies : tuple of Discrepancy
        Paragraphs first, then passages in the order of the records; empty where all is as coded.

    Examples
    --------
    >>> Verification("a", 3, ()).ok
    True
    """

    source: str
    passages: int
    discrepancies: tuple[Discrepancy, ...]

    @property
    def ok(self) -> bool:
        """Whether there is no discrepancy."""
        return not self.discrepancies

    def page(self) -> Page:
        """Return what a terminal and a notebook show: whether all is as coded, and what is not."""
        facts = (("passages", str(self.passages)), ("all as coded", "yes" if self.ok else "no"))
        rows = tuple((str(each),) for each in self.discrepancies)
        return Page(
            f"passages of {self.source} compared with a copy", facts, (Table("discrepancies", ("what",), rows),)
        )


def only_source(dataset: Dataset, source: str | None) -> Source:
    """Return the source of that id, or the only one of the dataset where none is named.

    Raises
    ------
    UnknownIdError
        If there is no such source.
    InvalidValueError
        If none is named and the dataset has not exactly one.
    """
    require_dataset(dataset)
    sources = dataset.sources
    if source is not None:
        if source not in sources:
            raise UnknownIdError.among(source, sources, what="source")
        return sources[source]
    if len(sources) != 1:
        message = f"found {len(sources)} sources ({', '.join(sources) or 'none'}); expected source= to name one"
        raise InvalidValueError(message)
    return next(iter(sources.values()))


def verify_text(dataset: Dataset, text: str, *, source: str | None = None) -> Verification:
    """Compare every passage of a source with a copy of its text.

    Parameters
    ----------
    dataset : Dataset
        Any dataset.
    text : str
        The copy, as read from a file.
    source : str, optional
        Id of the source that `text` is a copy of; not needed where the dataset has one.

    Returns
    -------
    Verification
        Every paragraph and passage that differs.

    Examples
    --------
    >>> import mxus
    >>> verify_text(mxus.load(), "another text").discrepancies[0].problem
    'changed'
    """
    of = only_source(dataset, source)
    require_text(text, "the copy")
    found = find_paragraphs(of, text)
    passages = tuple(_passages(dataset, of.id))
    discrepancies = [*_of_paragraphs(of, found.paragraphs)]
    for number, text_between in found.added:
        discrepancies.append(Discrepancy(of.id, number, "added", f"{len(text_between)} characters after it"))
    for record, locator in passages:
        discrepancies += _of_passage(record, locator, found.paragraphs[locator.paragraph])
    return Verification(of.id, len(passages), tuple(dict.fromkeys(discrepancies)))


def _passages(dataset: Dataset, source: str) -> Iterator[tuple[str, Locator]]:
    for record in dataset.values():
        for evidence in record.evidence:
            if evidence.source == source:
                yield record.id, evidence.locator
    for passage in dataset.uncoded:
        if passage.source == source:
            yield "uncoded", passage.locator


def _of_paragraphs(source: Source, found: Sequence[Found]) -> Iterator[Discrepancy]:
    for number, paragraph in enumerate(found):
        if not paragraph.intact and not paragraph.text:
            yield Discrepancy(source.id, number, "missing", "nothing stands between its neighbours")
        elif not paragraph.intact:
            length = source.paragraphs[number].length
            yield Discrepancy(source.id, number, "changed", f"{len(paragraph.text)} characters for {length}")
        elif not paragraph.in_order:
            yield Discrepancy(source.id, number, "moved", "the whole paragraph stands elsewhere")


def _of_passage(record: str, locator: Locator, found: Found) -> Iterator[Discrepancy]:
    start = find_passage(found.text, locator.end - locator.start, locator.digest, locator.start)
    at = f"characters {locator.start} to {locator.end}"
    if start is None and not found.text:
        yield Discrepancy(record, locator.paragraph, "missing", at)
    elif start is None:
        yield Discrepancy(record, locator.paragraph, "changed", at)
    elif start != locator.start:
        yield Discrepancy(record, locator.paragraph, "moved", f"{at}, now from {start}")
    elif found.intact and not found.in_order:
        yield Discrepancy(record, locator.paragraph, "moved", f"{at}, with its paragraph")
