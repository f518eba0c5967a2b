"""Relocation: the passages of a dataset found again in a text that has changed.

A passage is kept or moved where its place is proven (:mod:`mxus.authoring.proof_of_place`): its words were unique in
the old text and are in the new, or its place follows from neighbours that did not change. A lookalike is no proof. A
passage whose words are gone is lost; one whose place is not proven is lost, too, with the places where it may stand: a
coder decides. Nothing is written here; a dataset is made only where nothing is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import Any, Final

import attrs

from mxus.authoring.copies import TextLike, source_and_words
from mxus.authoring.proof_of_place import Places
from mxus.authoring.quotes import SourceText
from mxus.authoring.segmentation import paragraphs_of
from mxus.dataset.dataset import Dataset
from mxus.dataset.document import Uncoded
from mxus.dataset.verification import verify_text
from mxus.display.cards import Page, Shown, Table
from mxus.errors import InvalidDataError, InvalidValueError, Problem
from mxus.records.evidence import Evidence
from mxus.records.source import Paragraph, Source
from mxus.records.union import AnyRecord
from mxus.values.locator import Locator
from mxus.values.text import digest, normalise
from mxus.values.typed import typed

__all__ = ["Lost", "Moved", "Relocation", "relocate"]

_MOST_NAMED: Final = 5
"""Candidates named in a line."""


@attrs.frozen(field_transformer=typed)
class Moved:
    """A passage found again at another place.

    Examples
    --------
    >>> place = Locator.of("We cooperate.", paragraph=1, start=3, end=12)
    >>> print(Moved("talks", place, attrs.evolve(place, start=0, end=9)))
    talks: ¶1 3 to 12, now ¶1 0 to 9
    """

    record: str
    before: Locator
    after: Locator

    def __str__(self) -> str:
        """Return the move on one line."""
        return f"{self.record}: {_place(self.before)}, now {_place(self.after)}"


@attrs.frozen(field_transformer=typed)
class Lost:
    """A passage whose words are not in the text, or whose place there is not proven.

    Parameters
    ----------
    record : str
        Id of the record whose passage it is.
    before : Locator
        Its place in the old text.
    candidates : tuple of Locator
        Where its words stand now, if they may be the passage: a lookalike cannot be told from it.

    Examples
    --------
    >>> place = Locator.of("We cooperate.", paragraph=1, start=3, end=12)
    >>> print(Lost("talks", place, ()))
    talks: ¶1 3 to 12 is not in the text any more
    >>> print(Lost("talks", place, (attrs.evolve(place, start=0, end=9),)))
    talks: ¶1 3 to 12 may be ¶1 0 to 9 now, which is not proven: it may have stood twice
    """

    record: str
    before: Locator
    candidates: tuple[Locator, ...]

    @property
    def places(self) -> int:
        """In how many places it may stand now."""
        return len(self.candidates)

    def __str__(self) -> str:
        """Return the loss on one line, with the places where the passage may stand."""
        named = [_place(each) for each in self.candidates[:_MOST_NAMED]]
        more = f" and {self.places - _MOST_NAMED} more" if self.places > _MOST_NAMED else ""
        why = f"stands in {self.places} places now: {', '.join(named)}{more}"
        if not named:
            why = "is not in the text any more"
        elif self.places == 1:
            why = f"may be {named[0]} now, which is not proven: it may have stood twice"
        return f"{self.record}: {_place(self.before)} {why}"


@attrs.frozen(field_transformer=typed)
class Relocation(Shown):
    """What became of the passages of a source.

    Parameters
    ----------
    source : str
        Id of the source.
    kept : int
        Passages that stand where they stood.
    moved : tuple of Moved
        Passages found again elsewhere.
    lost : tuple of Lost
        Passages that are not in the text any more, and those whose place is not proven, with the candidates.
    dataset : Dataset or None
        The dataset for the changed text; None where a passage is lost.
    paragraphs : tuple of Paragraph
        Those of the changed text, by which new places and candidates are numbered. Several that stand where one stood
        between two unchanged ones are one.

    Examples
    --------
    >>> import mxus
    >>> print(relocate(mxus.load(), SourceText.of("Quite another text.", source="rojas-2025")).lost[0].places)
    0
    """

    source: str
    kept: int
    moved: tuple[Moved, ...]
    lost: tuple[Lost, ...]
    dataset: Dataset | None = attrs.field(repr=False)
    paragraphs: tuple[Paragraph, ...] = attrs.field(repr=False)

    @property
    def ok(self) -> bool:
        """Whether no passage is lost."""
        return not self.lost

    @property
    def ambiguous(self) -> tuple[Lost, ...]:
        """Those of the lost whose words stand in the text, so that they have candidates."""
        return tuple(lost for lost in self.lost if lost.candidates)

    @property
    def made(self) -> Dataset:
        """The dataset for the changed text.

        Raises
        ------
        InvalidDataError
            If a passage is lost; each is listed.
        """
        if self.dataset is None:
            problems = [Problem(lost.record, f"{_place(lost.before)} not found again") for lost in self.lost]
            raise InvalidDataError(problems, where=f"source {self.source!r}")
        return self.dataset

    def page(self) -> Page:
        """Return what a terminal and a notebook show: what moved and what is lost."""
        facts = (("kept", str(self.kept)), ("moved", str(len(self.moved))), ("lost", str(len(self.lost))))
        tables = tuple(
            Table.of_first(title, ("passage",), [(str(each),) for each in found])
            for title, found in (("lost", self.lost), ("moved", self.moved))
        )
        return Page(f"passages of {self.source}", facts, tables)

    def __str__(self) -> str:
        """Return the counts on one line."""
        count = len(self.ambiguous)
        open_ones = f" ({count} of them ambiguous)" if count else ""
        return f"{self.source}: {self.kept} passages kept, {len(self.moved)} moved, {len(self.lost)} lost{open_ones}"


def relocate(dataset: Dataset, text: TextLike, *, source: str | None = None) -> Relocation:
    """Find every passage of a source again in a text that has changed: a new edition, a corrected typo.

    Parameters
    ----------
    dataset : Dataset
        Any dataset; it is not changed.
    text : str, Path or SourceText
        The text as it is now: the path of a UTF-8 text file, or a text at hand. Blank lines part its paragraphs, or
        line breaks where there is no blank line.
    source : str, optional
        Id of the source; not needed if the dataset has one, or the text is a SourceText.

    Returns
    -------
    Relocation
        What stayed, moved and is lost, and, where nothing is, the dataset for the new text. Ends of sentences are kept
        for paragraphs that did not change, and found anew for others. A passage that may have stood twice in the old
        text, as far as its digests tell, is ambiguous although its words stand once in the new one.

    Raises
    ------
    UnreadableFileError
        If the file cannot be read as UTF-8 text.
    UnknownIdError, InvalidValueError
        If `source` is unknown, or needed and not given; if the text is empty.

    Examples
    --------
    >>> import mxus, pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "annals.txt")
    ...     _ = path.write_text("Coal for the neighbour. By the Scribe.", encoding="utf-8")
    ...     ds = mxus.lock(mxus.start_project(path, author="the Scribe")[0])
    >>> now = SourceText.of("Much more coal for the neighbour. By the Scribe.", source="annals")
    >>> found = relocate(ds, now)
    >>> print(found)
    annals: 0 passages kept, 1 moved, 0 lost
    >>> print(found.moved[0])
    the-scribe: ¶0 27 to 37, now ¶0 37 to 47
    >>> found.made.actors["the-scribe"].evidence[0].locator.start
    37
    """
    of, words = source_and_words(dataset, text, source)
    passages = [
        *(each.locator for record in dataset.values() for each in record.evidence if each.source == of.id),
        *(each.locator for each in dataset.uncoded if each.source == of.id),
    ]
    if verify_text(dataset, words, source=of.id).ok:
        return Relocation(
            of.id, len(passages), (), (), dataset, of.paragraphs
        )  # also where a page's header stands before it
    if not paragraphs_of(words):
        raise InvalidValueError("found a text without words; expected one with some")
    finder = _Finder(of, words, passages)
    now = finder.paragraphs()
    changed: list[AnyRecord] = [of.evolve(paragraphs=now, evidence=finder.evidence(of))]
    changed += [record.evolve(evidence=finder.evidence(record)) for record in dataset.values() if record.id != of.id]
    uncoded = tuple(finder.uncoded(passage) for passage in dataset.uncoded)
    made: Dataset | None = None
    if not finder.lost:
        records: dict[str, AnyRecord] = {**dataset, **{record.id: record for record in changed}}
        about: dict[str, Any] = {**dataset.about(), "uncoded": uncoded}
        made = Dataset(records.values(), **about)
    return Relocation(of.id, finder.kept, tuple(finder.moved), tuple(finder.lost), made, now)


class _Finder:
    """The passages of one source, each with its place in the changed text."""

    def __init__(self, source: Source, text: str, passages: Iterable[Locator]) -> None:
        now = SourceText(source.id, _as_one(source.paragraphs, paragraphs_of(text, source.paragraphs)))
        self._source, self._new = source, now.source_paragraphs()
        parts = {*paragraphs_of(text), *map(normalise, text.splitlines())}
        joined = frozenset(number for number, each in enumerate(now.paragraphs) if each not in parts)
        self._places = Places(source.paragraphs, now.paragraphs, passages, joined)
        self.kept, self.moved, self.lost = 0, list[Moved](), list[Lost]()

    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Return the paragraphs of the changed text, those that did not change as they were."""
        known = {paragraph.digest: paragraph for paragraph in self._source.paragraphs}
        return tuple(known.get(paragraph.digest, paragraph) for paragraph in self._new)

    def evidence(self, record: AnyRecord) -> tuple[Evidence, ...]:
        """Return the evidence of a record with its places in the changed text."""
        return tuple(
            evidence.evolve(locator=self._again(record.id, evidence.locator))
            if evidence.source == self._source.id
            else evidence
            for evidence in record.evidence
        )

    def uncoded(self, passage: Uncoded) -> Uncoded:
        """Return an uncoded passage with its place in the changed text."""
        ours = passage.source == self._source.id
        return passage.evolve(locator=self._again("uncoded", passage.locator)) if ours else passage

    def _again(self, record: str, before: Locator) -> Locator:
        """Return where a passage stands now; its old place where that is not proven, which is then noted."""
        after = self._places.proven(before)
        if after is None:
            self.lost.append(Lost(record, before, self._places.candidates(before)))
            return before
        if after == before:
            self.kept += 1
        else:
            self.moved.append(Moved(record, before, after))
        return after


def _as_one(old: Sequence[Paragraph], new: Sequence[str]) -> tuple[str, ...]:
    """Return the new paragraphs, those together that stand where one old paragraph stood between two unchanged ones."""
    before, after = [each.digest for each in old], [digest(each) for each in new]
    made: list[str] = []
    for tag, start, end, new_start, new_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        parts = new[new_start:new_end]
        one = tag == "replace" and end - start == 1 and not set(before) & set(after[new_start:new_end])
        made += [" ".join(parts)] if one else parts
    return tuple(made)


def _place(locator: Locator) -> str:
    return f"¶{locator.paragraph} {locator.start} to {locator.end}"
